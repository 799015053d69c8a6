"""KWB tables as fetched from the CBS OData services, version 3 (wide) and 4 (long)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from wijkbeeld.catalog import catalog, codes
from wijkbeeld.catalog.text_columns import stacked
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers.harmonise import Column, describe, figures
from wijkbeeld.store.reading import Reading, Refusal


def matches(content: Any) -> bool:
    """Recognise the JSON bundle that ``sync`` stores for one table."""
    return isinstance(content, dict) and content.get("wijkbeeld") in ("odata3", "odata4")


OWN = ("_code", "_year")
"""Columns of a wide table that are no figures."""


def year_of_table(table: str) -> int | None:
    """Year of a CBS table id, from ``data/sources/kwb.toml``; None for a table of many years."""
    years = {
        file.year
        for file in catalog().sources["kwb"].files
        for loc in file.locations
        if table and loc.url.rstrip("/").lower().endswith("/" + table.lower())
    }
    return years.pop() if len(years) == 1 else None


def area_key(names: Iterable[str]) -> str | None:
    """Name of the column with areas: ``WijkenEnBuurten``, in older tables ``RegioS``."""
    pattern = r"wijkenenbuurten\d{0,4}|regios"
    return next((n for n in names if re.fullmatch(pattern, str(n).lower())), None)


def read(path: Path, content: dict[str, Any]) -> Reading:
    """Read a bundle of either version of OData, as ``sync`` stores it.

    Version 3: ``{"wijkbeeld": "odata3", "table": id, "properties": […], "rows": […]}``; version 4:
    ``{"wijkbeeld": "odata4", "table": id, "measures": […], "observations": {column: […]}}``.

    Raises
    ------
    SourceError
        The table is not a KWB table of the catalog, or holds no area.
    """
    table = str(content.get("table", ""))
    stated = content.get("year")
    year = stated if isinstance(stated, int) else year_of_table(table)
    if year is None:
        raise SourceError(
            path.name,
            f"CBS-tabel '{table}' is geen bekende tabel met kerncijfers.",
            "Voeg de tabel toe aan data/sources/kwb.toml.",
        )
    wide, columns = _wide(path, content)
    return finished(path, wide, columns, year)


def finished(path: Path, wide: pd.DataFrame, columns: list[Column], year: int | None) -> Reading:
    """Make the reading of a wide table with a column ``_code``, and its period where it has one.

    Raises
    ------
    SourceError
        Neither the table nor its name says of which year it is, or it holds no area (twice).
    """
    reading = Reading(path.name, "kwb", "", "kwb", rows_read=len(wide))
    area = codes.clean(wide["_code"])
    good = codes.levels_of(area).notna()
    reading.refusals += [
        Refusal("geen code van gemeente, wijk of buurt", None, 1, str(c))
        for c in area[~good & ~area.str.startswith("NL")]
    ]
    if not good.any():
        raise SourceError(path.name, "In deze tabel staat geen enkel gebied.", text.AGAIN)
    years = _years(wide, year)
    if years[good].isna().any():
        raise SourceError(
            path.name,
            "Het jaar van deze kerncijfers staat niet in het bestand of de naam.",
            "Zet het jaar of het nummer van de CBS-tabel in de naam, bijvoorbeeld kwb-2024.json.",
        )
    if pd.DataFrame({"area": area, "year": years})[good].duplicated().any():
        raise SourceError(path.name, "Gebieden staan dubbel in deze tabel.", text.AGAIN)
    parts = [
        figures(wide[good & (years == y)], area[good & (years == y)], columns, int(y), reading)
        for y in sorted(years[good].unique())
    ]
    describe(reading, stacked(parts))
    return reading


def _years(wide: pd.DataFrame, year: int | None) -> pd.Series:
    """Year per row: its period where there are several in the table, else that of the table."""
    period = next((c for c in wide.columns if str(c).lower() in ("perioden", "_year")), None)
    if period is not None:
        stated = wide[period].astype("str").str.extract(r"^((?:19|20)\d{2})", expand=False)
        if stated.notna().all() and (year is None or stated.nunique() > 1):
            return stated.astype("int64")
    return pd.Series(year, index=wide.index, dtype="Int64")


def _wide(path: Path, content: dict[str, Any]) -> tuple[pd.DataFrame, list[Column]]:
    try:
        if content["wijkbeeld"] == "odata3":
            return _wide_v3(content["properties"], content["rows"])
        return _wide_v4(path, content["measures"], content["observations"])
    except (KeyError, TypeError) as error:
        raise SourceError(
            path.name, f"Dit CBS-bestand is niet compleet: {error} ontbreekt.", text.AGAIN
        ) from error


def _wide_v3(
    properties: list[dict[str, Any]], rows: list[dict[str, Any]]
) -> tuple[pd.DataFrame, list[Column]]:
    """Name each key by its chain of titles: suffix numbers shift per year, titles do not."""
    columns = [
        Column(str(p["Key"]), chain(p, properties), str(p.get("Unit") or ""))
        for p in properties
        if p.get("Key") and p.get("Type") != "TopicGroup"
    ]
    frame = pd.DataFrame(rows)
    key = "Codering_3" if "Codering_3" in frame else area_key(list(frame.columns))
    if key is None:
        raise KeyError("WijkenEnBuurten")
    frame["_code"] = frame[key].astype("str")
    return frame, [c for c in columns if c.name in frame]


def chain(prop: dict[str, Any], properties: list[dict[str, Any]]) -> str:
    """Titles of a property and the groups around it, joined by ``/``."""
    by_id = {p["ID"]: p for p in properties}
    titles, parent = [str(prop["Title"])], prop.get("ParentID")
    while parent is not None and parent in by_id:
        titles.append(str(by_id[parent]["Title"]))
        parent = by_id[parent].get("ParentID")
    return "/".join(reversed(titles))


def _wide_v4(
    path: Path, measures: list[dict[str, Any]], observations: Any
) -> tuple[pd.DataFrame, list[Column]]:
    wide = pivoted(path, pd.DataFrame(observations))
    columns = [
        Column(
            str(m["Identifier"]), str(m["Title"]), str(m.get("Unit") or ""), str(m["Identifier"])
        )
        for m in measures
        if str(m["Identifier"]) in wide
    ]
    return wide, columns


def pivoted(path: Path, long: pd.DataFrame) -> pd.DataFrame:
    """Observations of OData v4 as one row per area (and period), one column per measure.

    Raises
    ------
    SourceError
        An area has two values of one measure in one period.
    """
    area = area_key(list(long.columns))
    if area is None:
        raise KeyError("WijkenEnBuurten")
    cell = long["Value"].astype("object")
    if "StringValue" in long:
        text_value = long["StringValue"]
        cell = cell.where(long["Value"].notna() & (long["Value"] != ""), text_value)
    if "ValueAttribute" in long:
        symbol = long["ValueAttribute"].map(_ATTRIBUTES)
        cell = cell.where(cell.notna() & (cell != ""), symbol)
    periods = ["Perioden"] if "Perioden" in long else []
    long = long.assign(cell=cell, Measure=long["Measure"].astype("str").str.strip())
    if long.duplicated([area, "Measure", *periods]).any():
        raise SourceError(
            path.name,
            "In deze CBS-tabel staan dubbele cijfers door elkaar.",
            "Haal de tabel opnieuw op, zonder er iets aan te veranderen.",
        )
    wide = long.pivot(index=[area, *periods], columns="Measure", values="cell").reset_index()
    names = {area: "_code"} | dict.fromkeys(periods, "_year")
    wide = wide.rename(columns=names).rename_axis(columns=None)
    return wide.assign(_code=wide["_code"].astype("str"))


_ATTRIBUTES = {"Confidential": "x", "Impossible": "", "Missing": ".", "NotAvailable": "."}
"""What OData v4 says instead of a number, as the symbol that CBS prints."""
