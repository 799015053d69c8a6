"""What the page and the method file say of each estimator, and of an estimate that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wijkbeeld.analysis.no_estimate import NoEstimate


@dataclass(frozen=True)
class Explanation:
    """An estimator in Dutch: the option of the page, and a paragraph of the method file."""

    label: str
    method: str


_NEIGHBOURS = (
    "Met vergelijkbare gebieden: drie naaste buren op gestandaardiseerde kenmerken, met "
    "teruglegging."
)
EXPLANATIONS = {
    "none": Explanation(
        "Alle andere gebieden",
        "Groep-tijdeffecten van Callaway en Sant'Anna (2021) zonder kenmerken: de verandering "
        "van gebieden die in dezelfde meting beginnen, min die van de vergelijking, steeds ten "
        "opzichte van de startmeting. Het gemiddelde is gewogen naar vernieuwde gebieden.",
    ),
    "structure": Explanation("Vergelijkbaar in bouw en bewoning", _NEIGHBOURS),
    "score": Explanation("Vergelijkbaar in score vooraf", _NEIGHBOURS),
    "city_alike": Explanation(
        "Gelijk begonnen in dezelfde stad",
        "Gelijk begonnen: de drie gebieden met de gemiddelde score van voor de start die er het "
        "dichtst bij ligt, en met dezelfde bouw en bewoning als die van voor de start bekend zijn. "
        "Elke groep waarmee de marge is gemaakt, kiest haar vergelijkbare gebieden opnieuw.",
    ),
    "cities_alike": Explanation(
        "Gelijk begonnen in vergelijkbare steden",
        "Vergelijkbare steden: de drie gemeenten die in inwoners en stedelijkheid het dichtst bij "
        "liggen, of die je zelf kiest.",
    ),
    "doubly_robust": Explanation(
        "Alle andere, gewogen naar kenmerken",
        "Dubbel robuust (Sant'Anna en Zhao, 2020): gebieden die in score vooraf, huur en koop en "
        "stedelijkheid op de vernieuwde lijken, wegen zwaarder, en ook de verandering die bij die "
        "kenmerken hoort gaat eraf. Alleen kenmerken van voor de start tellen mee.",
    ),
}
"""By the id of the estimator in :data:`wijkbeeld.analysis.estimators.ESTIMATORS`."""
_MARGIN = "De marge bevat elk verschil dat een permutatietoets niet verwerpt."
_NO_ESTIMATE = {
    NoEstimate.ALL_STARTED: (
        "Er is geen meting van vóór de start: de eerste met deze maat is {first_wave}."
    ),
    NoEstimate.NO_START: "Geen enkel vernieuwd gebied heeft een start binnen de metingen.",
    NoEstimate.NONE_LEFT: (
        "Geen enkel vernieuwd gebied doet mee: ze zijn te klein of hebben geen score."
    ),
    NoEstimate.NO_WAVE_BEFORE: "Er is geen meting van vóór de start om mee te vergelijken.",
    NoEstimate.NO_CONTROLS: "Er zijn geen andere gebieden om mee te vergelijken.",
    NoEstimate.FEW_COVARIATES: "Te weinig gebieden hebben alle kenmerken om op te koppelen.",
    NoEstimate.NO_REST: (
        "Er is hier geen rest van de stad: alles is vernieuwd, of het niveau is de gemeente zelf."
    ),
    NoEstimate.NO_OVERLAP: (
        "Er zijn te weinig gebieden die in score vooraf, huur en koop en stedelijkheid op de "
        "vernieuwde gebieden lijken."
    ),
    NoEstimate.NO_BOUNDARIES: (
        "De grenzen zijn niet bekend, dus ook niet welke gebieden aan elkaar liggen."
    ),
    NoEstimate.NO_NEIGHBOURS: "Er ligt geen gebied zonder vernieuwing omheen.",
    NoEstimate.NO_BEYOND: "Verderop in de stad ligt niets om mee te vergelijken.",
    NoEstimate.NO_CITIES: "Er zijn geen vergelijkbare steden gekozen of gevonden.",
    NoEstimate.NO_PARTNERS: (
        "Geen enkel vernieuwd gebied heeft vergelijkbare gebieden met metingen van voor en na "
        "de start."
    ),
}


def no_estimate_sentence(reason: NoEstimate | None, first_wave: int) -> str:
    """Say why there is no estimate; empty where there is one.

    Parameters
    ----------
    first_wave
        Year of the first wave of the measure.
    """
    return "" if reason is None else _NO_ESTIMATE[reason].format(first_wave=first_wave)


def method_text(ids: Iterable[str]) -> str:
    """How each of these estimators works, and the margin of all; what is equal is said once."""
    return " ".join([*dict.fromkeys(EXPLANATIONS[i].method for i in ids), _MARGIN])


def listed(ids: Iterable[str]) -> str:
    """The ways to compare as a Markdown list: what the documentation and the page say of them."""
    return "\n".join(f"- **{EXPLANATIONS[i].label}**: {EXPLANATIONS[i].method}" for i in ids)
