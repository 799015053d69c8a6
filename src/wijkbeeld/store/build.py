"""Build a new version of a dataset from readings, check it, and switch to it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from wijkbeeld import __version__
from wijkbeeld.store import schema, versions
from wijkbeeld.store.join import join
from wijkbeeld.store.merge import merge
from wijkbeeld.store.reading import OwnIndicator, Reading
from wijkbeeld.store.tables import RD, Tables, empty_tables
from wijkbeeld.store.versions import FileAccount, Manifest, StoreError

FICTIONAL = "GM99"
"""Gemeente codes of the demo region start so; no real gemeente does."""

KEPT_REFUSALS = 200
"""Refusals kept per file in the manifest; the count is always whole."""


@dataclass(frozen=True)
class Built:
    """What a build made."""

    folder: Path
    manifest: Manifest


Derive = Callable[[Path, Tables], None]


def build(
    dataset: str,
    readings: list[Reading],
    root: Path | None = None,
    derive: Derive | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    fresh: bool = False,
) -> Built:
    """Build and switch to a new version of ``dataset`` that adds ``readings``.

    Parameters
    ----------
    dataset
        Name; made when it does not exist.
    readings
        What was read; at least one with rows.
    root
        Folder of the store (the user's own when None).
    derive
        Makes further files (map geometry) in the new version's folder before the switch.
    progress
        Called with a Dutch description of each step.
    fresh
        Leave out what the dataset held before.

    Raises
    ------
    StoreError
        Nothing to build, fictional and real areas together, or the dataset is being built.
    ContractError
        A table breaks its contract; the version in use stays.
    """
    if not any(_has_rows(r) for r in readings):
        raise StoreError("Er is niets om te importeren: geen enkel bestand was bruikbaar.")
    say = progress or (lambda _: None)
    with versions.building(dataset, root) as (folder, version):
        before = None if fresh else versions.current(dataset, root)
        say("Cijfers samenvoegen")
        tables = merge(load(before) if before else empty_tables(), readings)
        fictional = _fictional(dataset, tables)
        say("Cijfers naast de gebieden leggen")
        editions = _editions(tables.scores)
        joined = join(tables.figures, tables.areas, editions)
        say("Controleren en wegschrijven")
        _write(folder, tables, joined.figures, joined.gaps)
        if derive:
            say("Kaarten voorbereiden")
            derive(folder, tables)
        accounts = _accounts(before, readings)
        manifest = _manifest(dataset, version, folder, tables, accounts, fictional=fictional)
        (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    return Built(folder.parent / version, manifest)


def _has_rows(reading: Reading) -> bool:
    return any(f is not None and len(f) for f in (reading.scores, reading.areas, reading.figures))


def _editions(scores: pd.DataFrame) -> dict[int, set[str]]:
    pairs = scores[["edition", "level"]].drop_duplicates()
    return {int(e): set(g["level"]) for e, g in pairs.groupby("edition")}


def _fictional(dataset: str, tables: Tables) -> bool:
    """Tell whether all areas are fictional; a mix is refused."""
    town = tables.areas["gemeente_code"].astype("str")
    places = town[tables.areas["level"].isin(["gemeente", "wijk", "buurt"])]
    made_up = places.str.startswith(FICTIONAL)
    if made_up.any() and not made_up.all():
        raise StoreError(
            f"Dataset '{dataset}' zou fictieve en echte gebieden door elkaar bevatten. "
            "Importeer echte cijfers in een andere dataset."
        )
    return bool(made_up.any())


def _write(folder: Path, tables: Tables, joined: pd.DataFrame, gaps: pd.DataFrame) -> None:
    schema.check("scores", tables.scores, schema.SCORES)
    schema.check("areas", pd.DataFrame(tables.areas), schema.AREAS)
    if len(tables.figures):
        schema.check("figures", tables.figures, schema.FIGURES)
    if len(joined):
        schema.check("joined", joined, schema.JOINED)
    if len(gaps):
        schema.check("gaps", gaps, schema.GAPS)
    for level, group in tables.scores.groupby("level", observed=True):
        group.to_parquet(folder / f"scores_{level}.parquet", index=False)
    tables.areas.to_parquet(folder / "areas.parquet", index=False)
    tables.figures.to_parquet(folder / "figures.parquet", index=False)
    joined.to_parquet(folder / "joined.parquet", index=False)
    gaps.to_parquet(folder / "gaps.parquet", index=False)


def manifest_of(folder: Path) -> Manifest:
    """Read the manifest of a version."""
    return Manifest.from_json((folder / "manifest.json").read_text(encoding="utf-8"))


def load(folder: Path) -> Tables:
    """Load the tables of a version."""
    manifest = manifest_of(folder)
    parts = [pd.read_parquet(f) for f in sorted(folder.glob("scores_*.parquet"))]
    areas = gpd.read_parquet(folder / "areas.parquet")
    return Tables(
        scores=pd.concat(parts, ignore_index=True) if parts else empty_tables().scores,
        areas=areas.set_crs(RD, allow_override=True),
        figures=pd.read_parquet(folder / "figures.parquet"),
        indicators={i["id"]: OwnIndicator(**i) for i in manifest.indicators},
    )


def _manifest(
    dataset: str,
    version: str,
    folder: Path,
    tables: Tables,
    files: list[FileAccount],
    *,
    fictional: bool,
) -> Manifest:
    """Say what a version holds whose tables are written in ``folder``."""
    return Manifest(
        dataset=dataset,
        version=version,
        built=_now(),
        wijkbeeld=__version__,
        fictional=fictional,
        editions=sorted(int(e) for e in tables.scores["edition"].unique()),
        areas_per_wave=_areas_per_wave(tables.scores),
        areas=_areas_per_level(tables.areas),
        figures=_figures_per_year(tables.figures),
        files=files,
        indicators=[asdict(i) for i in tables.indicators.values()],
        tables={
            f.relative_to(folder).as_posix(): _sha256(f)
            for f in sorted(folder.rglob("*"))
            if f.is_file()
        },
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _areas_per_wave(scores: pd.DataFrame) -> list[dict[str, Any]]:
    """Scored areas by edition, level and wave."""
    waves = scores.groupby(["edition", "level", "wave"], observed=True).size()
    return [
        {"edition": int(e), "level": lv, "wave": int(w), "areas": int(n)}
        for (e, lv, w), n in waves.items()
    ]


def _areas_per_level(areas: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Areas by classification and level, and how many have a boundary; water left out."""
    land = areas[~areas["is_water"]]
    places = land.groupby(["indeling", "level"], observed=True)["geometry"].agg(["size", "count"])
    return [
        {"indeling": int(i), "level": lv, "areas": int(r["size"]), "with_map": int(r["count"])}
        for (i, lv), r in places.iterrows()
    ]


def _figures_per_year(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """Areas and indicators with figures by year and level."""
    known = figures[figures["value"].notna()]
    counted = known.groupby(["year", "level"], observed=True).agg(
        areas=("code", "nunique"), indicators=("indicator", "nunique")
    )
    return [
        {
            "year": int(y),
            "level": lv,
            "areas": int(r["areas"]),
            "indicators": int(r["indicators"]),
        }
        for (y, lv), r in counted.iterrows()
    ]


def _accounts(before: Path | None, readings: list[Reading]) -> list[FileAccount]:
    """Accounts of all files in the version: those of before, and those of now in their place."""
    now = _now()
    kept = manifest_of(before).files if before is not None else []
    accounts = {f.sha256 + f.label: f for f in kept}
    accounts |= {a.sha256 + a.label: a for a in (_account(r, now) for r in readings)}
    return list(accounts.values())


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
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def verify(dataset: str, root: Path | None = None) -> list[str]:
    """Re-check the version in use: files, checksums, contracts.

    Returns
    -------
    list of str
        Dutch descriptions of what is wrong; empty when all is well.

    Raises
    ------
    StoreError
        When the dataset has no version in use.
    """
    folder = versions.current(dataset, root)
    if folder is None:
        raise StoreError(f"Dataset '{dataset}' bestaat niet.")
    manifest = manifest_of(folder)
    wrong = []
    for name, digest in manifest.tables.items():
        file = folder / name
        if not file.is_file():
            wrong.append(f"{name} ontbreekt.")
        elif _sha256(file) != digest:
            wrong.append(f"{name} is veranderd sinds het bouwen.")
    if wrong:
        return wrong
    tables = load(folder)
    for name, frame, contract in (
        ("scores", tables.scores, schema.SCORES),
        ("areas", pd.DataFrame(tables.areas), schema.AREAS),
        ("figures", tables.figures, schema.FIGURES),
    ):
        if len(frame):
            try:
                schema.check(name, frame, contract)
            except schema.ContractError as error:
                wrong.append(f"{name}: {error}")
    return wrong
