"""Which areas were renewed: registers, programmes, own selections, or read from the stock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.stock import stock
from wijkbeeld.store.groups import groups
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.store.register_row import RegisterRow, problems_of
from wijkbeeld.store.registers import registers
from wijkbeeld.words.groups import stock_label, stock_note
from wijkbeeld.words.numbers import count
from wijkbeeld.words.register import row_left_out

COLUMNS = ["naam", "start", "eind", "soort", "woningen", "aandeel", "bron"]
DOSE = "dosis"
DOSE_FROM = 20.0
"""Percentage of dwellings built since 2000 from which an area counts as renewed, unless the user
says otherwise.
"""


class Kind(Enum):
    """What a set of areas is."""

    RENEWED = "areas that were renewed, as far as its source says"
    NEW_BUILD = "areas with new dwellings, which can be renewal or extension"


@dataclass(frozen=True)
class Renewed:
    """Renewed areas under one name.

    Attributes
    ----------
    rows
        Index area code; columns ``naam, start, eind, soort, woningen, aandeel, bron``. One row per
        area: of several projects in an area the first start and the last end.
    dated
        Whether the starts come with the set; else the user gives one year for all.
    start
        Year to begin with where the set has no dates.
    note
        How the areas were found.
    left_out
        Areas or rows that could not be used, each with the reason.
    kind
        Whether the areas may be called renewed.
    least
        For the set from the stock: percentage of new dwellings from which an area counts.
    place
        What the set is limited to; None for all of it.
    beyond
        Codes of its areas outside that place.
    """

    id: str
    label: str
    rows: pd.DataFrame
    dated: bool
    start: int | None
    note: str
    left_out: tuple[str, ...] = ()
    kind: Kind = Kind.RENEWED
    least: float | None = None
    place: Place | None = None
    beyond: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The label, with the place that the set is limited to."""
        return self.label if self.place is None else f"{self.label}, {self.place.located}"


def sets(scope: Scope) -> dict[str, str]:
    """Names of all sets that have areas at a level of an edition, by id."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    own = [
        r
        for r in registers(data.manifest.dataset).values()
        if r.level == level and r.edition == edition
    ]
    own.sort(key=lambda r: -len(r.rows))
    known = {f"register:{r.name}": f"Register: {r.name}" for r in own}
    known |= {g.id: g.label for g in groups(scope).values()}
    new = stock(scope)
    if new is not None:
        known[DOSE] = stock_label(new.is_renewal)
    return known


def renewed(scope: Scope, id_: str, least: float = DOSE_FROM) -> Renewed:
    """One of the sets of :func:`sets`.

    Parameters
    ----------
    least
        For the set from the stock: percentage of dwellings built since 2000 from which an area
        counts.
    """
    data = opened(scope)
    areas = data.by_code(scope)
    if id_.startswith("register:"):
        return _register(data, id_, areas)
    if id_ == DOSE:
        return _from_stock(scope, least)
    group = groups(scope)[id_]
    programme = catalog().programmes.get(id_)
    rows = _rows(areas, list(group.codes)).assign(
        bron=programme.source if programme else "eigen selectie"
    )
    place = scope.level, scope.classification
    lost = tuple(
        f"{a.name} ({a.gemeente}): {a.match_at(*place) or 'niet gekoppeld op dit niveau'}"
        for a in (programme.areas if programme else ())
        if not set(a.codes_at(*place)) & set(group.codes)
    )
    start = programme.start if programme else None
    return Renewed(id_, group.label, rows, False, start, group.note, lost)


def _rows(areas: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(index=pd.Index(codes, name="code"), columns=COLUMNS)
    frame["naam"] = areas["name"].reindex(codes)
    return frame


def _register(data: Dataset, id_: str, areas: pd.DataFrame) -> Renewed:
    register = registers(data.manifest.dataset)[id_.removeprefix("register:")]
    return of_rows(id_, register.name, register.rows, areas)


def of_rows(id_: str, name: str, rows: tuple[RegisterRow, ...], areas: pd.DataFrame) -> Renewed:
    """Renewed areas of the rows of a register.

    Parameters
    ----------
    areas
        Areas of the level in use, by code.
    """
    good, lost = usable(rows, areas)
    return Renewed(
        id_,
        f"Register: {name}",
        one_per_area(good, areas),
        True,
        None,
        f"Eigen register met {count(len(rows), 'rij', 'rijen')}.",
        tuple(lost),
    )


def usable(
    rows: tuple[RegisterRow, ...], areas: pd.DataFrame
) -> tuple[list[RegisterRow], list[str]]:
    """Split rows of a register in those that can be used here, and the others with the reason."""
    good, lost = [], []
    for n, row in enumerate(rows, start=1):
        problem = next(iter(problems_of(row, areas.index)), None)
        if problem is None:
            good.append(row)
        else:
            lost.append(row_left_out(n, row, problem))
    return good, lost


def one_per_area(rows: list[RegisterRow], areas: pd.DataFrame) -> pd.DataFrame:
    """Join projects in the same area: first start, last end, dwellings added up.

    An area where one project has no end is not complete; shares add up to one at most.
    """
    frame = pd.DataFrame(
        [(r.code, r.start, r.end, r.kind, r.dwellings, r.share, r.source) for r in rows],
        columns=["code", "start", "eind", "soort", "woningen", "aandeel", "bron"],
    )
    if frame.empty:
        return _rows(areas, [])
    joined = frame.groupby("code", sort=False).agg(
        start=("start", "min"),
        eind=("eind", lambda e: e.max(skipna=False)),
        soort=("soort", lambda s: ", ".join(dict.fromkeys(s))),
        woningen=("woningen", lambda s: s.sum(min_count=1)),
        aandeel=("aandeel", lambda s: min(s.sum(min_count=1), 1.0)),
        bron=("bron", lambda s: "; ".join(dict.fromkeys(x for x in s if x))),
    )
    joined["naam"] = areas["name"].reindex(joined.index)
    return joined[COLUMNS]


def _from_stock(scope: Scope, least: float) -> Renewed:
    areas, new = opened(scope).by_code(scope), stock(scope)
    if new is None:
        raise KeyError(DOSE)
    chosen = new.share.index[new.share >= least].intersection(areas.index)
    rows = _rows(areas, list(chosen)).assign(
        aandeel=(new.share / 100).reindex(chosen), bron=f"CBS, {new.year}"
    )
    note = stock_note(least, new.year, new.early_year, len(new.share))
    kind = Kind.RENEWED if new.is_renewal else Kind.NEW_BUILD
    return Renewed(DOSE, stock_label(new.is_renewal), rows, False, None, note, (), kind, least)
