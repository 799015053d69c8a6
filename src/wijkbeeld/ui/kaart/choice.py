"""Controls of the page *Kaart*, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.bivariate import shared_years
from wijkbeeld.map.classing import Cut
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.palette import Palette
from wijkbeeld.map.shown_as import ShownAs
from wijkbeeld.map.thematic import START
from wijkbeeld.store.groups import Group
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.store.usual import default_level
from wijkbeeld.ui import measures, url_state
from wijkbeeld.ui.kaart import levels as map_levels
from wijkbeeld.ui.kaart import search
from wijkbeeld.ui.kaart.levels import GRID
from wijkbeeld.ui.kaart.options import Options, options
from wijkbeeld.ui.within import inside_of, narrowed
from wijkbeeld.words.map_summary import period

SITUATION, DEVELOPMENT = "situatie", "ontwikkeling"


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    scope
        Level under the user's eyes: the one that table and sentence are about.
    inside
        What of it lies within the place that the page is about.
    levels
        Levels on the map, coarse to fine; more than one when the zoom decides.
    base
        Wave from which a change counts; None for the situation.
    waves
        Waves that can be shown: at every level on the map, and after the base.
    against, group, cut, marked, second, together, colours, names
        As :class:`wijkbeeld.ui.kaart.options.Options` explains.
    """

    scope: Scope
    inside: Scope
    place: Place
    levels: tuple[str, ...]
    measure: Measure
    base: int | None
    waves: tuple[int, ...]
    against: str
    group: Group | None
    cut: Cut
    marked: Group | None
    second: str
    together: bool
    colours: Palette
    names: bool
    background: bool
    is_grid: bool

    def period(self, wave: int) -> str:
        """What a value in a wave is about: that wave, or the waves of a change."""
        return period(wave, self.base)

    def when(self, wave: int) -> str:
        """The same in a sentence."""
        return f"in {wave}" if self.base is None else f"tussen {self.base} en {wave}"

    @property
    def has_second_map(self) -> bool:
        """Whether there are two maps side by side."""
        return bool(self.second) and not self.together

    def shown_as(self, scope: Scope) -> ShownAs:
        """What decides how a level is shown."""
        second = self.second if self.together else ""
        plain = ShownAs(self.measure.id, self.base, self.against, self.group, self.cut, second)
        if self.against != START:
            return plain
        return replace(plain, group=inside_of(scope, self.place))

    def thematic(self, scope: Scope) -> Thematic:
        """Values and classes of all areas of a scope."""
        return self.shown_as(scope).thematic(scope)


def controls(data: Dataset, levels: list[str], place: Place) -> Choice:
    """Show the controls above the map."""
    with st.container(key="kaart_rij", horizontal=True, vertical_alignment="bottom", gap="small"):
        first, second, third, fourth, fifth = (st.container(width="content") for _ in range(5))
        more = st.popover("Opties", icon=":material/tune:", width="content")
    with first:
        picked = _pick_level(data, levels)
    with second:
        measure = _pick_measure(data, levels)
    with third:
        mode = url_state.pick(
            "weergave", "Weergave", (SITUATION, DEVELOPMENT), SITUATION, str.capitalize
        )
    with more:
        on_map, edition = map_levels.on_map(data, levels, picked)
    on_map = map_levels.with_figures(data, on_map, edition, measure)
    is_grid = picked == GRID and measure.is_score
    if picked == GRID and not is_grid:
        measures.say_no_cells(measure, on_map[0])
    waves = map_levels.waves(data, on_map, edition, measure.id, is_grid=is_grid)
    bases = measures.bases(measure, waves)
    with fourth:
        base = (
            _pick_base(data.scope(on_map[0], edition), measure, waves)
            if mode == DEVELOPMENT and bases
            else None
        )
    with fifth:
        text = search.field()
    if text:
        search.show_hits(data, text)
    if mode == DEVELOPMENT and base is None:
        measures.say_no_change(measure, waves)
    scope = data.scope(map_levels.in_view(on_map), edition)
    with more:
        chosen = options(scope, on_map, measure, base, is_grid=is_grid)
    return Choice(
        scope=scope,
        inside=narrowed(scope, place),
        place=place,
        levels=on_map,
        measure=measure,
        base=base,
        waves=_shown_waves(scope, measure, waves, base, chosen),
        background=url_state.get("achtergrond") == "aan",
        is_grid=is_grid,
        **vars(chosen),
    )


def _shown_waves(
    scope: Scope, measure: Measure, waves: list[int], base: int | None, chosen: Options
) -> tuple[int, ...]:
    """Waves after the base that compare with it, and that both measures have on a map of two.

    Two maps side by side each have their own.
    """
    if chosen.together:
        both = shared_years(scope, measure.id, chosen.second, base)
        waves = [w for w in waves if w in both]
    return tuple(waves if base is None else measure.later(base, waves))


def _pick_level(data: Dataset, levels: list[str]) -> str:
    return url_state.pick(
        "niveau",
        "Niveau",
        map_levels.offered(data, levels),
        default_level(data, levels),
        map_levels.LABELS.__getitem__,
    )


def _pick_measure(data: Dataset, levels: list[str]) -> Measure:
    """Offer every measure that some level has; how fine the map is, is another choice."""
    return measures.pick(
        data,
        measures.at_any(data, levels),
        help="Scores van de Leefbaarometer, eigen cijfers en kerncijfers van CBS.",
        width=230,
    )


def _pick_base(scope: Scope, measure: Measure, waves: list[int]) -> int:
    """Year from which a change counts; one with few areas is offered, but not at first."""
    fair = opened(scope).mappable_waves(scope, measure.id)
    return measures.pick_base(measure, waves, "Vanaf", fair, width=100)
