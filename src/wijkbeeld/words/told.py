"""What a picture tells: the finding first, then what a reader must know to weigh it."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import NOUNS, areas


@dataclass(frozen=True)
class Told:
    """A finding in one sentence, for a heading, and the sentences that belong to it."""

    finding: str
    rest: str = ""


def some_of(level: str, n: int, total: int, where: str = "") -> str:
    """How many of some areas: ``12 van de 99 wijken van Amsterdam``."""
    part = number(n) if n else "geen"
    return f"{part} van de {those(level, total, where)}"


def those(level: str, n: int, where: str = "") -> str:
    """Areas, and whose they are."""
    return f"{areas(level, n)} {where}".strip()


def unweighted(level: str) -> str:
    """Say how a mean over areas counts."""
    return f"Het gemiddelde is ongewogen: elke {NOUNS[level][0]} telt even zwaar."


def capital(text: str) -> str:
    """A sentence with a capital at its start."""
    return text[:1].upper() + text[1:]
