"""The whole national default set over the publishers' protocols, from a server of our own.

The set is made up, in the true forms and of the true size: scores of all levels and of 100 m
cells, maps of 3.5 million corners, kerncijfers of seven years. Measured are the seconds and the
peak memory of ``sync`` in a process of its own, first cut off half-way and then gone on with.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from tests.support import kwb_files
from tests.support.server import Service, serving

from bench.kwb_years import national_codes
from bench.national import DIMENSIONS, WAVES
from bench.table import Row
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import download

SIDE, CORNERS = 121, 60
"""Buurten lie in a square of this many by as many; each side of one has this many corners."""

_BENDS = np.sin(np.outer([1, 2, 5], np.linspace(0, np.pi, CORNERS, endpoint=False)))
"""Sides are lines that bend, with a corner every 40 metres: as roads and waters are drawn."""

CELLS = 330_000
"""Cells of 100 m with a score."""

ASKED = "lbm-2024 lbm-grenzen-2024 " + " ".join(
    f"kwb-{y} grenzen-{y}" for y in (2012, 2014, 2016, 2018, 2020, 2022, 2024)
)


def buurten() -> gpd.GeoDataFrame:
    """All buurten, with wiggly sides that neighbours share."""
    codes = [c for c in national_codes() if c.startswith("BU")]
    rng = np.random.default_rng(3)
    size = np.array([2200.0, 2600.0])
    step = np.linspace(0, 1, CORNERS, endpoint=False)
    bends = rng.uniform(-25, 25, (2, SIDE + 1, SIDE + 1, 3)) @ _BENDS
    wiggle = bends + rng.uniform(-1, 1, bends.shape) * (_BENDS[0] > 0)

    def side(axis: int, x: int, y: int) -> np.ndarray:
        """Corners from a node to the next, along x (axis 0) or along y."""
        found = np.empty((CORNERS, 2))
        found[:, axis] = (np.array([x, y])[axis] + step) * size[axis]
        found[:, 1 - axis] = np.array([x, y])[1 - axis] * size[1 - axis] + wiggle[axis, x, y]
        return found

    def node(x: int, y: int) -> np.ndarray:
        return np.array([[x, y]]) * size

    def closed(x: int, y: int) -> shapely.Polygon:
        there = (side(0, x, y), side(1, x + 1, y), node(x + 1, y + 1))
        back = (side(0, x, y + 1)[:0:-1], node(x, y + 1), side(1, x, y)[:0:-1])
        return shapely.Polygon(np.concatenate([*there, *back]) + np.array([10_000, 310_000]))

    shapes = [closed(n % SIDE, n // SIDE) for n in range(len(codes))]
    return gpd.GeoDataFrame({"buurtcode": codes}, geometry=shapes, crs=28992)


def layers() -> dict[str, gpd.GeoDataFrame]:
    """The three levels of a map; wijken and gemeenten are rows of buurten joined."""
    small = buurten()
    small["wijkcode"] = "WK" + small["buurtcode"].str[2:8]
    small["gemeentecode"] = "GM" + small["buurtcode"].str[2:6]
    found = {"buurten": small.assign(buurtnaam=small["buurtcode"])}
    for level, key in (("wijken", "wijkcode"), ("gemeenten", "gemeentecode")):
        joined = small[[key, "geometry"]].dissolve(by=key, as_index=False)
        if key == "wijkcode":
            joined["gemeentecode"] = "GM" + joined[key].str[2:6]
        found[level] = joined.assign(**{key.replace("code", "naam"): joined[key]})
    return found


def write_map(path: Path, made: dict[str, gpd.GeoDataFrame], year: int) -> Path:
    """Write the zip of a wijk- en buurtkaart."""
    gpkg = path.with_suffix(".gpkg")
    for layer, frame in made.items():
        told = frame.assign(gemeentenaam="Ergens", jaar=year, water="NEE")
        told.to_file(gpkg, layer=layer)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.write(gpkg, gpkg.name)
    gpkg.unlink()
    return path


def scores_zip() -> bytes:
    """The zip with scores of the edition, of all levels and of the cells."""
    rng = np.random.default_rng(5)
    codes = pd.Series(national_codes())
    side = 600
    cells = [f"E{1000 + n % side:04d}N{3500 + n // side:04d}" for n in range(CELLS)]
    files = {
        "gemeenten": ("gm_code", codes[codes.str.startswith("GM")]),
        "wijken": ("wk_code", codes[codes.str.startswith("WK")]),
        "buurten": ("bu_code", codes[codes.str.startswith("BU")]),
        "PC4": ("PC4", pd.Series([str(1000 + n) for n in range(4070)])),
        "grids": ("grid_id", pd.Series(cells)),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for level, (column, names) in files.items():
            parts = [_wave(column, names.to_numpy(), wave, rng) for wave in WAVES]
            text = pd.concat(parts).to_csv(index=False, na_rep="NA")
            packed.writestr(f"map/Leefbaarometer-scores {level} 2002-2024.csv", text)
    return buffer.getvalue()


def _wave(column: str, names: np.ndarray, wave: int, rng: np.random.Generator) -> pd.DataFrame:
    parts = np.round(rng.normal(0, 0.04, (5, len(names))), 6)
    afw = parts.sum(axis=0)
    if wave in (2002, 2008, 2012, 2016):
        parts = np.full_like(parts, np.nan)
    named = {} if column in ("PC4", "grid_id") else {column.replace("code", "naam"): names}
    scores = {"jaar": wave, "lbm": afw + REFERENCE, "afw": afw}
    return pd.DataFrame(
        {column: names} | named | scores | dict(zip(DIMENSIONS, parts, strict=True))
    )


def served(folder: Path) -> Service:
    """Everything the server serves."""
    made = layers()
    service = Service(page=10_000)
    service.files["/lbm.zip"] = scores_zip()
    service.files["/lbm-grenzen.zip"] = write_map(folder / "lbm.zip", made, 2024).read_bytes()
    for name in ASKED.split():
        year = int(name[-4:])
        if name.startswith("grenzen"):
            path = write_map(folder / f"kaart_{year}.zip", made, year)
            service.files[f"/{name}.zip"] = path.read_bytes()
            path.unlink()
        elif name.startswith("kwb"):
            service.tables[str(year)] = table(year)
    return service


def table(year: int) -> dict[str, list[dict[str, object]]]:
    """A CBS table of a year: titles of the catalog, one row per area."""
    rows = kwb_files.records(kwb_files.table(max(year, 2019), national_codes()))
    titles = {
        "AantalInwoners_5": ("Aantal inwoners", "aantal"),
        "HuishoudensTotaal_29": ("Huishoudens totaal", "aantal"),
        "GemiddeldeHuishoudensgrootte_33": ("Gemiddelde huishoudensgrootte", "aantal"),
        "Woningvoorraad_35": ("Woningvoorraad", "aantal"),
        "Koopwoningen_47": ("Koopwoningen", "%"),
        "OppervlakteTotaal_115": ("Oppervlakte totaal", "ha"),
    }
    properties: list[dict[str, object]] = [
        {"ID": 0, "ParentID": None, "Type": "GeoDimension", "Key": "WijkenEnBuurten", "Title": "W"}
    ]
    for n, (key, (title, unit)) in enumerate(titles.items(), 1):
        one = {"ID": n, "ParentID": None, "Type": "Topic", "Key": key}
        properties.append(one | {"Title": title, "Unit": unit})
    return {
        "DataProperties": properties,
        "TypedDataSet": rows,
        "TableInfos": [{"Modified": "2025-01-01"}],
    }


def addresses(url: str) -> dict[str, dict[str, str]]:
    """Where the server has each file."""
    found = {}
    for name in ASKED.split():
        place = {"url": f"{url}/odata3/{name[-4:]}", "protocol": "odata3"}
        if not name.startswith("kwb"):
            file = "lbm.zip" if name == "lbm-2024" else name.removesuffix("-2024") + ".zip"
            file = f"{name}.zip" if name.startswith("grenzen") else file
            place = {"url": f"{url}/{file}", "protocol": "bestand"}
        found[name] = place
    return found


def run(store: Path, places: str) -> None:
    """Sync in this process; print seconds, peak memory (MB) and what failed."""
    from wijkbeeld import pipeline
    from wijkbeeld.catalog import Location

    extra = {k: Location(**v) for k, v in json.loads(places).items()}
    start = time.perf_counter()
    fetcher = download.Fetcher(attempts=1)
    plans = download.plan(list(extra), None, store, extra)
    alone = [download.Plan(p.file, p.locations[:1], p.bytes, p.is_measured) for p in plans]
    fetched = download.fetch(alone, store / "bronnen", fetcher)
    if not fetched.failed and not fetched.stopped:
        done = pipeline.import_paths(fetched.paths, "officieel", [], store)
        assert not done.offer.errors, done.offer.errors
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([spent, peak, sorted(fetched.failed)]))


def national_sync(scratch: Path) -> list[Row]:
    """Cut the sync off in a file, go on, and measure the whole."""
    store = scratch / "winkel"
    store.mkdir()
    code = (
        "import sys; from pathlib import Path; from bench import national_sync as n; "
        "n.run(Path(sys.argv[1]), sys.argv[2])"
    )
    with serving(served(scratch)) as service:
        service.troubles["/grenzen-2018.zip"] = ["truncate"]
        outcomes = []
        for _ in range(2):
            command = [sys.executable, "-c", code, str(store), json.dumps(addresses(service.url))]
            done = subprocess.run(
                command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ
            )
            outcomes.append(json.loads(done.stdout))
        resumed = len(service.asked_ranges)
    (_, _, lost), (seconds, memory, failed) = outcomes
    assert lost == ["grenzen-2018"], lost
    assert not failed, failed
    assert resumed == 1, "the second run goes on where the first was cut"
    return [
        Row("national default set: check, go on after a cut, import (s)", seconds),
        Row("the same: peak memory (MB)", memory, goal="goal ≤ 2000"),
    ]
