"""Which areas take part: how small an area may be, and what else was renewed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from wijkbeeld.renewal.cities import cities, comparable
from wijkbeeld.renewal.elsewhere import Other, elsewhere
from wijkbeeld.renewal.question import MINIMUM, Question
from wijkbeeld.renewal.small import PER_DWELLING, Counted, SmallArea, small
from wijkbeeld.renewal.telling import sizes_of
from wijkbeeld.ui import url_state
from wijkbeeld.words import groups as words
from wijkbeeld.words.numbers import number

_MINIMA = (0, 50, 100, MINIMUM, 500, 1000)
_CITIES, _OWN = "w_steden", "v_steden_van"
_COUNTING = {
    "meetellen": "Tellen als vernieuwd: geen vergelijking",
    "negeren": "Doen mee als vergelijking",
}


def taking_part(question: Question) -> Question:
    """Show who takes part, and put it in the question."""
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
        cities = beside_cities(question)
    return replace(
        question,
        cities=cities,
        minimum=int(minimum),
        without_programmes=programmes == "meetellen",
        without_registers=registers == "meetellen",
    )


def beside_cities(question: Question) -> tuple[str, ...] | None:
    """Choose the comparable gemeenten; None for the nearest, or where a gemeente is the area."""
    scope = question.scope
    if scope.level == "gemeente":
        return None
    names = cities(scope)["name"].sort_values()
    own = comparable(question)
    nearest = [c for beside in own.values() for c in beside] if len(own) == 1 else []
    if st.session_state.get(_OWN, tuple(own)) != tuple(own):
        url_state.put(steden=None)  # a choice belongs to the cities it was made for
        st.session_state.pop(_CITIES, None)
    st.session_state[_OWN] = tuple(own)
    asked = [c for c in (url_state.get("steden") or "").split(",") if c]
    unknown = [c for c in asked if c not in names.index]
    if unknown and _CITIES not in st.session_state:
        named = ", ".join(names[nearest]) or "de dichtstbijzijnde"
        instead = ",".join(c for c in asked if c in names.index)
        url_state.tell_unknown(
            "steden", ", ".join(unknown), "Vergelijkbare gemeenten", (instead, named)
        )
    if _CITIES not in st.session_state:
        st.session_state[_CITIES] = [c for c in asked if c in names.index] or nearest
    chosen = st.multiselect(
        "Vergelijkbare gemeenten",
        [c for c in names.index if c not in own],
        format_func=lambda c: str(names[c]),
        key=_CITIES,
        select_all=False,
        placeholder=_automatic(own),
        help="De drie gemeenten die in inwoners en stedelijkheid het dichtst bij liggen, tot je "
        "zelf kiest. Haal alles weg om daarnaar terug te gaan.",
    )
    if not chosen and not any(own.values()):
        st.caption(words.NO_CITIES)
    is_own_choice = bool(chosen) and set(chosen) != set(nearest)
    url_state.put(steden=",".join(chosen) if is_own_choice else None)
    return tuple(chosen) if is_own_choice else None


def _automatic(own: dict[str, tuple[str, ...]]) -> str:
    """Which gemeenten count as long as the user chooses none."""
    if not any(own.values()):
        return "Kies gemeenten"
    return "De drie die het meest lijken" if len(own) == 1 else "Per gemeente drie"


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
            sizes_of(few),
        )
        if few.minimum
        else ""
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
