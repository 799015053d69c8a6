"""The map of the page *Kaart*: from what is chosen to what the browser draws, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.classing import last_full
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.live import Act, Answer
from wijkbeeld.map.thematic import Thematic
from wijkbeeld.map.view import View
from wijkbeeld.store.read import opened
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import measures, url_state
from wijkbeeld.ui.kaart import link, views
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.levels import IN_VIEW
from wijkbeeld.ui.kaart.options import SAME
from wijkbeeld.ui.taken import show_map
from wijkbeeld.words import two_measures

DRAWN = "kaart_getekend"
"""Set in a session once its first map stands; the table comes after, so that it does not hold up
the map.
"""


@dataclass(frozen=True)
class Seen:
    """What the map shows after the user's last step.

    Attributes
    ----------
    has_map
        Whether there are boundaries to draw.
    failed
        Whether the browser cannot draw maps.
    """

    wave: int
    selected: list[str]
    shown: Thematic
    has_map: bool
    failed: bool = False

    def only(self, scope: Scope) -> Seen:
        """The same within a scope."""
        if scope.is_whole:
            return self
        return replace(self, shown=self.shown.only(opened(scope).by_code(scope).index))


def draw(scope: Scope, choice: Choice, board: DeltaGenerator) -> Seen | None:
    """Show the map on a board; only the table remains when there is no boundary to draw.

    What there is to say of the link stands where the page is now; why there is no map, on the
    board.
    """
    if not choice.waves:
        with _notice(board):
            _say_nothing(scope, choice)
        return None
    shown = choice.thematic(scope)
    usual = choice.waves[-1] if choice.measure.is_score else last_full(shown.values)
    wave = link.wave(choice.waves, usual if usual in choice.waves else choice.waves[-1])
    wave, swipe = link.swiped(choice.waves, wave)
    seen = Seen(wave, link.selected(scope, choice.levels), shown, has_map=True)
    if f"{scope.level}-{scope.classification}" not in read_index(opened(scope).folder):
        _notice(board).info(
            f"Van editie {scope.classification} zijn op dit niveau nog geen grenzen. De "
            "tabel werkt wel. Voeg op Gegevens een kaart toe (gpkg, GeoJSON of shapefile).",
            icon=":material/map:",
        )
        url_state.put(jaar=wave)
        return replace(seen, has_map=False)
    try:
        view = views.view(scope, choice, shown, (wave, swipe), seen.selected)
    except StoreError as error:
        _notice(board).error(str(error), icon=":material/grid_off:")
        return None
    with board:
        answer = _show(scope, choice, view)
    if answer.missed is not None and link.catch_up(choice.waves, answer.missed):
        st.rerun()
    if answer.act is not None:
        _follow_level(scope, choice, answer.act.level)
        seen = _after(seen, choice.waves, answer.act)
    link.keep(seen.wave, seen.selected)
    if answer.drawn:
        st.session_state[DRAWN] = True
    return replace(seen, failed=answer.failed)


def _notice(board: DeltaGenerator) -> DeltaGenerator:
    """Place on the board for words instead of a map."""
    return board.container(key="kaart_melding")


def _say_nothing(scope: Scope, choice: Choice) -> None:
    """Say why there is no map, and the way on."""
    data = opened(scope)
    if choice.together:
        second = data.measures()[choice.second].label
        text = two_measures.no_shared_years(choice.measure.label, second)
        st.info(text, icon=":material/info:")
        with st.container(horizontal=True, gap="small"):
            st.button("Zet de kaarten naast elkaar", on_click=_put, kwargs={"samen": "naast"})
            st.button(
                "Haal de tweede maat weg", on_click=_put, kwargs={"tweede": None, "samen": None}
            )
    else:
        measures.say_absent(data, choice.measure, scope.level)


def _put(**values: str | None) -> None:
    """Choose otherwise, whatever the control itself still holds."""
    url_state.put(**values)
    for name in values:
        st.session_state.pop(f"w_{name}", None)


def _show(scope: Scope, choice: Choice, view: View) -> Answer:
    """Show one map, or two that move together."""
    if not choice.has_second_map:
        return show_map(view, key="kaart_live")
    left, right = st.columns(2, gap="xxsmall")
    with left:
        answer = show_map(view, key="kaart_live")
    with right:
        second = views.second(scope, choice, view)
        if second is None:
            other = opened(scope).measures()[choice.second]
            measures.say_absent(opened(scope), other, scope.level)
            return answer
        answer_of_second = show_map(second, key="kaart_tweede", quiet=True)
        if choice.second == SAME and answer_of_second.act is not None:
            url_state.put(jaar2=answer_of_second.act.wave)
    return answer


def _follow_level(scope: Scope, choice: Choice, level: str) -> None:
    """Let table and sentence be about the level that came into view by zooming."""
    if level in choice.levels and st.session_state.get(IN_VIEW) != level:
        st.session_state[IN_VIEW] = level
        if level != scope.level:
            st.rerun()


def _after(seen: Seen, waves: tuple[int, ...], act: Act) -> Seen:
    """What the map shows after what the user did on it; that is in the link from then on."""
    if act.wave not in waves:
        return seen
    url_state.put(
        achtergrond="aan" if act.background else None,
        schuif=act.swipe if act.swipe in waves else None,
        namen="aan" if act.named else None,
    )
    if len(act.selected) > 1 and act.selected != link.selected_before():
        url_state.put(gebieden=None)  # what is chosen now goes before what other pages had
    return replace(seen, wave=act.wave, selected=act.selected)
