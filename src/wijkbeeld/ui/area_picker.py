"""Choose areas by gemeente and name; what is chosen lives in the URL."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.ui import url_state
from wijkbeeld.words.markdown import escape_markdown


def pick_area(areas: pd.DataFrame) -> str | None:
    """Choose one area; the one that was clicked elsewhere is there at once.

    Parameters
    ----------
    areas
        Index code; columns ``label, gemeente_code, gemeente_naam``.

    Returns
    -------
    str or None
        None as long as nothing was chosen.
    """
    wanted = url_state.get("gebied")
    if wanted is not None and wanted not in areas.index:
        if st.session_state.get("w_een") is None:
            st.info(
                f"Het gekozen gebied ({escape_markdown(wanted)}) bestaat niet op dit niveau of "
                "in deze editie. Kies hieronder een gebied.",
                icon=":material/info:",
            )
        wanted = None
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    is_town = bool((areas.index == areas["gemeente_code"]).all())
    options = list(areas.index)
    left, right = st.columns([1, 1.6])
    if not is_town:
        start = areas["gemeente_code"][wanted] if wanted else None
        if wanted and st.session_state.get("w_stad") != start:
            st.session_state["w_stad"] = start
        with left:
            town = st.selectbox(
                "Gemeente",
                list(names),
                index=None,
                format_func=lambda c: names[c],
                placeholder="Kies een gemeente",
                key="w_stad",
                on_change=_forget,
            )
        options = list(areas.index[areas["gemeente_code"] == town])
    if wanted in options and st.session_state.get("w_een") != wanted:
        st.session_state["w_een"] = wanted
    with right if not is_town else left:
        chosen: str | None = st.selectbox(
            "Gebied",
            options,
            index=None,
            format_func=lambda c: str(areas["label"][c]),
            placeholder="Kies een gebied" if options else "Kies eerst een gemeente",
            key="w_een",
            on_change=_forget,
            disabled=not options,
        )
    if chosen is not None:
        url_state.put(gebied=chosen)
    return chosen


def _forget() -> None:
    """What the user picks here goes before what the URL said."""
    url_state.put(gebied=st.session_state.get("w_een"))


def pick_areas(areas: pd.DataFrame, most: int) -> list[str]:
    """Choose one to eight areas; a gemeente narrows a long list first."""
    clicked = url_state.get("gebied") or ""
    listed = [
        c for c in (url_state.get("gebieden") or url_state.get("keuze") or "").split(",") if c
    ]
    wanted = [*listed, *([clicked] if clicked and clicked not in listed else [])]
    known = [c for c in dict.fromkeys(wanted) if c in areas.index][:most]
    if wanted and not known and "w_gebieden" not in st.session_state:
        st.info(
            f"De gekozen gebieden ({escape_markdown(', '.join(wanted[:3]))}) bestaan niet op dit "
            "niveau of in deze editie.",
            icon=":material/info:",
        )
    beyond = sum(c in areas.index for c in dict.fromkeys(wanted)) - len(known)
    if beyond > 0 and "w_gebieden" not in st.session_state:
        st.info(
            f"Van de {len(known) + beyond} gekozen gebieden staan hier de eerste {most}.",
            icon=":material/info:",
        )
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    labels = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    is_gemeente = bool((areas.index == areas["gemeente_code"]).all())
    left, right = st.columns([1, 2.6])
    options = list(areas.index)
    if not is_gemeente:
        with left:
            start = areas["gemeente_code"][known[0]] if known else None
            town = st.selectbox(
                "Gemeente",
                list(labels),
                index=list(labels).index(start) if start in labels else None,
                format_func=lambda c: labels[c],
                placeholder="Kies een gemeente",
                key="w_gemeente",
            )
        keep = st.session_state.get("w_gebieden") or known
        options = list(areas.index[(areas["gemeente_code"] == town) | areas.index.isin(keep)])
    key = "w_gebieden"
    if key in st.session_state:
        st.session_state[key] = [c for c in st.session_state[key] if c in options]
    if not st.session_state.get(key) and known and key not in st.session_state:
        st.session_state[key] = known
    with right if not is_gemeente else st.container():
        chosen: list[str] = st.multiselect(
            f"Gebieden (ten hoogste {most})",
            options,
            format_func=lambda c: f"{areas['label'][c]}",
            key=key,
            max_selections=most,
            select_all=False,
            disabled=not options,
            placeholder="Kies een of meer gebieden" if options else "Kies eerst een gemeente",
        )
    if chosen or known:
        url_state.put(gebieden=",".join(chosen) or None)
        if not chosen or clicked not in chosen:
            url_state.put(gebied=chosen[0] if chosen else None)
    return chosen
