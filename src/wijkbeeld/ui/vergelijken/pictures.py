"""The areas drawn side by side: their series, their change, their dimensions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import SAME_AREAS, mean_line
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.compare import dumbbell_figure, heat_figure, multiples_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.map import palette
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session
from wijkbeeld.ui.provenance import fictional, source_line
from wijkbeeld.ui.theme import chart_config, line_colours
from wijkbeeld.ui.vergelijken.choice import Choice

HEAT_LIMIT = 0.2352
"""End of the colour scale of dimensions: the highest class limit, one and a half times 0.1568."""


def pictures(scope: Scope, choice: Choice) -> None:
    """Draw series, dumbbells and dimensions."""
    table = opened(scope).wide(scope, choice.measure.id)
    table = table[table.columns[table.notna().any()]]
    chosen = table.loc[choice.codes].set_axis(choice.names)
    _series(scope, choice, with_breaks(chosen, choice), mean_line(with_breaks(table, choice)))
    if not choice.measure.is_score:
        _change(scope, choice, chosen)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _change(scope, choice, chosen)
    with right:
        _heat(scope, choice)


def with_breaks(table: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Columns without values at breaks: no line goes over them."""
    breaks = [b.year - 0.5 for b in choice.measure.breaks]
    inside = [b for b in breaks if len(table.columns) and table.columns[0] < b < table.columns[-1]]
    return table.reindex(columns=sorted([*table.columns, *inside])) if inside else table


def _axis(choice: Choice) -> Axis:
    return Axis(choice.measure.unit, choice.measure.decimals)


def _series(scope: Scope, choice: Choice, chosen: pd.DataFrame, mean: pd.DataFrame) -> None:
    """One small chart per area, beside the mean of all areas where most have a value."""
    is_enough = (mean["n"] >= SAME_AREAS * mean["n"].max()) | (mean["n"] == 0)
    for one in choice.measure.breaks_between(int(chosen.columns[0]), int(chosen.columns[-1])):
        st.caption(f"Breuk in {one.year}: {one.note}")
    noun = session.LEVEL_LABEL[scope.level].lower()
    st.plotly_chart(
        multiples_figure(
            chosen,
            mean[is_enough]["mean"].rename(f"gemiddelde van alle {noun} (ongewogen)"),
            _axis(choice),
            line_colours(),
            Heading(choice.measure.label + fictional(scope), source_line(scope, choice.measure)),
        ),
        key="vgl_klein",
        config=chart_config("wijkbeeld_vergelijken"),
        alt=f"{choice.measure.label} van {', '.join(choice.names)}",
    )


def _change(scope: Scope, choice: Choice, chosen: pd.DataFrame) -> None:
    """Where each area came from and where it went."""
    ends = chosen[[choice.base, choice.wave]].dropna()
    if choice.base == choice.wave or ends.empty:
        return
    between = f"{choice.measure.label}: {choice.base} en {choice.wave}{fictional(scope)}"
    heading = Heading(between, source_line(scope, choice.measure))
    st.plotly_chart(
        dumbbell_figure(ends, _axis(choice), line_colours()[0], heading),
        key="vgl_halter",
        config=chart_config("wijkbeeld_van_tot"),
        alt=f"{choice.measure.label} in {choice.base} en {choice.wave}",
    )


def _heat(scope: Scope, choice: Choice) -> None:
    """The five dimensions of each area."""
    latest = _dimensions(scope, choice)
    if latest is None:
        st.info("Voor deze metingen zijn geen dimensies gepubliceerd.", icon=":material/info:")
        return
    wave, frame = latest
    measures = opened(scope).measures()
    title = f"Dimensies in {wave}, afwijking van de referentie in punten{fictional(scope)}"
    st.plotly_chart(
        heat_figure(
            frame,
            {d: measures[d].label for d in DIMENSIONS},
            palette.DEFAULT.classes,
            HEAT_LIMIT,
            Heading(title, source_line(scope, choice.measure)),
        ),
        key="vgl_dimensies",
        config=chart_config("wijkbeeld_dimensies"),
        alt=f"Vijf dimensies in {wave}",
    )


def _dimensions(scope: Scope, choice: Choice) -> tuple[int, pd.DataFrame] | None:
    """Dimensions of the chosen areas in the last wave up to the chosen one that has them."""
    data = opened(scope)
    parts = {d: data.wide(scope, d).loc[choice.codes] for d in DIMENSIONS}
    some = [int(w) for w in parts["won"].columns if parts["won"][w].notna().any()]
    upto = [w for w in some if w <= choice.wave] or some
    if not upto:
        return None
    wave = upto[-1]
    frame = pd.DataFrame({d: parts[d][wave].to_numpy() for d in DIMENSIONS}, index=choice.names)
    return wave, frame.dropna(how="all")
