"""Which areas a table is about: in which column, written how, of which classification."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from wijkbeeld.catalog import codes
from wijkbeeld.sources.own.crosswalk import (
    Crosswalk,
    Pairs,
    best_pairs,
    fold,
    names_of,
    short_of,
    with_town,
)
from wijkbeeld.sources.own.table import YEAR, Table

KNOWN_COLUMNS = ("indeling", "level", "code", "name", "gemeente_code", "is_shown")
"""Areas that a dataset knows; ``is_shown``: figures are shown on the areas of that year."""
_ENOUGH = 0.5
_MOST_COLUMNS = 40
_LEADING_CODE = r"^\s*((?:GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}))\b"
_AREA_NAME = r"code|wijk|buurt|gemeente|gebied|stadsdeel|naam|regio|\bgm|\bwk|\bbu"
_HINTS = {"buurt": r"\bbu|buurt", "wijk": r"\bwk|wijk", "gemeente": r"\bgm|gemeente"}


class Way(StrEnum):
    """How areas are written in a table."""

    CBS = "cbs"
    NUMBER = "nummer"
    TABLE = "tabel"
    NAME = "naam"
    SHORT = "kort"


@dataclass(frozen=True)
class Areas:
    """The areas of a table.

    Attributes
    ----------
    level
        Level of bare numbers; empty for every other way.
    gemeente
        Code of the gemeente that names and short codes are of, and rows of the whole town.
    classification
        Year of the classification whose codes fit best; None where none is known.
    pairs
        CBS codes by cell, where cells are no CBS codes.
    share
        Share of the rows whose area is found (0..1).
    """

    column: str
    way: Way
    level: str = ""
    gemeente: str | None = None
    classification: int | None = None
    pairs: Pairs | None = None
    share: float = 0.0


@dataclass(frozen=True)
class Ground:
    """What areas are looked for in.

    Attributes
    ----------
    known
        Areas of the dataset, columns :data:`KNOWN_COLUMNS`.
    walks
        Crosswalks of the user.
    town
        Code of the gemeente for names, short codes and totals; None: from the codes found.
    """

    known: pd.DataFrame
    walks: tuple[Crosswalk, ...] = ()
    town: str | None = None


def clean_codes(cells: pd.Series) -> pd.Series:
    """CBS codes of cells in upper case, also where a name follows ('WK036300 Jordaan')."""
    upper = codes.clean(cells)
    return upper.str.extract(_LEADING_CODE, expand=False).fillna(upper).astype("str")


def classifications(found: pd.Series, known: pd.DataFrame) -> list[tuple[int, float]]:
    """Years of classification with the share of codes that they know, best first.

    Among years that know about as many, one of an edition goes first, then the latest.
    """
    wanted = pd.Index(found.dropna().unique())
    if wanted.empty or known.empty:
        return []
    here = known[known["code"].isin(wanted)]
    share = here.groupby("indeling")["code"].nunique() / len(wanted)
    scored = here.groupby("indeling")["is_shown"].any()
    order = sorted(share.index, key=lambda y: (-np.floor(20 * share[y]), not scored[y], -y))
    return [(int(y), float(share[y])) for y in order]


def gemeenten(known: pd.DataFrame) -> pd.Series:
    """Names of gemeenten by code, in alphabetical order."""
    rows = known[known["level"] == "gemeente"].drop_duplicates("code", keep="last")
    named = rows.set_index("code")["name"]
    others = pd.Index(known["gemeente_code"].unique()).difference(named.index)
    return pd.concat([named, pd.Series(others, index=others, dtype="str")]).sort_values()


def suggest(table: Table, ground: Ground) -> Areas:
    """Suggest where and how a table names its areas: the surest way that finds most of them."""
    walks = ground.walks
    town = ground.town or town_of(table, ground.known) or _town_of_walks(walks)
    ground = replace(ground, town=town)
    options = []
    for column, way in _candidates(table, walks, town):
        found = find(table, column, way, ground)
        if found.share > 0 or found.pairs:
            options.append(found)
        if found.share >= _ENOUGH and way is Way.CBS:
            return found
    sure = [a for a in options if a.share >= _ENOUGH]
    order = list(Way)
    if sure:
        return min(sure, key=lambda a: (order.index(a.way), -a.share))
    likely = [c for c in table.cells if re.search(_AREA_NAME, c.lower())] or list(table.cells)
    first = Areas(str(likely[0]), Way.TABLE if walks else Way.NAME, gemeente=town)
    return max(options, key=lambda a: (a.share, len(a.pairs or {})), default=first)


def _candidates(
    table: Table, walks: tuple[Crosswalk, ...], town: str | None
) -> list[tuple[str, Way]]:
    """Columns that can name areas, each with the ways in which they can.

    A column of numbers does so only when it is called after areas.
    """
    found = []
    for column in list(table.cells)[:_MOST_COLUMNS]:
        filled = table.cells[column][table.cells[column] != ""]
        is_named = bool(re.search(_AREA_NAME, column.lower()))
        numbers = bool(len(filled)) and filled.str.fullmatch(r"-?[\d.,]+").mean() > _ENOUGH
        if filled.empty or re.fullmatch(YEAR, column) or (numbers and not is_named):
            continue
        found += [
            (column, way)
            for way in Way
            if not (way is Way.TABLE and not walks)
            and not (way is Way.SHORT and (town is None or not is_named))
            and not (way is Way.NUMBER and not numbers)
        ]
    return found


def _town_of_walks(walks: tuple[Crosswalk, ...]) -> str | None:
    """Gemeente that all crosswalks are of, or None."""
    towns = {_main_town({c: [c] for c in v if c}) for walk in walks for v in walk.cbs.values()}
    return towns.pop() if len(towns) == 1 else None


def find(
    table: Table, column: str, way: Way, ground: Ground, classification: int | None = None
) -> Areas:
    """Find the areas of one column, written in one way.

    Parameters
    ----------
    classification
        Year to keep to; None: the one that fits best.
    """
    known, town = ground.known, ground.town
    cells = table.cells[column]
    if way is Way.CBS:
        found = clean_codes(cells)
        found = found.where(codes.levels_of(found).notna())
        return _judged(Areas(column, way, "", town), found, known, classification)
    if way is Way.NUMBER:
        return _numbers(column, cells, known, classification)
    years = [classification] if classification else list(known["indeling"].unique()) or [None]
    options = [_looked_up(Areas(column, way, classification=y), cells, ground) for y in years]
    scored = set(known.loc[known["is_shown"], "indeling"]) if len(known) else set()
    return max(
        options,
        key=lambda a: (np.floor(20 * a.share), a.classification in scored, a.classification or 0),
    )


def _judged(
    areas: Areas, found: pd.Series, known: pd.DataFrame, classification: int | None
) -> Areas:
    """Add the share of rows with an area, and the classification that fits them."""
    ranked = classifications(found, known)
    year = classification or (ranked[0][0] if ranked else None)
    share = float(found.notna().mean()) if len(found) else 0.0
    return Areas(areas.column, areas.way, areas.level, areas.gemeente, year, areas.pairs, share)


def _numbers(
    column: str, cells: pd.Series, known: pd.DataFrame, classification: int | None
) -> Areas:
    """Codes that lost their letters: 363 for GM0363, 36300 for WK036300."""
    best = Areas(column, Way.NUMBER)
    bare = cells.str.strip().str.removesuffix(".0")
    if bare.str.fullmatch(r"\d{1,8}").mean() < _ENOUGH:
        return best
    hinted = [lv for lv, hint in _HINTS.items() if re.search(hint, column.lower())]
    existing = set(known["code"])
    for level in hinted or ("gemeente", "wijk", "buurt"):
        found = bare.map(lambda c, level=level: codes.from_number(c, level))
        found = found.where(found.isin(existing) | (bool(hinted) and not existing))
        judged = _judged(Areas(column, Way.NUMBER, level), found, known, classification)
        best = judged if judged.share > best.share else best
    return best


def _looked_up(wanted: Areas, cells: pd.Series, ground: Ground) -> Areas:
    """Areas by crosswalk, name or short code in one classification."""
    way, year, known, town = wanted.way, wanted.classification, ground.known, ground.town
    here = known[known["indeling"] == year] if year is not None else known
    existing = set(here["code"])
    every = cells.unique().tolist()
    if way is Way.TABLE:
        pairs = best_pairs(every, list(ground.walks), existing)
    else:
        make = names_of if way is Way.NAME else short_of
        made = [best_pairs(every, [make(here, town, lv)], existing) for lv in ("wijk", "buurt")]
        pairs = max(made, key=len) if town else {}
        if way is Way.NAME:
            pairs = best_pairs(every, [names_of(here, None, "gemeente")], existing) | pairs
    town = town or _main_town(pairs)
    if town:
        name = gemeenten(here).get(town, "") if len(here) else ""
        pairs = with_town(pairs, every, town, str(name))
    hit = cells.map(
        lambda c: len(pairs.get(c, [])) == 1 and (not existing or pairs[c][0] in existing)
    )
    share = float(hit.mean()) if len(hit) else 0.0
    return replace(wanted, gemeente=town, pairs=pairs, share=share)


def _main_town(pairs: Pairs) -> str | None:
    """Gemeente in which nearly all areas lie, or None."""
    towns = pd.Series(["GM" + code[2:6] for found in pairs.values() for code in found], dtype="str")
    shares = towns.value_counts(normalize=True)
    return str(shares.index[0]) if len(shares) and shares.iloc[0] >= 0.8 else None


def town_of(table: Table, known: pd.DataFrame) -> str | None:
    """Gemeente that a table seems to be of: the only one known, or the only one it names."""
    if known.empty:
        return None
    towns = gemeenten(known)
    if len(towns) == 1:
        return str(towns.index[0])
    text = fold(" ".join([table.file, *table.above]).replace("_", " "))
    named = [
        c for c, n in towns.items() if re.search(rf"(?<!\w){re.escape(fold(str(n)))}(?!\w)", text)
    ]
    if len(named) == 1:
        return str(named[0])
    cells = {fold(c) for column in list(table.cells)[:3] for c in table.cells[column].head(3000)}
    inside = [c for c, n in towns.items() if fold(str(n)) in cells]
    return str(inside[0]) if len(inside) == 1 else None
