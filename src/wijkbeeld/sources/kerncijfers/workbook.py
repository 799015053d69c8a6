"""KWB workbooks ``kwb-YYYY.xls(x)``.

Names of columns are upper-case to 2012 and lower-case after; shares changed in 2017.

Names of 2003-2012: CBS, *Toelichting kerncijfers wijken en buurten 2003-2012* (2016), pages 7-38.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from wijkbeeld.catalog import catalog, codes
from wijkbeeld.catalog.text_columns import stacked
from wijkbeeld.sources import text
from wijkbeeld.sources.books import sheets as sheets
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers.harmonise import Column, describe, figures
from wijkbeeld.store.reading import Reading, Refusal

_KINDS = {
    "g": "gemeente",
    "gemeente": "gemeente",
    "w": "wijk",
    "wijk": "wijk",
    "b": "buurt",
    "buurt": "buurt",
}

_TELLS_AREA = re.compile(
    r"(?:gwb|gm|wk|bu)_?(?:code|naam)\w*|regio\w*|recs|soort_?regio|codering|(?:peil)?jaar"
)
"""Columns that say which area and year a row is about."""


def header_row(rows: list[list[object]]) -> int | None:
    """Index of the row that names the kwb columns, within the first twenty."""
    known = {x.lower() for i in catalog().kwb.values() for k in i.keys for x in k.xls}
    for n, row in enumerate(rows[:20]):
        names = {str(c).strip().lower() for c in row}
        if len(names & known) >= 2 and any("code" in c or c == "regio" for c in names):
            return n
    return None


def read(
    path: Path, cells: dict[str, list[list[object]]], *, year: int | None = None
) -> Reading | None:
    """Read a kwb workbook; None when no sheet has the kwb columns.

    Raises
    ------
    SourceError
        Codes are missing, or the year cannot be told.
    """
    parts = [
        _read(path, rows, start, year)
        for rows in cells.values()
        if (start := header_row(rows)) is not None
    ]
    if not parts:
        return None
    whole = parts[0]
    for other in parts[1:]:
        whole.rows_read += other.rows_read
        whole.refusals += other.refusals
        whole.notes += other.notes
    frame = stacked([p.figures for p in parts if p.figures is not None])
    if frame.duplicated(["year", "code", "indicator"]).any():
        raise SourceError(
            path.name,
            "Op meer werkbladen staan dezelfde gebieden.",
            "Bewaar één werkblad per jaar.",
        )
    describe(whole, frame)
    return whole


def _read(path: Path, rows: list[list[object]], start: int, year: int | None) -> Reading:
    names = [str(c).strip() for c in rows[start]]
    table = _cells(names, rows[start + 1 :])
    chosen = year or _year(path, names, table)
    if chosen is None:
        raise SourceError(
            path.name,
            "Het jaar van deze kerncijfers staat niet in het bestand of de naam.",
            "Noem het bestand zoals CBS dat doet, bijvoorbeeld kwb-2013.xls.",
        )
    reading = Reading(path.name, "kwb", "", "kwb", rows_read=len(table))
    area = _codes(path, table)
    good = codes.levels_of(area).notna()
    told = table[[c for c in table.columns if _TELLS_AREA.fullmatch(c.lower())]]
    country = area.isna() & told.apply(
        lambda c: c.str.fullmatch(r"\s*(NL\d*|Nederland)\s*").fillna(False)
    ).any(axis=1)
    reading.refusals += [
        Refusal("geen code van gemeente, wijk of buurt", start + 2 + int(n), 1, str(area[n]))
        for n in table.index[~good & ~country & ~area.fillna("").str.startswith("NL")]
    ]
    if not good.any():
        raise SourceError(path.name, "Geen enkele rij heeft een CBS-gebiedscode.", text.AGAIN)
    if area[good].duplicated().any():
        raise SourceError(
            path.name,
            f"Gebied {area[good][area[good].duplicated()].iloc[0]} staat dubbel.",
            text.AGAIN,
        )
    columns = [Column(c, short=c) for c in table.columns]
    describe(reading, figures(table[good], area[good], columns, chosen, reading))
    return reading


def _cells(names: list[str], body: list[list[object]]) -> pd.DataFrame:
    """Cells of the columns that say something to Wijkbeeld, as text."""
    known = {x.lower() for i in catalog().kwb.values() for k in i.keys for x in k.xls}
    body = [r for r in body if any(c is not None and c != "" for c in r)]
    columns: dict[str, list[str]] = {}
    for n, name in enumerate(names):
        if name not in columns and (name.lower() in known or _TELLS_AREA.fullmatch(name.lower())):
            columns[name] = _texts([row[n] if n < len(row) else "" for row in body])
    return pd.DataFrame(columns, dtype="str")


def _texts(column: list[object]) -> list[str]:
    """Cells as text, numbers in the notation of the texts among them (``2,4`` beside 3)."""
    comma = any(isinstance(c, str) and "," in c for c in column)
    found = []
    for cell in column:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        found.append(
            str(cell).replace(".", ",") if comma and isinstance(cell, float) else str(cell)
        )
    return found


def _year(path: Path, names: list[str], table: pd.DataFrame) -> int | None:
    """Year from a JAAR column, a name like GWB_NAAM08, or the file name."""
    column = next((c for c in table.columns if c.lower() in ("jaar", "peiljaar")), None)
    if column is not None and table[column].nunique() == 1:
        stated = re.match(r"((?:19|20)\d{2})", table[column].iloc[0])
        if stated:
            return int(stated.group(1))
    for name in names:
        short = re.fullmatch(r"(?:gwb|gm|wk|bu)_?(?:naam|code)_?(\d{2})", name.lower())
        if short and short.group(1) not in ("08", "10"):
            return 2000 + int(short.group(1))
    return year_in_name(path.stem)


def year_in_name(name: str) -> int | None:
    """Year of the figures in a file name; CBS puts the date of the version behind it.

    ``kwb-2003-versie-2011-08-16.xls`` is of 2003, ``kerncijfers-wijken-en-buurten-2014.xls`` of
    2014. Two years that are both possible give None.
    """
    named = re.search(
        r"(?:kwb|wijken[ _-]en[ _-]buurten)[ _-]*((?:19|20)\d{2})(?!\d)", name.lower()
    )
    if named:
        return int(named.group(1))
    years = set(re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", name))
    return int(years.pop()) if len(years) == 1 else None


def _codes(path: Path, table: pd.DataFrame) -> pd.Series:
    """Prefixed codes, from a prefixed column or from numbers with a level beside them."""
    lower = {c.lower(): c for c in table.columns}
    for name in ("gwb_code_10", "gwb_code", "codering", "regiocode"):
        if name in lower:
            area = codes.clean(table[lower[name]])
            if codes.levels_of(area).notna().mean() > 0.5:
                return area
    number = next((lower[n] for n in ("gwb_code", "gwb_code_8") if n in lower), None)
    kind = next((lower[n] for n in ("recs", "soort_regio") if n in lower), None)
    if kind is None or (number is None and not {"gm_code", "wk_code", "bu_code"} <= set(lower)):
        raise SourceError(path.name, "De kolom met gebiedscodes ontbreekt (GWB_CODE).", text.AGAIN)
    levels = table[kind].str.strip().str.lower().map(_KINDS)
    values = table[number] if number else _joined(table, lower, levels)
    prefixed = [
        codes.from_number(v, lv) if isinstance(lv, str) else None
        for v, lv in zip(values, levels, strict=True)
    ]
    return pd.Series(prefixed, index=table.index, dtype="str")


def _joined(table: pd.DataFrame, lower: dict[str, str], levels: pd.Series) -> pd.Series:
    """Put GM_CODE, WK_CODE and BU_CODE together as far as the level needs them."""
    part = {
        name: table[lower[name]].str.replace(r"\.0$", "", regex=True).str.strip().str.zfill(width)
        for name, width in (("gm_code", 4), ("wk_code", 2), ("bu_code", 2))
    }
    whole = part["gm_code"] + part["wk_code"].where(levels.isin(["wijk", "buurt"]), "")
    return whole + part["bu_code"].where(levels == "buurt", "")
