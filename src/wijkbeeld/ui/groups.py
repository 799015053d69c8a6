"""Groups of areas to compare with or mark: policy programmes and named selections."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.selections import selections
from wijkbeeld.words.numbers import number


@dataclass(frozen=True)
class Group:
    """Areas under one name.

    Attributes
    ----------
    note
        How the areas were found, for the reader.
    """

    id: str
    label: str
    codes: tuple[str, ...]
    note: str


def groups(data: Dataset, level: str, edition: int) -> dict[str, Group]:
    """Programmes and named selections that have areas at a level of an edition, by id."""
    present = data.by_code(edition, level).index
    found: dict[str, Group] = {}
    for programme in catalog().programmes.values():
        mine = [a for a in programme.areas if a.level == level and a.classification == edition]
        codes = tuple(sorted({c for a in mine for c in a.codes if c in present}))
        if codes:
            matched = sum(bool(set(a.codes) & set(codes)) for a in programme.areas)
            note = (
                f"{matched} van {number(len(programme.areas))} gebieden gekoppeld. {programme.note}"
            )
            found[programme.id] = Group(programme.id, programme.label, codes, note)
    for own in selections(data.manifest.dataset).values():
        if own.level == level and own.edition == edition:
            codes = tuple(c for c in own.codes if c in present)
            lost = len(own.codes) - len(codes)
            note = ("Eigen selectie.") + (
                f" {lost} gebieden bestaan niet in deze dataset." if lost else ""
            )
            found[f"eigen:{own.name}"] = Group(
                f"eigen:{own.name}", f"Selectie: {own.name}", codes, note
            )
    return found


@dataclass(frozen=True)
class People:
    """Inhabitants (or another count) per area, and the year they are of; no year when they are not
    known.
    """

    counts: pd.Series
    year: int | None


@st.cache_resource(max_entries=16, show_spinner=False)
def _counted(version: str, edition: int, level: str, indicator: str, _data: Dataset) -> People:
    del version
    codes = _data.areas(edition, level)["code"]
    nobody = People(pd.Series(np.nan, index=codes), None)
    if level not in ("gemeente", "wijk", "buurt"):
        return nobody
    years = _data.figure_years(edition, level)
    years = years[(years["indicator"] == indicator) & (years["areas"] > 0.5 * len(codes))]
    if years.empty:
        return nobody
    near = int(years.loc[(years["year"] - edition).abs().idxmin(), "year"])
    figure = _data.figure(edition, level, indicator, near)
    return People(figure.set_index("code")["value"].reindex(codes), near)


def people(data: Dataset, edition: int, level: str) -> People:
    """Inhabitants of all areas, of the year nearest to the edition in which most areas have a
    figure.
    """
    return counted(data, edition, level, "inwoners")


def counted(data: Dataset, edition: int, level: str, indicator: str) -> People:
    """A count (inhabitants, dwellings) of all areas, of the year nearest to the edition in which
    most have one.
    """
    return _counted(data.version, edition, level, indicator, data)
