"""Wave and selection of the map in the link: read before it is drawn, kept after."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.live import Missed
from wijkbeeld.store.read import opened
from wijkbeeld.ui import area_search, turns, url_state
from wijkbeeld.ui.within import FLY_TO
from wijkbeeld.words.markdown import escape_markdown

MOST = 60
"""A link names at most this many chosen areas; more have to be saved under a name."""

_SELECTED = "kaart_keuze"
"""Selection of the last run, in a session."""

_MISSED = "kaart_gemist"
"""Turn of what was last done without connection, in a session."""


def wave(waves: tuple[int, ...], usual: int) -> int:
    """Wave from the link, or the usual one; a wave that is not there is said to be so, once."""
    wanted = url_state.get("jaar")
    known = {str(w): w for w in waves}
    if wanted is None or wanted in known:
        return known[wanted] if wanted else usual
    text = f"Voor {escape_markdown(wanted)} zijn hier geen cijfers. We tonen {usual}."
    url_state.tell("jaar", str(usual), text)
    return usual


def of_link(key: str, waves: tuple[int, ...]) -> int | None:
    """Wave that the link names under a key, where it can be shown."""
    wanted = url_state.get(key)
    found = {str(w): w for w in waves}.get(wanted or "")
    if found is None and wanted is not None:
        url_state.tell(key, None, f"Voor {escape_markdown(wanted)} zijn hier geen cijfers.")
        url_state.put(**{key: None})
    return found


def swiped(waves: tuple[int, ...], wave: int) -> tuple[int, int | None]:
    """Wave on the map and that on the right of the handle, the earlier first; one without both."""
    other = of_link("schuif", waves)
    if other is None or other == wave:
        return wave, None
    left, right = sorted((wave, other))
    url_state.put(schuif=right)
    return left, right


def selected(scope: Scope, levels: tuple[str, ...]) -> list[str]:
    """Selected areas, kept while another level is shown; a code that exists nowhere is dropped."""
    code = url_state.get("gebied")
    listed = [c for c in (url_state.get("keuze") or "").split(",") if c]
    before = selected_before()
    if code is not None and code in before and len(before) > MOST:
        return before
    wanted = listed if code in listed else [code] if code is not None else []
    asked = dict.fromkeys([*wanted, *listed])
    lost = [c for c in asked if not _exists(scope, levels, c)]
    if not lost:
        return wanted
    known = [c for c in wanted if c not in lost]
    area = known[-1] if known else None
    text = f"Dit staat niet in deze dataset: {escape_markdown(', '.join(lost))}."
    url_state.tell("gebied", area, text)
    url_state.put(gebied=area, keuze=",".join(known) or None)
    return known


def selected_before() -> list[str]:
    """Selection of the last run, also where it is too large for a link."""
    return [str(c) for c in st.session_state.get(_SELECTED) or []]


def keep(wave: int, selected: list[str]) -> None:
    """Put wave and selection in the link and remember them."""
    url_state.put(jaar=wave)
    _put(selected)


def _put(selected: list[str]) -> None:
    listed = selected if 1 < len(selected) <= MOST else []
    url_state.put(gebied=selected[-1] if selected else None, keuze=",".join(listed) or None)
    st.session_state[_SELECTED] = selected


def catch_up(waves: tuple[int, ...], missed: Missed) -> bool:
    """Put in the link what the user did while the server was away, once; whether it is news."""
    if st.session_state.get(_MISSED) == missed.turn or missed.act.wave not in waves:
        return False
    st.session_state[_MISSED] = missed.turn
    act = missed.act
    url_state.put(schuif=act.swipe if act.swipe in waves else None)
    keep(act.wave, act.selected)
    turns.take_over()
    return True


def clear() -> None:
    """Forget the selection and what was searched for."""
    url_state.put(gebied=None, keuze=None)
    st.session_state[_SELECTED] = []
    st.session_state.pop(FLY_TO, None)
    turns.take_over()


def drop(chosen: list[str], code: str) -> None:
    """Let one of the chosen areas go."""
    _put([c for c in chosen if c != code])
    turns.take_over()


def _exists(scope: Scope, levels: tuple[str, ...], code: str) -> bool:
    """Whether an area is on the map, or at another level of the dataset."""
    data = opened(scope)
    if any(code in data.by_code(scope.at(lv)).index for lv in levels):
        return True
    return bool(area_search.find(data, code))
