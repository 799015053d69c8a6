"""The scenes of a deck: title, note, order, a copy, away and back."""

from __future__ import annotations

import hashlib
import html
from functools import partial
from urllib.parse import quote

import streamlit as st

from wijkbeeld.present import deck as decks
from wijkbeeld.present.deck import Deck, Scene, new_id
from wijkbeeld.present.preview import HIGH, WIDE
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import pages
from wijkbeeld.ui.ordering import up_and_down
from wijkbeeld.ui.presenteren import question_form
from wijkbeeld.ui.presenteren.question_form import QuestionError
from wijkbeeld.words.markdown import escape_markdown

_FAILED, _GONE = "w_scene_fout", "w_scene_weg"
_NEW = "nieuw"


def scene_list(deck: Deck | None) -> None:
    """List the scenes of a deck, to change each."""
    if deck is None:
        return
    st.header("Scènes")
    if failed := st.session_state.pop(_FAILED, None):
        st.error(escape_markdown(failed), icon=":material/error:")
    _offer_undo(deck)
    if not deck.scenes:
        st.markdown(
            "Nog geen scènes. Ga naar Kaart, Verloop of een andere pagina en kies daar "
            "‘Bewaar als scène’, of voeg hieronder tekst of een vraag toe."
        )
    stamp = _stamp(deck)
    for place, scene in enumerate(deck.scenes):
        picture, row = st.columns([1, 5], gap="small", vertical_alignment="center")
        with picture:
            _preview(deck, scene, stamp)
        with row:
            _row(deck, place, scene)
    with st.expander("Voeg tekst of een vraag toe", icon=":material/add:"):
        _add(deck)


def _stamp(deck: Deck) -> str:
    """Changes with the deck and its figures: a preview that was kept is then asked for anew."""
    text = f"{open_dataset(deck.dataset).version} {deck.text()}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _preview(deck: Deck, scene: Scene, stamp: str) -> None:
    """The scene in small; a browser asks for it when it comes into view."""
    address = f"podium/{deck.dataset}/{quote(deck.name, safe='')}/{scene.id}.svg?{stamp}"
    alt = html.escape(f"Voorbeeld: {scene.title or scene.found or 'het beeld'}", quote=True)
    st.html(
        f'<img src="{address}" alt="{alt}" loading="lazy" width="{WIDE}" height="{HIGH}" '
        'style="width: 100%; height: auto; border: 1px solid #8793a0; border-radius: 4px">'
    )


def _row(deck: Deck, place: int, scene: Scene) -> None:
    """One scene: what it is on a line, the rest folded below it."""
    title = scene.title or scene.found or "Titel: de bevinding van het beeld"
    with st.expander(f"{place + 1}. {escape_markdown(title)} · {_what(scene)}"):
        left, right = st.columns([1.2, 1], gap="medium")
        with left:
            st.text_input(
                "Titel",
                scene.title,
                300,
                key=f"w_titel_{scene.id}",
                on_change=_change,
                args=(deck, scene, "title", f"w_titel_{scene.id}"),
                placeholder="Leeg: de bevinding van het beeld",
            )
            if scene.kind == "tekst":
                st.text_area(
                    "Regels (hoogstens acht)",
                    "\n".join(scene.lines),
                    key=f"w_regels_{scene.id}",
                    on_change=_change,
                    args=(deck, scene, "lines", f"w_regels_{scene.id}"),
                )
            if scene.question is not None:
                question_form.fields(
                    scene.question.kind, scene.id, scene.question, partial(_ask, deck, scene)
                )
        with right:
            st.text_area(
                "Notitie voor jezelf",
                scene.note,
                key=f"w_notitie_{scene.id}",
                on_change=_change,
                args=(deck, scene, "note", f"w_notitie_{scene.id}"),
            )
        with st.container(horizontal=True, gap="small"):
            _actions(deck, place, scene)


def _what(scene: Scene) -> str:
    if scene.kind == "beeld":
        return str(pages.page(scene.page).title) if scene.page in pages.names() else scene.page
    return (
        "Tekst"
        if scene.question is None
        else f"Vraag: {question_form.KINDS[scene.question.kind].lower()}"
    )


