"""How sure a value is: areas where few live, figures of few respondents, margins."""

from __future__ import annotations

import math
from collections.abc import Mapping

from wijkbeeld.words.numbers import count, number

UNKNOWN = "inwoners onbekend"
_NAMED = 4
"""Areas that a sentence calls by name."""

MARGIN = (
    "Streepje op en neer: de marge die in het bestand bij het cijfer staat (cijfer ± marge). "
    "Opgebouwd uit buurten: geen marge."
)


def inhabitants_mark(inhabitants: float, fewest: int) -> str:
    """What an area is marked with; empty where enough people live.

    Parameters
    ----------
    inhabitants
        Missing where the number is not known.
    fewest
        From this many a value stands without a mark.
    """
    if math.isnan(inhabitants):
        return UNKNOWN
    return f"weinig inwoners ({number(int(inhabitants))})" if inhabitants < fewest else ""


def inhabitants_told(marks: Mapping[str, str], fewest: int) -> list[str]:
    """What marks in a picture mean, as lines for its foot.

    Parameters
    ----------
    marks
        By name of the area; empty for an area without a mark.
    """
    unknown = [name for name, mark in marks.items() if mark == UNKNOWN]
    few = [name for name, mark in marks.items() if mark and mark != UNKNOWN]
    told = []
    if few:
        told.append(f"Open punten: minder dan {number(fewest)} inwoners. Lees de waarde met zorg.")
    if unknown and len(unknown) == len(marks):
        told.append("Inwoners onbekend, dus ook welke gebieden bijna leeg zijn.")
    elif unknown and len(unknown) <= _NAMED:
        told.append(f"Inwoners onbekend: {', '.join(unknown)}.")
    elif unknown:
        told.append(f"Inwoners onbekend: {count(len(unknown), 'gebied', 'gebieden')}.")
    return told


def few_respondents(n: int, *, short: bool) -> str:
    """What stands at a figure of few respondents."""
    return f"n = {number(n)}" if short else f"weinig ondervraagden (n = {number(n)})"


def few_told(fewest: int) -> str:
    """From how many respondents a point is filled, and why."""
    margin = 100 * 1.96 * math.sqrt(0.25 / fewest)
    return (
        f"Open punt: weinig ondervraagden, minder dan {number(fewest)}. Bij {number(fewest)} is de "
        f"marge van een percentage al tot {number(margin)} procentpunt."
    )
