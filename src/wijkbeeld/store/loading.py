"""Load the tables of a version, and check them again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd

from wijkbeeld.catalog.text_columns import compact
from wijkbeeld.store import own_layers, schema, versions
from wijkbeeld.store.contents import sha256
from wijkbeeld.store.errors import DamagedError, disk_reason
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.reading import OwnIndicator
from wijkbeeld.store.tables import RD, Tables

Frame = TypeVar("Frame", bound=pd.DataFrame)


def load(folder: Path) -> Tables:
    """Load the tables of a version.

    Raises
    ------
    DamagedError
        Its manifest or a table cannot be read, or a table of the manifest is not there.
    """
    manifest = manifest_of(folder)
    names = sorted(n for n in manifest.tables if n.startswith("scores_"))
    scores = {n[7:-8]: compact(_table(folder / n, pd.read_parquet)) for n in names}
    areas = _table(folder / "areas.parquet", gpd.read_parquet)
    return Tables(
        scores=scores,
        areas=areas.set_crs(RD, allow_override=True),
        figures=compact(_table(folder / "figures.parquet", pd.read_parquet)),
        indicators={i["id"]: OwnIndicator(**i) for i in manifest.indicators},
        layers=own_layers.read(folder),
    )


def _table(file: Path, read: Callable[[Path], Frame]) -> Frame:
    """Read one table of a version."""
    try:
        return read(file)
    except (OSError, ValueError, KeyError) as error:  # pyarrow's own errors are both
        is_file = isinstance(error, OSError) and error.errno
        why = f": {disk_reason(error)}" if isinstance(error, OSError) and is_file else ""
        what = f"De tabel {file.name} is beschadigd of niet te lezen{why}."
        raise DamagedError(file.parents[2].name, what) from error


def verify(dataset: str, root: Path | None = None) -> list[str]:
    """Re-check the version in use: files, checksums, contracts.

    Returns
    -------
    list of str
        Dutch descriptions of what is wrong; empty when all is well.

    Raises
    ------
    StoreError
        When there is no such dataset.
    """
    try:
        folder = versions.in_use(dataset, root)
        manifest = manifest_of(folder)
        wrong = [
            w for name, digest in manifest.tables.items() if (w := _changed(folder / name, digest))
        ]
        return wrong or _broken_contracts(load(folder))
    except DamagedError as error:
        return [error.what]


def _changed(file: Path, digest: str) -> str:
    """What is wrong with a file of a version; empty when it is as it was built."""
    try:
        return "" if sha256(file) == digest else f"{file.name} is veranderd sinds het bouwen."
    except FileNotFoundError:
        return f"{file.name} ontbreekt."
    except OSError as error:
        return f"{file.name} is niet te lezen: {disk_reason(error)}."


def _broken_contracts(tables: Tables) -> list[str]:
    """Where tables do not keep to what was agreed of them."""
    wrong = []
    for name, frame, contract in (
        *((f"scores_{level}", part, schema.SCORES) for level, part in tables.scores.items()),
        ("areas", pd.DataFrame(tables.areas), schema.AREAS),
        ("figures", tables.figures, schema.FIGURES),
    ):
        if len(frame):
            try:
                schema.check(name, frame, contract)
            except schema.ContractError as error:
                wrong.append(f"{name}: {error}")
    return wrong
