"""What may not be said of the outcome of *Vernieuwing*, and why."""

from __future__ import annotations

from wijkbeeld.analysis.ladder import Ladder
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.words.ladder import Place
from wijkbeeld.words.numbers import number

IN_THE_STOCK = ("won", "lbm", "afw")
"""Measures that demolition and building change by definition."""


def thin(ladder: Ladder, place: Place) -> list[str]:
    """What few look-alikes forbid to say."""
    found = [r for r in ladder.rungs if r.is_thin and r.estimate is not None]
    if not found:
        return []
    counts = " en ".join(
        f"{number(r.estimate.n_control)} voor {number(r.estimate.n_treated)} vernieuwde"
        for r in found
        if r.estimate is not None
    )
    return [
        f"“Anders dan {place.many} die gelijk begonnen”, zonder te zeggen hoe weinig dat er zijn: "
        f"{counts}."
    ]


def doubts(start: Start, place: Place) -> list[str]:
    """What the waves before the start forbid to say."""
    told = []
    if start.is_passing:
        told.append(
            "“Ze gingen vooruit na de start”, zonder het dal te noemen waarin ze begonnen: een "
            "deel van de stijging is herstel."
        )
    if start.is_high:
        told.append(
            "“Ze gingen achteruit na de start”, zonder de piek te noemen waarop ze begonnen: een "
            "deel van de daling hoort daarbij."
        )
    if start.is_drifting:
        told.append(
            f"“Het verschil ontstond na de start.” Deze {place.many} ontwikkelden zich daarvoor al "
            "anders."
        )
    return told


def never(place: Place, measure: str) -> tuple[str, ...]:
    """What these figures can never say."""
    told = [
        f"“Vernieuwing heeft geholpen” of “heeft niet geholpen”. Hoe het deze {place.many} zonder "
        "vernieuwing was vergaan, weet niemand.",
        "“Ze doen het beter”, “slechter” of “even goed”, zonder te zeggen naast wie. Geen "
        "aantoonbaar verschil is iets anders dan geen verschil.",
        "“Bewoners merken het.” De score is berekend uit de omgeving, niet gevraagd aan bewoners.",
    ]
    if measure in IN_THE_STOCK:
        told.append(
            "“De buurt is leefbaarder”, op deze maat alleen: sloop en nieuwbouw veranderen de "
            "score rechtstreeks, ook als bewoners er niets van merken."
        )
    return tuple(told)
