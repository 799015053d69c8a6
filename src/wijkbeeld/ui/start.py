"""Parts of the page *Start*: what this is, the way to a place, and what was kept."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import area_search, pages, recent, saved, url_state
from wijkbeeld.ui.session import LEVEL_LABEL
from wijkbeeld.ui.within import move_to
from wijkbeeld.words import missing, sentences
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_WAYS = (
    (
        "Hoe staat mijn gemeente ervoor?",
        "De kaart van alle wijken en buurten, nu en door de jaren, en elke wijk van dichtbij.",
        (
            ("kaart", "De kaart van je gemeente"),
            ("wijk", "Eén wijk van dichtbij"),
            ("verloop", "Het verloop in de tijd"),
        ),
    ),
    (
        "Welke wijken deden het anders?",
        "Wijken naast elkaar, en naast wijken die even hoog begonnen.",
        (
            ("vergelijken", "Wijken naast elkaar"),
            ("ontwikkeling", "Naast wijken die even hoog begonnen"),
            ("menging", "Hoe gemengd een wijk is"),
        ),
    ),
    (
        "Ging het anders waar vernieuwd is?",
        "Een eerlijke vergelijking, met marges, en met wat je er niet uit mag opmaken.",
        (
            ("vernieuwing", "Vernieuwde wijken naast andere"),
            ("waterbed", "Wat er om de vernieuwing heen gebeurde"),
            ("beleving", "Wat bewoners ervan vinden"),
        ),
    ),
)


_MOST_OF = 0.5
"""From this share of a level its figures are called those of the level."""


def promise() -> None:
    """Say in one sentence what the user can do here."""
    with st.container(key="belofte"):
        st.title("Zie hoe leefbaar elke wijk is, hoe dat veranderde, en wat je daarover mag zeggen")


def search(data: Dataset) -> None:
    """Search a gemeente, wijk or buurt; one click goes there."""
    if not data.levels():
        st.info(missing.to_show(data), icon=":material/database:")
        st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
        return
    has_postcodes = area_search.has_postcodes(data)
    text = st.text_input(
        f"Zoek je gemeente, wijk of {'postcode' if has_postcodes else 'buurt'}",
        key="start_zoek",
        placeholder=_example(data, has_postcodes=has_postcodes),
        width=560,
    ).strip()
    if not text:
        return
    hits = area_search.shown(data, text)
    with st.container(horizontal=True, gap="small"):
        for hit in hits:
            label = escape_markdown(f"{hit.label} · {hit.level}")
            if st.button(label, key=f"start_{hit.level}_{hit.code}"):
                _go(hit)


def _example(data: Dataset, *, has_postcodes: bool) -> str:
    """What can be searched for, of places that are there."""
    if data.manifest.fictional:
        level = data.levels()[-1]
        area = data.areas(data.scope(level, data.editions(level)[0])).iloc[0]
        return f"Bijvoorbeeld {area['gemeente_naam']} of {area['name']}"
    return f"Bijvoorbeeld Amsterdam {'of 1062' if has_postcodes else 'of Overtoomse Veld'}"


def _go(hit: area_search.Hit) -> None:
    """A gemeente opens on the map, with everything about it; a wijk or buurt has its own page."""
    if hit.level == "gemeente":
        move_to(hit.code)
        url_state.put(gebied=None, keuze=None)
        st.switch_page(pages.page("kaart"))
    url_state.put(niveau=hit.level, editie=hit.edition, gebied=hit.code, keuze=None)
    st.switch_page(pages.page("wijk"))


def ways_on(pictures: tuple[str, ...]) -> None:
    """Offer the questions, each with what it looks like and the pages that answer it."""
    for column, (title, answer, links), picture in zip(
        st.columns(len(_WAYS), gap="medium"), _WAYS, pictures, strict=True
    ):
        with column, st.container(border=True, height="stretch"):
            if picture:
                st.html(f'<div class="wb-card">{picture}</div>')
            st.header(title)
            st.markdown(answer)
            for name, label in links:
                page = pages.page(name)
                st.page_link(page, label=label, icon=page.icon)
    _present()


def _present() -> None:
    """The fourth way: show it to others."""
    page = pages.page("presenteren")
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", gap="medium", key="vierde_weg"
    ):
        st.header("Hoe laat ik dit aan een zaal zien?", width="content")
        st.markdown(
            "Beelden, tekst en vragen op volgorde, groot op het scherm, ook zonder netwerk.",
            width="stretch",
        )
        st.page_link(page, label="Maak een presentatie", icon=page.icon)


def loaded(data: Dataset) -> None:
    """Say which figures there are, and until when."""
    st.header("Welke cijfers er nu zijn")
    lines = []
    for level in data.levels():
        scope = data.scope(level, data.editions(level)[0])
        waves = data.waves(scope)
        scores = "geen leefbaarheid"
        if waves:
            scored = data.wide(scope, "lbm").dropna(how="all").index
            only = _only(data, scope, scored)
            scores = f"leefbaarheid {_years(waves[0], waves[-1])}{f' ({only})' if only else ''}"
        lines.append(
            f"**{LEVEL_LABEL[level]}**: {sentences.areas(level, len(data.areas(scope)))}, "
            f"{scores}, {_figures(data, level)}."
        )
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(
        f"Dataset '{escape_markdown(data.manifest.dataset)}', gemaakt op "
        f"{datetime.fromisoformat(data.manifest.built):%d-%m-%Y}. "
        "Bronnen en toelichting staan op Verantwoording."
    )


def _figures(data: Dataset, level: str) -> str:
    """How many other measures a level has, and of which years."""
    scope = data.scope(level, data.editions(level)[0])
    years = data.figure_years(scope)
    if years.empty:
        return "geen andere cijfers"
    measures = count(int(years["indicator"].nunique()), "ander cijfer", "andere cijfers")
    when = _years(int(years["year"].min()), int(years["year"].max()))
    only = ""
    if years["areas"].max() < _MOST_OF * len(data.areas(scope)):
        known = [data.figure_table(scope, i).index for i in years["indicator"].unique()]
        only = _only(data, scope, pd.Index(sorted(set().union(*known))))
    return f"{measures} ({when}{f', {only}' if only else ''})"


def _only(data: Dataset, scope: Scope, known: pd.Index) -> str:
    """Which part of a level has figures; empty where it is most of them."""
    areas = data.by_code(scope)
    if len(known) >= _MOST_OF * len(areas):
        return ""
    towns = areas["gemeente_naam"].reindex(known).dropna().unique()
    if len(known) == 1:
        return f"alleen {escape_markdown(areas['label'][known[0]])}"
    where = f" in {escape_markdown(towns[0])}" if len(towns) == 1 else ""
    return f"alleen {sentences.areas(scope.level, len(known))}{where}"


def _years(first: int, last: int) -> str:
    """Years from first to last, or the one year."""
    return str(first) if first == last else f"{first}–{last}"


def kept(data: Dataset) -> None:
    """Offer the last views of this browser, and what was saved."""
    seen, named = st.columns(2, gap="medium")
    with seen:
        st.header("Laatst bekeken")
        recent.show(
            none="Wat je bekijkt, staat hier om naar terug te gaan. Dat blijft in je browser."
        )
    with named:
        st.header("Bewaard")
        _saved(data)


def _saved(data: Dataset) -> None:
    """List selections and registers that the user saved."""
    dataset = data.manifest.dataset
    own, lists = saved.every_selection(dataset), saved.every_register(dataset)
    saved.listed(dataset, [*own, *lists], {**saved.SELECTIONS, **saved.REGISTERS}, has_links=True)
    if not own and not lists:
        st.caption(
            "Bewaar op Kaart of Vergelijken een selectie, of op Vernieuwing een eigen register: "
            "dan staat die hier."
        )
