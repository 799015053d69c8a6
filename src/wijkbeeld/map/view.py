"""What a map shows: its levels, areas and words, before any browser is involved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wijkbeeld.map import palette
from wijkbeeld.map.geometry import Layer
from wijkbeeld.map.pack import Packed


@dataclass(frozen=True)
class LevelView:
    """One level on the map.

    Attributes
    ----------
    packed
        Classes and values, areas in the order of the geometry; all levels of a map have the same
        waves.
    people
        Packed inhabitants (:func:`wijkbeeld.map.pack.pack_counts`), or None when they are not
        known.
    zoom
        From and up to which zoom the level is drawn.
    labels, colours
        Names and colours of its classes, where each level has limits of its own; else empty.
    second, axes
        Values of the other measure of a map of two, and what stands along its square legend.
    outside
        One character per area in the order of the geometry: ``"1"`` lies outside the place that
        the map is about; it is dimmed and not counted.
    """

    id: str
    label: str
    layer: Layer
    packed: Packed
    people: str | None = None
    people_year: int | None = None
    zoom: tuple[float, float] = (0.0, 24.0)
    labels: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    second: Packed | None = None
    axes: dict[str, Any] | None = None
    outside: str | None = None


@dataclass(frozen=True)
class Grid:
    """Pictures of the 100 m grid by wave, where they lie, and where one cell can be asked for."""

    urls: dict[int, str]
    corners: list[list[float]]
    probe: str
    counts: dict[int, list[int]]


@dataclass(frozen=True)
class Marked:
    """Areas with an outline of their own: a programme or a named selection."""

    label: str
    codes: list[str]


@dataclass(frozen=True)
class View:
    """What a map shows.

    Attributes
    ----------
    home
        Bounds of the place that the map is about; None for the whole level.
    fly, turn
        Bounds to bring into view, once for every new ``turn``.
    reference
        What classes are above or below, when they are relative; else empty.
    order
        Changes when Python, not the user, decides on wave or selection.
    group
        Maps with the same group show the same place; ``"waves"`` also the same wave, and
        ``"own waves"``, of maps that share none, each the last up to that of the other.
    draws
        Whether polygons can be drawn.
    signed
        Whether values are written with their sign; None leaves it to the unit.
    where
        The place that the map is about, for the name of its picture; empty for everything.
    limits, own_limits
        Limits of classes with names of their own, and whether those are ours.
    scattered
        Whether that place is areas that lie anywhere: each gets an outline, and the borders of
        gemeenten step back.
    legend
        Unit above the legend.
    since
        How a change since an earlier wave is written: ``unit``, ``decimals``, and by wave ``from``
        which.
    other
        The other measure of a map of two: ``title``, ``unit``, ``decimals``, ``signed``.
    lacks
        Wave of the map beside it that this one has no figures of: it is blank, and says so.
    drawn
        Corners of the polygon to show (longitude, latitude in degrees).
    """

    levels: list[LevelView]
    labels: tuple[str, ...]
    reference: str
    title: str
    unit: str
    decimals: int
    source: str
    fictional: bool
    wave: int
    all_waves: list[int]
    why: str
    base: int | None
    selected: list[str]
    fly: tuple[float, float, float, float] | None
    turn: int
    background: bool
    order: str
    dataset: str
    outline: Layer | None
    water: Layer | None
    colours: palette.Palette = palette.DEFAULT
    swipe: int | None = None
    named: bool = False
    marked: Marked | None = None
    grid: Grid | None = None
    group: str | None = None
    draws: bool = False
    drawn: tuple[tuple[float, float], ...] | None = None
    signed: bool | None = None
    legend: str = ""
    where: str = ""
    scattered: bool = False
    limits: tuple[str, ...] = ()
    own_limits: bool = False
    since: dict[str, Any] | None = None
    other: dict[str, Any] | None = None
    home: tuple[float, float, float, float] | None = None
    lacks: int | None = None
