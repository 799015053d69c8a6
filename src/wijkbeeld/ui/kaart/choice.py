"""Controls of the page *Kaart*, and what they say."""

from __future__ import annotations

import math
from dataclasses import dataclass

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import SCORES, Measure
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import palette
from wijkbeeld.map.geometry import read_index
from wijkbeeld.map.thematic import EQUAL, FIXED, OWN_TOWN, START
from wijkbeeld.store.groups import Group, groups
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import area_search as finder
from wijkbeeld.ui import session, url_state
from wijkbeeld.words.markdown import escape_markdown

SITUATION, DEVELOPMENT = "situatie", "ontwikkeling"
AUTO, GRID = "auto", "grid"

_OUTLINED = ("wijk", "gemeente", "buurt")
"""Whose boundaries lie over the 100 m grid: the first of these that is drawn."""

_LABELS = {AUTO: "Automatisch", GRID: "100 meter", **session.LEVEL_LABEL}
_AGAINST = {
    FIXED: "Vaste klassen",
    OWN_TOWN: "De eigen gemeente",
    EQUAL: "Negen gelijke groepen",
    START: "Wat past bij het startniveau",
}


@dataclass(frozen=True)
class Choice:
    """What the controls say.

    Attributes
    ----------
    levels
        Levels on the map, coarse to fine; more than one when the zoom decides.
    level
        Level under the user's eyes: the one that table and sentence are about.
    against
        What values are compared with: ``vast``, ``gemeente``, ``delen``, ``start`` or a group's id.
    second
        Measure of the second map, or empty.
    waves
        Waves that can be shown: at every level on the map, and after the base.
    """

    scope: Scope
    levels: tuple[str, ...]
    measure: Measure
    mode: str
    base: int | None
    against: str
    group: Group | None
    marked: Group | None
    colours: palette.Palette
    second: str
    background: bool
    names: bool
    is_grid: bool
    waves: tuple[int, ...]


def controls(data: Dataset, levels: list[str]) -> Choice:
    """Show the controls above the map."""
    measures = data.measures()
    first, second, third, fourth, fifth, sixth = st.columns([2.35, 1.1, 1.02, 0.72, 1.0, 0.6])
    sixth.space(12)  # with the gap below it: the height of a label
    more = sixth.popover("Opties", icon=":material/tune:", width="stretch")
    with first:
        picked = url_state.pick(
            "niveau",
            "Niveau",
            _level_options(data, levels),
            session.default_level(data, levels),
            _LABELS.__getitem__,
        )
    with second:
        measure = url_state.pick(
            "maat",
            "Maat",
            SCORES,
            "lbm",
            lambda m: measures[m].label,
            as_list=True,
            help="De totaalscore, de afwijking daarvan, of een van de vijf dimensies.",
        )
    with third:
        mode = url_state.pick(
            "weergave", "Weergave", (SITUATION, DEVELOPMENT), SITUATION, str.capitalize
        )
    with more:
        drawn, edition = _levels(data, levels, picked)
    with fourth:
        waves = _waves(data, drawn, edition, measure, is_grid=picked == GRID)
        base = None
        if mode == DEVELOPMENT and len(waves) > 1:
            base = url_state.pick("van", "Vanaf", waves[:-1], waves[0], as_list=True)
    with fifth:
        text = st.text_input(
            "Zoek een gebied",
            key="w_zoek",
            placeholder="Naam, code of postcode",
            help=(
                "Zoek op (een deel van) de naam van een gemeente, wijk of buurt, op de "
                "CBS-code, of op postcode."
            ),
        )
    if text.strip():
        _hits(data, text)
    if mode == DEVELOPMENT and base is None:
        st.info(
            f"Voor {measures[measure].label.lower()} op dit niveau is er maar één meting. We "
            "tonen de situatie.",
            icon=":material/info:",
        )
    level = _level_in_view(drawn)
    found = groups(data.scope(level, edition)) if len(drawn) == 1 else {}
    markable = {k: g for lv in drawn for k, g in groups(data.scope(lv, edition)).items()}
    with more:
        against, marked, colours, other = _options(
            measures, found, markable, drawn, base, measure, is_grid=picked == GRID
        )
    return Choice(
        data.scope(level, edition),
        drawn,
        measures[measure],
        DEVELOPMENT if base else SITUATION,
        base,
        against,
        found.get(against),
        markable.get(marked),
        palette.ALL[colours],
        other,
        url_state.get("achtergrond") == "aan",
        url_state.get("namen") == "aan",
        picked == GRID,
        tuple(w for w in waves if base is None or w > base),
    )


def _waves(
    data: Dataset, drawn: tuple[str, ...], edition: int, measure: str, *, is_grid: bool
) -> list[int]:
    """Waves that every level on the map has."""
    if is_grid:
        published = catalog().sources["leefbaarometer"].dimension_waves
        return [
            w
            for w in data.waves(data.scope(GRID, edition))
            if measure not in DIMENSIONS or w in published
        ]
    every = [data.mappable_waves(data.scope(lv, edition), measure) for lv in drawn]
    return [w for w in every[-1] if all(w in one for one in every)]


