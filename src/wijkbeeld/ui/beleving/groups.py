"""The two groups of the page *Beleving*: what they are called and which areas are in them."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.renewal.sets import Kind
from wijkbeeld.ui.beleving.choice import Choice
from wijkbeeld.ui.beleving.computed import Outcome, is_directed
from wijkbeeld.words import perception as words


def names(choice: Choice) -> tuple[str, str]:
    """What the areas of the set are called, and the others."""
    if choice.set is None:
        return words.RENEWED, words.EVERY
    first = words.RENEWED if choice.set.kind is Kind.RENEWED else words.NEW_BUILD
    return first, words.OTHERS


def parts(outcome: Outcome) -> list[tuple[str, pd.Index]]:
    """Both groups that have areas, by name; the renewed first."""
    both = zip(names(outcome.choice), (outcome.renewed, outcome.others), strict=True)
    return [(name, index) for name, index in both if len(index)]


def directed(choice: Choice) -> tuple[bool, bool]:
    """Whether changes of the statistic, and of the survey, are better or worse."""
    return is_directed(choice.paper), is_directed(choice.felt)
