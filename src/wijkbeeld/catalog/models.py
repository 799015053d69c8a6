"""Types of the declarations in ``data/``: what may be written there, and what it means."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeVar

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
    """One address where a file can be fetched, tried in the order given.

    ``period`` chooses one period of a CBS table that holds several.
    """

    url: str = Field(pattern=r"^https?://")
    protocol: Literal["bestand", "wfs", "odata3", "odata4"]
    layers: tuple[str, ...] = ()
    period: str = ""


class SourceFile(Declared):
    """A downloadable part of a source: one edition, one year, one table.

    Without locations it can be had by hand only. ``page`` is where a browser finds it, when that
    is not the page of its source.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    label: str
    year: int
    default: bool = False
    page: str = ""
    size_mb: float = Field(gt=0)
    locations: tuple[Location, ...]


class Source(Declared):
    """A publisher's product: who makes it, under which licence, and where it is.

    ``click`` says what to click on its page to get a file by hand; ``JAAR`` stands for the year.
    """

    id: str
    name: str
    publisher: str
    licence: str
    attribution: str
    page: str
    click: str = ""
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


class Buurten(Declared):
    """The same area in buurten, of the year for which there are boundaries of buurten.

    Attributes
    ----------
    codes
        Buurten that the area covers.
    partial_codes
        Buurten that it may touch.
    match
        How they were found, for the reader.
    """

    classification: int
    codes: tuple[str, ...] = ()
    partial_codes: tuple[str, ...] = ()
    match: str = Field(min_length=5)

    @model_validator(mode="after")
    def _no_code_is_whole_and_part(self) -> Buurten:
        return _apart(self)


class ProgrammeArea(Declared):
    """An area named by a programme, with the codes it was matched to (possibly none).

    Attributes
    ----------
    codes
        Areas of ``level`` that it covers.
    partial_codes
        Areas of ``level`` within which it lies, or that it may touch: neither renewed nor a fair
        comparison.
    match, partial_match
        How each was found, for the reader.
    buurten
        The same in buurten, where they could be matched.
    """

    name: str
    gemeente: str
    gemeente_code: str = Field(pattern=r"^GM\d{4}$")
    level: Literal["gemeente", "wijk", "buurt"] | None = None
    codes: tuple[str, ...] = ()
    partial_codes: tuple[str, ...] = ()
    classification: int | None = None
    match: str = ""
    partial_match: str = ""
    buurten: Buurten | None = None

    @model_validator(mode="after")
    def _codes_have_a_place_and_a_reason(self) -> ProgrammeArea:
        if (self.codes or self.partial_codes) and not (self.level and self.classification):
            raise ValueError(f"the codes of '{self.name}' need a 'level' and a 'classification'")
        if self.partial_codes and not self.partial_match:
            raise ValueError(f"the partial codes of '{self.name}' need a 'partial_match'")
        return _apart(self)

    @property
    def is_matched(self) -> bool:
        """Whether it covers areas of any level."""
        return bool(self.codes or (self.buurten and self.buurten.codes))

    def codes_at(self, level: str, classification: int) -> tuple[str, ...]:
        """Areas of a level of a classification that it covers."""
        found = self._at(level, classification)
        return found.codes if found else ()

    def partial_codes_at(self, level: str, classification: int) -> tuple[str, ...]:
        """Areas of a level of a classification that it touches, or may touch."""
        found = self._at(level, classification)
        return found.partial_codes if found else ()

    def match_at(self, level: str, classification: int) -> str:
        """How it was matched at a level of a classification; empty where it was not."""
        found = self._at(level, classification)
        return found.match if found else ""

    def is_placed_at(self, level: str, classification: int) -> bool:
        """Whether it is known where it lies at a level of a classification."""
        return self.level == "gemeente" or self._at(level, classification) is not None

    def _at(self, level: str, classification: int) -> ProgrammeArea | Buurten | None:
        if (level, classification) == (self.level, self.classification):
            return self
        if self.buurten and (level, classification) == ("buurt", self.buurten.classification):
            return self.buurten
        return None


Matched = TypeVar("Matched", Buurten, ProgrammeArea)


def _apart(matched: Matched) -> Matched:
    """The same, when no code is both covered and touched."""
    both = set(matched.codes) & set(matched.partial_codes)
    if both:
        raise ValueError(f"both in 'codes' and in 'partial_codes': {', '.join(sorted(both))}")
    return matched


class Programme(Declared):
    """A set of areas: a policy programme or a case."""

    id: str
    label: str
    start: int
    end: int | None = None
    note: str
    source: str
    areas: tuple[ProgrammeArea, ...]


class EarlyStock(Declared):
    """Dwellings of an area in a year for which the store has no figures, as published."""

    code: str
    name: str
    level: Literal["wijk", "buurt"]
    classification: int
    year: int = Field(ge=1990, le=2100)
    dwellings: int = Field(ge=0)
    source: str = Field(min_length=5)


class StatedGoal(Declared):
    """A goal of a programme and what came of it, as published: figures in words."""

    programme: str
    goal: str
    target: str
    result: str
    year: str
    source: str
