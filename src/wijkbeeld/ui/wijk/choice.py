"""Which area the page shows, and what its parts share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, tables
from wijkbeeld.ui.area_picker import pick_area
from wijkbeeld.ui.selectors import pick_level


@dataclass(frozen=True)
class Choice:
    """Which area, in which edition."""

    scope: Scope
    code: str
    name: str
    town: str
    areas: pd.DataFrame
    scores: pd.DataFrame
    """Total score of all areas: rows areas, columns waves."""


def controls(data: Dataset, levels: list[str]) -> Choice | None:
    """Choose the area; None as long as there is none."""
    first, second, third = st.columns([1.2, 0.8, 2.6])
    with first:
        level = pick_level(data, levels)
    with second:
        edition = session.pick_edition(data, level)
    areas = data.by_code(data.scope(level, edition))
    with third:
        code = pick_area(areas)
    if code is None:
        st.info("Kies een gebied, of klik er op Kaart een aan.", icon=":material/touch_app:")
        return None
    row = areas.loc[code]
    return Choice(
        data.scope(level, edition),
        code,
        str(row["name"]),
        str(row["gemeente_naam"]),
        areas,
        data.wide(data.scope(level, edition), "lbm"),
    )


def fictional(data: Dataset) -> str:
    """What a title adds where figures are invented."""
    return " (fictief)" if data.manifest.fictional else ""


def source_line(data: Dataset, choice: Choice) -> str:
    """Source of the scores, for below a chart."""
    return f"Bron: {data.measures()['lbm'].source}, editie {choice.scope.classification}"


def origin(
    data: Dataset, choice: Choice, measure: str, unit: str, source: str | None = None
) -> tables.Origin:
    """Where a downloaded table comes from."""
    return tables.Origin(
        measure,
        unit,
        "zie tabel",
        source or data.measures()["lbm"].source,
        choice.scope.classification,
        data.manifest.fictional,
    )


def changes(frame: pd.DataFrame) -> list[str]:
    """Columns whose figures carry a sign."""
    return [c for c in frame.columns if str(c).startswith("Verandering")]
