"""Neighbours and areas that are alike."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.contiguity import neighbours
from wijkbeeld.analysis.similarity import distances
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.characteristics import scaled, structure
from wijkbeeld.store.read import opened
from wijkbeeld.store.shapes import shapes
from wijkbeeld.ui import inhabitants, pages, prose, url_state
from wijkbeeld.ui.wijk.choice import Choice, show_beside, source_line
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number

MOST_ALIKE = 8


def others(scope: Scope, choice: Choice) -> None:
    """Show neighbours and areas that are alike, side by side."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("Buren")
        codes = neighbours(shapes(scope), choice.code)
        if codes:
            frame, decimals = _beside(choice, codes)
            show_beside(scope, frame, decimals, "Buren van dit gebied")
            prose.note(f"Score en verandering in punten. {source_line(scope)}.")
        else:
            prose.note("Er zijn geen grenzen van dit gebied, of geen buren binnen de dataset.")
    with right:
        _alike(scope, choice)


def _beside(
    choice: Choice, codes: list[str], extra: pd.Series | None = None
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Rows of score and change, the area itself on top."""
    waves = choice.own.index
    listed = [choice.code, *codes]
    wave, base = int(waves[-1]), choice.base
    here = choice.areas.loc[listed]
    names = here["name" if here["gemeente_code"].nunique() == 1 else "label"]
    frame = pd.DataFrame(
        {
            "Gebied": [f"{names[choice.code]} (dit gebied)", *names[codes]],
            f"Score {wave}": choice.scores[wave].reindex(listed).to_numpy(),
        }
    )
    decimals = {f"Score {wave}": 2}
    if base != wave:
        name = f"Verandering {base}–{wave}"
        frame[name] = (choice.scores[wave] - choice.scores[base]).reindex(listed).to_numpy()
        decimals[name] = 3
    if extra is not None:
        frame["Afstand"] = (
            extra.reindex(listed).fillna(0.0).to_numpy()
        )  # an area lies at no distance from itself
        decimals["Afstand"] = 2
    return inhabitants.with_marks(frame, choice.scope, listed).set_index("Gebied"), decimals


def _alike(scope: Scope, choice: Choice) -> None:
    """Nearest areas by structure and start level; the criteria are in sight."""
    if choice.own.empty:
        return
    title = st.container()
    criteria, names = _pick_criteria(scope, choice)
    base = choice.base
    only_score = len(criteria) == 1
    title.header(
        f"Gebieden die in {base} even hoog scoorden" if only_score else "Gebieden die erop lijken"
    )
    nearness = distances(pd.DataFrame(criteria, index=choice.areas.index), choice.code)
    if nearness.empty:
        prose.note(
            "Van dit gebied ontbreekt een van de kenmerken, dus er is geen vergelijking te maken."
        )
        return
    nearest = nearness.head(MOST_ALIKE)
    frame, decimals = _beside(choice, list(nearest.index), nearest["afstand"])
    show_beside(scope, frame, decimals, "Gebieden die lijken op dit gebied")
    measures = opened(scope).measures()
    sources = dict.fromkeys(measures[i].source for i in criteria if i in measures)
    of_traits = f"; kenmerken: {', '.join(sources)}" if sources else ""
    prose.note(
        f"Kenmerken: {', '.join(names)}. Afstand: gemiddeld verschil in standaarddeviaties over "
        f"{number(len(nearness) + 1)} gebieden met alle kenmerken. "
        "Lijken op elkaar zegt niet dat ze zich ook gelijk zouden hebben ontwikkeld. "
        f"{source_line(scope)}{of_traits}."
    )
    view_codes = ",".join([choice.code, *nearest.index[:5]])
    if st.button("Zet ze naast elkaar", icon=":material/compare_arrows:", key="naar_vergelijken"):
        url_state.put(gebieden=view_codes)
        st.switch_page(pages.page("vergelijken"))


def _pick_criteria(scope: Scope, choice: Choice) -> tuple[dict[str, pd.Series], list[str]]:
    """Values to compare on: the start score and the characteristics that the user keeps."""
    base = choice.base
    measures = opened(scope).measures()
    usable = structure(scope, [choice.code])
    kept = st.multiselect(
        "Gelijkenis op de startscore en",
        list(usable),
        list(usable),
        key="w_criteria",
        format_func=lambda i: measures[i].label,
        placeholder="Kies kenmerken",
        select_all=False,
    )
    criteria = {f"Score {base}": choice.scores[base]}
    names = [f"score {base}"]
    for id_ in kept:
        year, values = usable[id_]
        criteria[id_] = scaled(id_, values)
        names.append(f"{lowered(measures[id_].label)} ({year})")
    return criteria, names
