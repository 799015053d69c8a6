"""The five dimensions of the area: now, and how a change adds up from them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import Decomposition, decompose
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.profile import decomposition_figure, profile_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import prose, session, url_state
from wijkbeeld.ui.provenance import fictional, picture
from wijkbeeld.ui.reference import whole
from wijkbeeld.ui.theme import line_colours, show
from wijkbeeld.ui.wijk.choice import Choice, source_line
from wijkbeeld.words import sentences
from wijkbeeld.words.findings import profile_finding, split_finding


def profile(scope: Scope, choice: Choice) -> None:
    """Draw the dimensions beside gemeente and all areas, and how a change adds up from them."""
    data = opened(scope)
    rows = data.series(scope, [choice.code])
    known = [int(w) for w in rows.loc[rows[list(DIMENSIONS)].notna().all(axis=1), "wave"]]
    st.header("De vijf dimensies")
    if not known:
        st.info("Voor dit gebied zijn geen dimensies gepubliceerd.", icon=":material/info:")
        return
    published = catalog().sources["leefbaarometer"].dimension_waves
    prose.note(sentences.missing_dimensions(data.waves(scope), published))
    base, wave = _pick_waves(known, choice.base)
    left, right = st.columns(2, gap="medium")
    with left:
        _beside_others(scope, choice, wave)
    with right:
        split = _change(scope, choice, base, wave)
    if split is not None:
        longer = _longer(choice, split, known[0])
        prose.say(sentences.decomposition_sentence(choice.name, split, _labels(scope), longer))


def _longer(choice: Choice, split: Decomposition, first_known: int) -> str:
    """The change of the total score since before there were dimensions; empty without one."""
    first, wave = choice.base, split.wave
    if split.base != first_known or first >= split.base:
        return ""
    change = float(choice.own[wave] - choice.own[first])
    return sentences.longer_change(first, wave, change, split.base)


def _labels(scope: Scope) -> dict[str, str]:
    measures = opened(scope).measures()
    return {d: measures[d].label for d in DIMENSIONS}


def _pick_waves(known: list[int], since: int) -> tuple[int | None, int]:
    """Wave to show, and an earlier one from which the change counts where there is one.

    Parameters
    ----------
    since
        Wave from which the other changes count: the first with dimensions from then on is usual.
    """
    first, second, _ = st.columns([1, 1, 2])
    with first:
        wave = url_state.pick("dim_tot", "Meting", known[::-1], known[-1], as_list=True)
    earlier = [w for w in known if w < wave]
    if not earlier:
        return None, wave
    usual = next((w for w in earlier if w >= since), earlier[-1])
    with second:
        return url_state.pick("dim_van", "Verandering vanaf", earlier, usual, as_list=True), wave


def _beside_others(scope: Scope, choice: Choice, wave: int) -> None:
    """Draw the dimensions of the area, the gemeente and all areas in one wave."""
    others = {whole(opened(scope), choice.areas): choice.areas.index}
    if scope.level != "gemeente" and choice.town != choice.name:
        others = {choice.town: choice.in_town} | others
    table = pd.DataFrame(
        {choice.name: _means(scope, wave, pd.Index([choice.code]))}
        | {name: _means(scope, wave, codes) for name, codes in others.items()},
        index=list(DIMENSIONS),
    )
    labels = _labels(scope)
    noun = session.LEVEL_LABEL[scope.level].lower()
    heading = Heading(
        (profile_finding(table, labels, wave) or f"Dimensies in {wave}") + fictional(scope),
        source_line(scope),
        f"Dimensies in {wave}. Van meer gebieden: ongewogen gemiddelde van alle {noun}.",
    )
    show(
        profile_figure(table, labels, line_colours(), heading),
        "wijk_profiel",
        picture(scope, "dimensies", None, (wave,), [choice.name]),
        f"{heading.title}. Dimensies van {choice.name} in {wave}",
    )


def _means(scope: Scope, wave: int, codes: pd.Index) -> list[float]:
    """Unweighted mean of each dimension over some areas."""
    data = opened(scope)
    return [float(data.wide(scope, d)[wave].reindex(codes).mean()) for d in DIMENSIONS]


def _change(scope: Scope, choice: Choice, base: int | None, wave: int) -> Decomposition | None:
    """Draw the change as a sum of dimensions, and return its parts."""
    rows = opened(scope).series(scope, [choice.code])
    split = decompose(rows, base, wave, DIMENSIONS) if base else None
    if split is None:
        st.info(
            "Er is maar één meting met dimensies: een verandering is niet te splitsen.",
            icon=":material/info:",
        )
        return None
    labels = _labels(scope)
    heading = Heading(
        split_finding(choice.name, split, labels) + fictional(scope),
        source_line(scope),
        f"Waaruit bestaat de verandering {base}–{wave}? In punten.",
    )
    show(
        decomposition_figure(split, labels, heading),
        "wijk_splitsing",
        picture(scope, "verandering per dimensie", None, (split.base, split.wave), [choice.name]),
        f"{heading.title}. Verandering {base}–{wave} per dimensie",
    )
    return split
