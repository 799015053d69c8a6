"""Which official files a dataset lacks, told from what it holds and not from names of files."""

from __future__ import annotations

from typing import Any

from wijkbeeld.catalog import SourceFile, catalog
from wijkbeeld.store.manifest import Manifest

NATIONAL = {"gemeente": 300, "wijk": 2000, "buurt": 9000}
"""Fewer areas of a level than the whole country ever had: then it is a part or a sample."""


def missing(ids: list[str], manifest: Manifest | None) -> list[str]:
    """Those of some official files whose content a dataset does not hold whole.

    Parameters
    ----------
    ids
        Of files in ``data/sources``.
    manifest
        Of the dataset; None where there is none yet.
    """
    if manifest is None:
        return list(ids)
    of = {f.id: (s.id, f) for s in catalog().sources.values() for f in s.files}
    return [i for i in ids if not _is_held(*of[i], manifest)]


def _is_held(source: str, file: SourceFile, manifest: Manifest) -> bool:
    """Whether the areas of the whole country are there, for what a file is about."""
    if source == "kwb":
        rows = [r | {"official": official_areas(r, manifest)} for r in manifest.figures]
        return _is_national(rows, "year", file.year, "official", ("gemeente", "wijk"))
    if source == "grenzen" or "grenzen" in file.id:
        return _is_national(manifest.areas, "indeling", file.year, "with_map")
    waves = {r["wave"] for r in manifest.areas_per_wave if r["edition"] == file.year}
    first, last = min(waves, default=0), max(waves, default=0)
    return all(
        _is_national(
            [r for r in manifest.areas_per_wave if r["wave"] == wave],
            "edition",
            file.year,
            "areas",
        )
        for wave in (first, last)
    )


def official_areas(row: dict[str, Any], manifest: Manifest) -> int:
    """Areas with official figures, of a row of :attr:`Manifest.figures`.

    An older Wijkbeeld did not count these apart: there, more indicators than own ones tell.
    """
    if "official" in row:
        return int(row["official"])
    return int(row["areas"]) if row["indicators"] > len(manifest.indicators) else 0


def _is_national(
    rows: list[dict[str, Any]],
    by: str,
    year: int | None,
    counted: str,
    levels: tuple[str, ...] = tuple(NATIONAL),
) -> bool:
    counts = {r["level"]: r[counted] for r in rows if r[by] == year}
    return all(counts.get(level, 0) >= NATIONAL[level] for level in levels)
