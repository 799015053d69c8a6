"""Which area the page shows, and what its parts share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import area_list, big, provenance, recent, tables, url_state
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui.area_picker import pick_area
from wijkbeeld.ui.area_search import Hit
from wijkbeeld.ui.selectors import pick_level, pick_scope
from wijkbeeld.ui.within import narrowed


@dataclass(frozen=True)
class Choice:
    """Which area, in which edition."""

    scope: Scope
    inside: Scope
    """What of the level lies within the place that the page is about."""
    code: str
    name: str
    town: str
    areas: pd.DataFrame
    scores: pd.DataFrame
    """Total score of all areas: rows areas, columns waves."""
    since: int | None
    """Wave that the user counts changes from; None where there is nothing to choose."""

    @property
    def own(self) -> pd.Series:
        """Total score of the area in the waves that have one."""
        return self.scores.loc[self.code].dropna()

    @property
    def base(self) -> int:
        """Wave from which changes count: the chosen one, else the first with a score."""
        return int(self.own.index[0]) if self.since is None else self.since

    @property
    def in_town(self) -> pd.Index:
        """Codes of all areas in the gemeente of this one."""
        return self.areas.index[self.areas["gemeente_naam"] == self.town]


def controls(data: Dataset, levels: list[str], place: Place) -> Choice | None:
    """Choose the area; None as long as there is none."""
    line, fields = controls_place.place()
    first, second, fourth, third = fields.columns([1.2, 2.2, 0.8, 0.6])
    with first:
        level = pick_level(data, levels)
    with third:
        scope = pick_scope(data, level)
    areas = data.by_code(scope)
    inside = narrowed(scope, place)
    with second:
        code = pick_area(areas, inside)
    if code is None:
        _offer(data, inside)
        return None
    row = areas.loc[code]
    scores = data.wide(scope, "lbm")
    with fourth:
        since = _pick_since(scores.loc[code].dropna())
    controls_place.say(line, str(row["name"]), level)
    return Choice(
        scope,
        inside,
        code,
        str(row["name"]),
        str(row["gemeente_naam"]),
        areas,
        scores,
        since,
    )


def _pick_since(own: pd.Series) -> int | None:
    """Offer the waves of an area that changes can count from; None where it has no two."""
    earlier = [int(w) for w in own.index[:-1]]
    if not earlier:
        return None
    return url_state.pick(
        "sinds", "Sinds", earlier, earlier[0], as_list=True, on_change=_forget_dimensions
    )


def _forget_dimensions() -> None:
    """The change of the dimensions follows another start."""
    url_state.put(dim_van=None)
    st.session_state.pop("w_dim_van", None)


def _offer(data: Dataset, inside: Scope) -> None:
    """Offer the ways to an area: search, the areas of the place, areas seen before."""
    area_list.search(data, inside.level, _go)
    area_list.links(inside)
    st.header("Laatst bekeken")
    recent.show("wijk", "gebied", none="Wat je bekijkt, staat hier om naar terug te gaan.")


def _go(hit: Hit) -> None:
    url_state.put(niveau=hit.level, editie=hit.edition, gebied=hit.code)


def source_line(scope: Scope) -> str:
    """Source of the scores, for below a chart."""
    return provenance.source_line(scope, opened(scope).measures()["lbm"])


def origin(scope: Scope, measure: str, unit: str, source: str | None = None) -> tables.Origin:
    """Where a downloaded table comes from."""
    data = opened(scope)
    return tables.Origin(
        measure,
        unit,
        "zie tabel",
        source or data.measures()["lbm"].source,
        scope.classification,
        data.manifest.fictional,
        definition="" if source else data.measures()["lbm"].definition,
    )


def changes(frame: pd.DataFrame) -> list[str]:
    """Columns whose figures carry a sign."""
    return [c for c in frame.columns if str(c).startswith("Verandering")]


def show_beside(scope: Scope, frame: pd.DataFrame, decimals: dict[str, int], alt: str) -> None:
    """Show areas with their score and change; a column of changes is named after its start."""
    started = {c: f"Sinds {c.removeprefix('Verandering ').split('–')[0]}" for c in changes(frame)}
    tables.show(frame, decimals, alt, tables.Fit(320, labels=started), with_sign=changes(frame))
    big.tell_source(provenance.source_text(scope, opened(scope).measures()["lbm"]))
