"""What the command asks of registers, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wijkbeeld.analysis.overlay import THRESHOLD
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.question import MINIMUM
from wijkbeeld.renewal.sets import DOSE_FROM
from wijkbeeld.store.places import Place

LIMIT = round(100 * THRESHOLD) / 100
"""Share of an area inside a polygon from which it counts, as the page begins."""


@dataclass(frozen=True)
class Source:
    """Where renewed areas come from: a file, or a set that the store knows.

    Attributes
    ----------
    set_id
        Id as in :func:`wijkbeeld.renewal.sets.sets`, or what follows its colon.
    """

    name: str
    path: Path | None = None
    set_id: str = ""


@dataclass(frozen=True)
class Asked:
    """What is asked of every register.

    Attributes
    ----------
    start
        Year in which renewal began where a register or set does not say.
    chosen
        Values of the analysis by key of a link; what is not in it stays as the page has it.
    cities
        Gemeenten to set areas beside; None for the nearest.
    limit, unit
        Share of an area inside a polygon from which it counts, and of what; no unit: the first
        that is known.
    dose
        Percentage of new dwellings from which an area counts, for the set from the stock.
    minimum, without_programmes, without_registers
        As in :class:`wijkbeeld.renewal.question.Question`.
    place
        Place that the renewed areas must lie in; None for all.
    """

    scope: Scope
    measures: tuple[str, ...]
    start: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    cities: tuple[str, ...] | None = None
    limit: float = LIMIT
    unit: str = ""
    dose: float = DOSE_FROM
    minimum: int = MINIMUM
    without_programmes: bool = True
    without_registers: bool = False
    place: Place | None = None


@dataclass(frozen=True)
class Line:
    """One register beside one comparison; what is not known is None.

    Attributes
    ----------
    estimate, low, high
        Points.
    placebos
        Different placebo groups behind the margin.
    outside
        Whether zero lies outside the margin; None without one.
    reason
        Why there is no estimate, or no margin.
    place
        Name of the place that the renewed areas were limited to.
    """

    name: str
    comparison: str
    measure: str
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    placebos: int
    n_treated: int | None
    n_control: int | None
    outside: bool | None
    reason: str | None
    place: str | None = None


@dataclass(frozen=True)
class Answer:
    """What came of one register.

    Attributes
    ----------
    notes
        What was not used, or was changed.
    error
        Why there are no lines; empty where there are.
    """

    name: str
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
