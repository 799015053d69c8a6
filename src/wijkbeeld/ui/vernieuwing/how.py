"""How areas are compared: the choices behind an estimate."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.doubly_robust_estimator import chosen
from wijkbeeld.analysis.estimators import DEFAULT, ESTIMATORS, available
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.inputs import weights
from wijkbeeld.store.characteristics import structure
from wijkbeeld.ui import url_state
from wijkbeeld.words.comparison import BACK, CONTROL, DELAY, MATCH, WEIGHT, WITHIN

IN_LINK = {
    "never_treated": "nooit",
    "not_yet_treated": "nog niet",
    "none": "geen",
    "structure": "structuur",
    "city_alike": "stad",
    "cities_alike": "steden",
    "doubly_robust": "dubbel",
}
"""What stands in the link for a value of the analysis, where it is not the value itself."""
_ALIKE = "Vergelijkbare gebieden staan niet in dit register."
_MARGIN = (
    "Met welke gebieden de vernieuwde vergeleken worden. De marge komt altijd uit groepen in de "
    "eigen gemeente."
)


def specification(scope: Scope, measure: str, starts: pd.Series, ends: pd.Series) -> Specification:
    """Show the choices of the comparison; each changes the estimate and is tried out in step 5."""
    figures = structure(scope, [str(c) for c in starts.index])
    early = [i for i, (year, _) in figures.items() if year < starts.min()]
    around = [] if scope.level == "gemeente" else ["city", "comparable"]
    there = [*around, *(["structure"] if figures else []), *(["early"] if chosen(early) else [])]
    matches = _named(available(there), MATCH)
    delays = _named([d for d in DELAY if d != "eind" or ends.notna().any()], DELAY)
    anywhere = "alles" if scope.level == "gemeente" else "gemeente"
    with st.expander("Keuzes in de vergelijking", icon=":material/tune:"):
        one, two, three = st.columns(3)
        with one:
            match = _pick("gelijk", "Vergelijk met", matches, DEFAULT)
            is_matched = ESTIMATORS[match].is_matched
            why = _ALIKE if is_matched else None
            who = "Wie telt als niet vernieuwd"
            control = _pick("controle", who, CONTROL, "never_treated", why, is_matched)
        with two:
            delay = _pick("telling", "Vernieuwing telt", delays, "0")
            back = _pick("terug", "Startmeting", BACK, "0")
        with three:
            weighings = _named(["none", *weights(scope)], WEIGHT)
            weight = _pick("gewicht", "Gewicht", weighings, "none")
            within = _pick("binnen", "Uit", WITHIN, anywhere, why or _MARGIN, is_matched)
        without_neighbours = st.toggle(
            "Laat gebieden ernaast weg",
            value=url_state.get("ring") == "weg",
            key="w_ring",
            help="Buren kunnen mee veranderen, bijvoorbeeld door een waterbedeffect.",
        )
        url_state.put(ring="weg" if without_neighbours else None)
    return Specification(
        measure,
        "not_yet_treated" if control == "not_yet_treated" else "never_treated",
        match,
        "inwoners" if weight == "inwoners" else "woningen" if weight == "woningen" else "none",
        without_neighbours,
        None if delay == "eind" else int(delay),
        int(back),
        None,
        within == "gemeente",
    )


def _named(options: list[str], names: dict[str, str]) -> dict[str, str]:
    return {o: names[o] for o in options}


def _pick(
    key: str,
    label: str,
    options: dict[str, str],
    default: str,
    explanation: str | None = None,
    disabled: bool = False,
) -> str:
    """Offer values of the analysis, with their names, under the words of the link."""
    in_link = {IN_LINK.get(o, o): o for o in options}
    chosen = url_state.pick(
        key,
        label,
        list(in_link),
        IN_LINK.get(default, default),
        lambda text: options[in_link[text]],
        as_list=True,
        help=explanation,
        disabled=disabled,
    )
    return in_link[chosen]
