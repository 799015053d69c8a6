"""What may be said of renewed areas, and what may not be concluded."""

from __future__ import annotations

import math

from wijkbeeld.analysis.effect import Effect, Estimate
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number, signed
from wijkbeeld.words.renewal import UNUSUAL


def earlier_sentence(earlier: Estimate | None, start: Start, n: int) -> str:
    """Where renewed areas were in a passing low: what the difference is from the wave before that.

    Parameters
    ----------
    n
        Renewed areas in the estimate of the page.
    """
    who = "De" if start.n_dip >= n else f"{number(start.n_dip)} van de {number(n)}"
    low = f"{who} vernieuwde gebieden zaten in de startmeting in een tijdelijk dal."
    if earlier is None or not all(map(math.isfinite, (earlier.value, earlier.low, earlier.high))):
        return (
            f"{low} Het gevonden verschil is voor een onbekend deel herstel daarvan: noem het "
            "geen opbrengst."
        )
    zero = (
        "nul ligt binnen die marge"
        if earlier.low <= 0 <= earlier.high
        else ("nul ligt buiten die marge")
    )
    text = (
        f"{low} Vanaf een meting eerder is het verschil {signed(earlier.value, 3)} punt "
        f"(marge {signed(earlier.low, 3)} tot {signed(earlier.high, 3)}): {zero}."
    )
    if earlier.n_treated >= n:
        return f"{text} Ga van dat getal uit."
    return (
        f"{text} Dat getal gaat over {count(earlier.n_treated, 'gebied', 'gebieden')}; van de "
        "andere is er geen eerdere meting, dus of zij in een dal zaten is niet te zien."
    )


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
        told.append(earlier_sentence(earlier, start, n))
    if not start.is_passing or start.n_dip < n:
        told.append(_may_be_said(label, effect))
    if start.is_high:
        told.append(
            "De vernieuwde gebieden stonden in de startmeting op een tijdelijke piek. Die "
            "zakt vanzelf terug: het gevonden verschil kan daardoor te laag zijn."
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
        told.append("Een lage start stijgt gemiddeld vanzelf: noem dat deel geen effect.")
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
    what = escape_markdown(label.lower())
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
        "vóór de start ontwikkelden deze gebieden zich al anders (p = "
        f"{number(effect.before_p, 3)})"
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
    way = "beter" if e.value > 0 else "slechter"
    return (
        f"Je kunt zeggen: {what} ontwikkelde zich in de vernieuwde gebieden {way} dan in de "
        f"vergelijking, gemiddeld {margin}."
    )
