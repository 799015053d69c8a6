"""Marks for areas where few people live, or where nobody knows how many."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.payload import FEWEST
from wijkbeeld.store.characteristics import people, people_of
from wijkbeeld.store.read import opened
from wijkbeeld.ui import pages
from wijkbeeld.words import certainty

COLUMN = "Let op"
"""Column of a table that holds the marks."""


def marks(scope: Scope, codes: Iterable[str]) -> pd.Series:
    """Mark of every area by code; empty where enough people live."""
    counts = people_of(scope, codes).counts
    written = [certainty.inhabitants_mark(float(n), FEWEST) for n in counts]
    return pd.Series(written, index=counts.index, dtype="object")


def hollow(scope: Scope, codes: Iterable[str]) -> list[str]:
    """The areas where few people live."""
    counts = people_of(scope, codes).counts
    return list(counts.index[np.asarray(counts < FEWEST)])


def unknown(scope: Scope, codes: Iterable[str]) -> list[str]:
    """The areas of which nobody knows how many live there."""
    counts = people_of(scope, codes).counts
    return list(counts.index[np.asarray(counts.isna())])


def firm(scope: Scope, codes: Iterable[str]) -> np.ndarray:
    """Whether an area may be called the highest or lowest: enough people are known to live there.

    Where of none of the areas is known how many live there, all may.
    """
    counts = people_of(scope, codes).counts.to_numpy("float64")
    return np.asarray(np.isnan(counts).all() | (counts >= FEWEST))


def offer_figures(scope: Scope) -> None:
    """Lead to where figures are fetched, where no inhabitants of the shown areas are known."""
    codes = opened(scope).by_code(scope).index
    if len(codes) and len(unknown(scope, codes)) == len(codes):
        way_to_fetch()


def way_to_fetch() -> None:
    """Lead to where figures of CBS are fetched."""
    st.page_link(
        pages.page("gegevens"), label="Kerncijfers ophalen of toevoegen", icon=":material/download:"
    )


def told(scope: Scope, names: dict[str, str], measure: Measure) -> list[str]:
    """What the marks of some areas mean, for the foot of a picture.

    Parameters
    ----------
    names
        Of the areas, by code.
    measure
        What the picture is of.
    """
    found = marks(scope, names)
    return certainty.inhabitants_told(
        {names[c]: m for c, m in found.items()}, FEWEST, is_score=measure.is_score
    )


def open_points_told(scope: Scope, codes: Iterable[str]) -> list[str]:
    """What open points mean, for the foot of a picture below one that has all of :func:`told`.

    That nobody knows how many live there holds for a whole page: once is enough.
    """
    return certainty.few_inhabitants(marks(scope, codes), FEWEST)


def with_marks(frame: pd.DataFrame, scope: Scope, codes: Iterable[str]) -> pd.DataFrame:
    """A table with the marks of its areas, in its last column but the code; none, no column.

    Parameters
    ----------
    codes
        Of the rows; an unknown code (a mean) has no mark.
    """
    listed = list(codes)
    known = set(people(scope.whole()).counts.index)
    of_areas = marks(scope, [c for c in dict.fromkeys(listed) if c in known])
    found = of_areas.reindex(listed, fill_value="")
    if not found.any() or (len(of_areas) > 1 and set(of_areas) == {certainty.UNKNOWN}):
        return frame  # what holds for all is told once, below the picture
    place = frame.columns.get_loc("Code") if "Code" in frame else len(frame.columns)
    frame = frame.copy()
    frame.insert(place, COLUMN, found.to_numpy())
    return frame
