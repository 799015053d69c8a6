"""From numbers to the words of the page: names of the set and the places, and the answer."""

from __future__ import annotations

import re

from wijkbeeld.renewal.cities import cities, comparable
from wijkbeeld.renewal.elsewhere import elsewhere
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.renewal.sets import Kind
from wijkbeeld.renewal.small import Small
from wijkbeeld.store.read import opened
from wijkbeeld.words.answer import Told, tell
from wijkbeeld.words.groups import sizes_known
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


def sizes_of(few: Small) -> str:
    """Of which years the sizes of areas are, and how many areas have none; empty if not asked."""
    if not few.minimum:
        return ""
    tallies = [(t.counted.value, t.areas, t.first, t.last) for t in few.tallies]
    return sizes_known(tallies, len(few.unknown), few.wave)


def name_of(question: Question) -> str:
    """Name of the set, as it stands in a sentence."""
    name = re.sub(r"^(Register|Selectie): ", "", question.set.label)
    if question.set.place is not None:  # stands between brackets itself
        return re.sub(r" \((.+)\)$", r", \1", name).replace(": ", ", ")
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
    limit = question.set.place
    within = "" if limit is None else limit.located.replace(limit.label, _spoken(limit.label))
    return Place(scope.level, own, tuple(others), country, is_renewed, is_clean, within)


def _spoken(name: str) -> str:
    return _SPOKEN.get(name, name)