def _actions(deck: Deck, place: int, scene: Scene) -> None:
    up_and_down(
        lambda label: f"{label}_{scene.id}", place, len(deck.scenes), partial(_move, deck, place)
    )
    st.button(
        "Dupliceer",
        key=f"kopie_{scene.id}",
        icon=":material/content_copy:",
        on_click=_duplicate,
        args=(deck, place),
    )
    if scene.kind == "beeld" and scene.page in pages.names():
        st.page_link(
            pages.page(scene.page),
            label="Open het beeld",
            icon=":material/open_in_new:",
            query_params=scene.query | {"dataset": deck.dataset},
        )
    st.button(
        "Verwijder",
        key=f"weg_{scene.id}",
        icon=":material/delete:",
        on_click=_remove,
        args=(deck, place),
    )


def _save(deck: Deck, scenes: list[Scene]) -> bool:
    try:
        decks.save(Deck.model_validate(deck.with_scenes(scenes).row()))
    except (StoreError, ValueError) as error:
        st.session_state[_FAILED] = str(error)
        return False
    return True


def _change(deck: Deck, scene: Scene, what: str, key: str) -> None:
    """Take over what was typed."""
    text = str(st.session_state[key]).strip()
    value: object = text
    if what == "lines":
        value = tuple(line.strip() for line in text.splitlines() if line.strip())[:8]
    changed = scene.model_copy(update={what: value})
    _save(deck, [changed if s.id == scene.id else s for s in deck.scenes])


def _ask(deck: Deck, scene: Scene) -> None:
    """Take over the choices of a question."""
    if scene.question is None:
        return
    try:
        question = question_form.typed(scene.question.kind, scene.id)
    except QuestionError as error:
        st.session_state[_FAILED] = str(error)
        return
    changed = scene.model_copy(update={"question": question})
    _save(deck, [changed if s.id == scene.id else s for s in deck.scenes])


def _move(deck: Deck, place: int, by: int) -> None:
    scenes = list(deck.scenes)
    scenes.insert(place + by, scenes.pop(place))
    _save(deck, scenes)


def _duplicate(deck: Deck, place: int) -> None:
    scenes = list(deck.scenes)
    scenes.insert(place + 1, scenes[place].model_copy(update={"id": new_id()}))
    _save(deck, scenes)


def _remove(deck: Deck, place: int) -> None:
    scenes = list(deck.scenes)
    gone = scenes.pop(place)
    if _save(deck, scenes):
        st.session_state[_GONE] = (deck.name, place, gone)


def _offer_undo(deck: Deck) -> None:
    name, place, gone = st.session_state.get(_GONE) or ("", 0, None)
    if gone is None or name != deck.name:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"Scène {place + 1} is verwijderd.", width="content")
        st.button(
            "Zet terug",
            key="scene_terug",
            icon=":material/undo:",
            on_click=_put_back,
            args=(deck, place, gone),
        )


def _put_back(deck: Deck, place: int, gone: Scene) -> None:
    scenes = list(deck.scenes)
    scenes.insert(place, gone)
    if _save(deck, scenes):
        del st.session_state[_GONE]


def _add(deck: Deck) -> None:
    """A scene of words or a question, at the end."""
    kind = st.segmented_control("Soort", ["Tekst", "Vraag"], default="Tekst", key="w_soort_scene")
    title = st.text_input("Titel van de scène", max_chars=300, key="w_nieuwe_titel")
    asked, text = "", ""
    if kind == "Vraag":
        kinds = list(question_form.KINDS)
        name = question_form.KINDS.__getitem__
        asked = st.selectbox("Soort vraag", kinds, format_func=name, key="w_vraag")
        question_form.fields(asked, _NEW)
    else:
        text = st.text_area("Regels, elk op een eigen regel", key="w_nieuwe_regels")
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    st.button(
        "Voeg toe",
        key="scene_erbij",
        on_click=_append,
        args=(deck, title, lines, asked),
        disabled=not title.strip(),
    )


def _append(deck: Deck, title: str, lines: tuple[str, ...], asked: str) -> None:
    try:
        if asked:
            question = question_form.typed(asked, _NEW)
            scene = Scene(kind="vraag", title=title.strip(), question=question)
        else:
            scene = Scene(kind="tekst", title=title.strip(), lines=lines)
    except QuestionError as error:
        st.session_state[_FAILED] = str(error)
        return
    except ValueError:
        st.session_state[_FAILED] = "Een tekst heeft één tot acht regels van hoogstens 400 tekens."
        return
    if _save(deck, [*deck.scenes, scene]):
        st.session_state["w_nieuwe_titel"] = ""
        st.session_state["w_nieuwe_regels"] = ""
        question_form.clear(_NEW)
