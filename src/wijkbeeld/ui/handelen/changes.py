"""Changes of a plan by a click: what failed is said, what was taken out can be put back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.store import plans
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.words.markdown import escape_markdown

_FAILED, _DROPPED = "w_plan_fout", "w_plan_weg"


def attempt(work: Callable[[], None]) -> None:
    """Do something with the plan; why it failed is said in the next run."""
    try:
        work()
    except StoreError as error:
        st.session_state[_FAILED] = str(error)


def tell_failed() -> None:
    """Say what could not be kept."""
    if failed := st.session_state.pop(_FAILED, None):
        st.error(f"Niet bewaard. {escape_markdown(failed)}", icon=":material/error:")


def drop(choice: Choice, id_: str) -> None:
    """Take an intervention out, and remember where it stood."""
    place = choice.plan.chosen.index(id_) if id_ in choice.plan.chosen else 0
    plans.drop(choice.where, id_)
    st.session_state[_DROPPED] = (choice.where, id_, place)


def offer_undo(choice: Choice) -> None:
    """Offer to put back what was just taken out, in its place and with all that was written."""
    where, id_, place = st.session_state.get(_DROPPED) or (None, "", 0)
    if where != choice.where or id_ in choice.plan.chosen:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = escape_markdown(catalog().interventions[id_].title)
        st.markdown(f"‘{title}’ is uit het plan gehaald.", width="content")
        st.button(
            "Zet terug",
            key="plan_terug",
            icon=":material/undo:",
            type="tertiary",
            on_click=attempt,
            args=(partial(_put_back, choice, id_, place),),
        )


def _put_back(choice: Choice, id_: str, place: int) -> None:
    plans.choose(choice.where, id_)
    plans.move(choice.where, id_, place - len(choice.plan.chosen))
    del st.session_state[_DROPPED]
