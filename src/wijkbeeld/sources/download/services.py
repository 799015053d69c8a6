"""Paged services: WFS 2.0 layers and CBS OData tables, each saved as one file for a loader.

Pages are kept until the file is whole, so that a next run goes on where a cut left it; they are
written on one by one, so that a whole country does not have to fit in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from wijkbeeld.catalog import Location
from wijkbeeld.sources.download import records
from wijkbeeld.sources.download.client import DownloadError, Fetcher, UnreachableError
from wijkbeeld.sources.download.pages import Pages, finish, unfinished
from wijkbeeld.sources.kerncijfers.harmonise import Column, choose
from wijkbeeld.sources.kerncijfers.odata import chain, year_of_table

PAGE = 2000
"""Features per WFS request."""

MAX_PAGES = 5000

KEEP_DAYS = 30
"""Days that a file of a service without versions is used before it is fetched again."""

Rows = Callable[[int, int | None], None]


def wfs(fetcher: Fetcher, url: str, layer: str, folder: Path, rows: Rows | None = None) -> Path:
    """Fetch all features of a WFS layer as one GeoJSON file.

    Raises
    ------
    DownloadError
        The service stops before all announced features came, or sends something else.
    """
    target = folder / f"{layer.replace(':', '_')}.geojson"
    known = records.sound(target)
    if known and known.get("url") == url and records.age_in_days(known) < KEEP_DAYS:
        return target
    pages = Pages(fetcher, target, layer)
    with unfinished(target) as half, half.open("w", encoding="utf-8") as sink:
        came, announced = _write_features(pages, url, layer, sink, rows)
    if announced is not None and came < announced:
        pages.done()
        raise DownloadError(
            f"{url}: laag {layer} gaf {came} van {announced} gebieden. Probeer het later opnieuw."
        )
    return finish(half, target, url, pages)


def _write_features(
    pages: Pages, url: str, layer: str, sink: TextIO, rows: Rows | None
) -> tuple[int, int | None]:
    """Write the features of all pages; how many different ones came, and were announced."""
    seen, announced, ids = 0, None, set[str]()
    for number in range(MAX_PAGES):
        page = _wfs_page(pages, url, layer, seen)
        matched = page.get("numberMatched", page.get("totalFeatures"))
        announced = int(matched) if isinstance(matched, int) else announced
        if number == 0:
            crs = json.dumps(page.get("crs") or _RD)
            sink.write(f'{{"type": "FeatureCollection", "crs": {crs}, "features": [')
        for feature in page["features"]:
            name = str(feature.get("id", len(ids)))
            if name not in ids:
                sink.write((",\n" if ids else "\n") + json.dumps(feature, ensure_ascii=False))
                ids.add(name)
        count = len(page["features"])
        seen += count
        if rows:
            rows(seen, announced)
        is_last = seen >= announced if announced is not None else count < PAGE
        if is_last or count == 0:
            break
    sink.write("\n]}\n")
    return len(ids), announced


def _wfs_page(pages: Pages, url: str, layer: str, start: int) -> dict[str, Any]:
    """One page of features, from ``start``."""
    page = pages.get(
        url,
        {
            "service": "WFS",
            "version": "2.0.0",
            "request": "GetFeature",
            "typeNames": layer,
            "outputFormat": "application/json",
            "count": str(PAGE),
            "startIndex": str(start),
            "srsName": "EPSG:28992",
        },
    )
    if not isinstance(page, dict) or page.get("features") is None:
        raise DownloadError(f"{url}: laag {layer} geeft geen GeoJSON.")
    return page


_RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def odata(
    fetcher: Fetcher,
    place: Location,
    folder: Path,
    year: int | None = None,
    rows: Rows | None = None,
) -> Path:
    """Fetch the mapped columns of a CBS table as one bundle for the loader.

    Parameters
    ----------
    place
        The table's address; its protocol says which version of OData.
    year
        Year of the figures; that of the table when None.

    Raises
    ------
    DownloadError
        The service cannot be reached, or sends something else than a table.
    """
    url = place.url.rstrip("/")
    table = url.rsplit("/", 1)[-1]
    year = year or year_of_table(table)
    target = folder / f"kwb-{year or table}.json"
    version = _modified(fetcher, url, place.protocol)
    known = records.sound(target)
    is_same = known is not None and known.get("url") == url
    if known and is_same:
        is_fresh = known.get("versie") == version
        if is_fresh if version else records.age_in_days(known) < KEEP_DAYS:
            return target
    pages = Pages(fetcher, target, f"{url} {version}")
    bundle = _bundle_v3 if place.protocol == "odata3" else _bundle_v4
    content = bundle(pages, url, place.period, year, rows)
    content |= {"wijkbeeld": place.protocol, "table": table, "year": year}
    with unfinished(target) as half:
        half.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return finish(half, target, url, pages, versie=version)


def _modified(fetcher: Fetcher, url: str, protocol: str) -> str:
    """When CBS last changed a table; empty when the service does not say."""
    try:
        if protocol == "odata3":
            found = fetcher.json(f"{url}/TableInfos", {"$format": "json"})["value"][0]
        else:
            found = fetcher.json(f"{url}/Properties")
        return str(found.get("Modified") or "")
    except UnreachableError:
        raise
    except (DownloadError, KeyError, IndexError, TypeError, AttributeError):
        return ""


def _bundle_v3(
    pages: Pages, url: str, period: str, year: int | None, rows: Rows | None
) -> dict[str, Any]:
    """Properties and rows of a table, following ``odata.nextLink``; rows as columns of values."""
    as_json = {"$format": "json"}
    properties = list(_linked(pages, f"{url}/DataProperties", as_json, "odata.nextLink", None))
    kinds = ("Dimension", "GeoDetail", "GeoDimension", "TimeDimension")
    keys = [str(p["Key"]) for p in properties if p.get("Type") in kinds]
    extra = [
        str(p["Key"])
        for p in properties
        if str(p.get("Key", "")).startswith(("Codering", "Indelingswijziging"))
    ]
    wanted = _wanted(properties, year)
    select = ",".join(dict.fromkeys([*keys, *extra, *wanted]))
    parameters = as_json | ({"$select": select} if wanted and keys else {})
    if period and "Perioden" in keys:
        parameters["$filter"] = f"Perioden eq '{period}'"
    found = _linked(pages, f"{url}/TypedDataSet", parameters, "odata.nextLink", rows)
    return {"properties": properties, "rows": _columns(found, None)}


def _wanted(properties: list[dict[str, Any]], year: int | None) -> list[str]:
    """Keys of the columns that the catalog uses in this year."""
    if year is None:
        return []
    columns = [
        Column(str(p["Key"]), chain(p, properties), str(p.get("Unit") or ""))
        for p in properties
        if p.get("Key") and p.get("Type") != "TopicGroup"
    ]
    return [column.name for column, _ in choose(columns, year)[0].values()]


def _bundle_v4(
    pages: Pages, url: str, period: str, year: int | None, rows: Rows | None
) -> dict[str, Any]:
    """Measures and observations of a table, following ``@odata.nextLink``."""
    measures = list(_linked(pages, f"{url}/MeasureCodes", {}, "@odata.nextLink", None))
    columns = [
        Column(
            str(m["Identifier"]), str(m["Title"]), str(m.get("Unit") or ""), str(m["Identifier"])
        )
        for m in measures
    ]
    wanted = {c.name for c, _ in choose(columns, year)[0].values()} if year else None
    parameters = {"$filter": f"Perioden eq '{period}'"} if period else {}
    found = _linked(pages, f"{url}/Observations", parameters, "@odata.nextLink", rows)
    return {"measures": measures, "observations": _columns(found, wanted)}


def _columns(found: Iterator[dict[str, Any]], measures: set[str] | None) -> dict[str, list[Any]]:
    """Records as columns of values, which takes a fraction of their memory."""
    columns: dict[str, list[Any]] = {}
    texts: dict[Any, Any] = {}
    count = 0
    for record in found:
        if measures is not None and str(record.get("Measure", "")).strip() not in measures:
            continue
        for name in record.keys() - columns.keys():
            columns[name] = [None] * count
        for name, values in columns.items():
            value = record.get(name)
            values.append(texts.setdefault(value, value) if isinstance(value, str) else value)
        count += 1
    columns.pop("Id", None)
    return columns


def _linked(
    pages: Pages, url: str, parameters: dict[str, str], link: str, rows: Rows | None
) -> Iterator[dict[str, Any]]:
    """Yield the records of all pages."""
    seen: set[str] = set()
    count = 0
    following: str | None = url
    asked: dict[str, str] | None = parameters
    while following:
        page = pages.get(following, asked)
        if not isinstance(page, dict) or "value" not in page:
            raise DownloadError(f"{url}: dit is geen antwoord van de CBS-gegevensdienst.")
        yield from page["value"]
        count += len(page["value"])
        if rows:
            rows(count, None)
        seen.add(following)
        following, asked = page.get(link), None
        if following in seen:
            raise DownloadError(f"{url}: de dienst verwijst in een kring.")
