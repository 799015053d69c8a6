"""Sentences about areas by their mix: types, concentration, what goes with it, and what if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

from wijkbeeld.analysis.mix_areas import Concentration
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.mix_grain import uneven_went
from wijkbeeld.words.mixing import are_alike, percent
from wijkbeeld.words.numbers import number
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
PROXIES = (
    "Dit zijn benaderingen. Een laag inkomen of een corporatiewoning maakt niemand kwetsbaar, en "
    "niet iedereen die kwetsbaar is, telt mee."
)
TYPES = {"mixed": "gemengd", "between": "ertussenin", "single": "eenzijdig"}


def typed(
    counts: Mapping[str, int],
    level: str,
    mixed: int,
    single: int,
    whole: tuple[str, str, float],
) -> str:
    """How many areas are of each type, with the limits, and what the place as a whole would be.

    Parameters
    ----------
    counts
        By type: ``mixed``, ``between``, ``single``.
    mixed, single
        Limits on the share of the largest kind, in percent.
    whole
        The place (``in Amsterdam``), its largest kind and the share of that (0..1).
    """
    n = sum(counts.values())
    return (
        f"Van de {areas(level, n)} {'is' if counts['mixed'] == 1 else 'zijn'} er "
        f"**{number(counts['mixed'])} gemengd** (de grootste groep is hoogstens {mixed}%), "
        f"**{number(counts['single'])} eenzijdig** (ten minste {single}%) en "
        f"{number(counts['between'])} ertussenin. "
        f"{whole_beside(*whole, (mixed, single))}"
    )


def whole_beside(where: str, group: str, share: float, limits: tuple[int, int]) -> str:
    """What the largest kind of the place as a whole has, and which type that is."""
    mixed, single = limits
    kind = "single" if 100 * share >= single else "mixed" if 100 * share <= mixed else "between"
    return (
        f"Ter vergelijking: {where} als geheel is de grootste groep ‘{lowered(group)}’ met "
        f"{percent(share)}, volgens deze grenzen {TYPES[kind]}."
    )


def type_of_one(name: str, kind: str, largest: tuple[str, float], limits: tuple[int, int]) -> str:
    """Of which type an area is, with the limit that makes it so.

    Parameters
    ----------
    largest
        Its largest kind, and the share of that (0..1).
    """
    mixed, single = limits
    limit = {
        "mixed": f"hoogstens {mixed}%",
        "single": f"ten minste {single}%",
        "between": f"tussen {mixed}% en {single}%",
    }[kind]
    return (
        f"{name} is {TYPES[kind]}: de grootste groep, ‘{lowered(largest[0])}’, heeft "
        f"{percent(largest[1])} ({limit} is {TYPES[kind]})."
    )


def no_type(name: str) -> str:
    """Why one area has no type."""
    return f"Van {name} is te weinig bekend (minder dan de helft) om te zeggen hoe gemengd het is."


def no_types(broad: str) -> str:
    """Why no area is told to be mixed or of a single kind."""
    return (
        f"Welke gebieden gemengd of eenzijdig zijn, is met deze soorten niet te zeggen: "
        f"‘{lowered(broad)}’ is zo breed dat bijna elk gebied er een meerderheid van heeft."
    )


def types_changed(
    before: Mapping[str, int], after: Mapping[str, int], years: tuple[int, int], level: str
) -> str:
    """How many areas were and are of each type, over the same areas."""
    told = [
        f"{name} {number(before[kind])} en {number(after[kind])}" for kind, name in TYPES.items()
    ]
    n = sum(after.values())
    return f"In {years[0]} en {years[1]}, van dezelfde {areas(level, n)}: {', '.join(told)}."


def ends_listed(ends: int, n: int, level: str) -> str:
    """That a list shows its ends only."""
    return (
        f"De lijst toont de eerste en de laatste {number(ends)} van de {areas(level, n)}. De "
        "download heeft ze alle."
    )


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


def corporation_title(label: str, level: str) -> str:
    """Heading of areas that are more than two thirds of one kind: corporation, as it is called."""
    many = NOUNS[level][1]
    if is_corporation(label):
        return f"Corporatie{many}"
    return f"{many.capitalize()} met vooral {lowered(label)}"


def is_corporation(label: str) -> bool:
    """Whether a kind is called after corporations: own files may count social rent instead."""
    return "corporatie" in label.lower()


def corporation_areas(
    label: str,
    now: tuple[int, int, int, float],
    before: tuple[int, int, int] | None,
    level: str,
) -> str:
    """How many areas are more than two thirds corporation.

    Parameters
    ----------
    label
        What the kind is called in the figures.
    now
        Year, such areas, areas with a figure, their part of all corporation dwellings (0..1).
    before
        Earlier year, such areas then, and now among the areas that are known in both.
    """
    year, n, of, part = now
    kind = f"‘{lowered(label)}’"
    where = f"In {year} is in {number(n) if n else 'geen'} van de {areas(level, of)}"
    one = NOUNS[level][0]
    told = f"{where} meer dan twee derde van de woningen {kind}"
    if is_corporation(label):
        told += f": een corporatie{one}"
    if n:
        told += f". Daar staat {percent(part)} van alle woningen {kind}"
    if before is not None:
        told += (
            f". Van de gebieden met een cijfer in beide jaren waren het er {number(before[1])} in "
            f"{before[0]} en {number(before[2])} in {year}"
        )
    return f"{told}."


def concentrates(group: str, years: tuple[int, int], found: Concentration, level: str) -> str:
    """Whether a group spreads or concentrates over the areas of each city."""
    n = len(found.areas)
    if found.cities.empty:
        return (
            "Dat is hier niet te zeggen: er zijn te weinig gebieden met een cijfer in beide jaren."
        )
    between = f"({years[0]}–{years[1]}, n = {areas(level, n)})"
    if len(found.cities) > 1:
        more = int((found.cities["after"] > found.cities["before"]).sum())
        verb = (
            f"In {number(more)} van de {number(len(found.cities))} gemeenten is ‘{lowered(group)}’ "
            "meer geconcentreerd, in de andere niet"
        )
    else:
        verb = _went_one(group, *(float(v) for v in found.cities.iloc[0][["before", "after"]]))
    grew = int((found.areas["change"] > 0).sum())
    return (
        f"{verb} {between}. {number(grew)} van de {areas(level, n)} "
        f"{'droeg' if grew == 1 else 'droegen'} in {years[1]} een groter deel van de groep"
        f"{' in de eigen gemeente' if len(found.cities) > 1 else ''} dan in {years[0]}."
    )


def _went_one(group: str, before: float, after: float) -> str:
    if are_alike(before, after):
        return f"De ongelijke spreiding van ‘{lowered(group)}’ {uneven_went(before, after)}"
    way = "meer geconcentreerd" if after > before else "meer gespreid"
    return f"‘{group}’ is {way}: de ongelijke spreiding {uneven_went(before, after)}"


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
        f"zegt dat niet. Gewoonlijk: de gewogen spreiding gedeeld door het gemiddelde "
        f"(variatiecoëfficiënt), gewogen met {weight}. Bron: {source}."
    )


@dataclass(frozen=True)
class Place:
    """What a what-if is about: the feature and year of the figures, and the place as a whole.

    ``where`` is ``in Amsterdam``, ``many`` the units of it (``buurten``).
    """

    feature: str
    year: int
    where: str
    many: str


def what_if(
    number_: float,
    kinds: tuple[str, str],
    name: str,
    own: tuple[float, float],
    h: tuple[float, float],
    place: Place,
) -> str:
    """What a move of dwellings between kinds does to the mix of an area and the grain of its place.

    Parameters
    ----------
    own, h
        Mix (0..1) of the area, and H of the place, before and after.
    """
    before, after = kinds
    old, new = percent(h[0]), percent(h[1])
    between = f"blijft {new}" if old == new else f"wordt {new} (in {place.year} {old})"
    return (
        f"Als {number(number_)} woningen in {escape_markdown(name)} van ‘{lowered(before)}’ naar "
        f"‘{lowered(after)}’ gaan, wordt de menging daar {number(own[1], 2)} (in {place.year} "
        f"{number(own[0], 2)}). Het deel van de menging naar {lowered(place.feature)} "
        f"{place.where} dat tussen {place.many} zit, {between}."
    )


def too_many(asked: int, most: int) -> str:
    """That fewer dwellings can move than were asked for, or that there are no fewer than none."""
    if asked < 0:
        return "Een aantal is ten minste 0. We rekenen met 0."
    return f"Er zijn er {number(most)}, geen {number(asked)}. We rekenen met {number(most)}."
