"""Which areas take part: how small an area may be, and what else was renewed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from wijkbeeld.renewal.elsewhere import Other, elsewhere
from wijkbeeld.renewal.question import MINIMUM, Question
from wijkbeeld.renewal.sets import Kind
from wijkbeeld.renewal.small import PER_DWELLING, Counted, SmallArea, small
from wijkbeeld.ui import url_state
from wijkbeeld.words import groups as words
from wijkbeeld.words.numbers import number

_MINIMA = (0, 50, 100, MINIMUM, 500, 1000)
_COUNTING = {
    "meetellen": "Tellen als vernieuwd: geen vergelijking",
    "negeren": "Doen mee als vergelijking",
}


def taking_part(question: Question) -> Question:
    """Show who takes part, and put it in the question."""
    if question.set.kind is Kind.NEW_BUILD:
        st.warning(words.NEW_BUILD, icon=":material/apartment:")
    with st.expander("Wie doet mee", icon=":material/group:"):
        one, two, three = st.columns(3)
        with one:
            minimum = url_state.pick(
                "minimum",
                "Ten minste zoveel inwoners",
                [str(m) for m in _MINIMA],
                str(MINIMUM),
                lambda m: "Elk gebied doet mee" if m == "0" else number(int(m)),
                as_list=True,
                help="In het jaar het dichtst bij de startmeting. Een klein gebied zegt weinig.",
            )
        with two:
            programmes = url_state.pick(
                "programmas",
                "Gebieden van andere programma's",
                list(_COUNTING),
                "meetellen",
                lambda c: _COUNTING[c],
                as_list=True,
                help="Ook gebieden waarvan maar een deel bij een programma hoort.",
            )
        with three:
            registers = url_state.pick(
                "registers",
                "Gebieden van je andere registers",
                list(_COUNTING),
                "negeren",
                lambda c: _COUNTING[c],
                as_list=True,
            )
    return replace(
        question,
        minimum=int(minimum),
        without_programmes=programmes == "meetellen",
        without_registers=registers == "meetellen",
    )


def who_takes_no_part(question: Question) -> None:
    """Say which areas take no part, and why."""
    few = small(question)
    rows = few.of(question.set.rows.index)
    told = [
        words.too_small_to_compare(
            [_small_line(a, few.minimum) for a in rows],
            len(few.areas) - len(rows),
            few.minimum,
            few.wave,
        )
    ]
    beside = elsewhere(question)
    told += [
        words.renewed_elsewhere(
            [_counted(o) for o in beside.others if o.is_left_out], len(beside.codes)
        ),
        words.renewed_but_compared(
            [_counted(o) for o in beside.others if not o.is_left_out], len(beside.compared)
        ),
        words.unplaced(beside.unplaced),
    ]
    for text in filter(None, told):
        st.caption(text)
    if few.areas:
        with st.expander(f"Te klein om mee te doen: {number(len(few.areas))}"):
            lines = [f"- {_small_line(a, few.minimum)}" for a in few.areas.values()]
            st.markdown("\n".join(lines))


def _counted(other: Other) -> tuple[str, int, int]:
    return other.label, len(other.whole), len(other.partly)


def _small_line(area: SmallArea, minimum: int) -> str:
    least = minimum if area.counted is Counted.INHABITANTS else minimum // PER_DWELLING
    return words.too_small(area.name, area.number, area.counted.value, area.year, least)
