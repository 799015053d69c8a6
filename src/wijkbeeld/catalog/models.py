"""Types of the declarations in ``data/``: what may be written there, and what it means."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Direction = Literal["hoger is beter", "lager is beter", "neutraal"]
Kind = Literal["score", "aantal", "aandeel", "gemiddelde", "afstand", "code"]
Precision = Literal["jaar", "maand", "dag"]


class Declared(BaseModel):
    """Base of every declaration: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Break(Declared):
    """A year from which figures no longer compare with the year before."""

    year: int = Field(ge=1990, le=2100)
    note: str = Field(min_length=5)


class KwbKey(Declared):
    """How CBS names an indicator in a range of years.

    ``titles`` end a chain of StatLine titles ("Koopwoningen", or "Parent/Leaf" where the leaf
    alone repeats in a table). ``unit`` chooses between twins that differ in unit only.
    ``share_of`` says that these years publish a count where the indicator is a share.
    """

    years: tuple[int, int]
    xls: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    v4: tuple[str, ...] = ()
    unit: Literal["aantal", "%", ""] = ""
    share_of: str | None = None


class Indicator(Declared):
    """One measured quantity, as users meet it on screen."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=3)
    unit: str
    decimals: int = Field(ge=0, le=4)
    direction: Direction
    kind: Kind
    theme: str = Field(min_length=3)
    definition: str = Field(min_length=20)
    source: str
    weight: str | None = None
    note: str = ""
    keys: tuple[KwbKey, ...] = ()
    breaks: tuple[Break, ...] = ()

    @model_validator(mode="after")
    def _averages_need_a_weight(self) -> Indicator:
        if self.source == "kwb" and self.kind in ("aandeel", "gemiddelde") and not self.weight:
            raise ValueError(f"indicator '{self.id}' is an average or share and needs a 'weight'")
        return self

    def key_for(self, year: int) -> KwbKey | None:
        """Return the CBS names that hold in ``year``, or None where it was not published."""
        return next((k for k in self.keys if k.years[0] <= year <= k.years[1]), None)


class Location(Declared):
    """One address where a file can be fetched, tried in the order given."""

    url: str = Field(pattern=r"^https?://")
    protocol: Literal["bestand", "wfs", "odata3", "odata4"]
    layers: tuple[str, ...] = ()


class SourceFile(Declared):
    """A downloadable part of a source: one edition, one year, one table."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    label: str
    year: int
    default: bool = False
    size_mb: float = Field(gt=0)
    locations: tuple[Location, ...] = Field(min_length=1)


class Source(Declared):
    """A publisher's product: who makes it, under which licence, and where it is."""

    id: str
    name: str
    publisher: str
    licence: str
    attribution: str
    page: str
    caveats: tuple[str, ...] = ()
    waves: tuple[int, ...] = ()
    dimension_waves: tuple[int, ...] = ()
    dimension_note: str = ""
    files: tuple[SourceFile, ...] = ()


class ClassLimit(Declared):
    """Lower limit of one class; ``lower`` is None for the lowest class."""

    number: int
    name: str
    lower: float | None = None
    interval: tuple[float, float] | None = None


class Classes(Declared):
    """A scale of classes on one variable, with where its limits come from."""

    id: str
    label: str
    variable: str
    status: Literal["officieel", "afgeleid", "eigen"]
    dated: dt.date
    note: str
    limits: tuple[ClassLimit, ...]

    @model_validator(mode="after")
    def _limits_rise(self) -> Classes:
        lowers = [c.lower for c in self.limits[1:]]
        if any(v is None for v in lowers) or self.limits[0].lower is not None:
            raise ValueError("only the lowest class goes without 'lower'")
        known = [v for v in lowers if v is not None]
        if known != sorted(known):
            raise ValueError("class limits must rise")
        return self


class Band(Declared):
    """A period of national policy, drawn behind a time series."""

    id: str
    label: str
    start: str
    end: str | None = None
    precision: Precision
    note: str
    source: str


class ProgrammeArea(Declared):
    """An area named by a programme, with the codes it was matched to (possibly none)."""

    name: str
    gemeente: str
    gemeente_code: str = Field(pattern=r"^GM\d{4}$")
    level: Literal["gemeente", "wijk", "buurt"] | None = None
    codes: tuple[str, ...] = ()
    classification: int | None = None
    match: str = ""


class Programme(Declared):
    """A set of areas: a policy programme or a case."""

    id: str
    label: str
    start: int
    end: int | None = None
    note: str
    source: str
    areas: tuple[ProgrammeArea, ...]


class StatedGoal(Declared):
    """A goal of a programme and what came of it, as published: figures in words."""

    programme: str
    goal: str
    target: str
    result: str
    year: str
    source: str
