"""What is taken away: areas with their values, and where the figures come from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Second:
    """Another measure on the same areas and waves: of a map of two, or beside an own figure."""

    title: str
    unit: str
    decimals: int
    values: pd.DataFrame


@dataclass(frozen=True)
class Subject:
    """Areas with values per wave, ready to be written.

    Attributes
    ----------
    areas
        Index code; columns ``name`` and ``gemeente_naam``.
    values, classes
        Rows the same areas, columns waves; class 1..9, 0 where missing.
    labels
        Names of classes 1..9.
    period
        What a wave column means, for example ``2002-{wave}``; ``{wave}`` stands for the wave.
    definitions
        Rows of the sheet with definitions: term and text.
    sources
        Rows of the sheet with sources: term and text.
    signed
        Whether values are written with their sign; None leaves it to the unit.
    second
        The other measure of a map of two; classes are then of both.
    first
        Title of the first measure of a map of two; class ``3 * (b - 1) + a`` is third ``a`` of it
        and third ``b`` of the second.
    limits, own_limits
        Limits of classes with names of their own, and whether those are ours.
    beside
        What stands beside an own figure, its number of respondents and its margin; beside a change
        the values that it lies between.
    where
        Which areas, in words: ``wijken in Amsterdam``; empty where the caller does not say.
    made
        Day on which the file is made, as readers write it; empty where the caller does not say.
    """

    title: str
    unit: str
    decimals: int
    areas: pd.DataFrame
    values: pd.DataFrame
    classes: pd.DataFrame
    labels: tuple[str, ...]
    period: str
    source: str
    fictional: bool
    definitions: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    signed: bool | None = None
    second: Second | None = None
    where: str = ""
    made: str = ""
    beside: tuple[Second, ...] = ()
    first: str = ""
    limits: tuple[str, ...] = ()
    own_limits: bool = False

    @property
    def others(self) -> tuple[Second, ...]:
        """Every other measure with a column of its own."""
        return (*([self.second] if self.second else []), *self.beside)

    @property
    def has_sign(self) -> bool:
        """Whether values are differences, written with their sign."""
        return self.unit == "punt" if self.signed is None else self.signed

    def when(self, wave: int) -> str:
        """Name of a wave: ``2022`` or ``2002-2022``."""
        return self.period.format(wave=wave)

    def column(self, wave: int) -> str:
        """Name of the column of a wave: base year, year and unit."""
        return f"{self.when(wave)} ({self.unit})"

    @property
    def full_title(self) -> str:
        """Title with the areas, and that figures are invented where they are."""
        place = f", {self.where}" if self.where else ""
        return f"{self.title}{place}" + (" (fictief)" if self.fictional else "")

    def class_name(self, number: int) -> str:
        """Name of a class; empty where it is missing."""
        return self.labels[number - 1] if number else ""
