"""Which measure a page is about: a score, a kerncijfer or an own figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, url_state
from wijkbeeld.words import figure_map


def at_any(data: Dataset, levels: Sequence[str]) -> list[str]:
    """Ids of the measures that any of some levels has, scores first."""
    return list(dict.fromkeys(i for lv in levels for i in data.measures_at(lv)))


def pick(data: Dataset, ids: Sequence[str], **extra: Any) -> Measure:
    """Offer measures by label; one that is not at hand is said to be so."""
    measures = data.measures()
    own = {str(i["id"]) for i in data.manifest.indicators}

    def show(measure: str) -> str:
        return measures[measure].label + (" (eigen cijfer)" if measure in own else "")

    return measures[url_state.pick("maat", "Maat", ids, "lbm", show, as_list=True, **extra)]


def bases(measure: Measure, waves: Sequence[int]) -> list[int]:
    """Waves from which a change can be measured: some later one compares with them."""
    return [w for w in waves if measure.later(w, waves)]


def say_no_change(measure: Measure, waves: Sequence[int]) -> None:
    """Say why there is no change to show, and what is shown instead."""
    reason = figure_map.no_change(measure, waves)
    st.info(f"{reason} We tonen de situatie.", icon=":material/info:")


def say_no_base(measure: Measure, wanted: int, waves: Sequence[int], instead: int) -> None:
    """Say why a change cannot count from a year, and from which it does."""
    reason = figure_map.not_comparable(measure, wanted, waves) or (
        f"Na {wanted} is er geen jaar om mee te vergelijken."
    )
    st.info(f"{reason} We tonen de verandering vanaf {instead}.", icon=":material/info:")


def say_absent(data: Dataset, measure: Measure, level: str, levels: Sequence[str]) -> None:
    """Say that a level has no figures of a measure, and offer the levels that have."""
    having = [lv for lv in levels if lv != level and measure.id in data.measures_at(lv)]
    st.info(
        figure_map.absent(measure, level, having),
        icon=":material/info:",
    )
    with st.container(horizontal=True, gap="small"):
        for one in having:
            st.button(
                f"Toon {session.LEVEL_LABEL[one].lower()}",
                key=f"naar_niveau_{one}",
                on_click=url_state.put,
                kwargs={"niveau": one},
            )
