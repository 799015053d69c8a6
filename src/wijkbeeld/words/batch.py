"""What the command says about registers that it compares, and about those that it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from wijkbeeld.analysis.ladder import Beside
from wijkbeeld.words.numbers import MISSING, signed

LEVELS = {"gemeente": "gemeenten", "wijk": "wijken", "buurt": "buurten"}
BESIDE = {
    Beside.OWN: "eigen ontwikkeling",
    Beside.CITY: "naast de rest van de stad",
    Beside.CITY_ALIKE: "naast gebieden in de stad die bij de start gelijk stonden",
    Beside.CITIES_ALIKE: "naast gelijke gebieden in vergelijkbare steden",
    Beside.COUNTRY: "naast het hele land",
}
_NAMED = 3
"""Rows that a message names."""


def no_usable_row(lost: tuple[str, ...], level: str, found: str | None) -> str:
    """Say why nothing of a register can be used.

    Parameters
    ----------
    lost
        The reason for each row.
    found
        Level that the codes are of, where that is another one.
    """
    more = f" En nog {len(lost) - _NAMED}." if len(lost) > _NAMED else ""
    hint = f" De codes zijn van {LEVELS[found]}: kies --niveau {found}." if found else ""
    why = " ".join(lost[:_NAMED])
    return f"Geen enkele rij is te gebruiken bij {LEVELS[level]}. {why}{more}{hint}"


def no_area() -> str:
    """Say that there is not a single area."""
    return "Hierin staat geen enkel gebied dat hier te gebruiken is."


def no_file(path: Path) -> str:
    """Say that a file is not there, or may not be read."""
    return f"Het bestand {path} bestaat niet, of is niet te openen. Controleer de naam."


def unknown_set(name: str, known: Iterable[str]) -> str:
    """Say that there is no such set here."""
    return f"De set '{name}' is er op dit niveau niet. Wel: {', '.join(known) or 'geen enkele'}."


def no_start() -> str:
    """Say that a set has no start of its own."""
    return "Deze set zegt niet wanneer de vernieuwing begon. Geef het jaar met --start."


def start_outside(first: int, last: int) -> str:
    """Say that a year cannot be a start."""
    return f"Kies met --start een jaar van {first} tot en met {last}."


def not_possible(key: str, value: str, offered: Iterable[str]) -> str:
    """Say that a choice cannot be made for these areas."""
    return f"De keuze --{key} {value} kan hier niet. Wel: {', '.join(offered)}."


def unforeseen(kind: str) -> str:
    """Say that something failed that was not foreseen."""
    return f"Dit register is door een onverwachte fout niet vergeleken ({kind})."


def started(n: int, year: int) -> str:
    """Say that rows got their start from the command."""
    rows = "1 rij zonder start telt" if n == 1 else f"{n} rijen zonder start tellen"
    return f"{rows} vanaf {year}, zoals gevraagd met --start."


def told(beside: Beside, value: float | None, margin: tuple[float, float] | None, why: str) -> str:
    """One comparison on one line."""
    found = MISSING if value is None else f"{signed(value, 3)} punt"
    between = f" (marge {signed(margin[0], 3)} tot {signed(margin[1], 3)})" if margin else ""
    return f"{BESIDE[beside]}: {found}{between}" + (f". {why}" if why else "")
