"""The route map: who talks with whom, when, about what; the resident's interest first."""

from __future__ import annotations

import secrets
from functools import partial

import streamlit as st

from wijkbeeld.store import plans
from wijkbeeld.ui import prose
from wijkbeeld.ui.handelen import texts
from wijkbeeld.ui.handelen.changes import attempt
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.ui.ordering import up_and_down
from wijkbeeld.words import perspective
from wijkbeeld.words.perspective import Meeting

_GONE = "w_plan_afspraak_weg"
_USUAL = {m.key: m for m in perspective.MEETINGS}
_EMPTY = Meeting("", "", "", "")


def meetings(choice: Choice) -> list[tuple[str, str, str]]:
    """Who, when and about what of every meeting in order."""
    return [
        (
            choice.plan.text(_key(id_, "wie"), usual.who),
            choice.plan.text(_key(id_, "wanneer"), usual.when),
            choice.plan.text(_key(id_, "waarover"), usual.about),
        )
        for id_, usual in ((i, _USUAL.get(i, _EMPTY)) for i in _ids(choice))
    ]


def _ids(choice: Choice) -> tuple[str, ...]:
    return tuple(_USUAL) if choice.plan.meetings is None else choice.plan.meetings


def _key(id_: str, part: str) -> str:
    return f"afspraak.{id_}.{part}"


def route(choice: Choice) -> None:
    """List the meetings, to change, order, add and take out."""
    st.header("Routekaart: wie spreekt wie, en wanneer")
    prose.note(
        "Een voorstel van Wijkbeeld om te beginnen, naar het lerend netwerk van Platform31 en "
        "Movisie (2022-2023): het belang van bewoners voorop, elke week kort en informeel contact, "
        "fysiek en sociaal aan één tafel. Verander wat hier niet past."
    )
    _offer_undo(choice)
    ids = _ids(choice)
    if not ids:
        st.info("Er staan geen afspraken op de routekaart.", icon=":material/event_busy:")
    for place, id_ in enumerate(ids):
        with st.container(border=True, gap="small"):
            _meeting(choice, id_, place, len(ids))
    st.button(
        "Voeg een afspraak toe",
        key="plan_afspraak_erbij",
        icon=":material/add:",
        on_click=_append,
        args=(choice,),
        disabled=not choice.can_write or len(ids) >= plans.MOST,
    )


def _meeting(choice: Choice, id_: str, place: int, many: int) -> None:
    usual = _USUAL.get(id_, _EMPTY)
    one, two, three, four = st.columns([1.3, 1, 2, 1.1], vertical_alignment="bottom")
    with one:
        texts.line(choice, _key(id_, "wie"), f"{place + 1}. Wie", usual.who)
    with two:
        texts.line(choice, _key(id_, "wanneer"), "Wanneer", usual.when)
    with three:
        texts.line(choice, _key(id_, "waarover"), "Waarover", usual.about)
    with four, st.container(horizontal=True, gap="small"):
        up_and_down(
            lambda label: f"plan_afspraak_{label}_{id_}",
            place,
            many,
            partial(_move, choice, id_),
            can_move=choice.can_write,
            kind="tertiary",
        )
        st.button(
            "Haal weg",
            key=f"plan_afspraak_weg_{id_}",
            icon=":material/close:",
            type="tertiary",
            disabled=not choice.can_write,
            on_click=_drop,
            args=(choice, id_, place),
        )


def _move(choice: Choice, id_: str, by: int) -> None:
    attempt(
        lambda: plans.set_meetings(
            choice.where, lambda ids: plans.moved(ids, id_, by), tuple(_USUAL)
        )
    )


def _append(choice: Choice) -> None:
    new = secrets.token_hex(4)
    attempt(lambda: plans.set_meetings(choice.where, lambda ids: [*ids, new], tuple(_USUAL)))


def _drop(choice: Choice, id_: str, place: int) -> None:
    def work() -> None:
        plans.set_meetings(choice.where, lambda ids: [i for i in ids if i != id_], tuple(_USUAL))
        st.session_state[_GONE] = (choice.where, id_, place)

    attempt(work)


def _offer_undo(choice: Choice) -> None:
    where, id_, place = st.session_state.get(_GONE) or (None, "", 0)
    if where != choice.where or id_ in _ids(choice):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"Afspraak {place + 1} is weggehaald.", width="content")
        st.button(
            "Zet terug",
            key="plan_afspraak_terug",
            icon=":material/undo:",
            type="tertiary",
            on_click=_put_back,
            args=(choice, id_, place),
        )


def _put_back(choice: Choice, id_: str, place: int) -> None:
    def back(ids: tuple[str, ...]) -> list[str]:
        return [*ids[:place], id_, *ids[place:]] if id_ not in ids else [*ids]

    def work() -> None:
        plans.set_meetings(choice.where, back, tuple(_USUAL))
        del st.session_state[_GONE]

    attempt(work)
