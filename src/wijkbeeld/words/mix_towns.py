"""Sentences about the separation of all gemeenten over the years."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mix_grain import uneven_went
from wijkbeeld.words.mixing import are_alike, percent
from wijkbeeld.words.sentences import NOUNS, areas

MEASURES = {"dissimilarity": "ongelijke spreiding", "isolation": "aandeel om zich heen"}
"""What is drawn of gemeenten, as a sentence has it."""
EACH_ONCE = (
    "Elke gemeente telt één keer, groot of klein. Een gemeente doet mee als zij twee of meer "
    "{units} heeft en van ten minste de helft het cijfer bekend is. Gemeenten met weinig {units} "
    "zijn minder goed te vergelijken: hoe kleiner de gebieden, hoe hoger de ongelijke spreiding."
)


def title(measure: str, group: str, middles: Mapping[int, float], n: int | None = None) -> str:
    """How the median of gemeenten went, for above a chart.

    Parameters
    ----------
    middles
        Median (0..1) in the first and the last year that compare.
    n
        Gemeenten with a figure in both, which the medians are of; None where these are all.
    """
    of = f" (dezelfde {areas('gemeente', n)})" if n is not None else ""
    what = f"{MEASURES[measure].capitalize()} van ‘{lowered(group)}’"
    (first, old), (last, new) = min(middles.items()), max(middles.items())
    if are_alike(old, new):
        return f"{what}: de middelste gemeente {uneven_went(old, new)}, {first}–{last}{of}"
    return (
        f"{what}: de middelste gemeente ging van {percent(old)} in {first} naar {percent(new)} "
        f"in {last}{of}"
    )


def measured(measure: str, level: str, counted: str) -> str:
    """What the lines are.

    Parameters
    ----------
    counted
        Number of gemeenten over the years: ``338 tot 342``.
    """
    name = MEASURES[measure]
    return (
        f"{name.capitalize()} (%) over de {NOUNS[level][1]} van elke gemeente. "
        f"n = {counted} gemeenten."
    )


def spread(measure: str, year: int, found: Mapping[str, float]) -> str:
    """How far gemeenten lie apart in a year.

    Parameters
    ----------
    found
        ``n``, ``middle``, ``low`` and ``high`` (0..1; missing where too few).
    """
    told = (
        f"In {year} is de {MEASURES[measure]} in de middelste gemeente {percent(found['middle'])}"
        if measure == "dissimilarity"
        else f"In {year} is het {MEASURES[measure]} in de middelste gemeente "
        f"{percent(found['middle'])}"
    )
    n = areas("gemeente", int(found["n"]))
    if isnan(found["low"]):
        return f"{told} (n = {n})."
    return (
        f"{told}. Bij 1 op de 10 gemeenten is het minder dan {percent(found['low'])}, bij 1 op de "
        f"10 meer dan {percent(found['high'])} (n = {n})."
    )


def one_year(year: int) -> str:
    """Why there are no lines."""
    return (
        f"Van de gemeenten is alleen {year} bekend, of een jaar dat er niet mee te vergelijken is. "
        "Voor een lijn door de tijd zijn er twee jaren nodig: voeg ze toe op Gegevens."
    )


def explained(level: str) -> str:
    """What a table of gemeenten measures, in a file."""
    many = NOUNS[level][1]
    return (
        f"Ongelijke spreiding (dissimilariteit): deel van de groep dat zou moeten verhuizen om in "
        f"alle {many} van de gemeente dezelfde verdeling te krijgen. Om zich heen (isolatie): "
        f"gemiddeld aandeel van de groep in de {many} waar zij zit. {h_explained(level)}"
    )


def h_explained(level: str) -> str:
    """What the part of the mix between areas is, per gemeente."""
    many = NOUNS[level][1]
    return (
        f"Menging tussen {many}: welk deel van de menging van de gemeente er alleen is "
        f"doordat {many} van elkaar verschillen. 0%: alle {many} hebben dezelfde verdeling. 100%: "
        "elk heeft één soort."
    )
