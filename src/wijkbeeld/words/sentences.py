"""Sentences about what is on screen: numbers in, one defensible Dutch sentence out."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from wijkbeeld.analysis.levels import Decomposition, Standing
from wijkbeeld.words import certainty
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed

NOUNS = {
    "gemeente": ("gemeente", "gemeenten"),
    "wijk": ("wijk", "wijken"),
    "buurt": ("buurt", "buurten"),
}


def areas(level: str, n: int) -> str:
    """Count of areas with their noun: ``3.308 wijken``."""
    one, many = NOUNS[level]
    return f"{number(n)} {one if n == 1 else many}"


def standing_sentence(place: Standing, level: str, among: str) -> str:
    """State the rank of an area among others; nothing when it is the only one."""
    if place.n < 2:
        return ""
    if place.percentile == 100:
        beside = "hoger dan alle andere"
    elif place.percentile == 0:
        beside = "lager dan alle andere"
    elif place.percentile < 1:
        beside = "lager dan bijna alle andere"
    else:
        share = min(round(place.percentile), 99)  # only the ends are above or below all
        beside = f"hoger dan {share}% van de andere"
    those = f"{areas(level, place.n)} {among}".strip()
    return f"Plaats {number(place.rank)} van {those}; {beside}."


def went(change: float) -> str:
    """How a score went: ``steeg 0,027 punt``."""
    written = number(abs(change), 3)
    if float(round(change, 3)) == 0.0:
        return "bleef gelijk"
    return f"{'steeg' if change > 0 else 'daalde'} {written} punt"


def longer_change(first: int, wave: int, change: float, base: int) -> str:
    """Why a change by dimension starts later than the one of the total score, and that one."""
    return (
        f"De totaalscore {went(change)} van {first} tot {wave}; voor de tijd voor {base} zijn er "
        "geen dimensies."
    )


def decomposition_sentence(
    name: str, split: Decomposition, labels: dict[str, str], longer: str = ""
) -> str:
    """State how a change adds up, naming the largest part on each side.

    Parameters
    ----------
    longer
        The change over more years, as :func:`longer_change` tells it.
    """
    ranked = sorted(split.parts, key=lambda d: split.parts[d])
    low, high = ranked[0], ranked[-1]
    text = (
        f"{escape_markdown(name)} {went(split.total)} tussen {split.base} en {split.wave}."
        f"{' ' if longer else ''}{longer}"
    )
    if split.parts[high] > 0:
        value = signed(split.parts[high], 3)
        text += f" De grootste stijging zit in {lowered(labels[high])} ({value})."
    if split.parts[low] < 0:
        value = signed(split.parts[low], 3)
        text += f" De grootste daling zit in {lowered(labels[low])} ({value})."
    return text + " De delen tellen op tot het totaal; ze zeggen niet waardoor het veranderde."


def spread_sentence(
    level: str, wave: int, ordered: pd.Series, few: int = 0, unknown: Collection[str] = ()
) -> str:
    """State the best and weakest part of an area.

    Parameters
    ----------
    ordered
        Scores with names as index, highest first; without parts where few live.
    few
        Parts that are left out because few live there.
    unknown
        Names of parts of which nobody knows how many live there.
    """
    count = "telt" if few == 1 else "tellen"
    left_out = f" {areas(level, few)} met weinig inwoners {count} hier niet mee." if few else ""
    if len(ordered) == 1:
        return f"In {wave} heeft één {NOUNS[level][0]} een score.{left_out}"
    ends = [str(ordered.index[-1]), str(ordered.index[0])]
    doubt = certainty.unknown_named(ends, unknown)
    return (
        f"In {wave} scoren {areas(level, len(ordered))} van {number(float(ordered.iloc[-1]), 2)} "
        f"({escape_markdown(ordered.index[-1])}) tot {number(float(ordered.iloc[0]), 2)} "
        f"({escape_markdown(ordered.index[0])}); het verschil is "
        f"{number(float(ordered.iloc[0] - ordered.iloc[-1]), 2)}{doubt}.{left_out}"
    )


def comparison_sentence(
    changes: pd.Series, base: int, wave: int, unit: str = "punt", decimals: int = 3
) -> str:
    """State between which ends the compared areas changed.

    Parameters
    ----------
    changes
        Change between the waves with names as index.
    """
    most, least = changes.idxmax(), changes.idxmin()
    high, low = (
        escape_markdown(f"{signed(float(changes[one]), decimals)} {unit}") for one in (most, least)
    )
    return (
        f"In deze {number(len(changes))} gebieden loopt de verandering tussen {base} en {wave} van "
        f"{low} ({escape_markdown(least)}) tot {high} ({escape_markdown(most)})."
    )


def residual_sentence(name: str, level: str, mean: float, middle: float, above: int, n: int) -> str:
    """State how a group moved beside areas that started about equally high."""
    return (
        f"{escape_markdown(name)}: {number(above)} van de {areas(level, n)} "
        f"{'ontwikkelde' if above == 1 else 'ontwikkelden'} zich beter dan "
        f"gebieden die ongeveer even hoog begonnen; het gemiddelde verschil is {signed(mean, 3)} "
        f"punt, het middelste {signed(middle, 3)} punt. Dat zegt niet waardoor."
    )


def missing_dimensions(waves: list[int], dimension_waves: tuple[int, ...]) -> str:
    """Say which waves lack the dimensions; empty when none does."""
    absent = [str(w) for w in waves if w not in dimension_waves]
    if not absent:
        return ""
    return (
        f"In de bestanden van de Leefbaarometer staan voor {', '.join(absent)} geen dimensies, "
        "alleen de totaalscore."
    )
