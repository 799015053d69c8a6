"""The spread inside the area: its parts and its 100 m cells."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.contiguity import inside, parts_of
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.level import histogram_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import opened
from wijkbeeld.store.shapes import shapes
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import inhabitants
from wijkbeeld.ui.provenance import fictional, picture
from wijkbeeld.ui.theme import line_colours, show
from wijkbeeld.ui.wijk.choice import Choice, show_beside, source_line
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number


def within(scope: Scope, choice: Choice) -> None:
    """Show the spread inside the area: its parts, best and weakest, and its 100 m cells."""
    data = opened(scope)
    finer = {"gemeente": "wijk", "wijk": "buurt"}.get(scope.level)
    has_parts = finer is not None and scope.classification in data.editions(finer)
    has_cells = data.has_grid(scope.classification)
    if not has_parts and not has_cells:
        return
    st.header("Binnen het gebied")
    left, right = st.columns(2, gap="medium")
    with left:
        if has_parts and finer is not None:
            _parts(scope, choice, finer)
    with right:
        if has_cells:
            _cells(scope, choice)


def _parts(scope: Scope, choice: Choice, finer: str) -> None:
    """List the parts with their score and change."""
    data = opened(scope)
    table = data.wide(scope.at(finer), "lbm")
    codes = parts_of(table.index, choice.code)
    scored = table.loc[codes].dropna(how="all")
    if scored.empty:
        st.caption("Van de delen van dit gebied zijn geen scores.")
        return
    wave = int(scored.columns[scored.notna().any()][-1])
    names = data.by_code(scope.at(finer))["name"]
    column = scored[wave].dropna().sort_values(ascending=False)
    waves = [int(w) for w in scored.columns[scored.notna().any()]]
    first = choice.base if not choice.own.empty and choice.base in waves else waves[0]
    change = scored[wave] - scored[first] if first != wave else None
    frame = pd.DataFrame({"Gebied": names.reindex(column.index), f"Score {wave}": column})
    if change is not None:
        frame[f"Verandering {first}–{wave}"] = change.reindex(column.index)
    frame = inhabitants.with_marks(frame.assign(Code=frame.index), scope.at(finer), frame.index)
    frame = frame.set_index("Gebied")
    few = inhabitants.hollow(scope.at(finer), column.index)
    named = names.reindex(column.index)
    doubted = named[inhabitants.unknown(scope.at(finer), column.index)]
    lived_in = column.drop(few).rename(index=names.to_dict())
    if len(lived_in):
        st.markdown(sentences.spread_sentence(finer, wave, lived_in, len(few), set(doubted)))
    decimals = {f"Score {wave}": 2} | (
        {f"Verandering {first}–{wave}": 3} if change is not None else {}
    )
    show_beside(scope, frame, decimals, f"Delen van {choice.name}")


def _cells(scope: Scope, choice: Choice) -> None:
    """Draw the spread of the 100 m cells."""
    data = opened(scope)
    boundary = shapes(scope).get(choice.code)
    if boundary is None:
        return
    wave = data.waves(scope.at("grid"))[-1]
    try:
        cells = data.cells(scope.classification, wave, "lbm")
        data.grid_bounds(scope.classification)
    except StoreError as error:
        st.caption(str(error))
        return
    values = cells["value"][
        inside(cells["x"].to_numpy() + 50.0, cells["y"].to_numpy() + 50.0, boundary)
    ]
    if values.empty:
        st.caption("In dit gebied zijn geen bewoonde vierkanten van 100 meter.")
        return
    own = choice.scores.get(wave)
    figure = histogram_figure(
        values,
        float(own[choice.code]) if own is not None else None,
        Axis("score", 2),
        line_colours()[0],
        Heading(
            f"Vierkanten van 100 meter in {wave}{fictional(scope)}",
            f"n = {number(len(values))}. {source_line(scope)}",
        ),
    )
    show(
        figure,
        "wijk_cellen",
        picture(scope, "vierkanten", data.measures()["lbm"], (wave,), [choice.name]),
        f"Spreiding van {number(len(values))} vierkanten in {choice.name}",
    )
