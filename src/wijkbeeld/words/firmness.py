"""How firm the difference is, in Dutch."""

from __future__ import annotations

import math

from wijkbeeld.analysis.relative_magnitudes import NoBreakdown, RelativeMagnitudes
from wijkbeeld.analysis.spillover import Ring
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import count, number, signed

CERTAIN = 0.05
"""An adjusted p below this is told as a difference that holds."""
_WHERE = {1: "De gebieden die eraan grenzen", 2: "De gebieden daaromheen"}


def together_sentence(adjusted: dict[str, float], labels: dict[str, str]) -> str:
    """Say which dimensions still stand out once it counts that there are several.

    Parameters
    ----------
    adjusted
        Corrected p values by measure.
    labels
        Dutch names of the measures.
    """
    known = {m: p for m, p in adjusted.items() if not math.isnan(p)}
    if len(known) < 2:
        return ""
    start = (
        f"Wie {number(len(known))} dimensies tegelijk bekijkt, ziet vaker een verschil dat toeval "
        "is. "
    )
    left = [lowered(labels[m]) for m, p in known.items() if p <= CERTAIN]
    if not left:
        return f"{start}Houd je daar rekening mee, dan springt geen enkele dimensie eruit."
    return f"{start}Houd je daar rekening mee, dan springt alleen dit eruit: {', '.join(left)}."


def trend_sentence(found: RelativeMagnitudes | None) -> str:
    """Say how large a trend of before would explain the difference away; empty where it cannot."""
    if found is None or found.reason in (NoBreakdown.NO_MARGIN, NoBreakdown.INSIDE):
        return ""
    if found.reason is NoBreakdown.FEW_WAVES:
        return (
            "Met minder dan twee metingen vóór de startmeting is niet te zeggen hoe gevoelig het "
            "verschil is voor een ontwikkeling die al gaande was."
        )
    if math.isinf(found.breakdown):
        return "Vóór de start liepen de gebieden niet uiteen: het verschil hangt daar niet van af."
    return (
        "Het verschil blijft buiten de marge, tenzij de gebieden na de start van meting tot meting "
        f"meer dan {number(found.breakdown, 1)} keer zo ver uiteenliepen als daarvoor in de "
        "grootste stap."
    )


def ring_sentence(ring: Ring, first_wave: int) -> str:
    """Say what happened around the renewed areas.

    Parameters
    ----------
    first_wave
        Year of the first wave of the measure.
    """
    where = _WHERE[ring.order]
    if ring.estimate is None:
        return f"{where}: {no_estimate_sentence(ring.reason, first_wave)}"
    e = ring.estimate
    text = (
        f"{where} ({count(e.n_treated, 'gebied', 'gebieden')}) ontwikkelden zich gemiddeld "
        f"{signed(e.value, 3)} punt anders dan de rest van de gemeente"
    )
    if ring.no_margin is not None:
        return f"{text}. Een marge is hier niet te geven."
    bears = "dat kan toeval zijn" if e.low <= 0 <= e.high else "nul ligt buiten de marge"
    return f"{text} (marge {signed(e.low, 3)} tot {signed(e.high, 3)}): {bears}."
