"""Neighbours and areas that are alike."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.contiguity import neighbours
from wijkbeeld.analysis.similarity import distances
from wijkbeeld.store.characteristics import scaled, structure
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.shapes import shapes
from wijkbeeld.ui import pages, tables, url_state
from wijkbeeld.ui.wijk.choice import Choice, changes, source_line
from wijkbeeld.words.numbers import number

MOST_ALIKE = 8


def others(data: Dataset, choice: Choice) -> None:
    """Show neighbours and areas that are alike, side by side."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("Buren")
        codes = neighbours(shapes(choice.scope), choice.code)
        if codes:
            frame, decimals = _beside(choice, codes)
            tables.show(frame, decimals, "Buren van dit gebied", 320, with_sign=changes(frame))
            st.caption(f"Score en verandering in punten. {source_line(data, choice)}.")
        else:
            st.caption("Er zijn geen grenzen van dit gebied, of geen buren binnen de dataset.")
    with right:
        st.header("Gebieden die erop lijken")
        _alike(data, choice)


def _beside(
    choice: Choice, codes: list[str], extra: pd.Series | None = None
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Rows of score and change, the area itself on top."""
    waves = choice.scores.columns[choice.scores.loc[choice.code].notna()]
    listed = [choice.code, *codes]
    wave, base = int(waves[-1]), int(waves[0])
    frame = pd.DataFrame(
        {
            "Gebied": [
                f"{choice.areas['label'][choice.code]} (dit gebied)",
                *choice.areas["label"].reindex(codes),
            ],
            f"Score {wave}": choice.scores[wave].reindex(listed).to_numpy(),
        }
    )
    decimals = {f"Score {wave}": 2}
    if base != wave:
        name = f"Verandering {base}-{wave}"
        frame[name] = (choice.scores[wave] - choice.scores[base]).reindex(listed).to_numpy()
        decimals[name] = 3
    if extra is not None:
        frame["Afstand"] = (
            extra.reindex(listed).fillna(0.0).to_numpy()
        )  # an area lies at no distance from itself
        decimals["Afstand"] = 2
    return frame.set_index("Gebied"), decimals


def _alike(data: Dataset, choice: Choice) -> None:
    """Nearest areas by structure and start level; the criteria are in sight."""
    own = choice.scores.loc[choice.code].dropna()
    if own.empty:
        return
    base = int(own.index[0])
    measures = data.measures()
    usable = structure(choice.scope, [choice.code])
    chosen = st.multiselect(
        "Gelijkenis op de startscore en",
        list(usable),
        list(usable),
        key="w_criteria",
        format_func=lambda i: measures[i].label,
        placeholder="Kies kenmerken",
        select_all=False,
    )
    criteria = {f"Score {base}": choice.scores[base]}
    told = [f"score {base}"]
    for id_ in chosen:
        year, values = usable[id_]
        criteria[id_] = scaled(id_, values)
        told.append(f"{measures[id_].label.lower()} ({year})")
    found = distances(pd.DataFrame(criteria, index=choice.areas.index), choice.code)
    if found.empty:
        st.caption(
            "Van dit gebied ontbreekt een van de kenmerken, dus er is geen vergelijking te maken."
        )
        return
    nearest = found.head(MOST_ALIKE)
    frame, decimals = _beside(choice, list(nearest.index), nearest["afstand"])
    tables.show(frame, decimals, "Gebieden die lijken op dit gebied", 320, with_sign=changes(frame))
    st.caption(
        f"Kenmerken: {', '.join(told)}. Afstand: gemiddeld verschil in standaarddeviaties over "
        f"{number(len(found) + 1)} gebieden met alle kenmerken. "
        "Lijken op elkaar zegt niet dat ze zich ook gelijk zouden hebben ontwikkeld. "
        f"{source_line(data, choice)}; kenmerken: {measures['inwoners'].source}."
    )
    view_codes = ",".join([choice.code, *nearest.index[:5]])
    if st.button("Zet ze naast elkaar", icon=":material/compare_arrows:", key="naar_vergelijken"):
        url_state.put(gebieden=view_codes)
        st.switch_page(pages.page("vergelijken"))
