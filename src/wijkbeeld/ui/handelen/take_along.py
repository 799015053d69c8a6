"""What is taken along: a document, a scene of a deck; and beginning anew, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.diagnosis.known import findings
from wijkbeeld.export.as_docx import docx_bytes
from wijkbeeld.export.as_markdown import markdown
from wijkbeeld.export.as_pdf import pdf
from wijkbeeld.export.document import Document
from wijkbeeld.export.names import file_name, today
from wijkbeeld.export.perspective import Agreed, Perspective, document
from wijkbeeld.present import deck as decks
from wijkbeeld.present import plan_scenes
from wijkbeeld.store import plans
from wijkbeeld.store.named_file import KEPT_DAYS, LONGEST
from wijkbeeld.store.read import opened
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import save_scene
from wijkbeeld.ui.handelen.changes import attempt
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.ui.handelen.indicators import shows
from wijkbeeld.ui.handelen.overview import place_told
from wijkbeeld.ui.handelen.plan import chosen
from wijkbeeld.ui.handelen.route import meetings
from wijkbeeld.words import perspective
from wijkbeeld.words.markdown import escape_markdown

_NEW = ""
_DECK, _NAME, _KIND, _SAID = (
    f"w_plan_scene_{part}" for part in ("presentatie", "naam", "soort", "gezegd")
)

_FILES: tuple[tuple[str, str, str, str, Callable[[Document], bytes]], ...] = (
    (
        "Als Word-document",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "description",
        lambda made: docx_bytes(made, datetime.now(UTC)),
    ),
    ("Als PDF", "pdf", "application/pdf", "picture_as_pdf", pdf),
    ("Als Markdown", "md", "text/markdown", "text_snippet", lambda made: markdown(made).encode()),
)
"""Label, ending, type, icon and writer of each file."""


def content(choice: Choice) -> Perspective:
    """All that the page holds of the area."""
    text = choice.plan.text
    agreed = [
        Agreed(
            one,
            text(f"maatregel.{one.id}.wie"),
            text(f"maatregel.{one.id}.wanneer"),
            text(f"maatregel.{one.id}.noot"),
            shows(choice.subject, one),
        )
        for one in chosen(choice)
    ]
    return Perspective(
        choice.subject.name,
        place_told(choice),
        findings(choice.subject),
        {a.key: text(a.key) for a in (*perspective.QUESTIONS, *perspective.STEPS)},
        agreed,
        meetings(choice),
        {r.id: r.text for r in catalog().references.values()},
        opened(choice.scope).manifest.fictional,
    )


def take_along(choice: Choice) -> None:
    """Offer the files, the scene and the way to begin anew."""
    st.header("Meenemen")
    with st.container(horizontal=True, gap="small", key="plan_meenemen"):
        for label, ending, kind, icon, write in _FILES:
            st.download_button(
                label,
                partial(_written, choice, write),
                _file(choice, ending),
                kind,
                icon=f":material/{icon}:",
                on_click="ignore",
                key=f"plan_{ending}",
            )
        _scene(choice)
        st.button(
            "Begin opnieuw",
            key="plan_opnieuw",
            icon=":material/restart_alt:",
            on_click=attempt,
            args=(partial(plans.remove, choice.where),),
            disabled=choice.plan.is_empty,
            help="Wist het plan van dit gebied. Je kunt het terugzetten.",
        )
    _wiped(choice)


def _written(choice: Choice, write: Callable[[Document], bytes]) -> bytes:
    """A file, made at the moment of the click from what is kept then."""
    kept = replace(choice, plan=plans.plan_of(choice.where))
    return write(document(content(kept), today()))


def _file(choice: Choice, ending: str) -> str:
    is_fictional = opened(choice.scope).manifest.fictional
    return file_name(
        "handelingsperspectief", choice.subject.name, ending=ending, fictional=is_fictional
    )


def _scene(choice: Choice) -> None:
    """Keep a part of the plan as a scene of words."""
    with st.popover("Bewaar als scène", icon=":material/slideshow:", width="content"):
        made = content(choice)
        known = list(decks.decks(choice.where.dataset))
        st.selectbox(
            "Presentatie",
            [*known, _NEW],
            format_func=lambda n: n or "Nieuwe presentatie",
            key=_DECK,
        )
        if st.session_state[_DECK] == _NEW:
            st.text_input("Naam", max_chars=LONGEST, key=_NAME, placeholder="Mijn presentatie")
        st.selectbox(
            "Wat?",
            plan_scenes.possible(made),
            format_func=plan_scenes.LABELS.__getitem__,
            key=_KIND,
            placeholder="Het plan is nog leeg",
        )
        st.button(
            "Bewaar",
            key="plan_scene_bewaar",
            type="primary",
            on_click=_keep,
            args=(choice, made),
            disabled=not plan_scenes.possible(made),
        )
        if said := st.session_state.pop(_SAID, None):
            (st.success if said[0] else st.error)(escape_markdown(said[1]))


def _keep(choice: Choice, made: Perspective) -> None:
    state = st.session_state
    name = state.get(_DECK) or str(state.get(_NAME) or "").strip() or "Mijn presentatie"
    try:
        scene = plan_scenes.scene(made, str(state[_KIND]))
        save_scene.add(choice.where.dataset, name, scene)
    except (StoreError, ValueError) as error:
        state[_SAID] = (False, str(error))
        return
    state[_NAME] = ""
    state[_SAID] = (True, f"Bewaard in ‘{name}’: {scene.title}")


def _wiped(choice: Choice) -> None:
    """Offer plans of this area that were wiped, also by another and after a reload."""
    for number, gone in enumerate(plans.removed(choice.where)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            when = f"{gone.on.astimezone():%d-%m-%Y om %H:%M}"
            st.markdown(
                f"Een plan voor dit gebied is gewist op {when}. Het blijft {KEPT_DAYS} dagen "
                "bewaard.",
                width="content",
            )
            st.button(
                "Zet terug",
                key=f"plan_gewist_{number}",
                icon=":material/undo:",
                on_click=attempt,
                args=(partial(plans.put_back, choice.where, gone),),
            )
