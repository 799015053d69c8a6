"""The map of the page *Kaart*: from what is chosen to what the browser draws, and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import live, raster
from wijkbeeld.map.geometry import Layer, read_index
from wijkbeeld.map.geometry_index import mapped_bounds, mapped_codes
from wijkbeeld.map.live import Answer, Grid, LevelView, Marked, View, live_map
from wijkbeeld.map.pack import Packed, pack, pack_counts
from wijkbeeld.map.raster import Subject
from wijkbeeld.map.thematic import Thematic, thematic
from wijkbeeld.store.characteristics import people
from wijkbeeld.store.groups import Group
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import area_search as finder
from wijkbeeld.ui import session, url_state
from wijkbeeld.ui.kaart.choice import GRID, Choice, zooms
from wijkbeeld.words import sentences
from wijkbeeld.words.markdown import escape_markdown

DRAWN = "kaart_getekend"
"""Set in a session once its first map stands; the table comes after, so that it does not hold up
the map.
"""

MOST_IN_LINK = 60
"""A link names at most this many chosen areas; more have to be saved under a name."""


@dataclass(frozen=True)
class Seen:
    """What the map shows after the user's last step."""

    wave: int
    selected: list[str]
    shown: Thematic
    has_map: bool
    failed: bool = False


def draw(data: Dataset, choice: Choice) -> Seen | None:
    """Show the map; only the table remains when there is no boundary to draw."""
    layers = read_index(data.folder)
    what = _shown_at(data, choice, choice.scope.level)
    have = list(choice.waves)
    if not have:
        st.info(
            f"Van {choice.measure.label.lower()} zijn hier geen cijfers. Kies een andere maat of "
            "een ander niveau.",
            icon=":material/info:",
        )
        return None
    wave, selected = _wave(have), _selected_codes(data, choice)
    if f"{choice.scope.level}-{choice.scope.classification}" not in layers:
        st.info(
            f"Van editie {choice.scope.classification} zijn op dit niveau nog geen grenzen. De "
            "tabel werkt wel. Voeg op Gegevens een kaart toe (gpkg, GeoJSON of shapefile).",
            icon=":material/map:",
        )
        url_state.put(jaar=wave)
        return Seen(wave, selected, what, has_map=False)
    picture = _view(data, choice, layers, what, have, wave, selected)
    if picture is None:
        return None
    answer = _maps(data, choice, layers, picture)
    done = answer.choice
    if (
        done is not None
        and done.level in choice.levels
        and st.session_state.get("kaart_zicht") != done.level
    ):
        st.session_state["kaart_zicht"] = done.level
        if done.level != choice.scope.level:
            st.rerun()
    if done is not None and done.wave in have:
        wave, selected = done.wave, done.selected
        swipe = done.swipe if done.swipe in have else None
        url_state.put(
            achtergrond="aan" if done.background else None,
            schuif=swipe,
            namen="aan" if done.named else None,
        )
        if len(selected) > 1 and selected != st.session_state.get("kaart_keuze"):
            url_state.put(gebieden=None)  # what is chosen now goes before what other pages had
    listed = selected if 1 < len(selected) <= MOST_IN_LINK else []
    url_state.put(
        jaar=wave, gebied=selected[-1] if selected else None, keuze=",".join(listed) or None
    )
    st.session_state["kaart_keuze"] = selected
    if answer.drawn:
        st.session_state[DRAWN] = True
    return Seen(wave, selected, what, has_map=True, failed=answer.failed)


def _shown_at(data: Dataset, choice: Choice, level: str) -> Thematic:
    return thematic(
        choice.scope.at(level), choice.measure.id, choice.base, choice.against, choice.group
    )


def _maps(data: Dataset, choice: Choice, layers: dict[str, Layer], picture: View) -> Answer:
    """Show one map, or two that move together."""
    if not choice.second:
        return live_map(picture, key="kaart_live", height=480)
    left, right = st.columns(2, gap="small")
    with left:
        answer = live_map(picture, key="kaart_live", height=480)
    with right:
        second = live_map(
            _second(data, choice, layers, picture), key="kaart_tweede", height=480, quiet=True
        )
        if choice.second == "zelfde" and second.choice is not None:
            url_state.put(jaar2=second.choice.wave)
    return answer


