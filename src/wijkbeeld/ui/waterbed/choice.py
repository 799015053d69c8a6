"""What is asked: the renewed areas as on *Vernieuwing*, which waves, and how rings are laid."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.waterbed import By, Period, periods
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import renewed_areas, url_state
from wijkbeeld.words.waterbed import KINDS

WITHIN = (
    "De vernieuwde gebieden van deze pagina zijn die in dit deel: een gemeente, provincie, "
    "COROP-gebied, programma of selectie. De ringen eromheen gaan over de grens ervan heen. De "
    "keuze gaat mee naar andere pagina's en staat in de link."
)
_ALL = "alle"
_LAST = "waterbed_vorige"


@dataclass(frozen=True)
class Asked:
    """A question about what lies around renewed areas."""

    question: Question
    period: Period
    by: By


def controls(data: Dataset, levels: list[str], limit: Place) -> Asked | None:
    """Choose renewed areas, measure, waves and rings; None where there is nothing to look at."""
    kept: list[Asked] = []

    def further(question: Question) -> Question:
        asked = _further(question)
        if asked is not None:
            kept.append(asked)
        return question

    renewed_areas.asked(data, levels, limit, further)
    return kept[0] if kept else None


def _further(question: Question) -> Asked | None:
    base, after = periods(question)
    if not base or not after:
        st.info(
            f"{question.measure.label} heeft geen meting vóór de start in "
            f"{int(question.starts.min())}, of geen erna. Kies een andere maat of een andere set.",
            icon=":material/info:",
        )
        return None
    _forget_years_of_another(question)
    one, two, three = st.columns([1, 1.3, 1.7])
    with one:
        since = url_state.pick("waterbed_van", "Vanaf", base, base[-1], as_list=True)
    with two:
        until = url_state.pick(
            "waterbed_tot",
            "Tot",
            [_ALL, *(str(w) for w in after)],
            _ALL,
            lambda w: "Gemiddelde van alle erna" if w == _ALL else w,
            as_list=True,
            help="Het gemiddelde van de metingen na de start schommelt minder dan één meting.",
        )
    with three:
        by = url_state.pick("ringen", "Ringen", list(By), By.ORDER, lambda b: KINDS[b.value])
    waves = tuple(after) if until == _ALL else (int(until),)
    return Asked(question, Period(since, waves), by)


def _forget_years_of_another(question: Question) -> None:
    """Years belong to the set and the start that they were chosen for."""
    mine = f"{question.set.id} {int(question.starts.min())}"
    if st.session_state.get(_LAST, mine) != mine:
        url_state.put(waterbed_van=None, waterbed_tot=None)
        for name in ("waterbed_van", "waterbed_tot"):
            st.session_state.pop(f"w_{name}", None)
    st.session_state[_LAST] = mine
