"""Choose areas by gemeente and name; what is chosen lives in the URL."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import area_list, url_state
from wijkbeeld.ui.area_search import Hit
from wijkbeeld.words.markdown import escape_markdown

_ONE, _TOWN_OF_ONE = "w_een", "w_stad"
_SOME, _TOWN_OF_SOME = "w_gebieden", "w_gemeente"
_LIST, _LIST_OPEN = "w_lijst", "w_lijst_open"


def pick_area(areas: pd.DataFrame, inside: Scope) -> str | None:
    """Choose one area; the one that was clicked elsewhere is there at once.

    Parameters
    ----------
    areas
        Index code; columns ``label, gemeente_code, gemeente_naam``.
    inside
        What of them to offer; the one that is wanted is offered too.

    Returns
    -------
    str or None
        None as long as nothing was chosen.
    """
    wanted = _wanted_area(areas)
    areas = _offered(areas, inside, [wanted] if wanted else [])
    options, place = list(areas.index), st.container()
    if not _are_gemeenten(areas) and len(_towns(areas)) > 1:
        left, place = st.columns([1, 1.6])
        with left:
            town = _pick_town_of(areas, wanted)
        options = list(areas.index[areas["gemeente_code"] == town])
    shown = _names(areas)
    if wanted in options and st.session_state.get(_ONE) != wanted:
        st.session_state[_ONE] = wanted
    with place:
        chosen: str | None = st.selectbox(
            "Gebied",
            options,
            index=None,
            format_func=lambda c: str(shown[c]),
            placeholder="Kies een gebied" if options else "Kies eerst een gemeente",
            key=_ONE,
            on_change=_forget,
            disabled=not options,
        )
    if chosen is not None:
        url_state.put(gebied=chosen)
    return chosen


def _wanted_area(areas: pd.DataFrame) -> str | None:
    """Area that the URL asks for; a message when it is not among the areas."""
    wanted = url_state.get("gebied")
    if wanted is None or wanted in areas.index:
        return wanted
    if st.session_state.get(_ONE) is None:
        url_state.tell(
            "gebied",
            wanted,
            f"Het gekozen gebied ({escape_markdown(wanted)}) bestaat niet op dit niveau of "
            "in deze editie. Kies een ander.",
        )
    return None


def _offered(areas: pd.DataFrame, inside: Scope, wanted: list[str]) -> pd.DataFrame:
    """Areas of the place, and those that are wanted already, with what surrounds them."""
    towns = areas["gemeente_code"].reindex(wanted)
    here = opened(inside).by_code(inside).index
    return areas[areas.index.isin(here) | areas["gemeente_code"].isin(towns)]


def _are_gemeenten(areas: pd.DataFrame) -> bool:
    """Whether the areas are gemeenten themselves: no gemeente to choose first."""
    return bool((areas.index == areas["gemeente_code"]).all())


def _names(areas: pd.DataFrame) -> pd.Series:
    """Names of the areas by code, with their gemeente where there is more than one."""
    names: pd.Series = areas["name" if len(_towns(areas)) == 1 else "label"]
    return names


def _towns(areas: pd.DataFrame) -> dict[str, str]:
    """Names of the gemeenten by code, in alphabetical order."""
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    return dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))


def _pick_town_of(areas: pd.DataFrame, wanted: str | None) -> str | None:
    """Choose the gemeente; that of a wanted area is chosen already."""
    towns = _towns(areas)
    if wanted and st.session_state.get(_TOWN_OF_ONE) != areas["gemeente_code"][wanted]:
        st.session_state[_TOWN_OF_ONE] = areas["gemeente_code"][wanted]
    elif st.session_state.get(_TOWN_OF_ONE) not in towns:
        st.session_state[_TOWN_OF_ONE] = None
    town: str | None = st.selectbox(
        "Gemeente",
        list(towns),
        index=None,
        format_func=lambda c: towns[c],
        placeholder="Kies…",
        key=_TOWN_OF_ONE,
        on_change=_forget,
    )
    return town


def _forget() -> None:
    """What the user picks here goes before what the URL said."""
    url_state.put(gebied=st.session_state.get(_ONE))


def pick_areas(areas: pd.DataFrame, inside: Scope, most: int) -> list[str]:
    """Choose one to eight areas; a gemeente narrows a long list first.

    Parameters
    ----------
    areas, inside
        As :func:`pick_area` has them.
    """
    clicked = url_state.get("gebied") or ""
    wanted = _wanted_areas(areas, clicked, most)
    areas = _offered(areas, inside, [*wanted, *(st.session_state.get(_SOME) or [])])
    options, place = list(areas.index), st.container()
    if not _are_gemeenten(areas) and len(_towns(areas)) > 1:
        left, place = st.columns([1, 1.6])
        with left:
            town = _pick_town_to_narrow(areas, wanted)
        kept = st.session_state.get(_SOME) or wanted
        options = list(areas.index[(areas["gemeente_code"] == town) | areas.index.isin(kept)])
    shown = _names(areas)
    if _SOME in st.session_state:
        st.session_state[_SOME] = [c for c in st.session_state[_SOME] if c in options]
    elif wanted:
        st.session_state[_SOME] = wanted
    with place:
        chosen: list[str] = st.multiselect(
            f"Gebieden (hoogstens {most})",
            options,
            format_func=lambda c: str(shown[c]),
            key=_SOME,
            max_selections=most,
            select_all=False,
            disabled=not options,
            placeholder="Kies een of meer gebieden" if options else "Kies eerst een gemeente",
        )
    if chosen or wanted:
        url_state.put(gebieden=",".join(chosen) or None)
        if not chosen or clicked not in chosen:
            url_state.put(gebied=chosen[0] if chosen else None)
    return chosen


def _wanted_areas(areas: pd.DataFrame, clicked: str, most: int) -> list[str]:
    """Areas that the URL asks for, as far as they are there and fit; a message about the others."""
    listed = (url_state.get("gebieden") or url_state.get("keuze") or "").split(",")
    wanted = [c for c in dict.fromkeys([*listed, clicked]) if c]
    known = [c for c in wanted if c in areas.index]
    if _SOME not in st.session_state:
        lost = [c for c in (listed if known else wanted) if c and c not in areas.index]
        if lost:
            _tell_lost(lost, known[:most])
        if len(known) > most:
            url_state.tell(
                "gebieden",
                ",".join(known[:most]),
                f"Van de {len(known)} gekozen gebieden staan hier de eerste {most}.",
            )
    return known[:most]


def _tell_lost(lost: list[str], known: list[str]) -> None:
    """Say which areas of a link are not here; the link has the others from now on."""
    named = ", ".join(escape_markdown(c) for c in lost[:5])
    more = f" en nog {len(lost) - 5}" if len(lost) > 5 else ""
    one = len(lost) == 1
    url_state.tell(
        "gebieden",
        ",".join(known) or url_state.get("gebieden"),
        f"{'Dit gekozen gebied bestaat' if one else 'Deze gekozen gebieden bestaan'} niet op dit "
        f"niveau of in deze editie: {named}{more}.",
    )


def _pick_town_to_narrow(areas: pd.DataFrame, wanted: list[str]) -> str | None:
    """Choose the gemeente whose areas are offered; at first that of the first wanted area."""
    towns = _towns(areas)
    start = areas["gemeente_code"][wanted[0]] if wanted else None
    start = start or (next(iter(towns)) if len(towns) == 1 else None)
    if st.session_state.get(_TOWN_OF_SOME) not in towns:
        st.session_state.pop(_TOWN_OF_SOME, None)
    town: str | None = st.selectbox(
        "Gemeente",
        list(towns),
        index=list(towns).index(start) if start in towns else None,
        format_func=lambda c: towns[c],
        placeholder="Kies…",
        key=_TOWN_OF_SOME,
    )
    return town


def offer_list(
    data: Dataset, inside: Scope, codes: list[str], least: int, most: int, *, folded: bool = False
) -> None:
    """List the areas of the place to click; where they are too many, a field to search them.

    The list lies open where fewer than ``least`` areas were chosen on arrival (unless it starts
    ``folded``: the page has something to show without), and stays as the user leaves it.
    """
    found = area_list.names(inside)
    if found is None:
        if len(codes) < least:
            area_list.search(data, inside.level, lambda hit: _add(hit, codes))
        return
    is_open = st.session_state.setdefault(_LIST_OPEN, len(codes) < least and not folded)
    with st.expander(area_list.heading(inside), expanded=is_open, key="lijst"):
        if inside.part:  # what lies elsewhere is in no list here
            area_list.search(data, inside.level, lambda hit: _add(hit, codes))
        st.session_state[_LIST] = [c for c in codes if c in found.index]
        with st.container(height=230 if len(found) > 40 else "content", border=False):
            st.pills(
                area_list.heading(inside),
                list(found.index),
                selection_mode="multi",
                format_func=found.__getitem__,
                key=_LIST,
                on_change=_from_list,
                args=(codes, list(found.index), most),
                label_visibility="collapsed",
            )


def _from_list(codes: list[str], listed: list[str], most: int) -> None:
    """Take over what was clicked in the list; the first areas keep their place."""
    clicked: list[str] = st.session_state[_LIST]
    kept = [c for c in codes if c in clicked or c not in listed]
    st.session_state[_SOME] = [*kept, *(c for c in clicked if c not in kept)][:most]


def _add(hit: Hit, codes: list[str]) -> None:
    """Put what was found beside the areas of its level that were chosen already."""
    before = codes if url_state.get("niveau") == hit.level else []
    chosen = ",".join(dict.fromkeys([*before, hit.code]))
    url_state.put(niveau=hit.level, editie=hit.edition, gebieden=chosen, gebied=hit.code)
    st.session_state.pop(_SOME, None)
    st.session_state.pop(_TOWN_OF_SOME, None)
