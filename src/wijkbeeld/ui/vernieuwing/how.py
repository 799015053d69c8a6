"""How areas are compared: the choices behind an estimate."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.estimators import ESTIMATORS
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal import choices
from wijkbeeld.renewal.choices import WITHOUT, Choice
from wijkbeeld.ui import url_state
from wijkbeeld.words.comparison import BACK, CONTROL, DELAY, MATCH, WEIGHT, WITHIN

_ALIKE = "Vergelijkbare gebieden staan niet in dit register."
_MARGIN = (
    "Met welke gebieden de vernieuwde vergeleken worden. De marge komt altijd uit groepen in de "
    "eigen gemeente."
)


def specification(scope: Scope, measure: str, starts: pd.Series, ends: pd.Series) -> Specification:
    """Show the choices of the comparison; each changes the estimate and is tried out in step 5."""
    offered = choices.offered(scope, starts, ends)
    chosen: dict[str, str] = {}

    def ask(key: str, label: str, names: dict[str, str], *, why: str | None = None) -> None:
        overruled = why == _ALIKE
        chosen[key] = _pick(key, label, offered[key], names, why, overruled)

    with st.expander("Keuzes in de vergelijking", icon=":material/tune:"):
        one, two, three = st.columns(3)
        with one:
            ask("gelijk", "Vergelijk met", MATCH)
            why = _ALIKE if ESTIMATORS[chosen["gelijk"]].is_matched else None
            ask("controle", "Wie telt als niet vernieuwd", CONTROL, why=why)
        with two:
            ask("telling", "Vernieuwing telt", DELAY)
            ask("terug", "Startmeting", BACK)
        with three:
            ask("gewicht", "Gewicht", WEIGHT)
            ask("binnen", "Uit", WITHIN, why=why or _MARGIN)
        without_neighbours = st.toggle(
            "Laat gebieden ernaast weg",
            value=url_state.get("ring") == WITHOUT,
            key="w_ring",
            help="Buren kunnen mee veranderen, bijvoorbeeld door een waterbedeffect.",
        )
        chosen["ring"] = WITHOUT if without_neighbours else ""
        url_state.put(ring=chosen["ring"])
    return choices.specification(measure, chosen)


def _pick(
    key: str,
    label: str,
    choice: Choice,
    names: dict[str, str],
    explanation: str | None,
    disabled: bool,
) -> str:
    """Offer values of the analysis, with their names, under the words of the link."""
    links = choice.links
    picked = url_state.pick(
        key,
        label,
        list(links),
        choices.in_link(choice.default),
        lambda text: names[links[text]],
        as_list=True,
        help=explanation,
        disabled=disabled,
    )
    return links[picked]