def _second(data: Dataset, choice: Choice, layers: dict[str, Layer], picture: View) -> View:
    """View of the right-hand map: another measure of the same wave, or another wave."""
    same = choice.second == "zelfde"
    measure = data.measures()[choice.measure.id if same else choice.second]
    waves = data.mappable_waves(choice.scope, measure.id)
    base = choice.base if choice.base in waves[:-1] else None
    what = thematic(choice.scope, measure.id, base, choice.against, choice.group)
    have = list(what.values.columns)
    asked = {str(w): w for w in have}.get(url_state.get("jaar2") or "")
    wave = (asked or have[0]) if same else picture.wave if picture.wave in have else have[-1]
    levels = _level_views(data, choice, layers, measure.id, base, have)
    return View(
        **{
            **picture.__dict__,
            "levels": levels,
            "labels": what.labels,
            "reference": what.reference,
            "title": what.title,
            "unit": what.unit,
            "decimals": what.decimals,
            "wave": wave,
            "base": base,
            "swipe": None,
            "fly": None,
            "why": _why(
                measure.id, picture.all_waves, [w for w in picture.all_waves if w not in have]
            ),
            "order": f"{picture.order}/{measure.id}/{base}",
            "group": "plaats" if same else "waves",
        }
    )


def _wave(have: list[int]) -> int:
    """Wave from the URL, or the last; a wave that is not there is said to be so, once."""
    wanted = url_state.get("jaar")
    known = {str(w): w for w in have}
    if wanted is None or wanted in known:
        return known[wanted] if wanted else have[-1]
    st.info(
        f"Voor {escape_markdown(wanted)} zijn hier geen cijfers; we tonen {have[-1]}.",
        icon=":material/info:",
    )
    return have[-1]


def _selected_codes(data: Dataset, choice: Choice) -> list[str]:
    """Selected areas, kept while another level is shown; a code that exists nowhere is dropped."""
    code = url_state.get("gebied")
    listed = [c for c in (url_state.get("keuze") or "").split(",") if c]
    held = st.session_state.get("kaart_keuze") or []
    if code is not None and code in held and len(held) > MOST_IN_LINK:
        return [str(c) for c in held]
    wanted = listed if code in listed else [code] if code is not None else []
    lost = [c for c in wanted if not _is_known(data, choice, c) and not finder.find(data, c)]
    for one in lost:
        st.info(
            f"Gebied {escape_markdown(one)} bestaat niet in deze dataset.", icon=":material/info:"
        )
    if lost:
        kept = [c for c in wanted if c not in lost]
        url_state.put(gebied=kept[-1] if kept else None, keuze=",".join(kept) or None)
        return kept
    return wanted


def _is_known(data: Dataset, choice: Choice, code: str) -> bool:
    return any(code in data.by_code(choice.scope.at(lv)).index for lv in choice.levels)


def _view(
    data: Dataset,
    choice: Choice,
    layers: dict[str, Layer],
    what: Thematic,
    have: list[int],
    wave: int,
    selected: list[str],
) -> View | None:
    all_waves = [
        w
        for w in data.waves(
            data.scope(GRID if choice.is_grid else choice.scope.level, choice.scope.classification)
        )
        if choice.base is None or w > choice.base
    ]
    try:
        grid = _grid(data, choice, have) if choice.is_grid else None
    except StoreError as error:
        st.error(str(error), icon=":material/grid_off:")
        return None
    turn = st.session_state.get("kaart_beurt", 0)
    parts = (
        data.version,
        choice.levels,
        choice.scope.classification,
        choice.measure.id,
        choice.base,
        choice.against,
        choice.is_grid,
        turn,
    )
    if st.session_state.get("kaart_stand") != parts:
        st.session_state["kaart_stand"] = parts
        st.session_state["kaart_teller"] = st.session_state.get("kaart_teller", 0) + 1
    order = f"{st.session_state['kaart_teller']}/{'/'.join(str(p) for p in parts)}"
    swipe = {str(w): w for w in have}.get(url_state.get("schuif") or "")
    marked = choice.marked
    return View(
        levels=_level_views(data, choice, layers, choice.measure.id, choice.base, have),
        labels=what.labels,
        reference=what.reference,
        title=what.title,
        unit=what.unit,
        decimals=what.decimals,
        source=f"{choice.measure.source}, editie {choice.scope.classification}",
        fictional=data.manifest.fictional,
        wave=wave,
        all_waves=all_waves,
        why=_why(choice.measure.id, all_waves, [w for w in all_waves if w not in have]),
        base=choice.base,
        selected=selected,
        fly=_fly(data, choice),
        turn=turn,
        background=choice.background,
        order=order,
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{choice.scope.classification}"),
        water=layers.get(f"water-{choice.scope.classification}"),
        colours=choice.colours,
        swipe=swipe,
        named=choice.names,
        marked=Marked(marked.label, list(marked.codes)) if marked else None,
        grid=grid,
        group=("plaats" if choice.second == "zelfde" else "waves") if choice.second else None,
    )


