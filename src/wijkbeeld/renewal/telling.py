"""From numbers to the words of the page: names of the set and the places, and the answer."""

from __future__ import annotations

import re

from wijkbeeld.renewal.cities import cities, comparable
from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.renewal.sets import Kind
from wijkbeeld.store.read import opened
from wijkbeeld.words.answer import Told, tell
from wijkbeeld.words.ladder import Place

_SPOKEN = {"'s-Gravenhage": "Den Haag", "'s-Hertogenbosch": "Den Bosch"}
"""Names of gemeenten as people say them."""


def told_of(question: Question, results: Results) -> Told:
    """The answer to a question."""
    return tell(
        name_of(question),
        results.ladder,
        results.start,
        place_of(question),
        question.measure.id,
        question.measure.label,
    )


def name_of(question: Question) -> str:
    """Name of the set, as it stands in a sentence."""
    name = re.sub(r"^(Register|Selectie): ", "", question.set.label)
    return re.sub(r": (.+)$", r" (\1)", name)


def place_of(question: Question) -> Place:
    """Where the renewed areas lie, in words."""
    scope = question.scope
    table = cities(scope)["name"].replace(_SPOKEN)
    around = comparable(question)
    own = tuple(str(table[c]) for c in around)
    others = dict.fromkeys(str(table[c]) for beside in around.values() for c in beside)
    fictional = opened(scope).manifest.fictional
    is_clean = question.without_programmes and bool(elsewhere(question).codes)
    country = "deze regio" if fictional else "Nederland"
    is_renewed = question.set.kind is Kind.RENEWED
    return Place(scope.level, own, tuple(others), country, is_renewed, is_clean)
