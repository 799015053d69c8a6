"""Questions to the room: what they are, which answers fit, and what the answers add up to.

An answer travels and is kept as short JSON: the number of an option or step (from 0), a place as
``[lng, lat]`` in degrees (WGS84), or a word. Results depend on the last answer of each voter only,
not on the order in which answers came.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wijkbeeld.room.errors import ChoiceError

LONGEST_WORD = 40
MOST_WORDS = 60
"""Different words that are shown; the rest counts in n only."""
PLACE_DECIMALS = 3
"""Of degrees, about a hundred metres: no place of an answer is a house."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Option = Annotated[str, Field(min_length=1, max_length=120)]
Choice = int | list[float] | str


class Question(BaseModel):
    """A question as the room gets it.

    Attributes
    ----------
    kind
        ``keuze`` one of the options; ``schaal`` a step; ``punt`` a place on the map; ``raad`` one
        of the options, of which the answer is revealed later; ``woord`` an open word.
    options
        Texts to choose from; for ``schaal`` the words at its two ends, or none.
    steps
        Number of steps of a ``schaal``.
    answer
        The right option of ``raad``, as its text or its number.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Id
    kind: Literal["keuze", "schaal", "punt", "raad", "woord"]
    title: Annotated[str, Field(max_length=300)] = ""
    options: tuple[Option, ...] = ()
    steps: Annotated[int, Field(ge=2, le=10)] = 5
    answer: int | str | None = None

    @model_validator(mode="after")
    def _fits(self) -> Question:
        if self.kind in ("keuze", "raad") and not 2 <= len(set(self.options)) <= 12:
            raise ValueError("een keuze heeft 2 tot 12 verschillende antwoorden nodig")
        if len(set(self.options)) != len(self.options):
            raise ValueError("twee antwoorden zijn gelijk")
        if self.kind == "schaal" and len(self.options) not in (0, 2):
            raise ValueError("een schaal heeft twee woorden nodig, voor de uiteinden")
        if self.kind == "raad" and self.answer is not None and self.right is None:
            raise ValueError("het goede antwoord is geen van de antwoorden")
        return self

    @property
    def right(self) -> int | None:
        """Number of the right option."""
        if isinstance(self.answer, str):
            return self.options.index(self.answer) if self.answer in self.options else None
        return self.answer if self.answer in range(len(self.options)) else None

    @property
    def labels(self) -> list[str]:
        """What is counted one by one; empty for places and words."""
        if self.kind == "schaal":
            return [str(n + 1) for n in range(self.steps)]
        return list(self.options) if self.kind in ("keuze", "raad") else []


def canonical(question: Question, choice: Choice) -> str:
    """A choice as it is kept.

    Raises
    ------
    ChoiceError
        It does not answer the question.
    """
    if question.labels:
        if isinstance(choice, bool) or choice not in range(len(question.labels)):
            raise ChoiceError
        return json.dumps(choice)
    if question.kind == "punt":
        return json.dumps(_place(choice))
    return json.dumps(_word(choice), ensure_ascii=False)


def _place(choice: Choice) -> list[float]:
    if not isinstance(choice, list) or len(choice) != 2:
        raise ChoiceError
    lng, lat = choice
    if not (math.isfinite(lng) and math.isfinite(lat) and abs(lng) <= 180 and abs(lat) <= 85):
        raise ChoiceError
    return [round(float(lng), PLACE_DECIMALS), round(float(lat), PLACE_DECIMALS)]


def _word(choice: Choice) -> str:
    """A word without what cannot be seen or turns the direction of writing."""
    if not isinstance(choice, str):
        raise ChoiceError
    seen = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in choice)
    word = re.sub(r"\s+", " ", unicodedata.normalize("NFC", seen)).strip()
    if not word or len(word) > LONGEST_WORD:
        raise ChoiceError(f"Geef een woord van 1 tot {LONGEST_WORD} tekens.")
    return word


def results(
    question: Question, kept: Sequence[str], hidden: Collection[str] = ()
) -> dict[str, Any]:
    """What kept answers add up to.

    Parameters
    ----------
    kept
        One answer per voter, as `canonical` makes them.
    hidden
        Words that the presenter took off the screen, casefolded; they count in n.

    Returns
    -------
    dict
        ``n`` voters, and ``counts`` by option or step (with ``mean``, from 1, for a scale; None
        without votes), or ``points`` ``[lng, lat]`` in order of place, or ``words`` ``[word, n]``
        with the commonest first.
    """
    answers = [json.loads(k) for k in kept]
    found: dict[str, Any] = {"n": len(answers)}
    if question.labels:
        counted = Counter(answers)
        found["counts"] = [counted[n] for n in range(len(question.labels))]
        if question.kind == "schaal":
            found["mean"] = round(sum(answers) / len(answers) + 1, 2) if answers else None
    elif question.kind == "punt":
        found["points"] = sorted(answers)
    else:
        found["words"] = _counted_words(answers, hidden)
    return found


def _counted_words(words: list[str], hidden: Collection[str]) -> list[list[Any]]:
    """Words counted whatever their capitals, each as it is written most."""
    forms: dict[str, Counter[str]] = {}
    for word in words:
        forms.setdefault(word.casefold(), Counter())[word] += 1
    rows = [
        (-form.total(), min(form, key=lambda w: (-form[w], w)))
        for key, form in forms.items()
        if key not in hidden
    ]
    return [[word, -amount] for amount, word in sorted(rows)[:MOST_WORDS]]


def as_rows(question: Question, found: dict[str, Any]) -> list[tuple[str, int]]:
    """Results as a table: answer and how many gave it."""
    if question.labels:
        return list(zip(question.labels, found["counts"], strict=True))
    if question.kind == "punt":
        places = Counter(f"{lat:.3f}, {lng:.3f}" for lng, lat in found["points"])
        return sorted(places.items())
    return [(word, n) for word, n in found["words"]]
