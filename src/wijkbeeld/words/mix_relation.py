"""Sentences about how the mix of areas and their liveability go together."""

from __future__ import annotations

from wijkbeeld.analysis.mix_areas import FEWEST, Relation
from wijkbeeld.words.numbers import signed
from wijkbeeld.words.sentences import NOUNS, areas

ECOLOGICAL = (
    "Let op: dit gaat over gebieden, niet over mensen (ecologische denkfout). Het zegt niet waar "
    "een verschil van komt. Buurten naast elkaar lijken op elkaar, dus de echte marge is ruimer."
)
KINDS = {"entropie": "entropie", "simpson": "Simpson"}
"""Ways in which the mix is counted, by what the link says."""


def no_two_waves(years: tuple[int, int]) -> str:
    """Why no change of the score is set beside a change of the mix."""
    return (
        f"De score heeft hier geen twee metingen die bij {years[0]} en {years[1]} horen. Kies een "
        "ander jaar, of voeg op Gegevens meer metingen toe."
    )


def relation_sentence(found: Relation | None, what: str, n: int, level: str) -> str:
    """How two things go together over areas, with its margin.

    Parameters
    ----------
    what
        ``meer menging en een hogere score``.
    """
    if found is None:
        return (
            f"{what[0].upper()}{what[1:]}: niet te zeggen. Er zijn {areas(level, n)} met beide "
            f"cijfers; ten minste {FEWEST} zijn nodig."
        )
    numbers = f"{_told(found)}, n = {areas(level, found.n)}"
    if found.low <= 0 <= found.high:
        return f"{what[0].upper()}{what[1:]} gaan hier niet zichtbaar samen ({numbers})."
    if found.rho < 0:
        return (
            f"{what[0].upper()}{what[1:]} gaan hier tegen elkaar in: waar het ene groter is, is "
            f"het andere vaker kleiner ({numbers})."
        )
    how = "gaan hier vaker samen"
    return f"{what[0].upper()}{what[1:]} {how} ({numbers})."


def _told(found: Relation) -> str:
    margin = f"95%-marge {signed(found.low, 2)} tot {signed(found.high, 2)}"
    return f"rangcorrelatie {signed(found.rho, 2)}, {margin}"


def relation_title(found: Relation, *, is_change: bool) -> str:
    """How mix and score go together, for above a chart.

    Parameters
    ----------
    is_change
        Whether both are changes between two years.
    """
    if found.low <= 0 <= found.high:
        if is_change:
            return "Groei van de menging en van de score gaan niet zichtbaar samen"
        return "Menging en score gaan niet zichtbaar samen"
    way = "hoger" if found.rho > 0 else "lager"
    if is_change:
        more = "meer" if found.rho > 0 else "minder"
        return f"Waar de menging meer groeide, groeide de score vaker {more}"
    return f"In gebieden met meer menging is de score vaker {way}"


def relation_measured(found: Relation, across: str, along: str, level: str) -> str:
    """What the points of the chart are, with the correlation and its margin.

    Parameters
    ----------
    across, along
        What the two axes are of.
    """
    one = NOUNS[level][0]
    return (
        f"Elke stip is een {one}: {across}, en {along}. {_told(found).capitalize()}, "
        f"n = {areas(level, found.n)}."
    )
