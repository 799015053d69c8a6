"""Parts of the page *Kaart*: controls, search, the map, and the table and sentence beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import change, standing
from wijkbeeld.catalog import Classes, catalog
from wijkbeeld.catalog.scale import DIMENSIONS, REFERENCE, classify
from wijkbeeld.map.geometry import Layer, read_index
from wijkbeeld.map.live import LevelView, View, live_map
from wijkbeeld.map.pack import Packed, pack
from wijkbeeld.store.read import Dataset, Measure
from wijkbeeld.ui import data as session
from wijkbeeld.ui import search as finder
from wijkbeeld.ui import tables, view
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.plain import plain

KEPT = ("dataset", "niveau", "editie", "maat", "weergave", "jaar", "van", "gebied", "achtergrond")
SITUATION, DEVELOPMENT = "situatie", "ontwikkeling"
MEASURES = ("lbm", "afw", *DIMENSIONS)
DRAWN = "kaart_getekend"
"""Set in a session once its first map stands; the table comes after, so that it does not hold up the map."""

FIRST_DEVELOPMENT_CLASS, NO_DEVELOPMENT = 6, 5
FAIR_PART = 0.05
"""Part of the areas of the fullest wave that a wave must have to be shown."""


@dataclass(frozen=True)
class Choice:
    """What the controls say."""

    level: str
    edition: int
    measure: Measure
    mode: str
    base: int | None
    background: bool


def controls(data: Dataset, levels: list[str]) -> Choice:
    """Show the controls above the map."""
    measures = data.measures()
    first, second, third, fourth, fifth = st.columns([1.25, 1.3, 1.0, 0.8, 1.3], vertical_alignment="top")
    with first:
        level = view.pick(
            "niveau", "Niveau", levels, session.default_level(data, levels), lambda v: session.LEVEL_LABEL[v]
        )
    with second:
        measure = view.pick(
            "maat", "Maat", MEASURES, "lbm", lambda m: measures[m].label, as_list=True,
            help="De totaalscore, de afwijking daarvan, of een van de vijf dimensies.",
        )  # fmt: skip
    with third:
        mode = view.pick("weergave", "Weergave", (SITUATION, DEVELOPMENT), SITUATION, str.capitalize)
    with fourth:
        edition = session.pick_edition(data, level)
        waves = waves_of(data, edition, level, measure)
        base = None
        if mode == DEVELOPMENT and len(waves) > 1:
            base = view.pick("van", "Vanaf", waves[:-1], waves[0], as_list=True)
    with fifth:
        text = st.text_input(
            "Zoek een gebied", key="w_zoek", placeholder="Naam, code of postcode",
            help="Zoek op (een deel van) de naam van een gemeente, wijk of buurt, op de CBS-code, of op postcode.",
        )  # fmt: skip
    if text.strip():
        _hits(data, text)
    background = view.get("achtergrond") == "aan"
    if mode == DEVELOPMENT and base is None:
        st.info(
            f"Voor {measures[measure].label.lower()} op dit niveau is er maar één meting. "
            "We tonen de situatie.", icon=":material/info:",
        )  # fmt: skip
    return Choice(level, edition, measures[measure], DEVELOPMENT if base else SITUATION, base, background)


def waves_of(data: Dataset, edition: int, level: str, measure: str) -> list[int]:
    """Waves in which a fair part of the areas has a value: a handful is no map."""
    counts = data.wide(edition, level, measure).notna().sum()
    return [int(w) for w in counts.index if counts[w] >= max(1, FAIR_PART * counts.max())]


def _hits(data: Dataset, text: str) -> None:
    """Show the areas that answer a search; a hit is selected and brought into view."""
    hits = finder.find(data, text)
    if not hits:
        advice = finder.advice(data, text)
        st.caption(f"Niets gevonden voor '{plain(text.strip())}'. {advice}")
        return
    with st.container(horizontal=True, gap="small"):
        for hit in hits[: finder.MOST]:
            st.button(
                plain(f"{hit.label} · {hit.level}"), key=f"hit_{hit.level}_{hit.code}", on_click=_go_to, args=(hit,)
            )
    if len(hits) > finder.MOST:
        st.caption(f"Er zijn meer gebieden met '{plain(text.strip())}'. Typ meer letters, of voeg de gemeente toe.")


def _go_to(hit: finder.Hit) -> None:
    view.put(niveau=hit.level, editie=hit.edition, gebied=hit.code)
    st.session_state["kaart_vlieg"] = hit.code
    st.session_state["kaart_beurt"] = st.session_state.get("kaart_beurt", 0) + 1
    st.session_state["w_zoek"] = ""


@dataclass(frozen=True)
class Seen:
    """What the map shows after the user's last step."""

    wave: int
    selected: str | None
    values: pd.DataFrame
    scale: Classes
    has_map: bool


