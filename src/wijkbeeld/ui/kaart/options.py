"""Options of the map that fewer users need; what is chosen stands on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import palette
from wijkbeeld.map.classing import Cut
from wijkbeeld.map.thematic import EQUAL, FIXED, OWN_TOWN, START
from wijkbeeld.store.groups import Group, groups
from wijkbeeld.store.read import opened
from wijkbeeld.ui import url_state
from wijkbeeld.ui.kaart import class_choice
from wijkbeeld.words.markdown import escape_markdown

SAME = "zelfde"
"""Second map with the same measure in another wave."""

_AGAINST = {
    FIXED: "Vaste klassen",
    OWN_TOWN: "De eigen gemeente",
    EQUAL: "Negen gelijke groepen",
    START: "Wat past bij het startniveau",
}


@dataclass(frozen=True)
class Options:
    """What the options say.

    Attributes
    ----------
    against
        What values are compared with: ``vast``, ``gemeente``, ``delen``, ``start`` or a group's id.
    group
        That group.
    cut
        How values are cut in classes.
    marked
        Group to outline.
    second
        Measure of the second map, :data:`SAME`, or empty.
    together
        Whether that measure is on the same map, in nine colours for both.
    names
        Whether areas are named on the map.
    """

    against: str
    group: Group | None
    cut: Cut
    marked: Group | None
    second: str
    together: bool
    colours: palette.Palette
    names: bool


def options(
    scope: Scope, levels: tuple[str, ...], measure: Measure, base: int | None, *, is_grid: bool
) -> Options:
    """Show the options for a map of some levels."""
    markable = {k: g for lv in levels for k, g in groups(scope.at(lv)).items()}
    comparable = markable if len(levels) == 1 and measure.has_mean else {}
    second = "" if is_grid else _second(scope, levels, measure)
    together = second not in ("", SAME) and _together()
    against = FIXED
    if not (is_grid or together):
        against = _against(comparable, levels, measure, base)
    cut = Cut() if is_grid or together else class_choice.pick(measure, base, against)
    marked = _marked(markable)
    colours = url_state.pick(
        "kleuren",
        "Kleuren",
        list(palette.ALL),
        palette.DEFAULT.id,
        lambda p: palette.ALL[p].label,
        as_list=True,
    )
    names = st.toggle("Namen op de kaart", value=url_state.get("namen") == "aan", key="w_namen")
    url_state.put(namen="aan" if names else None)
    return Options(
        against=against,
        group=comparable.get(against),
        cut=cut,
        marked=marked,
        second=second,
        together=together,
        colours=palette.ALL[colours],
        names=names,
    )


def _against(
    comparable: Mapping[str, Group], levels: tuple[str, ...], measure: Measure, base: int | None
) -> str:
    offered = [
        FIXED,
        *([OWN_TOWN] if "gemeente" not in levels and measure.has_mean else []),
        *([EQUAL] if measure.kind != "code" else []),
        *([START] if base and measure.has_mean else []),
        *comparable,
    ]
    return url_state.pick(
        "tegen",
        "Vergeleken met",
        offered,
        FIXED,
        lambda a: _against_label(a, measure) or f"Gemiddelde van: {comparable[a].label}",
        as_list=True,
        help=(
            "Een kaart met vaste klassen is bijna overal groen. Vergelijk met de eigen "
            "gemeente, een groep, of verdeel alle gebieden in negen gelijke groepen om "
            "verschillen te zien."
        ),
    )


def _marked(markable: Mapping[str, Group]) -> Group | None:
    chosen = url_state.pick(
        "markeer",
        "Markeer gebieden",
        ["", *markable],
        "",
        lambda g: f"{markable[g].label} ({len(markable[g].codes)})" if g else "Niets",
        as_list=True,
    )
    if not chosen:
        return None
    st.caption(escape_markdown(markable[chosen].note))
    return markable[chosen]


def _against_label(against: str, measure: Measure) -> str | None:
    if against == FIXED and not measure.is_score:
        return "Niets: de cijfers zelf"
    return _AGAINST.get(against)


def _second(scope: Scope, levels: tuple[str, ...], measure: Measure) -> str:
    data = opened(scope)
    measures = data.measures()
    others = set.intersection(*(set(data.measures_at(lv)) for lv in levels)) - {measure.id}
    labels = {"": "Geen", SAME: "Dezelfde maat, ander jaar"} | {
        m: measures[m].label for m in data.measures_at(levels[0]) if m in others
    }
    return url_state.pick(
        "tweede", "Tweede maat of kaart", list(labels), "", labels.__getitem__, as_list=True
    )


def _together() -> bool:
    return (
        url_state.pick(
            "samen",
            "Hoe toon je de tweede maat?",
            ("naast", "ineen"),
            "naast",
            {"naast": "Kaart ernaast", "ineen": "Samen in één kaart"}.__getitem__,
        )
        == "ineen"
    )
