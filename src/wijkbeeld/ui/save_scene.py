"""Keep what a page shows as a scene of a presentation."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.present import deck as decks
from wijkbeeld.present.deck import Deck, Scene
from wijkbeeld.store.named_file import LONGEST
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import scenes, taken, url_state
from wijkbeeld.words.markdown import escape_markdown

_NEW = ""
_DECK, _NAME, _TITLE, _NOTE, _PICTURE = (
    f"w_scene_{part}" for part in ("presentatie", "naam", "titel", "notitie", "beeld")
)
_SAID, _PLACE = "w_scene_gezegd", "_scene_plaats"


def place() -> None:
    """Keep a place for the button: which pictures a page has is known once it has run."""
    if url_state.page() in scenes.PAGES and not taken.is_taking():
        taken.noted()
        st.session_state[_PLACE] = st.container(width="content", key="scene_plek")


def fill() -> None:
    """Offer, after a run of a page, to keep what it shows; nothing where it kept no place."""
    kept: DeltaGenerator | None = st.session_state.pop(_PLACE, None)
    if kept is not None:
        with kept:
            _offer(url_state.page(), taken.noted())


def _offer(page: str, pictures: dict[str, str]) -> None:
    with st.popover("Bewaar als scène", icon=":material/slideshow:", width="content"):
        known = list(decks.decks(_dataset()))
        st.selectbox(
            "Presentatie",
            [*known, _NEW],
            format_func=lambda n: n or "Nieuwe presentatie",
            key=_DECK,
        )
        if st.session_state[_DECK] == _NEW:
            st.text_input("Naam", max_chars=LONGEST, key=_NAME, placeholder="Mijn presentatie")
        if len(pictures) > 1:
            st.selectbox(
                "Welk beeld?", list(pictures), format_func=pictures.__getitem__, key=_PICTURE
            )
        st.text_input(
            "Titel", max_chars=300, key=_TITLE, placeholder="Leeg: de bevinding van het beeld"
        )
        st.text_area("Notitie voor jezelf", max_chars=4000, key=_NOTE, height=90)
        st.button("Bewaar", key="scene_bewaar", on_click=_keep, args=(page,), type="primary")
        if said := st.session_state.pop(_SAID, None):
            (st.success if said[0] else st.error)(escape_markdown(said[1]))


def _dataset() -> str:
    return url_state.get("dataset") or ""


def _keep(page: str) -> None:
    """Add the scene with the exact link, and what its picture tells now."""
    state = st.session_state
    name = state.get(_DECK) or str(state.get(_NAME) or "").strip() or "Mijn presentatie"
    query = {k: v for k, v in st.query_params.items() if k != "dataset"}
    picture = str(state.get(_PICTURE) or "")
    try:
        scene = Scene(
            kind="beeld",
            title=str(state.get(_TITLE) or "").strip(),
            note=str(state.get(_NOTE) or "").strip(),
            link=f"/{page}?{urlencode(query)}",
            picture=picture,
        )
        made = scenes.content_of(scene, _dataset())
        if made.missing:
            state[_SAID] = (False, f"Dit beeld kan geen scène zijn. {made.missing}")
            return
        add(_dataset(), name, scene.model_copy(update={"found": made.title[:300]}))
    except (StoreError, ValueError) as error:
        state[_SAID] = (False, str(error))
        return
    for key in (_TITLE, _NOTE, _NAME):
        state[key] = ""
    state[_SAID] = (True, f"Bewaard in ‘{name}’: {made.title}")


def add(dataset: str, name: str, scene: Scene) -> None:
    """Put a scene at the end of a deck, which is made where it is not there.

    Raises
    ------
    StoreError
        The deck cannot be kept.
    """
    kept = decks.decks(dataset).get(name) or Deck(name=name, dataset=dataset, made=date.today())
    if len(kept.scenes) >= decks.MOST_SCENES:
        raise StoreError(f"Een presentatie heeft hoogstens {decks.MOST_SCENES} scènes.")
    decks.save(kept.with_scenes([*kept.scenes, scene]))
