"""Let the room take part in a deck: open it, how phones come in, its results, and its end."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import streamlit as st

from wijkbeeld.present.deck import Deck
from wijkbeeld.present.hosting import HOSTING, Hosted, invitation, phones
from wijkbeeld.room.errors import RoomError
from wijkbeeld.room.sharing import SharingError
from wijkbeeld.ui import scenes
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_FAILED, _SAID = "w_zaal_fout", "w_zaal_gezegd"
_EVERY = 2
"""Seconds between two looks at how many phones follow."""
_EXPLAINED = (
    "Telefoons kijken dan mee en beantwoorden je vragen, zonder account of app. Daarvoor gaat "
    "Wijkbeeld open op het lokale netwerk. **Wel over het netwerk:** de scènes van deze "
    "presentatie en de antwoorden, zonder naam. **Niet:** je notities, goede antwoorden voordat "
    "je ze onthult, andere pagina's en je gegevens. Er gaat niets naar internet."
)


def room_panel(deck: Deck, hosted: Hosted | None) -> None:
    """Offer to let the room take part, or show the room that is open."""
    with st.container(border=True, key="zaal"):
        st.markdown("**De zaal doet mee**")
        if failed := st.session_state.pop(_FAILED, None):
            st.error(escape_markdown(failed), icon=":material/error:")
        if said := st.session_state.pop(_SAID, None):
            st.success(said, icon=":material/check:")
        if hosted is None:
            _offer(deck)
        else:
            _invite(deck, hosted)


def room_of(deck: Deck) -> Hosted | None:
    """The room of a deck, or None; that it cannot be read is told in the panel."""
    try:
        return HOSTING.of(deck)
    except RoomError as error:
        st.session_state[_FAILED] = str(error)
        return None


def _offer(deck: Deck) -> None:
    st.caption(_EXPLAINED)
    wants = st.button(
        "Laat de zaal meedoen",
        key="zaal_open",
        icon=":material/groups:",
        disabled=not deck.scenes,
    )
    if not wants:
        return
    try:
        with st.spinner("De presentatie wordt klaargezet voor de zaal…"):
            HOSTING.open(deck, scenes.deck_content(deck))
    except (RoomError, SharingError) as error:
        st.session_state[_FAILED] = str(error)
    st.rerun()


def _invite(deck: Deck, hosted: Hosted) -> None:
    if hosted.deck.text() != deck.text():
        _offer_renewal(deck, hosted)
    links = invitation(hosted)
    if links:
        _links(hosted.code, links)
    elif not HOSTING.is_shared:
        st.warning(
            "De zaal en de antwoorden zijn er nog, maar telefoons kunnen er niet bij: Wijkbeeld "
            "is intussen opnieuw gestart.",
            icon=":material/wifi_off:",
        )
        st.button(
            "Zet open voor telefoons", key="zaal_weer_open", icon=":material/wifi:", on_click=_share
        )
    else:
        st.error(
            "Telefoons kunnen er nu niet bij: deze computer is van het netwerk af. Verbind "
            "opnieuw; de zaal en de antwoorden zijn er nog.",
            icon=":material/wifi_off:",
        )
    _counted(hosted)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Bewaar uitslag (CSV)",
            lambda: HOSTING.figures(hosted),
            f"uitslag-zaal-{hosted.code}.csv",
            "text/csv",
            key="zaal_uitslag",
            on_click="ignore",
            icon=":material/download:",
            help="Alle beantwoorde vragen, met het aantal antwoorden (n) en de datum.",
        )
        with st.popover("Sluit de zaal", icon=":material/close:", key="zaal_weg"):
            st.markdown(
                "Telefoons gaan dan uit de presentatie en alle antwoorden worden gewist. Bewaar "
                "eerst de uitslag als je die nodig hebt."
            )
            st.button(
                "Sluit en wis alle antwoorden",
                key="zaal_sluit",
                type="primary",
                on_click=_close,
                args=(hosted,),
            )


def _offer_renewal(deck: Deck, hosted: Hosted) -> None:
    """The room still has the deck as it was."""
    st.warning(
        "De presentatie is veranderd nadat de zaal openging. De zaal ziet nog de oude. Na "
        "bijwerken blijven antwoorden op vragen die hetzelfde zijn gebleven; vernieuw daarna het "
        "venster van het podium (F5).",
        icon=":material/sync_problem:",
    )
    if not st.button("Werk de zaal bij", key="zaal_bij", icon=":material/sync:"):
        return
    try:
        with st.spinner("De presentatie wordt klaargezet voor de zaal…"):
            HOSTING.renew(hosted, deck, scenes.deck_content(deck))
        st.session_state[_SAID] = "De zaal is bijgewerkt."
    except RoomError as error:
        st.session_state[_FAILED] = str(error)
    st.rerun()


def _share() -> None:
    try:
        HOSTING.share()
    except (RoomError, SharingError) as error:
        st.session_state[_FAILED] = str(error)


def other_rooms(deck: Deck | None) -> None:
    """Rooms of other decks that are open, which can be closed here: their deck may be gone."""
    try:
        rooms = HOSTING.every()
    except RoomError:
        return  # told in the panel
    chosen = (deck.dataset, deck.name) if deck else None
    for hosted in rooms:
        if (hosted.deck.dataset, hosted.deck.name) == chosen:
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"De zaal van ‘{escape_markdown(hosted.deck.name)}’ is nog open "
                f"(code {hosted.code}).",
                width="content",
            )
            st.button(
                "Sluit en wis alle antwoorden",
                key=f"zaal_sluit_{hosted.code}",
                icon=":material/close:",
                on_click=_close,
                args=(hosted,),
            )


def _links(code: str, links: list[dict[str, str]]) -> None:
    first, *others = links
    drawn, told = st.columns([1, 3], gap="medium", vertical_alignment="center")
    with drawn:
        qr = b64encode(first["qr"].encode()).decode()
        name = escape(f"QR-code van {first['link']}", quote=True)
        st.html(f'<img src="data:image/svg+xml;base64,{qr}" alt="{name}" width="224">')
    with told:
        st.markdown(f"Code: **{code}**")
        st.markdown(f"Adres: **{first['address'].removeprefix('http://')}/volg**")
        if others:
            rest = ", ".join(f"{o['address'].removeprefix('http://')}/volg" for o in others)
            st.caption(f"Werkt dat adres niet? Probeer {rest}.")
        st.caption(
            "Telefoons moeten op hetzelfde netwerk zitten als deze computer. Kies ‘Speel af’: op "
            "het podium staat de code ook, groot met de toets C."
        )


@st.fragment(run_every=_EVERY)
def _counted(hosted: Hosted) -> None:
    """How many phones follow, kept up to date."""
    try:
        told = count(HOSTING.answers(hosted), "antwoord", "antwoorden")
    except RoomError:
        return  # the room was just closed; the next run of the page tells
    st.markdown(f"{count(phones(hosted), 'telefoon doet', 'telefoons doen')} mee · {told}")


def _close(hosted: Hosted) -> None:
    try:
        HOSTING.close(hosted)
    except (RoomError, SharingError) as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state[_SAID] = "De zaal is gesloten en de antwoorden zijn gewist."