def scale_of(choice: Choice) -> Classes:
    """Classes for what is shown."""
    scales = catalog().classes
    if choice.base is not None:
        return scales["ontwikkeling"]
    return scales["situatie" if choice.measure.id == "lbm" else "afwijking"]


def values_of(data: Dataset, choice: Choice) -> pd.DataFrame:
    """Values per area (with a boundary or not) and wave; changes since the base in development."""
    table = data.wide(choice.edition, choice.level, choice.measure.id)
    if choice.base is None:
        return table
    later = [w for w in table.columns if w > choice.base]
    return pd.DataFrame({w: change(table, choice.base, w) for w in later}, index=table.index)


def draw(data: Dataset, choice: Choice) -> Seen | None:
    """Show the map; only the table remains when there is no boundary to draw."""
    values, scale = values_of(data, choice), scale_of(choice)
    waves = waves_of(data, choice.edition, choice.level, choice.measure.id)
    have = [w for w in waves if choice.base is None or w > choice.base]
    values = values[have]
    layer = read_index(data.folder).get(f"{choice.level}-{choice.edition}")
    wave, selected = _wave(have), _selected_code(data, choice)
    if layer is None:
        st.info(
            f"Van editie {choice.edition} zijn op dit niveau nog geen grenzen. De tabel werkt wel. "
            "Voeg op Gegevens een kaart toe (gpkg, GeoJSON of shapefile).", icon=":material/map:",
        )  # fmt: skip
        view.put(jaar=wave)
        return Seen(wave, selected, values, scale, has_map=False)
    turn = st.session_state.get("kaart_beurt", 0)
    order = "/".join(str(p) for p in (data.version, choice.level, choice.edition, choice.measure.id, choice.base, turn))
    answer = live_map(_view(data, choice, values, scale, wave, selected, order), key="kaart_live", height=480)
    done = answer.choice
    if done is not None and done.wave in have:
        wave, selected = done.wave, done.selected[-1] if done.selected else None
        view.put(achtergrond="aan" if done.background else None)
    view.put(jaar=wave, gebied=selected)
    if answer.drawn:
        st.session_state[DRAWN] = True
    return Seen(wave, selected, values, scale, has_map=True)


def _wave(have: list[int]) -> int:
    """Wave from the URL, or the last; a wave that is not there is said to be so, once."""
    wanted = view.get("jaar")
    if wanted is None or (wanted.isdigit() and int(wanted) in have):
        return int(wanted) if wanted else have[-1]
    st.info(f"Voor {plain(wanted)} zijn hier geen cijfers; we tonen {have[-1]}.", icon=":material/info:")
    return have[-1]


def _selected_code(data: Dataset, choice: Choice) -> str | None:
    """Selected area, kept while another level is shown; a code that exists nowhere is dropped."""
    code = view.get("gebied")
    if code is None or code in set(data.areas(choice.edition, choice.level)["code"]):
        return code
    if not finder.find(data, code):
        st.info(f"Gebied {plain(code)} bestaat niet in deze dataset.", icon=":material/info:")
        view.put(gebied=None)
        return None
    return code


def _view(
    data: Dataset, choice: Choice, values: pd.DataFrame, scale: Classes, wave: int,
    selected: str | None, order: str,
) -> View:  # fmt: skip
    layers = read_index(data.folder)
    measure = choice.measure
    official = choice.base is None and measure.id == "lbm"
    all_waves = [w for w in data.waves(choice.edition, choice.level) if choice.base is None or w > choice.base]
    few = [w for w in all_waves if w not in values.columns]
    fly = _bounds(data, choice, st.session_state.pop("kaart_vlieg", None))
    return View(
        levels=[_level(data, choice, layers[f"{choice.level}-{choice.edition}"], values)], scale=scale,
        title=measure.label if choice.base is None else f"{measure.label}: ontwikkeling",
        unit="(score)" if official else "punt", decimals=3 if choice.base or not official else 2,
        source=f"{measure.source}, editie {choice.edition}", fictional=data.manifest.fictional,
        wave=wave, all_waves=all_waves,
        why=_why(measure.id, all_waves, few),
        base=choice.base, selected=[selected] if selected else [], fly=fly, background=choice.background, order=order,
        dataset=data.manifest.dataset,
        outline=layers.get(f"omtrek-{choice.edition}"), water=layers.get(f"water-{choice.edition}"),
    )  # fmt: skip


