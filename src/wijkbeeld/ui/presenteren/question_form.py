"""What a question to the room asks: its choices, and which of them is right."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from wijkbeeld.present.deck import Question

KINDS = {
    "keuze": "Een keuze",
    "schaal": "Een schaal (twee uiteinden)",
    "punt": "Een plek op de kaart",
    "raad": "Raad het antwoord",
    "woord": "Eén woord",
}
_LABELS = {
    "keuze": "Keuzes, elk op een eigen regel",
    "raad": "Keuzes, elk op een eigen regel",
    "schaal": "De twee uiteinden, elk op een eigen regel (of leeg)",
}
_WRONG = {
    "keuze": "Een vraag met keuzes heeft twee tot twaalf verschillende keuzes nodig.",
    "raad": "Een vraag met keuzes heeft twee tot twaalf verschillende keuzes nodig.",
    "schaal": "Een schaal heeft twee uiteinden, of geen.",
}
_LONGEST = 120
_TOLD = {
    "punt": "De zaal tikt op de laatste kaart die voor deze vraag in de presentatie staat.",
    "woord": "De zaal typt een woord van hoogstens 40 tekens. Woorden komen pas op het scherm als "
    "jij ze toont (toets U of T); in het venster met notities haal je er eerst woorden uit.",
}


class QuestionError(ValueError):
    """Choices that make no question; says in Dutch why."""


def made(kind: str, text: str, answer: str | None) -> Question:
    """A question of a kind with what was typed.

    Parameters
    ----------
    text
        One choice or end on a line.
    answer
        The right choice; one that is not among the choices counts as none.

    Raises
    ------
    QuestionError
    """
    options = choices(text) if kind in _LABELS else ()
    amount = len(options)
    fits = amount in (0, 2) if kind == "schaal" else kind not in _LABELS or 2 <= amount <= 12
    if not fits:
        raise QuestionError(_WRONG[kind])
    if too_long := next((o for o in options if len(o) > _LONGEST), None):
        raise QuestionError(f"Een keuze heeft hoogstens {_LONGEST} tekens: ‘{too_long[:40]}…’.")
    right = answer if kind == "raad" and answer in options else None
    return Question.model_validate({"kind": kind, "options": options, "answer": right})


def choices(text: str) -> tuple[str, ...]:
    """Different lines of a text."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def fields(
    kind: str,
    key: str,
    before: Question | None = None,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Ask for the choices of a question, and for the right one where something is to be guessed.

    Parameters
    ----------
    key
        What the names of the controls end with; `typed` reads them.
    before
        The question as it is, where it is changed.
    """
    if told := _TOLD.get(kind):
        st.caption(told)
    if kind not in _LABELS:
        return
    text = st.text_area(
        _LABELS[kind],
        "\n".join(before.options) if before else "",
        key=f"w_keuzes_{key}",
        on_change=on_change,
    )
    if kind == "raad":
        options = choices(text)
        known = before.answer if before else None
        st.selectbox(
            "Het goede antwoord",
            options,
            options.index(known) if known in options else None,
            key=f"w_goed_{key}",
            placeholder="Kies het antwoord dat je straks onthult",
            on_change=on_change,
        )


def typed(kind: str, key: str) -> Question:
    """The question that the controls of `fields` now hold.

    Raises
    ------
    QuestionError
    """
    state = st.session_state
    return made(kind, str(state.get(f"w_keuzes_{key}") or ""), state.get(f"w_goed_{key}"))


def clear(key: str) -> None:
    """Empty the controls for a next question."""
    st.session_state[f"w_keuzes_{key}"] = ""
    st.session_state[f"w_goed_{key}"] = None