def _level_views(
    data: Dataset,
    choice: Choice,
    layers: dict[str, Layer],
    measure: str,
    base: int | None,
    have: list[int],
) -> list[LevelView]:
    bounds = layers[f"{choice.levels[0]}-{choice.scope.classification}"].bounds
    spans = zooms(choice.levels, bounds)
    found = []
    for level in choice.levels:
        layer = layers[f"{level}-{choice.scope.classification}"]
        scope = choice.scope.at(level)
        packed = _packed(scope, measure, base, choice.against, choice.group, tuple(have))
        crowd, year = _crowd(scope)
        noun = session.LEVEL_LABEL[level].lower()
        found.append(LevelView(level, noun, layer, packed, crowd, year, spans[level]))
    return found


@lru_cache(maxsize=64)
def _packed(
    scope: Scope,
    measure: str,
    base: int | None,
    against: str,
    group: Group | None,
    waves: tuple[int, ...],
) -> Packed:
    """Pack what a level shows; once per view for all sessions."""
    what = thematic(scope, measure, base, against, group)
    codes, columns = mapped_codes(scope), list(waves)
    values = what.values.reindex(columns=columns).loc[codes]
    classes = what.classes.reindex(columns=columns, fill_value=0).loc[codes]
    return pack(values, classes, keep=True)


@lru_cache(maxsize=16)
def _crowd(scope: Scope) -> tuple[str | None, int | None]:
    """Packed inhabitants in the order of the geometry, and their year."""
    inhabitants = people(scope)
    if inhabitants.year is None:
        return None, None
    return pack_counts(inhabitants.counts.reindex(mapped_codes(scope))), inhabitants.year


def _fly(data: Dataset, choice: Choice) -> tuple[float, float, float, float] | None:
    """Bounds of the area that was just searched for."""
    code = st.session_state.get("kaart_vlieg")
    for level in choice.levels:
        bounds = mapped_bounds(choice.scope.at(level))
        if code is not None and code in bounds.index:
            west, south, east, north = (float(v) for v in bounds.loc[code])
            return west, south, east, north
    return None


def _grid(data: Dataset, choice: Choice, have: list[int]) -> Grid:
    """Addresses of the pictures of the 100 m grid.

    Raises
    ------
    StoreError
        When the names of the cells do not say where they lie.
    """
    version = data.manifest.version
    folder = f"../../raster/{data.manifest.dataset}/{version}"
    name = f"{choice.scope.classification}-{choice.measure.id}-{choice.base or 0}"
    _, frame = raster.layout(data, choice.scope.classification)
    subjects = {
        w: Subject(choice.scope.classification, choice.measure.id, choice.base, w) for w in have
    }
    return Grid(
        {w: f"{folder}/{name}-{w}-{choice.colours.id}.png" for w in have},
        frame.corners,
        f"../../cel/{data.manifest.dataset}/{version}/{name}?",
        {w: raster.counts(data, s) for w, s in subjects.items()},
    )


def _why(measure: str, waves: list[int], few: list[int]) -> str:
    """Say why waves cannot be chosen."""
    if not few:
        return ""
    published = catalog().sources["leefbaarometer"].dimension_waves
    if measure in DIMENSIONS and not any(w in published for w in few):
        return sentences.missing_dimensions(waves, published)
    return (
        f"Voor {', '.join(map(str, few))} bevat deze dataset geen of bijna geen gebieden op "
        "dit niveau."
    )


@lru_cache(maxsize=16)
def _few(scope: Scope) -> pd.Index:
    counts = people(scope).counts
    return pd.Index(counts.index[np.asarray(counts < live.FEWEST)])


def few_people(scope: Scope, column: pd.Series) -> int:
    """Number of areas with a value where too few people live to read their score as a fact."""
    return int(column.reindex(_few(scope)).notna().sum())
