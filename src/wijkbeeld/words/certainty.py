"""How sure a value is: areas where few live, figures of few respondents, margins."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number

FEWEST = 50
"""From so many inhabitants a value stands without a mark: a setting of our own."""

UNKNOWN = "inwoners onbekend"
NO_MEANING = (
    "Waar bijna niemand woont, zoals in een haven of op een bedrijventerrein, zegt de score weinig."
)
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


def inhabitants_told(marks: Mapping[str, str], fewest: int, *, is_score: bool) -> list[str]:
    """What marks in a picture mean, as lines for its foot.

    Parameters
    ----------
    marks
        By name of the area; empty for an area without a mark.
    is_score
        Whether the picture is of a score of the Leefbaarometer: only those mean little where
        nobody lives.
    """
    unknown = [name for name, mark in marks.items() if mark == UNKNOWN]
    told = few_inhabitants(marks.values(), fewest)
    if unknown and len(unknown) == len(marks):
        which = "dit gebied" if len(marks) == 1 else "deze gebieden"
        told.append(f"Van {which} is niet bekend hoeveel mensen er wonen.")
        told += [NO_MEANING] if is_score else []
    elif unknown and len(unknown) <= _NAMED:
        told.append(f"Inwoners onbekend: {', '.join(unknown)}.")
    elif unknown:
        told.append(f"Inwoners onbekend: {count(len(unknown), 'gebied', 'gebieden')}.")
    return told


def few_inhabitants(marks: Iterable[str], fewest: int) -> list[str]:
    """What the open points of a picture mean, as lines for its foot."""
    if not any(mark and mark != UNKNOWN for mark in marks):
        return []
    return [f"Open punten: minder dan {number(fewest)} inwoners. Lees de waarde met zorg."]


def unknown_named(named: Sequence[str], unknown: Collection[str]) -> str:
    """Markdown for behind a list of named areas; empty where inhabitants of all are known."""
    doubted = [escape_markdown(name) for name in named if name in unknown]
    if not doubted:
        return ""
    if len(doubted) == len(named):
        which = "dit gebied" if len(named) == 1 else "deze gebieden"
    else:
        which = " en ".join(filter(None, [", ".join(doubted[:-1]), doubted[-1]]))
    return f" (van {which} is niet bekend hoeveel mensen er wonen)"


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
