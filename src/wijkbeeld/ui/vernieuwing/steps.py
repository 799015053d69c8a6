"""The eight steps behind the answer, folded, each with its finding on the fold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from wijkbeeld.ui import url_state
from wijkbeeld.words.glossary import GLOSSARY
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.steps import TITLES

_TURN = "v_stappen_beurt"


def index() -> None:
    """Links to the steps, and a way to open or close them all."""
    is_open = url_state.get("stappen") == "alle"
    rows = "".join(f'<li><a href="#stap-{n}">{title}</a></li>' for n, title in TITLES.items())
    st.html(f'<nav class="wb-index" aria-label="Stappen"><ol>{rows}</ol></nav>')
    st.button(
        "Sluit alle stappen" if is_open else "Open alle stappen",
        icon=":material/unfold_less:" if is_open else ":material/unfold_more:",
        on_click=_turn,
        args=(not is_open,),
        width="stretch",
    )


def _turn(is_open: bool) -> None:
    url_state.put(stappen="alle" if is_open else None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


@contextmanager
def step(number: int, finding: str, terms: tuple[str, ...] = ()) -> Iterator[None]:
    """Fold of a step.

    Parameters
    ----------
    finding
        One line: what the step found.
    terms
        Field words of the step that are explained in it.
    """
    turn = st.session_state.get(_TURN, 0)
    fold = st.container(gap=None)
    fold.html(f'<a id="stap-{number}" class="wb-anchor"></a>')
    with fold.expander(
        f"**{number} · {TITLES[number]}**  \n{escape_markdown(finding)}",
        expanded=url_state.get("stappen") == "alle",
        key=f"stap_{number}_{turn}",
    ):
        yield
        if terms:
            _glossary(number, terms)


def _glossary(number: int, terms: tuple[str, ...]) -> None:
    """Buttons on which a field word opens its explanation."""
    with st.container(horizontal=True, gap="small", key=f"begrippen_{number}"):
        st.caption("Wat is:", width="content")
        for term in terms:
            with st.popover(term, type="tertiary"):
                st.write(GLOSSARY[term])