def _level(data: Dataset, choice: Choice, layer: Layer, values: pd.DataFrame) -> LevelView:
    packed = _packed(data.version, choice.level, choice.edition, choice.measure.id, choice.base, data, choice, values)
    return LevelView(choice.level, session.LEVEL_LABEL[choice.level].lower(), layer, packed)


@st.cache_resource(max_entries=64, show_spinner=False)
def _packed(
    version: str, level: str, edition: int, measure: str, base: int | None,
    _data: Dataset, _choice: Choice, _values: pd.DataFrame,
) -> Packed:  # fmt: skip
    """Pack what a level shows; once per view for all sessions."""
    del version, level, edition, measure, base
    drawn = _drawn(_data, _choice)
    official = _choice.base is None and _choice.measure.id == "lbm"
    given = _data.wide(_choice.edition, _choice.level, "klasse").loc[drawn] if official else None
    return pack(_values.loc[drawn], scale_of(_choice), given, REFERENCE if official else 0.0)


def _why(measure: str, waves: list[int], few: list[int]) -> str:
    """Say why waves cannot be chosen."""
    if not few:
        return ""
    published = catalog().sources["leefbaarometer"].dimension_waves
    if measure in DIMENSIONS and not any(w in published for w in few):
        return sentences.missing_dimensions(waves, published)
    return f"Voor {', '.join(map(str, few))} bevat deze dataset geen of bijna geen gebieden op dit niveau."


@st.cache_resource(max_entries=8, show_spinner=False)
def _drawn_codes(version: str, edition: int, level: str, _data: Dataset) -> tuple[pd.Index, pd.DataFrame]:
    """Codes in the order of the map geometry, with their bounds in degrees."""
    del version
    frame = _data.geometry(edition, level)
    return pd.Index(frame["code"]), frame.to_crs(4326).bounds.set_axis(frame["code"])


def _drawn(data: Dataset, choice: Choice) -> pd.Index:
    return _drawn_codes(data.version, choice.edition, choice.level, data)[0]


def _bounds(data: Dataset, choice: Choice, code: str | None) -> tuple[float, float, float, float] | None:
    bounds = _drawn_codes(data.version, choice.edition, choice.level, data)[1]
    if code is None or code not in bounds.index:
        return None
    west, south, east, north = (float(v) for v in bounds.loc[code])
    return west, south, east, north


def explain(data: Dataset, choice: Choice, seen: Seen | None) -> None:
    """Show the sentence, the selected area, and the table of what is on the map."""
    if seen is None:
        return
    column = seen.values[seen.wave]
    known = column.dropna()
    shift = REFERENCE if choice.measure.id == "lbm" and choice.base is None else 0.0
    klasse = pd.Series(classify(column - shift, seen.scale), index=column.index)
    official = choice.base is None and choice.measure.id == "lbm"
    if official:
        given = data.wide(choice.edition, choice.level, "klasse")[seen.wave]
        klasse = given.fillna(0).astype("uint8")
    st.markdown(f"**{_sentence(choice, seen, known, klasse)}**")
    _selected(data, choice, seen, klasse)
    areas = data.areas(choice.edition, choice.level).set_index("code")
    names = {c.number: c.name for c in seen.scale.limits}
    heading = "Score" if official else "Verandering (punt)" if choice.base is not None else "Afwijking (punt)"
    frame = pd.DataFrame(
        {
            "Gebied": areas["name"], "Gemeente": areas["gemeente_naam"],
            heading: column.reindex(areas.index), "Klasse": klasse.reindex(areas.index).map(names),
        }
    ).dropna(subset=[heading]).sort_values(heading, ascending=False)  # fmt: skip
    frame = frame[["Gebied", heading, "Klasse", *([] if choice.level == "gemeente" else ["Gemeente"])]]
    frame = frame.assign(Code=frame.index).set_index("Gebied")
    _scale_note(data, choice, seen)
    if seen.has_map and not st.session_state.get(DRAWN):
        st.caption("De tabel volgt als de kaart er staat…")
        return
    tables.show(
        frame, {heading: 2 if official else 3}, height=330, with_sign=not official,
        alt=f"Tabel met {heading.lower()} en klasse per gebied in {seen.wave}",
    )  # fmt: skip
    tables.download(
        frame, f"wijkbeeld_{choice.level}_{choice.measure.id}_{choice.base or ''}{seen.wave}",
        tables.Origin(
            choice.measure.label, choice.measure.unit if choice.base is None else "punt",
            f"{choice.base}-{seen.wave}" if choice.base else str(seen.wave), choice.measure.source,
            choice.edition, data.manifest.fictional,
        ),
    )  # fmt: skip


