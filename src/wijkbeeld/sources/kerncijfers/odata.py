"""KWB tables as fetched from the CBS OData services, version 3 (wide) and 4 (long)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from wijkbeeld.catalog import catalog, codes
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers.harmonise import Column, describe, figures
from wijkbeeld.store.reading import Reading, Refusal


def matches(content: Any) -> bool:
    """Recognise the JSON bundle that ``sync`` stores for one table."""
    return isinstance(content, dict) and content.get("wijkbeeld") in ("odata3", "odata4")


def year_of_table(table: str) -> int | None:
    """Year of a CBS table id, from ``data/sources/kwb.toml``."""
    for file in catalog().sources["kwb"].files:
        if any(loc.url.rstrip("/").lower().endswith("/" + table.lower()) for loc in file.locations):
            return file.year
    return None


def read(path: Path, content: dict[str, Any]) -> Reading:
    """Read a bundle of either version of OData.

    Version 3: ``{"wijkbeeld": "odata3", "table": id, "properties": […], "rows": […]}``; version 4:
    ``{"wijkbeeld": "odata4", "table": id, "measures": […], "observations": […]}``.

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
    reading = Reading(path.name, "kwb", "", "kwb", rows_read=len(wide))
    area = codes.clean(wide["_code"])
    good = codes.levels_of(area).notna()
    reading.refusals += [
        Refusal("geen code van gemeente, wijk of buurt", None, 1, str(c))
        for c in area[~good & ~area.str.startswith("NL")]
    ]
    if not good.any():
        raise SourceError(path.name, "In deze tabel staat geen enkel gebied.", text.AGAIN)
    if area[good].duplicated().any():
        raise SourceError(path.name, "Gebieden staan dubbel in deze tabel.", text.AGAIN)
    describe(reading, figures(wide[good], area[good], columns, year, reading))
    return reading


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
    by_id = {p["ID"]: p for p in properties}

    def chain(prop: dict[str, Any]) -> str:
        titles = [str(prop["Title"])]
        parent = prop.get("ParentID")
        while parent is not None and parent in by_id:
            titles.append(str(by_id[parent]["Title"]))
            parent = by_id[parent].get("ParentID")
        return "/".join(reversed(titles))

    columns = [
        Column(str(p["Key"]), chain(p), str(p.get("Unit") or ""))
        for p in properties
        if p.get("Key") and p.get("Type") != "TopicGroup"
    ]
    frame = pd.DataFrame(rows)
    key = "Codering_3" if "Codering_3" in frame else None
    key = key or next((c for c in ("WijkenEnBuurten", "RegioS") if c in frame), None)
    if key is None:
        raise KeyError("WijkenEnBuurten")
    frame["_code"] = frame[key].astype("str")
    present = [c for c in columns if c.name in frame]
    return frame, present


def _wide_v4(
    path: Path, measures: list[dict[str, Any]], observations: list[dict[str, Any]]
) -> tuple[pd.DataFrame, list[Column]]:
    long = pd.DataFrame(observations)
    area = "WijkenEnBuurten" if "WijkenEnBuurten" in long else "RegioS"
    cell = long["Value"].astype("object")
    if "ValueAttribute" in long:
        cell = cell.where(long["Value"].notna(), long["ValueAttribute"].map({"Confidential": "x"}))
    long = long.assign(cell=cell)
    if long.duplicated([area, "Measure"]).any():
        raise SourceError(
            path.name,
            "In deze CBS-tabel staan meer perioden of dubbele cijfers door elkaar.",
            "Haal één jaar op.",
        )
    wide = long.pivot(index=area, columns="Measure", values="cell").reset_index()
    wide["_code"] = wide[area].astype("str")
    columns = [
        Column(
            str(m["Identifier"]), str(m["Title"]), str(m.get("Unit") or ""), str(m["Identifier"])
        )
        for m in measures
        if str(m["Identifier"]) in wide
    ]
    return wide, columns
