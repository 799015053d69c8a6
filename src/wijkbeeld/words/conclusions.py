"""What may be said of renewed areas, and what may not be concluded."""

from __future__ import annotations

import math

from wijkbeeld.analysis.effect import Effect, Estimate
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number, signed
from wijkbeeld.words.renewal import UNUSUAL


def earlier_sentence(last: Estimate, earlier: Estimate | None, start: Start) -> str:
    """Renewed areas that were in a passing low: two readings, from the last wave and earlier.

    Neither is the better one. In worlds without an effect both can be off: the last wave counts
    recovery as gain, and the one before misses what was already going on.
    """
    n = last.n_treated
    who = "De" if start.n_dip >= n else f"{number(start.n_dip)} van de {number(n)}"
    low = f"{who} vernieuwde gebieden zaten in de startmeting in een tijdelijk dal."
    if earlier is None or not math.isfinite(earlier.value):
        return (
            f"{low} Het gevonden verschil is voor een onbekend deel herstel daarvan: noem het "
            "geen opbrengst."
        )
    text = (
        f"{low} Vanaf de laatste meting voor de start is het verschil {signed(last.value, 3)} "
        f"punt, vanaf een meting eerder {signed(earlier.value, 3)}{_margin(earlier)}. Welke van de "
        "twee klopt, is niet te zien. Noem ze daarom allebei."
    )
    if earlier.n_treated >= n:
        return text
    return (
        f"{text} Het tweede getal gaat over {count(earlier.n_treated, 'gebied', 'gebieden')}; van "
        "de andere is er geen eerdere meting, dus of zij in een dal zaten is niet te zien."
    )


def _margin(found: Estimate) -> str:
    if not (math.isfinite(found.low) and math.isfinite(found.high)):
        return ""
    return f" (marge {signed(found.low, 3)} tot {signed(found.high, 3)})"


def conclusions(
    label: str,
    effect: Effect | None,
    start: Start,
    measure: str,
    structure_after: bool,
    earlier: Estimate | None = None,
) -> list[str]:
    """Sentences that may be said, and what may not be concluded.

    Parameters
    ----------
    structure_after
        Look-alikes were chosen on characteristics from after the start.
    earlier
        The estimate from one wave earlier, where there is one.
    """
    told = [] if effect is None else _finding(label, effect, start, earlier)
    told.append(
        "Je kunt niet zeggen dat de vernieuwing dit verschil veroorzaakte. Daarvoor moet je "
        "aannemen dat de gebieden zich zonder vernieuwing gelijk hadden ontwikkeld. Dat is met "
        "deze cijfers niet te bewijzen."
    )
    return told + _limits(start, measure, structure_after)


def _finding(label: str, effect: Effect, start: Start, earlier: Estimate | None) -> list[str]:
    """What was found, and how a passing low or high colours it."""
    told, n = [], effect.overall.n_treated
    if start.is_passing:
        told.append(earlier_sentence(effect.overall, earlier, start))
    if not start.is_passing or start.n_dip < n:
        told.append(_may_be_said(label, effect))
    if start.is_high:
        told.append(
            "De vernieuwde gebieden stonden in de startmeting op een tijdelijke piek. Daarna daalt "
            "een score meestal weer: het gevonden verschil kan daardoor te laag zijn."
        )
    return told


def _limits(start: Start, measure: str, structure_after: bool) -> list[str]:
    """What may not be concluded, whatever was found."""
    told = []
    if start.before[1] <= 1:
        told.append(
            "Met één meting voor de start is zelfs niet te zien of ze zich vooraf gelijk "
            "ontwikkelden."
        )
    if start.is_suspect:
        told.append(
            "Gebieden die even laag begonnen, stegen gemiddeld ook. Reken dat deel van de stijging "
            "niet toe aan de vernieuwing."
        )
    if measure in ("won", "lbm", "afw"):
        told.append(
            "De woningvoorraad zit in de score. Sloop en nieuwbouw veranderen die rechtstreeks, "
            "ook als bewoners er niets van merken. Kijk daarom eerst naar overlast en "
            "onveiligheid en naar sociale samenhang."
        )
    told.append(
        "De score is een schatting uit kenmerken van de omgeving, geen oordeel van bewoners."
    )
    told.append(
        "Verbetering van een gebied zegt niet of dezelfde bewoners beter af zijn: een deel "
        "verhuisde."
    )
    if structure_after:
        told.append(
            "De vergelijkbare gebieden zijn gekozen op kenmerken van na de start. "
            "Die kan vernieuwing al hebben veranderd."
        )
    return told


def _may_be_said(label: str, effect: Effect) -> str:
    """The finding, as far as chance and the waves before the start allow."""
    e = effect.overall
    what = escape_markdown(lowered(label))
    if not (math.isfinite(e.low) and math.isfinite(e.high)):
        return (
            f"Je kunt zeggen: {what} veranderde in deze gebieden gemiddeld {signed(e.value, 3)} "
            "punt anders dan in de vergelijking. Of dat meer is dan toeval, is met zo weinig "
            "gebieden niet te zeggen."
        )
    margin = (
        f"{signed(e.value, 3)} punt (marge {signed(e.low, 3)} tot {signed(e.high, 3)}, n = "
        f"{number(e.n_treated)})"
    )
    before = (
        "vóór de start ontwikkelden deze gebieden zich al anders, meer dan toeval meestal geeft"
    )
    if e.low <= 0 <= e.high:
        return (
            f"Je kunt zeggen: er is voor {what} geen verschil gevonden dat groter is dan de marge. "
            "Dat is iets anders dan: er was geen effect."
            + (f" Let op: {before}, dus ook dit is onzeker." if effect.before_p < UNUSUAL else "")
        )
    if effect.before_p < UNUSUAL:
        return (
            f"Je kunt zeggen: {what} ontwikkelde zich na de start gemiddeld {margin} anders dan "
            f"in de vergelijking. Maar ook {before}. Noem het verschil daarom niet iets van na "
            "de start: het kan een eerder verschil voortzetten."
        )
    way = "steeg meer of daalde minder" if e.value > 0 else "steeg minder of daalde meer"
    return (
        f"Je kunt zeggen: {what} {way} in de vernieuwde gebieden dan in de vergelijking, gemiddeld "
        f"{margin}."
    )
