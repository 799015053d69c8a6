"""Crosswalks: tables that say which CBS area an own code or name stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from wijkbeeld.catalog import codes
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own.grid import Grid
from wijkbeeld.sources.own.table import YEAR, Table, table_of
from wijkbeeld.sources.own.values import day_and_month
from wijkbeeld.store.reading import Refusal

Pairs = dict[str, list[str]]
"""CBS codes by cell of a table as it stands there; several where an own area is in parts."""
_LONGEST_KEY = 80
_MOST_CBS = 0.5
_PLACE = re.compile(r"(lat|long?)(itude)?|[xy]|rd[_ ]?[xy]|geometr\w*|wkt|the_geom", re.IGNORECASE)
_TOTAL = re.compile(r"(?:totaal|gemeente|stad|heel)\s+|\s+(?:totaal|stad)$", re.IGNORECASE)
_WHOLE_TOWN = ("stad", "totaal", "gemeente")


@dataclass(frozen=True)
class Crosswalk:
    """Columns with own codes or names beside columns with CBS codes; all of equal length."""

    name: str
    own: dict[str, tuple[str, ...]]
    cbs: dict[str, tuple[str, ...]]

    def to_row(self) -> dict[str, Any]:
        """As it is kept."""
        return {"name": self.name, "own": self.own, "cbs": self.cbs}

    @staticmethod
    def from_row(row: dict[str, Any]) -> Crosswalk:
        """Read back what :meth:`to_row` made."""
        own, cbs = (
            {str(c): tuple(str(v) for v in row[part][c]) for c in row[part]}
            for part in ("own", "cbs")
        )
        if len({len(v) for v in (*own.values(), *cbs.values())}) > 1 or not cbs:
            raise ValueError("columns of a crosswalk differ in length")
        return Crosswalk(str(row["name"]), own, cbs)

    def lookup(self, own: str, cbs: str) -> Pairs:
        """CBS codes by folded key of one pair of columns.

        Where most keys stand for several areas the column is of a larger kind of area, and a key
        with one area says no more of it: the part is not the whole.
        """
        found: Pairs = {}
        for key, code in zip(self.own[own], self.cbs[cbs], strict=True):
            if key and code and code not in found.setdefault(fold(key), []):
                found[fold(key)].append(code)
        larger = sum(len(v) > 1 for v in found.values()) > _MOST_CBS * len(found)
        return {k: v for k, v in found.items() if len(v) > 1} if larger else found


def fold(key: str) -> str:
    """Fold a code or name for comparison: lower case, single blanks."""
    return re.sub(r"\s+", " ", key).strip().casefold()


def crosswalk_of(table: Table, name: str) -> tuple[Crosswalk, list[Refusal]]:
    """Make a crosswalk of a table with a column of CBS codes beside own codes or names.

    Returns
    -------
    crosswalk, refusals
        Rows without any CBS code or own code are refused, by line.

    Raises
    ------
    SourceError
        No column of CBS codes, or nothing beside it.
    """
    cleaned = {c: codes.clean(table.cells[c]) for c in table.cells}
    is_cbs = {c: codes.levels_of(v).notna() for c, v in cleaned.items()}
    cbs = [
        c
        for c, good in is_cbs.items()
        if good.any() and good.sum() >= _MOST_CBS * (cleaned[c] != "").sum()
    ]
    own = [c for c in table.cells if c not in cbs and _can_be_key(table.cells[c], c)]
    if not cbs or not own:
        raise SourceError(
            table.file,
            "In deze omzettabel staat geen kolom met CBS-codes naast een kolom met eigen codes.",
            "Zet per rij een eigen code of naam en een code als WK036300 of BU03630000.",
        )
    with_cbs = pd.concat([is_cbs[c] for c in cbs], axis=1).any(axis=1)
    with_own = (table.cells[own] != "").any(axis=1)
    good = with_cbs & with_own
    refusals = [
        Refusal(
            "geen CBS-code" if not with_cbs[n] else "geen eigen code of naam",
            int(n),
            1,
            " ".join(filter(None, table.cells.loc[n, own]))[:60],
        )
        for n in table.cells.index[~good]
    ]
    return (
        Crosswalk(
            name,
            {c: tuple(table.cells.loc[good, c]) for c in own},
            {c: tuple(cleaned[c].where(is_cbs[c], "")[good]) for c in cbs},
        ),
        refusals,
    )


def chained(table: Table, walks: list[Crosswalk]) -> Table:
    """Add CBS codes to a table of own codes of several years, by a crosswalk that has one of them.

    Returns
    -------
    Table
        With the columns of CBS codes of the crosswalk that knows most; as it was where none does.
    """
    if not walks:
        return table
    best: tuple[int, str, Crosswalk | None, str] = (1, "", None, "")
    for column in (c for c in table.cells if _can_be_key(table.cells[c], c)):
        keys = {fold(k) for k in table.cells[column].unique() if k}
        for walk in walks:
            for own in walk.own:
                known = walk.lookup(own, next(iter(walk.cbs)))
                hits = sum(len(known.get(k, [])) == 1 for k in keys)
                if hits > max(best[0], _MOST_CBS * len(keys)):
                    best = (hits, str(column), walk, own)
    _, column, found, own = best
    if found is None:
        return table
    cells = table.cells.copy()
    for cbs in found.cbs:
        lookup = found.lookup(own, cbs)
        single = {k: v[0] for k, v in lookup.items() if len(v) == 1}
        cells[f"{cbs} via {column}"] = cells[column].map(fold).map(single).fillna("").astype("str")
    return replace(table, cells=cells)


def is_crosswalk(table: Table) -> bool:
    """Tell whether a table holds own codes beside CBS codes and no figures."""
    try:
        walk, _ = crosswalk_of(table, "")
    except SourceError:
        return False
    rest = [c for c in table.cells if c not in walk.cbs]
    figures = [c for c in rest if _is_figures(table.cells[c], c)]
    return not figures and not any(re.fullmatch(YEAR, c) for c in table.cells)


def pasted(content: str, name: str = "Geplakte omzettabel") -> tuple[Crosswalk, list[Refusal]]:
    """Make a crosswalk of lines that a user pasted: an own code or name and a CBS code a line.

    The two may be parted by a tab, semicolon, comma or blanks; a header is not needed.

    Raises
    ------
    SourceError
        No line holds both.
    """
    rows = []
    for line in content.splitlines():
        parts = [p.strip().strip('"') for p in re.split(r"[\t;|]", line)]
        if len(parts) < 2:
            parts = [p.strip().strip('"') for p in line.rsplit(",", 1)]
        if len(parts) < 2:
            parts = line.strip().rsplit(None, 1)
        rows.append(parts)
    width = max((len(r) for r in rows), default=0)
    header = [f"kolom {n + 1}" for n in range(width)]
    grid = Grid(name, {"": [header, *rows]}, {"": list(range(len(rows) + 1))})
    walk, refusals = crosswalk_of(table_of(grid, "", 0), name)
    return walk, refusals


def _can_be_key(cells: pd.Series, name: str) -> bool:
    """Tell whether a column can hold own codes or names: short, not all the same, no places."""
    filled = cells[cells != ""]
    if _PLACE.fullmatch(name.strip()) or filled.empty or filled.str.len().max() > _LONGEST_KEY:
        return False
    return not filled.str.fullmatch(r"-?\d+[.,]\d+").mean() > _MOST_CBS


def _is_figures(cells: pd.Series, name: str) -> bool:
    """Tell whether a column holds figures: numbers that are no code, date or place."""
    filled = cells[cells != ""]
    if filled.empty or _PLACE.fullmatch(name.strip()) or "code" in name.lower():
        return False
    numeric = filled.str.fullmatch(r"-?\d{1,7}(?:[.,]\d+)?\s*%?").mean()
    return bool(numeric > _MOST_CBS and filled.nunique() > 1)


def best_pairs(cells: Iterable[str], walks: list[Crosswalk], known: set[str]) -> Pairs:
    """Look cells up in crosswalks, each by the columns that give most areas that are known.

    Parameters
    ----------
    cells
        What stands in the column with areas.
    known
        CBS codes to prefer; empty: all are as good.

    Returns
    -------
    dict
        By cell; cells that no crosswalk has are left out, the best crosswalk goes first.
    """
    every = list(dict.fromkeys(c for c in cells if c))
    found: list[Pairs] = []
    for walk in walks:
        options = [_matched(every, walk.lookup(o, c)) for o in walk.own for c in walk.cbs]
        found.append(max(options, key=lambda pairs: _worth(pairs, known), default={}))
    merged: Pairs = {}
    for pairs in sorted(found, key=lambda pairs: _worth(pairs, known)):
        merged |= pairs
    return merged


def _worth(pairs: Pairs, known: set[str]) -> tuple[float, int]:
    """How good pairs are: cells that stand for one known area, then all."""
    hits = sum(len(v) == 1 and (not known or v[0] in known) for v in pairs.values())
    parts = sum(1 / len(v) for v in pairs.values() if not known or v[0] in known)
    return hits + 0.1 * parts, len(pairs)


def _matched(cells: list[str], lookup: Pairs) -> Pairs:
    """Cells that are a key, start with one ('A00a Kop Zeedijk'), or were one before Excel."""
    found = {}
    for cell in cells:
        tries = [fold(cell), fold(cell).partition(" ")[0], *_before_excel(cell)]
        hits = [lookup[t] for t in dict.fromkeys(tries[:2]) if t in lookup][:1]
        hits = hits or [lookup[t] for t in dict.fromkeys(tries[2:]) if t in lookup]
        if len(hits) == 1:
            found[cell] = hits[0]
    return found


def _before_excel(cell: str) -> list[str]:
    """Codes that Excel may have changed into a cell: dates, powers of ten, lost zeros."""
    power = re.fullmatch(r"(\d)(?:[.,](\d+))?E\+?(\d+)", cell.strip(), re.IGNORECASE)
    if power:
        whole, rest, exponent = power.group(1), (power.group(2) or "").rstrip("0"), power.group(3)
        left, tail = whole + rest, int(exponent) - len(rest)
        return [
            f"{z}{left}e{t}" for z in ("", "0") for t in dict.fromkeys((f"{tail}", f"{tail:02d}"))
        ]
    parts = day_and_month(cell)
    if parts is None:
        digits = cell.strip().removesuffix(".0")
        return [digits.zfill(n) for n in range(2, 9)] if digits.isdigit() else []
    a, b = parts
    return [
        f"{x}{sep}{y}" for sep in "-/" for x in (f"{a}", f"{a:02d}") for y in (f"{b}", f"{b:02d}")
    ]


def names_of(known: pd.DataFrame, gemeente: str | None, level: str) -> Crosswalk:
    """Names of areas as a crosswalk: of all gemeenten, or of the wijken or buurten of one.

    Parameters
    ----------
    known
        Columns ``level, code, name, gemeente_code`` of one classification.
    """
    rows = known[known["level"] == level]
    if level != "gemeente":
        rows = rows[rows["gemeente_code"] == gemeente]
    return Crosswalk("namen", {"naam": tuple(rows["name"])}, {"code": tuple(rows["code"])})


def short_of(known: pd.DataFrame, gemeente: str | None, level: str) -> Crosswalk:
    """Codes of one gemeente without the part that says which: 'AE01' for BU0363AE01."""
    rows = known[(known["level"] == level) & (known["gemeente_code"] == gemeente)]
    short = rows["code"].str.slice(6)
    return Crosswalk("korte codes", {"kort": tuple(short)}, {"code": tuple(rows["code"])})


def with_town(pairs: Pairs, cells: Iterable[str], town: str, name: str) -> Pairs:
    """Add rows of the whole gemeente: 'Amsterdam', 'totaal Amsterdam', 'ASD Amsterdam', 'STAD'."""
    wanted = fold(name)
    whole = {}
    for cell in cells:
        plain = fold(_TOTAL.sub("", cell))
        if plain == wanted or plain in _WHOLE_TOWN or plain.partition(" ")[2] == wanted:
            whole[cell] = [town]
    return whole | pairs


def renamed(walk: Crosswalk, name: str) -> Crosswalk:
    """The same crosswalk under another name."""
    return replace(walk, name=name)
