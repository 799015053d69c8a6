"""The spread inside the area: its parts and its 100 m cells."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.contiguity import inside, parts_of
from wijkbeeld.charts.level import histogram_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.shapes import shapes
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import tables
from wijkbeeld.ui.theme import chart_config, line_colours
from wijkbeeld.ui.wijk.choice import Choice, changes, fictional, source_line
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number


def within(data: Dataset, choice: Choice) -> None:
    """Show the spread inside the area: its parts, best and weakest, and its 100 m cells."""
    finer = {"gemeente": "wijk", "wijk": "buurt"}.get(choice.scope.level)
    has_parts = finer is not None and choice.scope.classification in data.editions(finer)
    has_cells = data.has_grid(choice.scope.classification)
    if not has_parts and not has_cells:
        return
    st.header("Binnen het gebied")
    left, right = st.columns(2, gap="medium")
    with left:
        if has_parts and finer is not None:
            _parts(data, choice, finer)
    with right:
        if has_cells:
            _cells(data, choice)


def _parts(data: Dataset, choice: Choice, finer: str) -> None:
    table = data.wide(choice.scope.at(finer), "lbm")
    codes = parts_of(table.index, choice.code)
    found = table.loc[codes].dropna(how="all")
    if found.empty:
        st.caption("Van de delen van dit gebied zijn geen scores.")
        return
    wave = int(found.columns[found.notna().any()][-1])
    names = data.by_code(choice.scope.at(finer))["name"]
    column = found[wave].dropna().sort_values(ascending=False)
    first = int(found.columns[found.notna().any()][0])
    change = found[wave] - found[first] if first != wave else None
    frame = pd.DataFrame({"Gebied": names.reindex(column.index), f"Score {wave}": column})
    if change is not None:
        frame[f"Verandering {first}-{wave}"] = change.reindex(column.index)
    frame = frame.assign(Code=frame.index).set_index("Gebied")
    st.markdown(sentences.spread_sentence(finer, wave, column.rename(index=names.to_dict())))
    decimals = {f"Score {wave}": 2} | (
        {f"Verandering {first}-{wave}": 3} if change is not None else {}
    )
    tables.show(frame, decimals, f"Delen van {choice.name}", 300, with_sign=changes(frame))


def _cells(data: Dataset, choice: Choice) -> None:
    boundary = shapes(choice.scope).get(choice.code)
    if boundary is None:
        return
    wave = data.waves(choice.scope.at("grid"))[-1]
    try:
        cells = data.cells(choice.scope.classification, wave, "lbm")
        data.grid_bounds(choice.scope.classification)
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
            f"Vierkanten van 100 meter in {wave}{fictional(data)}",
            f"n = {number(len(values))}. {source_line(data, choice)}",
        ),
    )
    st.plotly_chart(
        figure,
        key="wijk_cellen",
        config=chart_config(f"wijkbeeld_{choice.code}_vierkanten"),
        alt=f"Spreiding van {number(len(values))} vierkanten in {choice.name}",
    )
