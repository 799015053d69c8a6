"""Controls of the page *Kaart*, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog.measure import SCORES, Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.palette import Palette
from wijkbeeld.map.thematic import Thematic, thematic
from wijkbeeld.store.groups import Group
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.ui import url_state
from wijkbeeld.ui.kaart import levels as map_levels
from wijkbeeld.ui.kaart import search
from wijkbeeld.ui.kaart.levels import GRID
from wijkbeeld.ui.kaart.options import options
from wijkbeeld.words.map_summary import period

SITUATION, DEVELOPMENT = "situatie", "ontwikkeling"


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    scope
        Level under the user's eyes: the one that table and sentence are about.
    levels
        Levels on the map, coarse to fine; more than one when the zoom decides.
    base
        Wave from which a change counts; None for the situation.
    waves
        Waves that can be shown: at every level on the map, and after the base.
    against, group, marked, second, colours, names
        As :class:`wijkbeeld.ui.kaart.options.Options` explains.
    """

    scope: Scope
    levels: tuple[str, ...]
    measure: Measure
    base: int | None
    waves: tuple[int, ...]
    against: str
    group: Group | None
    marked: Group | None
    second: str
    colours: Palette
    names: bool
    background: bool
    is_grid: bool

    def period(self, wave: int) -> str:
        """What a value in a wave is about: that wave, or the waves of a change."""
        return period(wave, self.base)

    def thematic(self, scope: Scope) -> Thematic:
        """Values and classes of all areas of a scope."""
        return thematic(scope, self.measure.id, self.base, self.against, self.group)


def controls(data: Dataset, levels: list[str]) -> Choice:
    """Show the controls above the map."""
    measures = data.measures()
    first, second, third, fourth, fifth, sixth = st.columns([2.35, 1.1, 1.02, 0.72, 1.0, 0.6])
    sixth.space(12)  # with the gap below it: the height of a label
    more = sixth.popover("Opties", icon=":material/tune:", width="stretch")
    with first:
        picked = _pick_level(data, levels)
    with second:
        measure = measures[_pick_measure(measures)]
    with third:
        mode = url_state.pick(
            "weergave", "Weergave", (SITUATION, DEVELOPMENT), SITUATION, str.capitalize
        )
    with more:
        on_map, edition = map_levels.on_map(data, levels, picked)
    is_grid = picked == GRID
    waves = map_levels.waves(data, on_map, edition, measure.id, is_grid=is_grid)
    with fourth:
        base = _pick_base(waves) if mode == DEVELOPMENT else None
    with fifth:
        text = search.field()
    if text:
        search.show_hits(data, text)
    if mode == DEVELOPMENT and base is None:
        _say_single_wave(measure)
    scope = data.scope(map_levels.in_view(on_map), edition)
    with more:
        chosen = options(scope, on_map, measure.id, base, is_grid=is_grid)
    return Choice(
        scope=scope,
        levels=on_map,
        measure=measure,
        base=base,
        waves=tuple(w for w in waves if base is None or w > base),
        background=url_state.get("achtergrond") == "aan",
        is_grid=is_grid,
        **vars(chosen),
    )


def _pick_level(data: Dataset, levels: list[str]) -> str:
    return url_state.pick(
        "niveau",
        "Niveau",
        map_levels.offered(data, levels),
        default_level(data, levels),
        map_levels.LABELS.__getitem__,
    )


def _pick_measure(measures: dict[str, Measure]) -> str:
    return url_state.pick(
        "maat",
        "Maat",
        SCORES,
        "lbm",
        lambda m: measures[m].label,
        as_list=True,
        help="De totaalscore, de afwijking daarvan, of een van de vijf dimensies.",
    )


def _pick_base(waves: list[int]) -> int | None:
    """Wave from which a change counts; None where there is only one."""
    if len(waves) < 2:
        return None
    return url_state.pick("van", "Vanaf", waves[:-1], waves[0], as_list=True)


def _say_single_wave(measure: Measure) -> None:
    st.info(
        f"Voor {measure.label.lower()} op dit niveau is er maar één meting. We tonen de situatie.",
        icon=":material/info:",
    )
