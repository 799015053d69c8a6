"""Pictures of the 100 m grid of a dataset, made on demand and kept for all sessions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from pyproj import Transformer

from wijkbeeld.catalog import Classes, catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.map import grid, palette
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.numbers import number, signed


class Subject(NamedTuple):
    """What a picture shows: a measure in a wave, or its change since ``base``."""

    edition: int
    measure: str
    base: int | None
    wave: int


_NAMED = re.compile(r"(\d{4})-([a-z]{3})-(\d{4}|0)-(\d{4})(?:-([a-z]+)\.png)?")


def subject_of(name: str) -> Subject | None:
    """Subject that the name of a picture tells, with its colours or without; None of others."""
    found = _NAMED.fullmatch(name)
    if not found:
        return None
    edition, measure, base, wave, _ = found.groups()
    return Subject(int(edition), measure, int(base) or None, int(wave))


@dataclass(frozen=True)
class Cells:
    """Values and classes of the cells that have a value.

    Attributes
    ----------
    where
        Number of each cell in the window, rising, shape (cells,).
    values, classes
        On the same cells: points, and class 1..9.
    """

    where: np.ndarray
    values: np.ndarray
    classes: np.ndarray


@dataclass(frozen=True)
class _Wave:
    """Values of one wave on the cells that have one; official class where it is known, else 0."""

    where: np.ndarray
    values: np.ndarray
    official: np.ndarray


@lru_cache(maxsize=4)
def layout(data: Dataset, edition: int) -> tuple[grid.Window, grid.Frame]:
    """Window of all cells of an edition, and how it looks on the map."""
    part = grid.window(*data.grid_bounds(edition))
    return part, grid.frame(part)


@lru_cache(maxsize=24)
def _wave(data: Dataset, edition: int, measure: str, wave: int) -> _Wave:
    part, _ = layout(data, edition)
    frame = data.cells(edition, wave, measure)
    where = grid.numbers(frame["x"].to_numpy(), frame["y"].to_numpy(), part)
    values = frame["value"].to_numpy("float32")
    order = np.argsort(where)
    known = order[~np.isnan(values[order])]
    return _Wave(where[known], values[known], frame["klasse"].fillna(0).to_numpy("uint8")[known])


def scale_of(subject: Subject) -> Classes:
    """Classes in which a picture is drawn."""
    if subject.base is not None:
        return catalog().classes["ontwikkeling"]
    return catalog().classes["situatie" if subject.measure == "lbm" else "afwijking"]


@lru_cache(maxsize=24)
def cells(data: Dataset, subject: Subject) -> Cells:
    """Values and classes of what a picture shows; cells without a value are left out."""
    now = _wave(data, subject.edition, subject.measure, subject.wave)
    if subject.base is None and subject.measure == "lbm":
        return Cells(now.where, now.values, now.official)
    if subject.base is None:
        where, values = now.where, now.values
    else:
        before = _wave(data, subject.edition, subject.measure, subject.base)
        where, place_now, place_before = np.intersect1d(
            now.where, before.where, assume_unique=True, return_indices=True
        )
        values = now.values[place_now] - before.values[place_before]
    return Cells(where, values, classify(values, scale_of(subject)))


def counts(data: Dataset, subject: Subject) -> list[int]:
    """Number of cells per class: missing first (always 0: such cells are not drawn), then 1..9."""
    return [int(n) for n in np.bincount(cells(data, subject).classes, minlength=10)]


@lru_cache(maxsize=48)
def png(data: Dataset, subject: Subject, colours: str) -> bytes:
    """Picture of all cells.

    Raises
    ------
    KeyError
        When there is no such palette or measure.
    """
    part, view = layout(data, subject.edition)
    shown = cells(data, subject)
    return grid.picture(shown.classes, shown.where, part, view, palette.ALL[colours].classes)


_to_rd = Transformer.from_crs(4326, 28992, always_xy=True)


def at(data: Dataset, subject: Subject, lng: float, lat: float) -> tuple[str, str] | None:
    """Name and Dutch text of the cell at a place, or None where no one lives."""
    part, _ = layout(data, subject.edition)
    if not (-180 <= lng <= 180 and -85 <= lat <= 85):
        return None
    x, y = (int(v // grid.CELL * grid.CELL) for v in _to_rd.transform(lng, lat))
    column, row = (x - part.west) // grid.CELL, (part.north - grid.CELL - y) // grid.CELL
    if not (0 <= column < part.columns and 0 <= row < part.rows):
        return None
    shown = cells(data, subject)
    place = int(np.searchsorted(shown.where, row * part.columns + column))
    if place >= len(shown.where) or shown.where[place] != row * part.columns + column:
        return None
    scale = scale_of(subject)
    names = {c.number: c.name for c in scale.limits}
    value = float(shown.values[place])
    text = number(value, 2) if scale.id == "situatie" else f"{signed(value, 3)} punt"
    return (f"E{x // 100:04d}N{y // 100:04d}"), (
        f"{names.get(int(shown.classes[place]), 'geen klasse')} · {text}"
    )