def _sentence(choice: Choice, seen: Seen, known: pd.Series, klasse: pd.Series) -> str:
    if known.empty:
        return f"Voor {seen.wave} zijn er op dit niveau geen cijfers."
    if choice.base is not None:
        classes = klasse.reindex(known.index)
        up = int((classes >= FIRST_DEVELOPMENT_CLASS).sum())
        down = int(((classes < NO_DEVELOPMENT) & (classes > 0)).sum())
        return sentences.change_sentence(
            choice.level, choice.base, seen.wave, float(known.mean()), up, down, len(known)
        )
    low = int(klasse.reindex(known.index).between(1, 4).sum())
    decimals = 2 if choice.measure.id == "lbm" else 3
    return sentences.map_sentence(
        choice.level, seen.wave, choice.measure.label, float(known.mean()), low, len(known), decimals
    )


def _selected(data: Dataset, choice: Choice, seen: Seen, klasse: pd.Series) -> None:
    """Say where the selected area stands."""
    areas = data.areas(choice.edition, choice.level).set_index("code")
    code = seen.selected
    if code is None or code not in areas.index:
        if not seen.has_map:
            return
        st.caption("Klik op de kaart om een gebied te kiezen. Toetsen: ← → meting, + − zoomen, 0 alles, p afspelen.")
        return
    with st.container(border=True):
        st.markdown(f"**{plain(areas['name'][code])}** · {code}")
        value = float(seen.values[seen.wave].get(code, np.nan))
        if np.isnan(value):
            st.write(f"Geen score in {seen.wave}.")
        else:
            _numbers(choice, seen, areas, code, value, klasse)
        st.button("Wis keuze", key="wis_gebied", on_click=_clear)


def _numbers(choice: Choice, seen: Seen, areas: pd.DataFrame, code: str, value: float, klasse: pd.Series) -> None:
    decimals = 2 if choice.measure.id == "lbm" and choice.base is None else 3
    text = f"{signed(value, 3)} punt" if decimals == 3 else f"Score {number(value, 2)}"
    names = {c.number: c.name for c in seen.scale.limits}
    st.write(f"{text} in {_period(choice, seen)}: {names.get(int(klasse.get(code, 0)), 'geen klasse')}.")
    country = standing(seen.values[seen.wave], code)
    if country:
        st.caption(sentences.standing_sentence(country, choice.level, "in deze dataset"))
    town = areas["gemeente_code"][code]
    inside = seen.values[seen.wave][areas.index[areas["gemeente_code"] == town]]
    local = standing(inside, code)
    if local and choice.level != "gemeente":
        st.caption(sentences.standing_sentence(local, choice.level, f"in {plain(areas['gemeente_naam'][code])}"))


def _period(choice: Choice, seen: Seen) -> str:
    return f"{choice.base}-{seen.wave}" if choice.base is not None else str(seen.wave)


def _clear() -> None:
    view.put(gebied=None)
    st.session_state["kaart_beurt"] = st.session_state.get("kaart_beurt", 0) + 1


def _scale_note(data: Dataset, choice: Choice, seen: Seen) -> None:
    """Say where the classes of this wave come from."""
    scale = seen.scale
    status = {"officieel": "officiële klassen", "afgeleid": "afgeleide klassen", "eigen": "eigen klassen"}
    text = f"Klassen: {status[scale.status]}. {scale.note}"
    if scale.id == "situatie":
        scores = data.scores(choice.edition, choice.level)
        column = scores.loc[scores["wave"] == seen.wave, "klasse_bron"]
        share = float((column == "officieel").mean())
        if share > 0.999:
            text = "Klassen: officieel, zoals gepubliceerd."
        elif share == 0.0:
            text = (
                "Klassen: afgeleid van de score, met grenzen die we hebben gemeten aan de officiële klassen van 2024."
            )
    st.caption(text)
