"""Paged services: WFS 2.0 layers and CBS OData tables, each saved as one file for a loader."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wijkbeeld.sources.download.client import DownloadError, Fetcher
from wijkbeeld.sources.kerncijfers.harmonise import Column, choose
from wijkbeeld.sources.kerncijfers.odata import year_of_table

PAGE = 2000
"""Features per WFS request."""

MAX_PAGES = 5000

Rows = Callable[[int, int | None], None]


def wfs(fetcher: Fetcher, url: str, layer: str, folder: Path, rows: Rows | None = None) -> Path:
    """Fetch all features of a WFS layer as one GeoJSON file.

    Raises
    ------
    DownloadError
        The service stops before all announced features came, or sends something else.
    """
    features: dict[str, Any] = {}
    seen, announced, crs = 0, None, None
    for _ in range(MAX_PAGES):
        page = _wfs_page(fetcher, url, layer, seen)
        matched = page.get("numberMatched", page.get("totalFeatures"))
        announced = int(matched) if isinstance(matched, int) else announced
        crs = page.get("crs", crs)
        for feature in page["features"]:
            features[str(feature.get("id", len(features)))] = feature
        count = len(page["features"])
        seen += count
        if rows:
            rows(seen, announced)
        is_last = seen >= announced if announced is not None else count < PAGE
        if is_last or count == 0:
            break
    if announced is not None and len(features) < announced:
        raise DownloadError(
            f"{url}: laag {layer} gaf {len(features)} van {announced} gebieden. Probeer het "
            "later opnieuw."
        )
    target = folder / f"{layer.replace(':', '_')}.geojson"
    content = {"type": "FeatureCollection", "crs": crs or _RD, "features": list(features.values())}
    return _save(target, content)


def _wfs_page(fetcher: Fetcher, url: str, layer: str, start: int) -> dict[str, Any]:
    """One page of features, from ``start``."""
    page = fetcher.json(
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


def odata3(fetcher: Fetcher, url: str, folder: Path, rows: Rows | None = None) -> Path:
    """Fetch the mapped columns of a CBS OData v3 table, following ``odata.nextLink``."""
    table = url.rstrip("/").rsplit("/", 1)[-1]
    year = year_of_table(table)
    properties = list(
        _linked(fetcher, f"{url}/DataProperties", {"$format": "json"}, "odata.nextLink", None)
    )
    wanted = _wanted(properties, year)
    keys = [
        str(p["Key"])
        for p in properties
        if p.get("Type") in ("Dimension", "GeoDetail", "GeoDimension")
    ]
    extra = [
        str(p["Key"])
        for p in properties
        if str(p.get("Key", "")).startswith(("Codering", "Indelingswijziging"))
    ]
    select = ",".join(dict.fromkeys([*keys, *extra, *wanted]))
    parameters = {"$format": "json"} | ({"$select": select} if wanted and keys else {})
    records = list(_linked(fetcher, f"{url}/TypedDataSet", parameters, "odata.nextLink", rows))
    content = {
        "wijkbeeld": "odata3",
        "table": table,
        "year": year,
        "properties": properties,
        "rows": records,
    }
    return _save(folder / f"kwb-{year or table}.json", content)


def _wanted(properties: list[dict[str, Any]], year: int | None) -> list[str]:
    """Keys of the columns that the catalog uses in this year."""
    if year is None:
        return []
    by_id = {p["ID"]: p for p in properties}
    columns = []
    for one in properties:
        if not one.get("Key") or one.get("Type") == "TopicGroup":
            continue
        titles, parent = [str(one["Title"])], one.get("ParentID")
        while parent is not None and parent in by_id:
            titles.append(str(by_id[parent]["Title"]))
            parent = by_id[parent].get("ParentID")
        columns.append(
            Column(str(one["Key"]), "/".join(reversed(titles)), str(one.get("Unit") or ""))
        )
    return [column.name for column, _ in choose(columns, year)[0].values()]


def odata4(fetcher: Fetcher, url: str, folder: Path, rows: Rows | None = None) -> Path:
    """Fetch a CBS OData v4 table, following ``@odata.nextLink``."""
    table = url.rstrip("/").rsplit("/", 1)[-1]
    measures = list(_linked(fetcher, f"{url}/MeasureCodes", {}, "@odata.nextLink", None))
    observations = list(_linked(fetcher, f"{url}/Observations", {}, "@odata.nextLink", rows))
    year = year_of_table(table)
    content = {
        "wijkbeeld": "odata4",
        "table": table,
        "year": year,
        "measures": measures,
        "observations": observations,
    }
    return _save(folder / f"kwb-{year or table}.json", content)


def _linked(
    fetcher: Fetcher, url: str, parameters: dict[str, str], link: str, rows: Rows | None
) -> Any:
    """Yield the records of all pages."""
    seen: set[str] = set()
    count = 0
    following: str | None = url
    asked: dict[str, str] | None = parameters
    while following:
        page = fetcher.json(following, asked)
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


def _save(target: Path, content: dict[str, Any]) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".deel")
    half.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    half.replace(target)
    return target
