"""Sentences about how the mix of areas and their liveability go together."""

from __future__ import annotations

from wijkbeeld.analysis.mix_areas import FEWEST, Relation
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mixing import percent
from wijkbeeld.words.numbers import signed
from wijkbeeld.words.sentences import NOUNS, areas

ECOLOGICAL = (
    "Let op: dit gaat over gebieden, niet over mensen (ecologische denkfout). Het zegt niet waar "
    "een verschil van komt. Buurten naast elkaar lijken op elkaar, dus de echte marge is ruimer. "
    "Samenhang (rangcorrelatie) loopt van −1 (altijd tegen elkaar in) tot +1 (altijd samen)."
)
STOCK_IN_SCORE = (
    "De score heeft zelf een dimensie ‘{dimension}’. Soort en eigendom van woningen kunnen dus aan "
    "beide kanten van de vergelijking meetellen."
)
KINDS = {"entropie": "gelijke verdeling", "simpson": "kans op verschil"}
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


def mix_means(group: str, share: float, found: Relation | None) -> str:
    """What more mix is here: more or less of a group, which its share decides.

    Parameters
    ----------
    share
        Of the group in the place as a whole, 0..1.
    found
        How the mix of areas and the share of the group in them go together.
    """
    if found is None:
        return ""
    name = f"‘{lowered(group)}’"
    whole = f"(in het geheel {percent(share)}; {_told(found)})"
    if found.low <= 0 <= found.high:
        return f"Meer menging is hier niet zichtbaar meer of minder {name} {whole}."
    way, other = ("meer", "minder") if found.rho > 0 else ("minder", "meer")
    return (
        f"Meer menging is hier vooral {way} {name} {whole}. Waar het aandeel anders ligt, kan meer "
        f"menging juist {other} {name} zijn: aan de menging alleen zie je dat niet."
    )


def _told(found: Relation) -> str:
    margin = f"95%-marge {signed(found.low, 2)} tot {signed(found.high, 2)}"
    return f"samenhang {signed(found.rho, 2)}, {margin}"


def relation_title(level: str, *, is_change: bool) -> str:
    """What is set beside each other, for above a chart; what it says stands below, with its limits.

    Parameters
    ----------
    is_change
        Whether both are changes between two years.
    """
    what = "Verandering van menging en van score" if is_change else "Menging en score"
    return f"{what}, per {NOUNS[level][0]}"


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
