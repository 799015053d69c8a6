"""How firm the difference is: five dimensions at once, a trend of before, and what lies around."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.analysis.clusters import cities_of, draw
from wijkbeeld.analysis.effect import cells_of
from wijkbeeld.analysis.holm import holm
from wijkbeeld.analysis.no_estimate import NoEstimateError
from wijkbeeld.analysis.relative_magnitudes import RelativeMagnitudes, relative_magnitudes
from wijkbeeld.analysis.specification import Comparison, ComparisonData
from wijkbeeld.analysis.spillover import Ring, spillover
from wijkbeeld.catalog.scale import DIMENSIONS


@dataclass(frozen=True)
class Firmness:
    """How firm the difference is.

    Attributes
    ----------
    adjusted
        p values of the dimensions, corrected for being looked at together (Holm).
    relative
        How large a trend of before explains the difference away; None without an estimate.
    rings
        What happened around the renewed areas, nearest first.
    """

    adjusted: dict[str, float]
    relative: RelativeMagnitudes | None
    rings: tuple[Ring, ...]


def firmness(
    data: ComparisonData, main: Comparison, others: dict[str, Comparison], draws: int
) -> Firmness:
    """Compute how firm an estimate is.

    Parameters
    ----------
    main, others
        The estimate of the page, and the same of every measure.
    """
    p_values = {
        m: c.effect.overall.p for m, c in others.items() if m in DIMENSIONS and c.effect is not None
    }
    if main.effect is None:
        return Firmness(holm(p_values), None, ())
    panel, anticipation = main.panel, main.specification.anticipation
    drawn = draw(panel, data.strata, data.contiguity, draws)
    try:
        cells = cells_of(panel, anticipation)
        rings = spillover(panel, cells, drawn, data.contiguity, cities_of(panel, data.strata))
    except NoEstimateError:
        rings = ()
    return Firmness(holm(p_values), relative_magnitudes(panel, main.effect, anticipation), rings)
