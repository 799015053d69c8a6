"""Which measure a page is about: a score, a kerncijfer or an own figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, url_state
from wijkbeeld.words import figure_map
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown, plain

DECADE = 10
"""Years over which a change of figures is shown at first."""


def at_any(data: Dataset, levels: Sequence[str]) -> list[str]:
    """Ids of the measures that any of some levels has, scores first."""
    return list(dict.fromkeys(i for lv in levels for i in data.measures_at(lv)))


def pick(data: Dataset, ids: Sequence[str], **extra: Any) -> Measure:
    """Offer measures by label; one that is not at hand is said to be so."""
    measures = data.measures()
    own = {str(i["id"]) for i in data.manifest.indicators}

    def show(measure: str) -> str:
        return measures[measure].label + (" (eigen cijfer)" if measure in own else "")

    usual = "lbm" if "lbm" in ids else ids[0]
    return measures[url_state.pick("maat", "Maat", ids, usual, show, as_list=True, **extra)]


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
    url_state.tell("van", str(instead), f"{reason} We tonen de verandering vanaf {instead}.")


def say_no_cells(measure: Measure, instead: str) -> None:
    """Say that the 100 m grid has scores only, and what is shown instead."""
    st.info(
        "Per vierkant van 100 meter zijn er alleen scores van de Leefbaarometer, niet "
        f"{escape_markdown(lowered(measure.label))}. We tonen "
        f"{session.LEVEL_LABEL[instead].lower()}.",
        icon=":material/info:",
    )


def say_absent(data: Dataset, measure: Measure, level: str) -> None:
    """Say that a level has no figures of a measure, and offer the levels that have."""
    having = [lv for lv in data.levels() if lv != level and measure.id in data.measures_at(lv)]
    st.info(figure_map.absent(measure, level, having), icon=":material/info:")
    with st.container(horizontal=True, gap="small"):
        for one in having:
            st.button(
                f"Toon {session.LEVEL_LABEL[one].lower()}",
                key=f"naar_niveau_{one}",
                on_click=url_state.put,
                kwargs={"niveau": one, "editie": None},
            )


def pick_base(
    measure: Measure,
    waves: list[int],
    label: str,
    fair: Sequence[int] | None = None,
    **extra: Any,
) -> int:
    """Offer the waves from which a change counts.

    Parameters
    ----------
    waves
        At least two of them compare (:func:`bases`).
    fair
        Waves that a fair part of the areas has; only these come first of themselves.
    extra
        What the list is told besides.
    """
    offered = bases(measure, waves)
    usual = _usual_base(measure, waves if fair is None else fair, offered)
    wanted = url_state.get("van")
    lost = next((w for w in waves if str(w) == wanted and w not in offered), None)
    if lost is not None:
        say_no_base(measure, lost, waves, usual)
        url_state.put(van=usual)
    return url_state.pick("van", label, offered, usual, as_list=True, **extra)


def _usual_base(measure: Measure, fair: Sequence[int], offered: Sequence[int]) -> int:
    """First wave that compares with the last; of figures, which are yearly, ten years before it."""
    reaching = [b for b in fair if b in offered and fair[-1] in measure.later(b, fair)]
    if not measure.is_score:
        reaching = [b for b in reaching if b >= fair[-1] - DECADE] or reaching[-1:]
    return reaching[0] if reaching else offered[0]


def pick_end(measure: Measure, waves: list[int], base: int) -> int:
    """Offer the waves that compare with a base; breaks keep others out, and are told."""
    later = measure.later(base, waves)
    reason = figure_map.not_comparable(measure, base, waves)
    return url_state.pick(
        "tot", "Tot", later[::-1], later[-1], as_list=True, help=plain(reason) or None
    )
