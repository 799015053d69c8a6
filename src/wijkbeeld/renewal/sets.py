"""Which areas were renewed: registers, programmes, own selections, or read from the stock."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wijkbeeld.analysis.new_build_share import dose
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.groups import groups
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.store.register_row import RegisterRow, problems_of
from wijkbeeld.store.registers import registers
from wijkbeeld.words.numbers import number
from wijkbeeld.words.register import row_left_out

COLUMNS = ["naam", "start", "eind", "soort", "woningen", "aandeel", "bron"]
DOSE = "dosis"
DOSE_FROM = 20.0
"""Percentage of dwellings built since 2000 from which an area counts as renewed, unless the user
says otherwise.
"""


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
    """

    id: str
    label: str
    rows: pd.DataFrame
    dated: bool
    start: int | None
    note: str
    left_out: tuple[str, ...] = ()


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
    if _dose_year(scope) is not None:
        known[DOSE] = "Uit de voorraad: veel woningen van na 2000 in bestaand gebied"
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
        return _from_stock(scope, areas, least)
    group = groups(scope)[id_]
    programme = catalog().programmes.get(id_)
    rows = _rows(areas, list(group.codes)).assign(
        bron=programme.source if programme else "eigen selectie"
    )
    lost = tuple(
        f"{a.name} ({a.gemeente}): {a.match or 'niet gekoppeld'}"
        for a in (programme.areas if programme else ())
        if not set(a.codes) & set(group.codes)
    )
    start = programme.start if programme else None
    return Renewed(id_, group.label, rows, False, start, group.note, lost)


def elsewhere(scope: Scope, codes: pd.Index) -> frozenset[str]:
    """Areas that are renewed according to another register: they are no fair comparison."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    areas = data.by_code(scope)
    known = [
        r
        for r in registers(data.manifest.dataset).values()
        if r.level == level and r.edition == edition
    ]
    elsewhere = {row.code for register in known for row in usable(register.rows, areas)[0]}
    return frozenset(elsewhere - set(codes))


def _rows(areas: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(index=pd.Index(codes, name="code"), columns=COLUMNS)
    frame["naam"] = areas["name"].reindex(codes)
    return frame


def _register(data: Dataset, id_: str, areas: pd.DataFrame) -> Renewed:
    register = registers(data.manifest.dataset)[id_.removeprefix("register:")]
    good, lost = usable(register.rows, areas)
    return Renewed(
        id_,
        f"Register: {register.name}",
        one_per_area(good, areas),
        True,
        None,
        f"Eigen register met {number(len(register.rows))} rijen.",
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


def _dose_year(scope: Scope) -> int | None:
    data = opened(scope)
    years = data.figure_years(scope)
    counts = {
        i: set(years.loc[years["indicator"] == i, "year"]) for i in ("bouw_vanaf_2000", "woningen")
    }
    both = counts["bouw_vanaf_2000"] & counts["woningen"]
    return max(both) if both else None


def _from_stock(scope: Scope, areas: pd.DataFrame, least: float) -> Renewed:
    data = opened(scope)
    year = _dose_year(scope)
    if year is None:
        raise KeyError(DOSE)
    share = data.figure(scope, "bouw_vanaf_2000", year).set_index("code")["value"]
    homes = data.figure(scope, "woningen", year).set_index("code")["value"]
    years = data.figure_years(scope)
    first = int(years.loc[years["indicator"] == "woningen", "year"].min())
    before = (
        data.figure(scope, "woningen", first).set_index("code")["value"] if first < year else None
    )
    built = dose(share, homes, before)
    chosen = built.index[built["dose"] >= least].intersection(areas.index)
    rows = _rows(areas, list(chosen)).assign(
        aandeel=(built["dose"] / 100).reindex(chosen), bron=f"CBS, {year}"
    )
    known = int(built["is_built_up"].sum())
    note = (
        f"Gebieden met ten minste {number(least)}% woningen van na 2000 in {year}, waar ervoor "
        "al ten minste 500 woningen stonden en de voorraad hoogstens anderhalf keer zo groot "
        f"werd ({number(known)} gebieden voldoen aan die laatste twee). Gemeten na de "
        "vernieuwing zelf; de start is niet bekend."
    )
    return Renewed(DOSE, "Uit de voorraad", rows, False, None, note)
