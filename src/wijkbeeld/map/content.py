"""What one level of a map shows: values, classes, their names and what their colours stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from wijkbeeld.catalog.models import Direction
from wijkbeeld.map.palette import Palette
from wijkbeeld.map.ramps import Ramp, coloured
from wijkbeeld.words.numbers import number, signed


@dataclass(frozen=True)
class Thematic:
    """What one level of a map shows.

    Attributes
    ----------
    values
        Rows all areas of the level, columns waves; in the unit ``unit``.
    classes
        Same shape, 1..9; 0 is missing.
    labels
        Names of the classes from 1.
    note
        What the classes are and what was compared with what.
    is_level
        Whether values are plain total scores, with their official classes.
    reference
        What relative classes are above or below, for the legend and sentences.
    limits
        Limits of classes that have names of their own, from 1; empty where names are limits.
    own_limits
        Whether those limits are our own.
    beside
        By wave, the areas that a development is set beside, given the start.
    signed
        Whether values are differences, written with their sign.
    first, second
        The measures of a map of two: classes are then thirds of both, in a square of nine; values
        are those of the first.
    ramp, direction, places
        What colours stand for (:func:`wijkbeeld.map.ramps.coloured`); without places classes are
        spread over the ramp.
    """

    values: pd.DataFrame
    classes: pd.DataFrame
    labels: tuple[str, ...]
    title: str
    heading: str
    unit: str
    decimals: int
    note: str
    is_level: bool
    reference: str = ""
    signed: bool = True
    ramp: Ramp = "score"
    places: tuple[float, ...] = ()
    direction: Direction = "hoger is beter"
    first: Thematic | None = None
    second: Thematic | None = None
    limits: tuple[str, ...] = ()
    own_limits: bool = False
    beside: Mapping[int, str] = field(default_factory=dict)

    def only(self, codes: pd.Index) -> Thematic:
        """The same for some of the areas."""
        return replace(
            self,
            values=self.values.loc[codes],
            classes=self.classes.loc[codes],
            first=self.first.only(codes) if self.first else None,
            second=self.second.only(codes) if self.second else None,
        )

    def colours(self, palette: Palette) -> Palette:
        """Palette with a colour for every class."""
        return coloured(palette, self.ramp, self.direction, self.places or _even(len(self.labels)))

    @property
    def title_with_unit(self) -> str:
        """Title of a map; classes with names of their own need no unit."""
        if self.ramp == "score" or self.second is not None or not self.unit:
            return self.title
        return f"{self.title} ({self.unit.strip('()')})"

    def write(self, value: float) -> str:
        """A value as a sentence has it, with its unit."""
        if self.is_level:
            return f"score {number(value, self.decimals)}"
        return f"{(signed if self.signed else number)(value, self.decimals)} {self.unit}"

    def class_name(self, number: int) -> str:
        """Class in a sentence: with what it is relative to."""
        name = self.labels[number - 1] if number else "geen klasse"
        return f"{name} {self.reference}".strip() if number else name


def _even(count: int) -> tuple[float, ...]:
    return tuple(n / max(count - 1, 1) for n in range(count))
