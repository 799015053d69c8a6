"""Sentences about the mix of areas: numbers in, one defensible Dutch sentence out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

from wijkbeeld.analysis.mix_areas import FEWEST, Concentration, Relation
from wijkbeeld.analysis.mixing import Grain
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.sentences import NOUNS, areas

OURS = "Dit is onze indeling, niet een officiële. Je verschuift de grenzen zelf."
NO_FORECAST = (
    "Dit is rekenen met de woningen die er staan, geen voorspelling. Wie er komt wonen, en wat "
    "het met de leefbaarheid doet, zegt het niet."
)
NOT_PUBLISHED = (
    "Instroom en doorstroom per wijk: niet in open data. De kerncijfers van CBS zeggen niet wie er "
    "in een wijk komt wonen, wie vertrekt en waarheen. Vraag je gemeente of corporatie om "
    "verhuiscijfers en voeg ze toe op Gegevens."
)
ECOLOGICAL = (
    "Let op: dit gaat over gebieden, niet over mensen (ecologische denkfout). Het zegt niet waar "
    "een verschil van komt. Buurten naast elkaar lijken op elkaar, dus de echte marge is ruimer."
)
PROXIES = (
    "Dit zijn benaderingen. Een laag inkomen of een corporatiewoning maakt niemand kwetsbaar, en "
    "niet iedereen die kwetsbaar is, telt mee."
)
MIX_EXPLAINED = (
    "Menging is de entropie van de samenstelling, gedeeld door de hoogst mogelijke: 0 als er één "
    "soort is, 1 als alle soorten even groot zijn. Simpson is de kans dat twee willekeurige "
    "woningen, huishoudens of inwoners van een andere soort zijn."
)
_ALL_ABOUT = 0.9
"""Part of the mix inside units from which they are told to be about as mixed as the place."""

TYPES = {"mixed": "gemengd", "between": "ertussenin", "single": "eenzijdig"}


def percent(share: float, decimals: int = 0) -> str:
    """Write a share (0..1) in percent."""
    return f"{number(100 * share, decimals)}%"


def composed(shares: Mapping[str, float]) -> str:
    """Shares in words: ``30% koop, 41% corporatie en 29% overige huur``."""
    told = [f"{percent(share)} {lowered(label)}" for label, share in shares.items()]
    return " en ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def finding(
    where: str, feature: str, year: int, shares: Mapping[str, float], entropy: float
) -> str:
    """How mixed a place is as a whole.

    Parameters
    ----------
    where
        ``in Amsterdam``.
    entropy
        0..1.
    """
    return (
        f"{where[0].upper()}{where[1:]} is de menging naar {lowered(feature)} in {year} "
        f"**{number(entropy, 2)}** op een schaal van 0 (één soort) tot 1 (alle soorten even "
        f"groot): {composed(shares)}."
    )


def changed(before: tuple[int, float], after: tuple[int, float], level: str, n: int) -> str:
    """How the mix went between two years that compare, over the same areas."""
    (first, old), (last, new) = before, after
    return f"Van {first} tot {last} {_went(old, new)}, geteld in dezelfde {areas(level, n)}."


def _went(old: float, new: float) -> str:
    if number(old, 2) == number(new, 2):
        return f"bleef de menging gelijk ({number(new, 2)})"
    verb = "steeg" if new > old else "daalde"
    return f"{verb} de menging van {number(old, 2)} naar {number(new, 2)}"


def course_title(name: str, before: tuple[int, float], after: tuple[int, float]) -> str:
    """How the mix of an area went, for above a chart."""
    (first, old), (last, new) = before, after
    if number(old, 2) == number(new, 2):
        return f"{name}: de menging bleef gelijk van {first} tot {last} ({number(new, 2)})"
    verb = "meer gemengd" if new > old else "minder gemengd"
    return f"{name} werd {verb}: van {number(old, 2)} in {first} naar {number(new, 2)} in {last}"


def many(level: str) -> str:
    """More than one area of a level: ``buurten``."""
    return NOUNS[level][1]


def not_compared(years: Sequence[int], year: int) -> str:
    """Which years cannot be set beside this one; empty where all can."""
    if not years:
        return ""
    told = ", ".join(map(str, years))
    return (
        f"Niet te vergelijken met {year}: {told}. De cijfers komen daar van een andere bron, "
        "indeling of begrip. In de grafiek staat daar een breuk."
    )


def scale_names(level: str, many_towns: bool) -> tuple[str, ...]:
    """Names of the scales of a decomposition, from fine to coarse."""
    inside = f"binnen {NOUNS[level][1]}"
    steps = ["tussen buurten van een wijk"] if level == "buurt" else []
    steps.append("tussen wijken van een gemeente" if many_towns else "tussen wijken")
    return (inside, *steps, *(["tussen gemeenten"] if many_towns else []))


def grain_sentence(found: Grain, names: Sequence[str], level: str) -> str:
    """At which scale the mix exists."""
    if found.n < 2:
        return (
            f"Er is maar {areas(level, found.n)} met een cijfer. Dan is er geen korrelgrootte te "
            "berekenen: die vergelijkt gebieden met elkaar."
        )
    if isnan(found.h):
        return "Er is hier maar één soort. Dan valt er niets te verdelen over schalen."
    parts = dict(zip(names, found.shares, strict=True))
    told = [f"{percent(share)} {name}" for name, share in parts.items()]
    return f"Van de menging zit {', '.join(told[:-1])} en {told[-1]}. {_grain_means(found, level)}"


def _grain_means(found: Grain, level: str) -> str:
    one, many = NOUNS[level]
    if found.shares[0] >= _ALL_ABOUT:
        return f"De mix is fijn: een {one} is bijna zo gemengd als het geheel."
    if found.shares[0] >= 0.5:
        return (
            f"De mix zit vooral binnen {many}, maar een deel bestaat alleen omdat {many} van "
            "elkaar verschillen."
        )
    return f"De mix is grof: er zijn verschillende {many} naast elkaar, elk met vooral één soort."


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
        f"deze groep zit, hoort gemiddeld {percent(found['isolation'])} tot de groep; zonder scheiding "
        f"was dat {percent(found['share'])}. n = {areas(level, int(found['n']))}."
    )


def left_out(level: str, known: int, unknown: int, empty: int) -> str:
    """How many areas do not count, and why; empty where all do."""
    if not unknown + empty:
        return ""
    told = []
    if unknown:
        told.append(f"{areas(level, unknown)} zonder volledig cijfer")
    if empty:
        told.append(f"{areas(level, empty)} waar niets te tellen is")
    return f"n = {areas(level, known)}. Niet meegeteld: {' en '.join(told)}."


def simpson_explained() -> str:
    """What the columns of the list mean."""
    return MIX_EXPLAINED


def typed(counts: Mapping[str, int], level: str, mixed: int, single: int) -> str:
    """How many areas are of each type, with the limits.

    Parameters
    ----------
    counts
        By type: ``mixed``, ``between``, ``single``.
    mixed, single
        Limits on the share of the largest kind, in percent.
    """
    n = sum(counts.values())
    return (
        f"Van de {areas(level, n)} {'is' if counts['mixed'] == 1 else 'zijn'} er "
        f"**{number(counts['mixed'])} gemengd** (de grootste groep is hoogstens {mixed}%), "
        f"**{number(counts['single'])} eenzijdig** (ten minste {single}%) en "
        f"{number(counts['between'])} ertussenin."
    )


def numbers_changed(counts: Mapping[str, tuple[float, float]], years: tuple[int, int]) -> str:
    """How many of every kind there were and are, over the same areas."""
    told = [
        f"{lowered(label)} van {number(old)} naar {number(new)}"
        for label, (old, new) in counts.items()
    ]
    return f"In aantallen, {years[0]} en {years[1]}: {'; '.join(told)}."


def no_areas(level: str) -> str:
    """Why there is nothing to show of areas."""
    return f"Van geen {NOUNS[level][0]} is hier de samenstelling in dit jaar bekend."


def no_earlier(year: int) -> str:
    """Why nothing is set beside a year."""
    return (
        f"Er is geen eerder jaar dat met {year} te vergelijken is. Kies een ander jaar of kenmerk, "
        "of voeg op Gegevens eerdere jaren toe."
    )


def no_scores(level: str) -> str:
    """Why liveability is not set beside the mix."""
    return f"Er zijn geen scores van de Leefbaarometer per {NOUNS[level][0]} om ernaast te zetten."


def no_corporation(year: int) -> str:
    """Why corporatiebuurten are not told."""
    return (
        f"Corporatiebuurten: in de cijfers van {year} staat niet apart wat van corporaties is. "
        "Kies een ander jaar."
    )


def grain_title(found: Grain, level: str) -> str:
    """At which scale the mix exists, for above a chart."""
    many_ = NOUNS[level][1]
    return f"{percent(found.shares[0])} van de menging zit binnen {many_}, de rest tussen gebieden"


def corporation_areas(
    now: tuple[int, int, int, float], before: tuple[int, int, int] | None, level: str
) -> str:
    """How many areas are more than two thirds corporation.

    Parameters
    ----------
    now
        Year, such areas, areas with a figure, their part of all corporation dwellings (0..1).
    before
        Earlier year, such areas then, and now among the areas that are known in both.
    """
    year, n, of, part = now
    if not n:
        told = f"In {year} is geen van de {areas(level, of)} een corporatie{NOUNS[level][0]}"
    else:
        verb = "is" if n == 1 else "zijn"
        told = (
            f"In {year} {verb} {number(n)} van de {areas(level, of)} een corporatie"
            f"{NOUNS[level][0]}. Daar staat {percent(part)} van alle corporatiewoningen"
        )
    if before is not None:
        told += (
            f". Van de gebieden met een cijfer in beide jaren waren het er {number(before[1])} in "
            f"{before[0]} en {number(before[2])} in {year}"
        )
    return f"{told}. Een corporatie{NOUNS[level][0]} heeft meer dan twee derde corporatiewoningen."


def concentrates(group: str, years: tuple[int, int], found: Concentration, level: str) -> str:
    """Whether a group spreads or concentrates over the areas of a place."""
    n = len(found.areas)
    if isnan(found.before) or isnan(found.after):
        return (
            "Dat is hier niet te zeggen: er zijn te weinig gebieden met een cijfer in beide jaren."
        )
    old, new = percent(found.before), percent(found.after)
    if old == new:
        verb = f"De spreiding van ‘{lowered(group)}’ bleef gelijk ({new})"
    else:
        way = "meer geconcentreerd" if found.after > found.before else "meer gespreid"
        verb = f"‘{group}’ is {way}: de ongelijkheid ging van {old} naar {new}"
    grew = int((found.areas["change"] > 0).sum())
    return (
        f"{verb} ({years[0]}–{years[1]}, n = {areas(level, n)}). {number(grew)} van de "
        f"{areas(level, n)} droegen in {years[1]} een groter deel dan in {years[0]}."
    )


def woz_spread(year: int, cv: float, parts: Mapping[str, float], n: int) -> str:
    """How far mean WOZ values of areas lie apart, and at which scale."""
    if isnan(cv):
        return "Er is maar één gebied met een WOZ-waarde: er valt niets te vergelijken."
    told = [f"{percent(part)} {name}" for name, part in parts.items()]
    split = f" Van dat verschil zit {' en '.join(told)}." if len(told) > 1 else ""
    return (
        f"In {year} wijkt de gemiddelde WOZ-waarde van een gebied gewoonlijk {percent(cv)} af van "
        f"het gemiddelde van het geheel (n = {number(n)}).{split}"
    )


def woz_explained(weight: str, source: str) -> str:
    """What the spread of WOZ values is, and is not."""
    return (
        "Van WOZ is alleen een gemiddelde per gebied bekend. Hoe gemengd een gebied van binnen is, "
        f"zegt dat niet. Variatiecoëfficiënt, gewogen met {weight}. Bron: {source}."
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
    margin = f"95%-marge {signed(found.low, 2)} tot {signed(found.high, 2)}"
    numbers = f"rangcorrelatie {signed(found.rho, 2)}, {margin}, n = {areas(level, found.n)}"
    if found.low <= 0 <= found.high:
        return f"{what[0].upper()}{what[1:]} gaan hier niet zichtbaar samen ({numbers})."
    if found.rho < 0:
        return (
            f"{what[0].upper()}{what[1:]} gaan hier tegen elkaar in: waar het ene groter is, is "
            f"het andere vaker kleiner ({numbers})."
        )
    how = "gaan hier vaker samen"
    return f"{what[0].upper()}{what[1:]} {how} ({numbers})."


def what_if(
    number_: float,
    kinds: tuple[str, str],
    name: str,
    own: tuple[float, float],
    h: tuple[float, float],
) -> str:
    """What a move of dwellings between kinds does to the mix of an area and the grain of its place.

    Parameters
    ----------
    own, h
        Mix (0..1) of the area, and H of the place, before and after.
    """
    before, after = kinds
    old, new = percent(h[0], 2), percent(h[1], 2)
    between = f"blijft {new}" if old == new else f"wordt {new} (nu {old})"
    return (
        f"Als {number(number_)} woningen in {escape_markdown(name)} van ‘{lowered(before)}’ naar "
        f"‘{lowered(after)}’ gaan, wordt de menging daar {number(own[1], 2)} (nu "
        f"{number(own[0], 2)}). Het deel van de menging dat tussen gebieden zit, "
        f"{between}."
    )
