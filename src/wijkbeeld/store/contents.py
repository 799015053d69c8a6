"""What a version holds, counted for its manifest, with an account of every file."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from wijkbeeld import __version__
from wijkbeeld.store.manifest import FileAccount, Manifest, manifest_of
from wijkbeeld.store.own_layers import key_of
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.tables import Tables

KEPT_REFUSALS = 200
"""Refusals kept per file in the manifest; the count is always whole."""


def describe(
    dataset: str,
    version: str,
    folder: Path,
    tables: Tables,
    files: list[FileAccount],
    *,
    fictional: bool,
) -> Manifest:
    """Say what a version holds whose tables are written in ``folder``."""
    waves = areas_per_wave(tables.scores)
    return Manifest(
        dataset=dataset,
        version=version,
        built=_now(),
        wijkbeeld=__version__,
        fictional=fictional,
        editions=sorted({row["edition"] for row in waves}),
        areas_per_wave=waves,
        areas=areas_per_level(tables.areas),
        figures=figures_per_year(tables.figures),
        files=files,
        indicators=[asdict(i) for i in tables.indicators.values()],
        tables={
            f.relative_to(folder).as_posix(): sha256(f)
            for f in sorted(folder.rglob("*"))
            if f.is_file()
        },
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def areas_per_wave(scores: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Scored areas by edition, level and wave."""
    counted = sorted(
        (int(edition), level, int(wave), int(n))
        for level, part in scores.items()
        for (edition, wave), n in part.groupby(["edition", "wave"]).size().items()
    )
    return [{"edition": e, "level": lv, "wave": w, "areas": n} for e, lv, w, n in counted]


def areas_per_level(areas: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Areas by classification and level, and how many have a boundary; water left out."""
    land = areas[~areas["is_water"]]
    places = land.groupby(["indeling", "level"], observed=True)["geometry"].agg(["size", "count"])
    return [
        {"indeling": int(i), "level": lv, "areas": int(r["size"]), "with_map": int(r["count"])}
        for (i, lv), r in places.iterrows()
    ]


def figures_per_year(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """Areas and indicators with figures by year and level, and areas with official ones."""
    known = figures[figures["value"].notna()]
    counted = known.groupby(["year", "level"], observed=True).agg(
        areas=("code", "nunique"), indicators=("indicator", "nunique")
    )
    of_cbs = known[known["rang"] == 0].groupby(["year", "level"], observed=True)["code"].nunique()
    return [
        {
            "year": int(y),
            "level": lv,
            "areas": int(r["areas"]),
            "indicators": int(r["indicators"]),
            "official": int(of_cbs.get((y, lv), 0)),
        }
        for (y, lv), r in counted.iterrows()
    ]


def accounts(before: Path | None, readings: list[Reading]) -> list[FileAccount]:
    """Accounts of all files in the version: those of before, and those of now in their place."""
    now = _now()
    kept = manifest_of(before).files if before is not None else []
    by_file = {f.key: f for f in kept}
    by_file |= {a.key: a for a in (_account(r, now) for r in readings)}
    return list(by_file.values())


def _account(reading: Reading, now: str) -> FileAccount:
    kept = sorted(reading.refusals, key=lambda r: r.line or 0)[:KEPT_REFUSALS]
    return FileAccount(
        file=reading.file,
        kind=reading.kind,
        label=reading.label,
        source=reading.source,
        sha256=reading.sha256,
        rows_read=reading.rows_read,
        rows_refused=reading.rows_refused,
        refusals=[asdict(r) for r in kept],
        notes=list(dict.fromkeys(reading.notes)),
        imported=now,
        layer=key_of(reading),
        parts=reading.parts,
    )


def sha256(file: Path) -> str:
    """Checksum of a file, in hexadecimal."""
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
