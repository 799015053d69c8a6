"""The table of the areas on the map."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.columns import COMPARED_WITH
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.payload import FEWEST
from wijkbeeld.store.characteristics import people
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, tables
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.ui.provenance import where
from wijkbeeld.words import certainty, sentences
from wijkbeeld.words.labels import lowered

_SHORT = 9
"""Letters of a heading that fit above a figure in the panel."""

MOST_ROWS, EACH_END = 120, 30
"""A longer table is no help on a screen and slows every step: then so many of each end."""


def area_table(scope: Scope, choice: Choice, seen: Seen) -> None:
    """Show the areas with a value, highest first, and offer them all as a file.

    Areas where few are known to live stand below the others: neither end is theirs.
    """
    shown = seen.shown
    order, firm = _order(scope, seen)
    on_screen = _table(scope, seen, _ends(order, firm))
    if not scope.gemeente:
        labels = opened(scope).by_code(scope)["label"]
        on_screen.index = pd.Index(labels[on_screen["Code"]], name="Gebied")
    tables.show(
        on_screen,
        {p.heading: p.decimals for p in _parts(shown)},
        f"Tabel met {lowered(shown.heading)} en klasse per gebied in {seen.wave}",
        tables.Fit(
            450,
            {"Gebied": 138, "Klasse": 112} if shown.second is None else {"Gebied": 138},
            {shown.heading: _short(shown)} if shown.second is None else {},
            ("Gemeente", "Code"),
        ),
        with_sign=[p.heading for p in _parts(shown) if p.signed],
    )
    if len(order) > MOST_ROWS:
        enough, all_of_them = "", "ze allemaal"
        if firm < len(order):
            enough, all_of_them = f" met {FEWEST} inwoners of meer", "alle gebieden met een cijfer"
        st.caption(
            f"De tabel toont de {EACH_END} hoogste en de {EACH_END} laagste van "
            f"{sentences.areas(scope.level, firm)}{enough}. De download bevat {all_of_them}."
        )
    elif firm < len(order):
        st.caption(
            f"Onderaan {'staat' if len(order) - firm == 1 else 'staan'} "
            f"{sentences.areas(scope.level, len(order) - firm)} waar weinig mensen wonen, of "
            "waarvan dat niet bekend is."
        )
    _note_sparse(scope, choice.measure, seen)
    tables.download(
        lambda: _with_base(_table(scope, seen, order), seen).rename(
            columns={p.heading: _with_period(p, choice.period(seen.wave)) for p in _parts(shown)}
        ),
        f"wijkbeeld_{scope.level}_{choice.measure.id}",
        tables.Origin(
            shown.title,
            " en ".join(p.unit.strip("()") for p in _parts(shown)),
            choice.period(seen.wave),
            choice.measure.source,
            scope.classification,
            opened(scope).manifest.fictional,
            where(scope, list(opened(scope).by_code(scope).index)),
            f"{choice.measure.definition} {shown.note}".strip(),
        ),
    )


def _with_period(part: Thematic, period: str) -> str:
    """Heading of a column in a file, where nothing else says the period and the unit."""
    unit = f" ({part.unit.strip('()')})"
    return f"{part.heading.removesuffix(unit)} {period}{unit}"


def _short(shown: Thematic) -> str:
    """Heading of the figures that fits in a panel: the sentence above the table says the rest."""
    unit = shown.unit.strip("()")
    return shown.heading if len(shown.heading) <= _SHORT or not unit else unit


def _parts(shown: Thematic) -> list[Thematic]:
    """What has a column of its own: one measure, or both of a map of two."""
    return [shown] if shown.second is None else [shown, shown.second]


def _order(scope: Scope, seen: Seen) -> tuple[np.ndarray, int]:
    """Positions of the areas with a value in the wave on the map, and how many of them are firm.

    Those come first, highest first; then the others, likewise. On a map of two measures: of the
    areas that have both.
    """
    column = seen.shown.values[seen.wave].to_numpy("float64")
    if seen.shown.second is not None:
        column = np.where(seen.shown.classes[seen.wave] > 0, column, np.nan)
    falling = np.argsort(-column, kind="stable")[: int((~np.isnan(column)).sum())]
    is_firm = inhabitants.firm(scope, seen.shown.values.index[falling])
    return np.concatenate([falling[is_firm], falling[~is_firm]]), int(is_firm.sum())


def _ends(order: np.ndarray, firm: int) -> np.ndarray:
    """Areas to show: all, or both ends of the firm ones of a long list."""
    if len(order) <= MOST_ROWS:
        return order
    if firm <= 2 * EACH_END:
        return order[:firm]
    return np.concatenate([order[:EACH_END], order[firm - EACH_END : firm]])


def _table(scope: Scope, seen: Seen, order: np.ndarray) -> pd.DataFrame:
    """Some areas in a given order, with what the map shows of them."""
    shown = seen.shown
    areas = opened(scope).areas(scope).iloc[order]
    names = np.array(["", *shown.labels], dtype=object)
    frame = pd.DataFrame(
        {
            **{p.heading: p.values[seen.wave].to_numpy("float64")[order] for p in _parts(shown)},
            "Klasse": names[shown.classes[seen.wave].to_numpy()[order]],
        },
        index=pd.Index(areas["name"], name="Gebied"),
    )
    if scope.level != "gemeente":
        frame["Gemeente"] = areas["gemeente_naam"].to_numpy()
    frame["Code"] = areas["code"].to_numpy()
    return inhabitants.with_marks(frame, scope, frame["Code"])


def _with_base(frame: pd.DataFrame, seen: Seen) -> pd.DataFrame:
    """The table with the areas that a change is set beside, where it is."""
    beside = seen.shown.beside.get(seen.wave)
    return frame.assign(**{COMPARED_WITH: beside}) if beside else frame


def _note_sparse(scope: Scope, measure: Measure, seen: Seen) -> None:
    """Say how many areas with a value have too few inhabitants to take it as a fact."""
    codes = seen.shown.values[seen.wave].dropna().index
    if len(codes) and len(inhabitants.unknown(scope, codes)) == len(codes):
        marks = dict.fromkeys(codes, certainty.UNKNOWN)
        told = certainty.inhabitants_told(marks, FEWEST, is_score=measure.is_score)
        st.caption(" ".join(told))
        inhabitants.way_to_fetch()
    few = int(seen.shown.values[seen.wave].reindex(_sparse(scope)).notna().sum())
    if few:
        st.caption(
            f"{sentences.areas(scope.level, few).capitalize()} met minder dan {FEWEST} "
            f"inwoners {'is' if few == 1 else 'zijn'} gearceerd: lees hun cijfer met zorg."
        )


@lru_cache(maxsize=16)
def _sparse(scope: Scope) -> pd.Index:
    counts = people(scope).counts
    return pd.Index(counts.index[np.asarray(counts < FEWEST)])
