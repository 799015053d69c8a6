"""Choose a deck, begin one, take one in, play it and take it along."""

from __future__ import annotations

import gzip
from datetime import date
from urllib.parse import quote

import streamlit as st

from wijkbeeld.present import deck as decks
from wijkbeeld.present import ready
from wijkbeeld.present.deck import Deck, DeckError
from wijkbeeld.present.single_file import single_file
from wijkbeeld.store import versions
from wijkbeeld.store.named_file import LONGEST
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import removed, scenes, url_state
from wijkbeeld.ui.presenteren.room_panel import other_rooms, room_of, room_panel
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_FAILED = "w_presentatie_fout"


def library(data: Dataset) -> Deck | None:
    """Show the decks of a dataset and what can be done with the chosen one; None without any."""
    dataset = data.manifest.dataset
    known = decks.decks(dataset)
    if failed := st.session_state.pop(_FAILED, None):
        st.error(escape_markdown(failed), icon=":material/error:")
    removed.offer(dataset, {"presentatie": decks.FILE})
    if not known:
        if wanted := url_state.get("presentatie"):
            url_state.tell_unknown("presentatie", wanted, "Presentatie", ("", "een lege plank"))
            url_state.put(presentatie=None)
        st.markdown(
            "Een presentatie is een rij scènes: beelden van Wijkbeeld, tekst en vragen. Begin "
            "met een kant-en-klare, of bewaar op Kaart een beeld als scène."
        )
    chosen = None
    if known:
        name = url_state.pick(
            "presentatie", "Presentatie", list(known), next(iter(known)), as_list=True, width=480
        )
        chosen = known[name]
        _play(chosen)
    other_rooms(chosen)
    _elsewhere(dataset)
    with st.expander("Nieuwe presentatie", expanded=not known, icon=":material/add:"):
        _begin(data, known)
    return chosen


def _play(deck: Deck) -> None:
    """Play a deck, take it along, or remove it."""
    if any(s.kind == "beeld" for s in deck.scenes):
        st.caption(
            f"{count(len(deck.scenes), 'scène', 'scènes')}. Alles wordt vooraf klaargezet: "
            "daarna speelt het ook zonder netwerk. Pijltjes of een klikker, en ? voor alle toetsen."
        )
    hosted = room_of(deck)
    stage = f"podium/{deck.dataset}/{quote(deck.name, safe='')}"
    with st.container(horizontal=True, gap="small"):
        st.link_button(
            "Speel af",
            stage + (hosted.fragment if hosted else ""),
            type="primary",
            icon=":material/slideshow:",
            disabled=not deck.scenes,
        )
        st.download_button(
            "Als één HTML-bestand",
            lambda: _alone(deck),
            f"{_file_name(deck)}.html",
            "text/html",
            on_click="ignore",
            icon=":material/html:",
            disabled=not deck.scenes,
            help="Speelt op elke laptop met een browser, zonder Wijkbeeld en zonder netwerk.",
        )
        st.download_button(
            "Als presentatiebestand",
            deck.text(),
            _file_name(deck) + decks.ENDING,
            "application/json",
            on_click="ignore",
            icon=":material/download:",
            help="Om in Wijkbeeld van iemand anders te openen. Beelden komen uit de cijfers daar.",
        )
        st.button(
            "Dupliceer",
            key="presentatie_kopie",
            icon=":material/content_copy:",
            on_click=_duplicate,
            args=(deck,),
        )
        st.button(
            "Verwijder",
            key="presentatie_weg",
            icon=":material/delete:",
            on_click=_remove,
            args=(deck,),
        )
    room_panel(deck, hosted)


def _alone(deck: Deck) -> str:
    """The deck as one HTML file."""
    web = open_dataset(deck.dataset).folder / "web"
    return single_file(gzip.decompress(scenes.deck_content(deck)), web)


def _file_name(deck: Deck) -> str:
    return "".join(c if c.isalnum() else "-" for c in deck.name.lower()).strip("-") or "presentatie"


def _begin(data: Dataset, known: dict[str, Deck]) -> None:
    """Begin an empty deck, take over a ready one, or take in a file."""
    st.markdown("**Kant-en-klaar**, met de beelden van deze dataset:")
    with st.container(horizontal=True, gap="small"):
        for name in ready.NAMES:
            st.button(
                name, key=f"klaar_{name}", on_click=_take_ready, args=(data, name, set(known))
            )
    name = st.text_input("Of een lege, met deze naam", max_chars=LONGEST, key="w_lege_presentatie")
    empty = Deck(name=name.strip() or "-", dataset=data.manifest.dataset, made=date.today())
    st.button("Maak", key="lege_maak", on_click=_save, args=(empty,), disabled=not name.strip())
    file = st.file_uploader(
        f"Of een presentatiebestand (…{decks.ENDING})", type="json", key="w_presentatie_bestand"
    )
    if file is not None:
        st.button(
            "Voeg toe",
            key="presentatie_in",
            on_click=_take_in,
            args=(file.getvalue(), data.manifest.dataset, set(known)),
        )


def _take_ready(data: Dataset, name: str, known: set[str]) -> None:
    deck = ready.ready(data, name)
    _save(deck.model_copy(update={"name": free_name(name, known)}))


def _take_in(content: bytes, dataset: str, known: set[str]) -> None:
    """Take in a deck from a file; its pictures come from the figures that are here."""
    try:
        deck = decks.read(content)
    except DeckError as error:
        st.session_state[_FAILED] = str(error)
        return
    name = free_name(deck.name, known)
    _save(deck.model_copy(update={"dataset": dataset, "name": name}))


def free_name(name: str, known: set[str]) -> str:
    """A name that no deck has: with a number where it is taken."""
    number = 1
    free = name
    while free in known:
        number += 1
        free = f"{name[: LONGEST - 5]} ({number})"
    return free


def _save(deck: Deck) -> None:
    try:
        decks.save(deck)
    except StoreError as error:
        st.session_state[_FAILED] = str(error)
        return
    url_state.put(presentatie=deck.name)
    st.session_state.pop("w_presentatie", None)


def _duplicate(deck: Deck) -> None:
    _save(deck.model_copy(update={"name": free_name(deck.name, set(decks.decks(deck.dataset)))}))


def _elsewhere(dataset: str) -> None:
    """Tell where other presentations are: each belongs to the dataset that its pictures are of."""
    others = {d: len(decks.decks(d)) for d in versions.datasets() if d != dataset}
    named = [f"{escape_markdown(d)} ({n})" for d, n in others.items() if n]
    if named:
        st.caption(f"Er zijn ook presentaties bij een andere dataset: {', '.join(named)}.")


def _remove(deck: Deck) -> None:
    removed.remove(deck.dataset, "presentatie", decks.FILE, deck.name)
    url_state.put(presentatie=None)
    st.session_state.pop("w_presentatie", None)
