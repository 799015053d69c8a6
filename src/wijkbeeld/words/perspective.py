"""Sentences of *Handelingsperspectief*: four questions, four steps, findings, goals that clash."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from wijkbeeld.words import sentences
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import count, number, signed
from wijkbeeld.words.perspective_elsewhere import listed


@dataclass(frozen=True)
class Asked:
    """A question with what it is called and the key of its answer."""

    key: str
    title: str
    question: str


QUESTIONS = (
    Asked("waartoe", "Waartoe", "Wat moet er voor bewoners beter worden, en voor wie eerst?"),
    Asked("wie", "Wie", "Wie wonen er nu, wie komen erbij, en wie doen er mee?"),
    Asked("hoe", "Hoe", "Wat is er al gedaan, en wat past daar nu bij?"),
    Asked("waar", "Waar", "Op welke schaal, en in welk deel van de wijk?"),
)
"""Always asked, in every step."""

STEPS = (
    Asked(
        "stap_doelen",
        "1. Bewustwording en consensus over doelen",
        "Zien we hetzelfde in deze wijk, en willen we hetzelfde? Mengen is een middel: waarvoor?",
    ),
    Asked(
        "stap_afstemming",
        "2. Strategische afstemming",
        "Passen de plannen van gemeente, corporaties en zorg bij elkaar, ook over vijf jaar?",
    ),
    Asked(
        "stap_gebied",
        "3. Gebiedsgerichte doorvertaling",
        "Wat betekent dat voor deze wijk, en wat vragen we van andere wijken en de regio?",
    ),
    Asked(
        "stap_uitwerking",
        "4. Precisie in de uitwerking",
        "Welke woning, welk portiek, welke bewoner, en wie doet het wanneer?",
    ),
)
"""The four steps of mixing with precision."""


@dataclass(frozen=True)
class Meeting:
    """A usual meeting of the route map: who, when, about what."""

    key: str
    who: str
    when: str
    about: str


MEETINGS = (
    Meeting(
        "bewoners",
        "Bewoners en één vast gezicht",
        "Eerst, en dan elke maand",
        "Wat vinden bewoners zelf het belangrijkst? Hun belang gaat voor.",
    ),
    Meeting(
        "wekelijks",
        "Wijkconsulent, wijkteam, wijkagent",
        "Elke week, in de wijk",
        "Wat zien we, en wie gaat erop af? Een half uur, informeel.",
    ),
    Meeting(
        "fysiek_sociaal",
        "Projectleiders fysiek en sociaal",
        "Elke maand",
        "Wat verandert er in straten en woningen, en wat betekent dat voor bewoners?",
    ),
    Meeting(
        "bestuur",
        "Wethouder en bestuurders",
        "Elk half jaar",
        "Corporatie, gemeente en zorg: houden we vast aan het doel?",
    ),
    Meeting(
        "regio",
        "Gemeenten en corporaties, regio",
        "Elk jaar",
        "Wie vangt wie op? Komen problemen niet elders terecht?",
    ),
)
"""The route map that a coalition starts from."""

EVIDENCE = {
    "sterk": "sterk bewijs: vergelijkingen wijzen dezelfde kant op",
    "gemengd": "gemengd bewijs: onderzoek spreekt elkaar tegen, of geldt voor een deel",
    "zwak": "zwak bewijs: vooral voorbeelden en ervaring",
}

ACTORS = {
    "gemeente": "Gemeente",
    "corporatie": "Corporatie",
    "samen": "Samen",
    "bewoners": "Bewoners",
    "partners": "Andere partners",
}

AIMS = {
    "menging": "meer menging",
    "betaalbaarheid": "betaalbaar wonen",
    "leefbaarheid": "leefbaarheid",
    "ontmoeting": "ontmoeting",
    "kansen": "kansen voor bewoners",
    "zeggenschap": "zeggenschap van bewoners",
    "woonruimte": "genoeg woningen voor wie zoekt",
    "snelheid": "snel resultaat",
}

MIXING = (
    "Mengen is een middel en geen doel, en er is geen vaste definitie van. Cijfers van een wijk "
    "zeggen niets over één bewoner, en niet waardoor iets veranderde."
)


SHARED = (
    "Wat je hier typt of aanvinkt, wordt meteen bewaard. Iedereen die deze Wijkbeeld gebruikt, "
    "ziet het en kan het wijzigen. Zet er daarom geen namen, adressen of klachten van bewoners in."
)


def now(score: float, wave: int, class_name: str, place: str) -> str:
    """Score, class and place of the area."""
    told = f"Score {number(score, 2)} in {wave}: klasse {class_name}."
    return f"{told} {place}".strip()


def course(change: float, base: int, wave: int) -> str:
    """How the score went since the first wave."""
    return f"De score {sentences.went(change)} tussen {base} en {wave}."


def beside_town(mean: float, n: int, level: str, town: str) -> str:
    """How the other areas of the gemeente went."""
    if n == 1:
        one = sentences.NOUNS[level][0]
        return f"De andere {one} in {town} {sentences.went(mean)}."
    many = sentences.NOUNS[level][1]
    return f"De {number(n)} andere {many} in {town} {_went_on_average(mean)}."


def _went_on_average(mean: float) -> str:
    if float(round(mean, 3)) == 0.0:
        return "bleven gemiddeld gelijk"
    way = "stegen" if mean > 0 else "daalden"
    return f"{way} gemiddeld {number(abs(mean), 3)} punt"


def lowest_dimension(label: str, value: float, wave: int) -> str:
    """Which dimension lies lowest beside the national reference."""
    return (
        f"Van de vijf dimensies ligt {lowered(label)} het laagst naast de landelijke referentie: "
        f"{signed(value, 3)} punt in {wave}."
    )


def figure(label: str, unit: str, written: str, year: int, town: str | None) -> str:
    """A figure of the area, and of its gemeente.

    Parameters
    ----------
    town
        Written figure of the gemeente in the same year; empty where there is none, None where it
        says nothing beside that of the area.
    """
    beside = f"; gemeente {with_unit(town, unit)}" if town else "; van de gemeente niet bekend"
    told = "" if town is None else beside
    return f"{label}: {with_unit(written, unit)} in {year}{told}."


def with_unit(written: str, unit: str) -> str:
    """A written value with its unit behind it."""
    if unit == "%":
        return f"{written}%"
    return f"{written} {unit.replace('× 1.000 ', 'duizend ')}".strip()


def not_loaded(labels: Sequence[str], level: str) -> str:
    """Which figures are not there at all at a level."""
    return f"Niet geladen voor {sentences.NOUNS[level][1]}: {', '.join(map(lowered, labels))}."


def not_known(labels: Sequence[str]) -> str:
    """Which figures are there for other areas, but not for this one."""
    return f"Geen cijfer van dit gebied: {', '.join(map(lowered, labels))}."


def inhabitants(n: int, year: int, fewest: int) -> str:
    """How many people live here, and whether that is few."""
    told = f"{count(n, 'inwoner', 'inwoners')} in {year}."
    return f"{told} Dat zijn er zo weinig dat cijfers weinig zeggen." if n < fewest else told


def programme(label: str, start: int, end: int | None, *, partly: bool) -> str:
    """That the area is part of a programme."""
    years = "" if str(start) in label else f" ({start}–{end or 'nu'})"
    part = "een deel van dit gebied hoort erbij, of misschien"
    return f"{label}{years}: {part if partly else 'dit gebied hoort erbij'}."


def own_register(name: str, kind: str, start: int | None, end: int | None) -> str:
    """That the area stands in a register of the user."""
    years = f"{start or 'start onbekend'}–{end or 'eind onbekend'}"
    return f"{name} (eigen register): {kind}, {years}."


def clashes(
    titles: Mapping[str, str],
    serves: Mapping[str, Collection[str]],
    strains: Mapping[str, Collection[str]],
) -> list[str]:
    """Which chosen interventions pull in different directions.

    Parameters
    ----------
    titles
        Of the chosen interventions, by id, in order.
    serves, strains
        Aims that each helps and can be at odds with, by id.

    Returns
    -------
    list of str
        A sentence per aim that some help and others are at odds with; plain text.
    """
    told = []
    for aim, words in AIMS.items():
        against = [titles[i] for i in titles if aim in strains[i]]
        helping = [titles[i] for i in titles if aim in serves[i]]
        if against and helping:
            told.append(
                f"{words[0].upper()}{words[1:]}: {_quoted(helping)} {_verb(helping, 'is')} "
                f"ervoor bedoeld, maar {_quoted(against)} {_verb(against, 'schuurt')} daarmee."
            )
        elif against:
            told.append(
                f"{words[0].upper()}{words[1:]}: {_quoted(against)} {_verb(against, 'schuurt')} "
                "daarmee, en niets in dit plan staat daar tegenover."
            )
    return told


def _quoted(titles: Sequence[str]) -> str:
    return listed([f"‘{t}’" for t in titles])


def _verb(titles: Sequence[str], one: str) -> str:
    many = {"is": "zijn", "schuurt": "schuren"}
    return one if len(titles) == 1 else many[one]
