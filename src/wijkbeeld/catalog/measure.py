"""A quantity as pages, charts and maps need it: from the catalog, or from a user's own file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wijkbeeld.catalog.load import catalog
from wijkbeeld.catalog.models import Break, Classes, Direction, Indicator, Kind
from wijkbeeld.catalog.scale import DIMENSIONS, REFERENCE

SCORES = ("lbm", "afw", *DIMENSIONS)
"""Total score, deviation and the five dimensions, in the order in which pages offer them."""


@dataclass(frozen=True)
class Measure:
    """One measured quantity.

    Attributes
    ----------
    direction
        Whether higher is better, lower is better, or neither.
    kind
        What the number is: a score, count, share, average, distance or code.
    breaks
        Years from which figures no longer compare with the year before.
    waves
        Years in which it is published; empty where that differs per dataset.
    """

    id: str
    label: str
    unit: str
    decimals: int
    direction: Direction
    definition: str
    note: str
    source: str
    breaks: tuple[Break, ...] = ()
    kind: Kind = "gemiddelde"
    waves: tuple[int, ...] = ()

    @property
    def has_mean(self) -> bool:
        """Whether a mean of areas says something: not of a count, which grows with the area."""
        return self.kind not in ("aantal", "code")

    @property
    def is_score(self) -> bool:
        """Whether it is a figure of the Leefbaarometer."""
        return self.id in SCORES

    @property
    def change_unit(self) -> str:
        """Unit of a difference between two values: percentages differ in points."""
        if self.is_score:
            return "punt"
        return "procentpunt" if self.unit == "%" else self.unit

    @property
    def change_decimals(self) -> int:
        """Decimals of a difference between two values."""
        return 3 if self.is_score else self.decimals

    @property
    def middle(self) -> float | None:
        """Value of a score with a meaning of its own: the national reference."""
        if not self.is_score:
            return None
        return REFERENCE if self.id == "lbm" else 0.0

    @property
    def level_scale(self) -> Classes | None:
        """Classes of a level; None where none are declared."""
        if not self.is_score:
            return None
        return catalog().classes["situatie" if self.id == "lbm" else "afwijking"]

    @property
    def change_scale(self) -> Classes | None:
        """Classes of a change between two waves; None where none are declared."""
        return catalog().classes["ontwikkeling"] if self.is_score else None

    def comparable(self, first: int, last: int) -> bool:
        """Whether figures of two years may be compared: no break between them."""
        return not self.breaks_between(first, last)

    def breaks_between(self, first: int, last: int) -> tuple[Break, ...]:
        """Breaks that keep figures of two years from being compared."""
        return tuple(b for b in self.breaks if first < b.year <= last)

    def later(self, base: int, years: Collection[int]) -> list[int]:
        """Years after a base year whose figures compare with it; none of a code."""
        return [y for y in years if y > base and self.kind != "code" and self.comparable(base, y)]


def measure_of(indicator: Indicator, source: str) -> Measure:
    """Make the measure of a declared indicator, with the source to name."""
    published = catalog().sources["leefbaarometer"]
    waves: tuple[int, ...] = ()
    if indicator.id in SCORES:
        waves = published.dimension_waves if indicator.id in DIMENSIONS else published.waves
    return Measure(
        indicator.id,
        indicator.label,
        indicator.unit,
        indicator.decimals,
        indicator.direction,
        indicator.definition,
        indicator.note,
        source,
        indicator.breaks,
        indicator.kind,
        waves,
    )
