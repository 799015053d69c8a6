"""Sentences about one area from the pages on perception and displacement."""

from __future__ import annotations

from collections.abc import Sequence

from wijkbeeld.analysis.perception import Judged
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.perception import change_unit, plain_unit


def listed(names: Sequence[str]) -> str:
    """Names in a row: ``A, B en C``."""
    return " en ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def felt(measure: Measure, year: int, value: float, n: int | None) -> str:
    """What residents answered, and how many were asked.

    Parameters
    ----------
    n
        Respondents; None where the file does not say.
    """
    asked = "n niet bekend" if n is None else f"n = {number(n)}"
    written = number(value, measure.decimals)
    unit = "%" if measure.unit.startswith("%") else f" ({plain_unit(measure)})"
    return f"Bewoners over {lowered(measure.label)}: {written}{unit} in {year}, {asked}."


def nothing_felt(fewest: int | None) -> str:
    """That nothing is known of what residents answered.

    Parameters
    ----------
    fewest
        Answers from which an area is shown, where there is a survey; None without one.
    """
    if fewest is None:
        return "Wat bewoners zelf vinden staat hier niet in: er is geen enquête geladen."
    return (
        "Wat bewoners zelf vinden staat hier niet in: van dit gebied zijn er geen antwoorden, of "
        f"minder dan {fewest}."
    )


def felt_change(measure: Measure, since: int, change: float, kind: Judged) -> str:
    """How an answer changed, and whether the margin says so too."""
    written = f"{signed(change, measure.change_decimals)} {change_unit(measure)}"
    if kind == "unclear":
        return f"Sinds {since} is het verschil {written}; met de marge is dat niet duidelijk."
    return f"Sinds {since} is het verschil {written}, meer dan de marge."


def beside_renewal(label: str, names: Sequence[str]) -> str:
    """That the area touches areas of a programme."""
    return (
        f"Grenst aan {listed(names)} ({label}). Op Waterbed zie je of er misschien iets is "
        "verschoven; dat blijft een aanwijzing."
    )
