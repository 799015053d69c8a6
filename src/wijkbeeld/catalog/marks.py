"""Marks of residents as published elsewhere, with their source."""

from __future__ import annotations

from wijkbeeld.catalog.models import Declared


class Mark(Declared):
    """One area with its mark in the first and the last year."""

    name: str
    first: float
    last: float


class PublishedMarks(Declared):
    """Marks of some areas in two years, without respondents or margin.

    Attributes
    ----------
    note
        What is not known of them.
    """

    id: str
    label: str
    unit: str
    years: tuple[int, int]
    source: str
    note: str
    values: tuple[Mark, ...]