def _level_options(data: Dataset, levels: list[str]) -> list[str]:
    """Levels, and what can be made of them: by zoom when an edition has more, the 100 m grid."""
    shared = [
        e for e in data.editions(levels[0]) if sum(e in data.editions(lv) for lv in levels) > 1
    ]
    index = read_index(data.folder)
    drawable = any(sum(f"{lv}-{e}" in index for lv in levels) > 1 for e in shared)
    has_grid = any(f"{lv}-{e}" in index for e in data.editions(GRID)[:1] for lv in _OUTLINED)
    return [*levels, *([AUTO] if drawable else []), *([GRID] if has_grid else [])]


def _levels(data: Dataset, levels: list[str], picked: str) -> tuple[tuple[str, ...], int]:
    """Levels to draw, and their edition."""
    index = read_index(data.folder)
    if picked == AUTO:
        url_state.put(editie=None)

        def drawable(edition: int) -> list[str]:
            return [
                lv for lv in levels if edition in data.editions(lv) and f"{lv}-{edition}" in index
            ]

        edition = max(
            {e for lv in levels for e in data.editions(lv)}, key=lambda e: (len(drawable(e)), e)
        )
        return tuple(drawable(edition)), edition
    if picked == GRID:
        url_state.put(editie=None)
        edition = data.editions(GRID)[0]
        return (next(lv for lv in _OUTLINED if f"{lv}-{edition}" in index),), edition
    return (picked,), session.pick_edition(data, picked)


def _level_in_view(drawn: tuple[str, ...]) -> str:
    """Level that the browser last said was in view, when there are more."""
    seen = st.session_state.get("kaart_zicht")
    return str(seen) if seen in drawn else drawn[0]


def _options(
    measures: dict[str, Measure],
    found: dict[str, Group],
    markable: dict[str, Group],
    drawn: tuple[str, ...],
    base: int | None,
    measure: str,
    *,
    is_grid: bool,
) -> tuple[str, str, str, str]:
    """Show the options that fewer users need; what is chosen stands on the map."""
    against = FIXED
    if not is_grid:
        offered = [
            FIXED,
            *([OWN_TOWN] if "gemeente" not in drawn else []),
            EQUAL,
            *([START] if base else []),
            *found,
        ]
        against = url_state.pick(
            "tegen",
            "Vergeleken met",
            offered,
            FIXED,
            lambda a: _AGAINST.get(a) or f"Gemiddelde van: {found[a].label}",
            as_list=True,
            help=(
                "Een kaart met vaste klassen is bijna overal groen. Vergelijk met de eigen "
                "gemeente, een groep, of verdeel alle gebieden in negen gelijke groepen om "
                "verschillen te zien."
            ),
        )
    marked = url_state.pick(
        "markeer",
        "Markeer gebieden",
        ["", *markable],
        "",
        lambda g: "Niets" if not g else f"{markable[g].label} ({len(markable[g].codes)})",
        as_list=True,
    )
    if marked:
        st.caption(escape_markdown(markable[marked].note))
    others = [m for m in SCORES if m != measure]
    second = url_state.pick(
        "tweede",
        "Tweede kaart ernaast",
        ["", "zelfde", *others],
        "",
        lambda m: (
            "Geen"
            if not m
            else "Dezelfde maat, andere meting"
            if m == "zelfde"
            else measures[m].label
        ),
        as_list=True,
    )
    colours = url_state.pick(
        "kleuren",
        "Kleuren",
        list(palette.ALL),
        palette.DEFAULT.id,
        lambda p: palette.ALL[p].label,
        as_list=True,
    )
    named = st.toggle("Namen op de kaart", value=url_state.get("namen") == "aan", key="w_namen")
    url_state.put(namen="aan" if named else None)
    return against, marked, colours, "" if is_grid else second


def zooms(
    levels: tuple[str, ...], bounds: tuple[float, float, float, float]
) -> dict[str, tuple[float, float]]:
    """Zooms between which each level is drawn, counted from the zoom that shows everything."""
    if len(levels) == 1:
        return {levels[0]: (0.0, 24.0)}
    start = math.log2(630 / max(bounds[2] - bounds[0], 0.01))
    limits = [0.0, *(round(start + step, 1) for step in (1.1, 2.9)[-(len(levels) - 1) :]), 24.0]
    return {lv: (limits[n], limits[n + 1]) for n, lv in enumerate(levels)}


def _hits(data: Dataset, text: str) -> None:
    """Show the areas that answer a search; a hit is selected and brought into view."""
    hits = finder.find(data, text)
    if not hits:
        advice = finder.advice(data, text)
        st.caption(f"Niets gevonden voor '{escape_markdown(text.strip())}'. {advice}")
        return
    with st.container(horizontal=True, gap="small"):
        for hit in hits[: finder.MOST]:
            st.button(
                escape_markdown(f"{hit.label} · {hit.level}"),
                key=f"hit_{hit.level}_{hit.code}",
                on_click=_go_to,
                args=(hit,),
            )
    if len(hits) > finder.MOST:
        st.caption(
            f"Er zijn meer gebieden met '{escape_markdown(text.strip())}'. Typ meer letters, of "
            "voeg de gemeente toe."
        )


def _go_to(hit: finder.Hit) -> None:
    url_state.put(niveau=hit.level, editie=hit.edition, gebied=hit.code, keuze=None)
    st.session_state["kaart_vlieg"] = hit.code
    turn()
    st.session_state["w_zoek"] = ""


def turn() -> None:
    """Let Python, not the browser, decide on wave and selection in the next view."""
    st.session_state["kaart_beurt"] = st.session_state.get("kaart_beurt", 0) + 1
