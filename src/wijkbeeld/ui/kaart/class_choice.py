"""How the map cuts values in classes: the method, their number, or limits that the user types."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.analysis.class_limits import NATURAL, QUANTILES
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.map.classing import COUNTS, DECLARED, METHODS, MOST_LIMITS, OWN, Cut
from wijkbeeld.map.thematic import EQUAL, FIXED
from wijkbeeld.ui import arrivals, url_state
from wijkbeeld.words.class_names import LimitsError, limits_text, typed_limits
from wijkbeeld.words.markdown import escape_markdown

_LABELS = {
    DECLARED: "Vast, van de Leefbaarometer",
    QUANTILES: "Even grote groepen (kwantielen)",
    NATURAL: "Natuurlijke grenzen",
    OWN: "Eigen grenzen",
}
_USUAL = 5


def pick(measure: Measure, base: int | None, against: str) -> Cut:
    """Show the choice of classes for a measure."""
    if against == EQUAL or measure.kind == "code":
        return Cut()
    offered = (DECLARED, *METHODS) if measure.is_score else METHODS
    if url_state.get("klassen") not in offered and not arrivals.holds("klassen"):
        url_state.put(klassen=None)  # of the measure before: no choice that the user lost
    method = url_state.pick(
        "klassen",
        "Klassen",
        offered,
        offered[0],
        _LABELS.__getitem__,
        as_list=True,
        help="De grenzen gelden voor alle jaren van de maat. Zo zijn twee jaren te vergelijken.",
    )
    if method == DECLARED:
        return Cut()
    if method == OWN:
        own = _typed(f"{measure.id}.{base or 0}.{'' if against == FIXED else against}")
        return Cut(OWN, own=own) if own else Cut(QUANTILES, _USUAL)
    count = url_state.pick("aantal", "Aantal klassen", COUNTS, _USUAL)
    return Cut(method, count)


def _typed(subject: str) -> tuple[float, ...]:
    """Limits that the user typed for what is on the map; none when they cannot be used.

    They are in the link with what they are for: limits of one measure say nothing of another.
    """
    key = f"w_grenzen_{subject}"
    of, _, listed = (url_state.get("grenzen") or "").partition(":")
    if key not in st.session_state:
        st.session_state[key] = listed if of == subject else ""
        if listed and of != subject and arrivals.holds("grenzen"):
            _tell_unused(listed, "Ze horen bij een andere maat of vergelijking.")
    text: str = st.text_input(
        "Grenzen",
        key=key,
        placeholder="Bijvoorbeeld 100; 250,5; 1.000",
        help=(
            f"Ten hoogste {MOST_LIMITS} getallen, van laag naar hoog, met een puntkomma ertussen. "
            "Een waarde op een grens hoort bij de hogere klasse."
        ),
    )
    if not text.strip():
        st.caption("Typ je grenzen. Tot dan tonen we even grote groepen.")
        return ()
    try:
        own = typed_limits(text, MOST_LIMITS)
    except LimitsError as error:
        if text == listed and arrivals.holds("grenzen"):
            _tell_unused(text, escape_markdown(str(error)))
        st.error(escape_markdown(str(error)), icon=":material/error:")
        return ()
    url_state.put(grenzen=f"{subject}:{limits_text(own)}")
    return own


def _tell_unused(limits: str, why: str) -> None:
    url_state.tell(
        "grenzen",
        url_state.get("grenzen"),
        f"De grenzen '{escape_markdown(limits)}' in de link zijn hier niet te gebruiken. {why} We "
        "tonen even grote groepen.",
    )
