"""Development given the start, in words: beside which areas, who is left out, what goes with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from wijkbeeld.analysis.given_start import FEWEST, Pattern
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import NOUNS, areas

_NAMED = 4
"""Areas that a sentence calls by name."""
_LEAST_POINTS = 0.02
"""Difference in points between halves of the areas from which it is told."""


def none(level: str) -> str:
    """Why no development is set beside the start."""
    return (
        f"Er zijn minder dan {FEWEST} {NOUNS[level][1]} met een cijfer aan begin en eind. Dat is "
        "te weinig om niveau en ontwikkeling naast elkaar te zetten."
    )


def of_place(label: str, *, is_group: bool) -> str:
    """Whose areas: ``van Amsterdam``, ``uit ‘40 krachtwijken’``; empty for no place."""
    if not label:
        return ""
    return f"uit ‘{label}’" if is_group else f"van {label}"


def equals(level: str, where: str, base: int) -> str:
    """Areas that a development is set beside: ``de wijken van Amsterdam die in 2002 …``.

    Parameters
    ----------
    where
        Whose areas these are, as :func:`of_place` writes it.
    """
    return f"de {NOUNS[level][1]} {where} die in {base} ongeveer even hoog stonden"


def explained(beside: str, sizes: Collection[int], waves: Sequence[int] = ()) -> str:
    """How it is computed.

    Parameters
    ----------
    sizes
        How many areas were compared, in each of the waves.
    waves
        Waves that this is about; none for all.
    """
    low, high = number(min(sizes)), number(max(sizes))
    n = low if low == high else f"{low} tot {high}"
    when = f" tot {', '.join(map(str, waves))}" if waves else ""
    return (
        f"Gegeven startniveau: de ontwikkeling{when} naast {beside} (n = {n}). Wat bij een start "
        "past, lezen we per gebied af van een vloeiende lijn door de andere gebieden; wie "
        "dichterbij begon, telt zwaarder mee."
    )


def other_base(level: str, whose: str) -> str:
    """Say why areas are not compared within their place."""
    return (
        f"Minder dan {FEWEST} {NOUNS[level][1]} {whose} hebben een cijfer aan begin en eind: te "
        "weinig om binnen dit deel te vergelijken."
    )


def left_out(level: str, total: int, reasons: Mapping[str, Sequence[str]]) -> str:
    """List which areas have no figure, and why; empty when all have.

    Parameters
    ----------
    reasons
        Names of the areas, by reason.
    """
    missing = sum(map(len, reasons.values()))
    if not missing:
        return ""
    told = [f"{why} ({_some(names)})" for why, names in reasons.items() if names]
    verb = "heeft" if missing == 1 else "hebben"
    return (
        f"{number(missing)} van de {areas(level, total)} {verb} geen cijfer ‘gegeven startniveau’: "
        f"{'; '.join(told)}."
    )


def _some(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return escape_markdown(", ".join(names))
    rest = number(len(names) - _NAMED)
    return escape_markdown(f"{', '.join(names[:_NAMED])} en nog {rest}")


def no_start(base: int) -> str:
    """Reason: nothing at the start."""
    return f"geen cijfer in {base}"


def no_end(wave: int) -> str:
    """Reason: nothing at the end."""
    return f"geen cijfer in {wave}"


TOO_FAR = "begon te ver van alle andere gebieden"
TOO_FEW = f"minder dan {FEWEST} gebieden met een cijfer"


def pattern_title(found: Pattern | None, measure: Measure) -> str:
    """Whether areas that began low changed more, in one line; empty where it cannot be said."""
    if found is None:
        return ""
    low, high = (signed(v, measure.change_decimals) for v in (found.low, found.high))
    return f"{_claim(found, measure)}: onderste helft {low}, bovenste helft {high}"


def pattern_sentence(found: Pattern | None, measure: Measure) -> str:
    """The same with its numbers, and what it means for a comparison."""
    if found is None:
        return ""
    low, high = (signed(v, measure.change_decimals) for v in (found.low, found.high))
    rho = [signed(v, 2) for v in (found.correlation, found.lowest, found.highest)]
    text = (
        f"{_claim(found, measure)}. De helft die laag begon, veranderde gemiddeld {low}, de helft "
        f"die hoog begon {high} {escape_markdown(measure.change_unit)}; samenhang in volgorde "
        f"{rho[0]}, marge {rho[1]} tot {rho[2]} (n = {number(found.n)})."
    )
    if found.direction(_least(measure)) <= 0:
        return text
    return (
        f"{text} Een deel daarvan kan regressie naar het gemiddelde zijn: na een uitzonderlijk "
        "lage meting volgt meestal een hogere."
    )


def _least(measure: Measure) -> float:
    """Difference between halves that is worth telling: in points, or what can be written."""
    return _LEAST_POINTS if measure.is_score else 10.0**-measure.change_decimals


def _claim(found: Pattern, measure: Measure) -> str:
    up, down = ("vooruit", "achteruit") if measure.is_score else ("omhoog", "omlaag")
    way = found.direction(_least(measure))
    if not way:
        return f"Wie laag begon, ging hier niet duidelijk meer of minder {up}"
    who, mean = ("laag", found.low) if way > 0 else ("hoog", found.high)
    more = f"meer {up}" if mean > 0 else f"minder {down}"
    return f"Wie {who} begon, ging hier gemiddeld {more}"
