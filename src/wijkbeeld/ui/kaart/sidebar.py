"""Beside the map: the sentence, the chosen areas, and the table of what is on the map."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.map import raster
from wijkbeeld.map.live import FEWEST
from wijkbeeld.map.raster import Subject
from wijkbeeld.map.thematic import EQUAL, FIXED
from wijkbeeld.store import selections
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import pages, tables, url_state
from wijkbeeld.ui.kaart.choice import Choice, turn
from wijkbeeld.ui.kaart.map_view import DRAWN, Seen, few_people
from wijkbeeld.words import sentences
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed

FIRST_DEVELOPMENT_CLASS, NO_DEVELOPMENT = 6, 5
MOST_ROWS, EACH_END = 120, 30
"""A longer table is no help on a screen and slows every step: then so many of each end."""


def explain(data: Dataset, choice: Choice, seen: Seen | None) -> None:
    """Show the sentence, the chosen areas, and the table of what is on the map."""
    if seen is None:
        return
    if choice.is_grid:
        _grid_table(data, choice, seen)
        return
    what = seen.shown
    column, klasse = what.values[seen.wave], what.classes[seen.wave]
    st.markdown(f"**{_sentence(choice, seen, column, klasse)}**")
    _selected(data, choice, seen, klasse)
    _scale_note(data, choice, seen)
    if seen.has_map and not st.session_state.get(DRAWN):
        st.caption("De tabel volgt als de kaart er staat…")
        return
    order = _order(seen)
    ends, note = _ends(choice, order)
    tables.show(
        _table(data, choice, seen, ends),
        {what.heading: what.decimals},
        height=330,
        with_sign=() if what.is_level else (what.heading,),
        alt=f"Tabel met {what.heading.lower()} en klasse per gebied in {seen.wave}",
    )
    if note:
        st.caption(note)
    few = few_people(choice.scope, column)
    if few:
        st.caption(
            f"{sentences.areas(choice.scope.level, few).capitalize()} met minder dan {FEWEST} "
            f"inwoners {'is' if few == 1 else 'zijn'} gearceerd: lees hun score met zorg."
        )
    tables.download(
        lambda: _table(data, choice, seen, order),
        f"wijkbeeld_{choice.scope.level}_{choice.measure.id}_{choice.base or ''}{seen.wave}",
        tables.Origin(
            what.title,
            choice.measure.unit if what.is_level else "punt",
            _period(choice, seen),
            choice.measure.source,
            choice.scope.classification,
            data.manifest.fictional,
        ),
    )


def _order(seen: Seen) -> np.ndarray:
    """Positions of the areas with a value in the wave on the map, highest first."""
    column = seen.shown.values[seen.wave].to_numpy("float64")
    return np.argsort(-column, kind="stable")[: int((~np.isnan(column)).sum())]


def _ends(choice: Choice, order: np.ndarray) -> tuple[np.ndarray, str]:
    """Areas to show: all, or of a long list the ends; the download has them all."""
    if len(order) <= MOST_ROWS:
        return order, ""
    return np.concatenate([order[:EACH_END], order[-EACH_END:]]), (
        f"De tabel toont de {EACH_END} hoogste en de {EACH_END} laagste van "
        f"{sentences.areas(choice.scope.level, len(order))}. De download bevat ze allemaal."
    )


def _table(data: Dataset, choice: Choice, seen: Seen, order: np.ndarray) -> pd.DataFrame:
    """Some areas in a given order, with what the map shows of them."""
    what = seen.shown
    areas = data.areas(choice.scope).iloc[order]
    labels = np.array(["", *what.labels], dtype=object)[what.classes[seen.wave].to_numpy()[order]]
    frame = pd.DataFrame(
        {what.heading: what.values[seen.wave].to_numpy("float64")[order], "Klasse": labels},
        index=pd.Index(areas["name"], name="Gebied"),
    )
    if choice.scope.level != "gemeente":
        frame["Gemeente"] = areas["gemeente_naam"].to_numpy()
    frame["Code"] = areas["code"].to_numpy()
    return frame


def _sentence(choice: Choice, seen: Seen, column: pd.Series, klasse: pd.Series) -> str:
    there = column.notna()
    known, classes = column[there], klasse[there]
    if known.empty:
        return f"Voor {seen.wave} zijn er op dit niveau geen cijfers."
    if choice.against == EQUAL:
        return sentences.parts_sentence(
            choice.scope.level,
            _period(choice, seen),
            choice.measure.label,
            float(known.min()),
            float(known.max()),
            len(known),
            seen.shown.decimals,
        )
    if choice.against != FIXED:
        return sentences.relative_sentence(
            choice.scope.level,
            _period(choice, seen),
            int((classes < 5).sum()),
            int((classes > 5).sum()),
            len(known),
        )
    if choice.base is not None:
        up = int((classes >= FIRST_DEVELOPMENT_CLASS).sum())
        down = int(((classes < NO_DEVELOPMENT) & (classes > 0)).sum())
        return sentences.change_sentence(
            choice.scope.level, choice.base, seen.wave, float(known.mean()), up, down, len(known)
        )
    low = int(classes.between(1, 4).sum())
    return sentences.map_sentence(
        choice.scope.level,
        seen.wave,
        choice.measure.label,
        float(known.mean()),
        low,
        len(known),
        seen.shown.decimals,
    )


def _selected(data: Dataset, choice: Choice, seen: Seen, klasse: pd.Series) -> None:
    """Say where the chosen area stands, or what the chosen areas have in common."""
    areas = data.by_code(choice.scope)
    chosen = [c for c in seen.selected if c in areas.index]
    if not chosen:
        if seen.has_map:
            st.caption(
                "Klik op de kaart om een gebied te kiezen, shift en klik voor meer. Toetsen: ← "
                "→ meting, + − zoomen, 0 alles, p afspelen, v schuif, l lus, n namen, s "
                "afbeelding."
            )
        return
    with st.container(border=True):
        if len(chosen) == 1:
            code = chosen[0]
            st.markdown(f"**{escape_markdown(areas['name'][code])}** · {code}")
            value = float(seen.shown.values[seen.wave].get(code, np.nan))
            if np.isnan(value):
                st.write(f"Geen score in {seen.wave}.")
            else:
                _numbers(choice, seen, areas, code, value, klasse)
        else:
            _together(choice, seen, areas, chosen)
        with st.container(horizontal=True, gap="small"):
            st.button("Wis keuze", key="wis_gebied", on_click=_clear)
            with st.popover("Bewaar als selectie", icon=":material/bookmark:"):
                _save(data, choice, chosen)
            if len(chosen) == 1 and st.button(
                "Naar dit gebied", icon=":material/location_city:", key="naar_wijk"
            ):
                _leave(choice, "wijk")
            if len(chosen) > 1 and st.button(
                "Vergelijk", icon=":material/compare_arrows:", key="naar_vergelijk"
            ):
                _leave(choice, "vergelijken")


def _leave(choice: Choice, page: str) -> None:
    """Go to another page with the level that was in view."""
    url_state.put(niveau=choice.scope.level, editie=choice.scope.classification)
    st.switch_page(pages.page(page))


def _together(choice: Choice, seen: Seen, areas: pd.DataFrame, chosen: list[str]) -> None:
    column = seen.shown.values[seen.wave].reindex(chosen).dropna()
    names = (", ").join(str(n) for n in areas["name"].reindex(chosen)[:6]) + (
        " …" if len(chosen) > 6 else ""
    )
    st.markdown(f"**{sentences.areas(choice.scope.level, len(chosen)).capitalize()} gekozen**")
    st.caption(escape_markdown(names))
    if len(column):
        write = number if seen.shown.is_level else signed
        st.write(
            f"Gemiddeld (ongewogen) {write(float(column.mean()), seen.shown.decimals)}"
            f"{'' if seen.shown.is_level else ' punt'} in {_period(choice, seen)}; "
            f"van {write(float(column.min()), seen.shown.decimals)} tot "
            f"{write(float(column.max()), seen.shown.decimals)} (n = {number(len(column))})."
        )


def _save(data: Dataset, choice: Choice, chosen: list[str]) -> None:
    """Give the chosen areas a name; other pages offer it as a group."""
    dataset = data.manifest.dataset
    name = st.text_input("Naam van de selectie", key="w_selectienaam", max_chars=selections.LONGEST)
    if st.button("Bewaar", key="bewaar_selectie", type="primary"):
        try:
            selections.save(
                dataset,
                selections.Selection(
                    name, choice.scope.level, choice.scope.classification, tuple(chosen)
                ),
            )
        except StoreError as error:
            st.error(str(error), icon=":material/error:")
        else:
            st.success(
                f"Bewaard. Kies '{escape_markdown(name)}' onder Opties, of als groep op andere "
                "pagina's."
            )
    own = selections.selections(dataset)
    for one in own.values():
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.caption(f"{escape_markdown(one.name)} · {sentences.areas(one.level, len(one.codes))}")
        right.button(
            "",
            icon=":material/delete:",
            key=f"weg_{one.name}",
            help="Verwijder deze selectie",
            on_click=selections.remove,
            args=(dataset, one.name),
        )


def _numbers(
    choice: Choice, seen: Seen, areas: pd.DataFrame, code: str, value: float, klasse: pd.Series
) -> None:
    what = seen.shown
    text = f"Score {number(value, 2)}" if what.is_level else f"{signed(value, 3)} punt"
    st.write(f"{text} in {_period(choice, seen)}: {what.class_name(int(klasse.get(code, 0)))}.")
    country = standing(what.values[seen.wave], code)
    if country and country.n > 1:
        st.caption(sentences.standing_sentence(country, choice.scope.level, "in deze dataset"))
    town = areas["gemeente_code"][code]
    inside = what.values[seen.wave][areas.index[areas["gemeente_code"] == town]]
    local = standing(inside, code)
    if local and local.n > 1 and choice.scope.level != "gemeente":
        st.caption(
            sentences.standing_sentence(
                local, choice.scope.level, f"in {escape_markdown(areas['gemeente_naam'][code])}"
            )
        )


def _period(choice: Choice, seen: Seen) -> str:
    return f"{choice.base}-{seen.wave}" if choice.base is not None else str(seen.wave)


def _clear() -> None:
    url_state.put(gebied=None, keuze=None)
    st.session_state["kaart_keuze"] = []
    st.session_state.pop("kaart_vlieg", None)
    turn()


def _scale_note(data: Dataset, choice: Choice, seen: Seen) -> None:
    """Say where the classes of this wave come from."""
    if seen.shown.note:
        st.caption(escape_markdown(seen.shown.note))
        return
    scales = catalog().classes
    scale = scales[
        "ontwikkeling" if choice.base else "situatie" if choice.measure.id == "lbm" else "afwijking"
    ]
    status = {
        "officieel": "officiële klassen",
        "afgeleid": "afgeleide klassen",
        "eigen": "eigen klassen",
    }
    text = f"Klassen: {status[scale.status]}. {scale.note}"
    if scale.id == "situatie":
        scores = data.scores(choice.scope)
        column = scores.loc[scores["wave"] == seen.wave, "klasse_bron"]
        share = float((column == "officieel").mean())
        if share > 0.999:
            text = "Klassen: officieel, zoals gepubliceerd."
        elif share == 0.0:
            text = (
                "Klassen: afgeleid van de score, met grenzen die we hebben gemeten aan de "
                "officiële klassen van 2024."
            )
    st.caption(text)


def _grid_table(data: Dataset, choice: Choice, seen: Seen) -> None:
    """Say what the 100 m grid shows: how many cells are in each class."""
    subject = Subject(choice.scope.classification, choice.measure.id, choice.base, seen.wave)
    counts = raster.counts(data, subject)[1:]
    total = sum(counts)
    st.markdown(
        f"**{number(total)} bewoonde vierkanten van 100 bij 100 meter in "
        f"{_period(choice, seen)}.** De lijnen zijn de grenzen van wijken. Laat de muis even "
        "rusten voor het cijfer van één vierkant."
    )
    shares = [100 * n / total if total else 0 for n in counts]
    frame = (
        pd.DataFrame({"Klasse": seen.shown.labels, "Vierkanten": counts, "Deel (%)": shares})
        .iloc[::-1]
        .set_index("Klasse")
    )
    tables.show(
        frame, {"Vierkanten": 0, "Deel (%)": 1}, f"Aantal vierkanten per klasse in {seen.wave}"
    )
    st.caption(
        "Een vierkant zegt weinig over één adres: de score is een schatting voor de plek. "
        "De kleuren volgen dezelfde klassen als de andere niveaus."
    )
    tables.download(
        frame,
        f"wijkbeeld_grid_{choice.measure.id}_{choice.base or ''}{seen.wave}",
        tables.Origin(
            seen.shown.title,
            "vierkanten",
            _period(choice, seen),
            choice.measure.source,
            choice.scope.classification,
            data.manifest.fictional,
        ),
    )
