"""Sentences about how unequally a mix is spread: its grain, and how far a group lives apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

from wijkbeeld.analysis.mixing import Grain
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mixing import are_alike, percent
from wijkbeeld.words.sentences import NOUNS, areas

_ALL_ABOUT, _EVEN = 0.9, 15
"""Part of the mix inside units from which, and unequal spread (%) below which, units are told to be
alike. The first alone says little: near 1 entropy hardly changes.
"""


def uneven_spread(group: str, noun: str, dissimilarity: float, level: str) -> str:
    """How unequal a group is spread over units; empty where that cannot be told."""
    if isnan(dissimilarity):
        return ""
    one = NOUNS[level][0]
    return (
        f"De ongelijke spreiding is **{percent(dissimilarity)}**: dat deel van de {noun} "
        f"‘{lowered(group)}’ zou naar een andere {one} moeten om in elke {one} dezelfde verdeling "
        "te krijgen."
    )


def uneven_title(group: str, before: tuple[int, float], after: tuple[int, float]) -> str:
    """How the unequal spread (0..1) of a group went, for above a chart."""
    (first, old), (last, new) = before, after
    told = f"{group}: ongelijke spreiding"
    if first == last:
        return f"{told} {percent(new)} in {last}"
    return f"{told} {uneven_went(old, new)}, {first}–{last}"


def uneven_went(old: float, new: float) -> str:
    """``ging van 53% naar 40%``, or that it is about the same."""
    if are_alike(old, new):
        told = dict.fromkeys([percent(old), percent(new)])
        return f"bleef ongeveer gelijk, {' en '.join(told)}"
    return f"ging van {percent(old)} naar {percent(new)}"


def scale_names(level: str, many_towns: bool) -> tuple[str, ...]:
    """Names of the scales of a decomposition, from fine to coarse."""
    inside = f"binnen {NOUNS[level][1]}"
    steps = ["tussen buurten van een wijk"] if level == "buurt" else []
    steps.append("tussen wijken van een gemeente" if many_towns else "tussen wijken")
    return (inside, *steps, *(["tussen gemeenten"] if many_towns else []))


def grain_sentence(
    found: Grain, names: Sequence[str], level: str, group: str, dissimilarity: float
) -> str:
    """At which scale the mix exists, and how far a group is spread unequally all the same.

    Parameters
    ----------
    group, dissimilarity
        The group in view and its unequal spread over the same units (0..1; NaN where not known).
    """
    if found.n < 2:
        return (
            f"Er is maar {areas(level, found.n)} met een cijfer. Dan is er geen korrelgrootte te "
            "berekenen: die vergelijkt gebieden met elkaar."
        )
    if isnan(found.h):
        return "Er is hier maar één soort. Dan valt er niets te verdelen over schalen."
    parts = dict(zip(names, found.shares, strict=True))
    told = [f"{percent(share)} {name}" for name, share in parts.items()]
    means = _grain_means(found, level, group, dissimilarity)
    return f"Van de menging zit {', '.join(told[:-1])} en {told[-1]}. {means}"


def _grain_means(found: Grain, level: str, group: str, dissimilarity: float) -> str:
    many = NOUNS[level][1]
    spread = (
        ""
        if isnan(dissimilarity)
        else f"de ongelijke spreiding van ‘{lowered(group)}’ is {percent(dissimilarity)}"
    )
    if found.shares[0] < 0.5:
        told = (
            f"De mix is grof: er zijn verschillende {many} naast elkaar, elk met vooral één soort"
        )
        return f"{told} ({spread})." if spread else f"{told}."
    if found.shares[0] >= _ALL_ABOUT and 100 * dissimilarity < _EVEN:
        return f"De mix is fijn: {many} lijken op het geheel ({spread})."
    if not 100 * dissimilarity >= _EVEN:
        return f"De mix zit vooral binnen {many}{f'; {spread}' if spread else ''}."
    soon = f"Het deel binnen {many} is al gauw groot en zegt weinig over verschillen tussen {many}"
    return f"{soon}: {spread}."


def apart(group: str, noun: str, year: int, found: Mapping[str, float], level: str) -> str:
    """How far a group lives apart; says so where it cannot be told.

    Parameters
    ----------
    found
        ``dissimilarity``, ``isolation``, ``share`` and ``n`` (:func:`analysis.mixing.separation`).
    """
    one, many = NOUNS[level]
    if isnan(found["dissimilarity"]):
        return f"Scheiding is er alleen tussen ten minste twee {many} en twee soorten."
    return (
        f"In {year} zou {percent(found['dissimilarity'])} van de {noun} ‘{lowered(group)}’ naar "
        f"een andere {one} moeten om in elke {one} dezelfde verdeling te krijgen. In de {one} waar "
        f"deze groep zit, hoort gemiddeld {percent(found['isolation'])} tot de groep; zonder "
        f"scheiding was dat {percent(found['share'])}. n = {areas(level, int(found['n']))}."
    )


def grain_title(found: Grain, level: str, dissimilarity: float) -> str:
    """At which scale the mix exists, for above a chart."""
    told = f"{percent(found.shares[0])} van de menging zit binnen {NOUNS[level][1]}"
    if isnan(dissimilarity):
        return told
    return f"{told}, bij een ongelijke spreiding van {percent(dissimilarity)}"
