"""Measure Wijkbeeld beside its peers: ``uv run python -m bench [part]``."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from bench.table import Row, median
from wijkbeeld import pipeline
from wijkbeeld.sources import leefbaarometer
from wijkbeeld.store import versions
from wijkbeeld.store.read import Dataset, open_dataset


def real_file() -> Path | None:
    """The real wijken file, where it is."""
    folder = os.environ.get("WIJKBEELD_REAL_DATA")
    file = Path(folder or "") / "leefbaarometer" / "Leefbaarometer-scores wijken 2002-2022.csv"
    return file if folder and file.is_file() else None


def reading() -> list[Row]:
    """Read and check the real wijken file, beside ``pandas.read_csv`` alone."""
    file = real_file()
    if file is None:
        return []
    peer = median(lambda: pd.read_csv(file))
    return [
        Row(
            "wijken 2002-2022: recognise, parse, check every row (s)",
            median(lambda: leefbaarometer.read(file)),
            "pandas.read_csv alone",
            peer,
            "goal ≤ 3×",
        )
    ]


def store(folder: Path) -> list[Row]:
    """Open a store and take one wijk's series."""
    file = real_file()
    if file is None:
        return []
    spent = []
    for n in range(3):
        start = time.perf_counter()
        pipeline.import_paths([file], f"wijken-{n}", [], folder)
        spent.append(time.perf_counter() - start)
    used = versions.current("wijken-0", folder)
    assert used is not None
    data = open_dataset("wijken-0", folder)
    scope = data.scope("wijk", 2022)
    data.series(scope, ["WK036386"])
    opened = median(lambda: Dataset(used).series(scope, ["WK036386"]))
    return [
        Row("wijken 2002-2022: whole import into a store (s)", statistics.median(spent)),
        Row("store open + one wijk's series, warm (s)", opened, goal="goal ≤ 0.020"),
    ]


def demo() -> list[Row]:
    """Build the demo region in a process of its own: seconds and peak memory."""
    code = (
        "import sys, time; from pathlib import Path; from bench.table import peak_mb; "
        "from wijkbeeld import pipeline; start = time.perf_counter(); "
        "pipeline.build_demo(Path(sys.argv[1])); print(time.perf_counter() - start, peak_mb())"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    seconds, memory = [], []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as scratch:
            command = [sys.executable, "-c", code, scratch]
            done = subprocess.run(
                command, capture_output=True, text=True, check=True, env=environment
            )
        a, b = done.stdout.split()
        seconds.append(float(a))
        memory.append(float(b))
    return [
        Row(
            "demo region: generate, write, import, map geometry (s)",
            statistics.median(seconds),
            goal="goal ≤ 10",
        ),
        Row("demo region: peak memory (MB)", max(memory)),
    ]


def _first_map(scratch: Path) -> list[Row]:
    from bench.first_map import first_map

    return first_map(scratch)


def _live_map(scratch: Path) -> list[Row]:
    from bench.live_map import live_map

    return live_map(scratch)


def _figure_map(scratch: Path) -> list[Row]:
    from bench.figure_map import figure_map

    return figure_map(scratch)


def _grid(scratch: Path) -> list[Row]:
    from bench.grid import grid

    return grid(scratch)


def _renewal(scratch: Path) -> list[Row]:
    from bench.renewal import renewal

    return renewal()


def _clusters(scratch: Path) -> list[Row]:
    from bench.clusters import clusters

    return clusters()


def _kwb_years(scratch: Path) -> list[Row]:
    from bench.kwb_years import kwb_years

    return kwb_years(scratch)


def _national_sync(scratch: Path) -> list[Row]:
    from bench.national_sync import national_sync

    return national_sync(scratch)


def _pages(scratch: Path, beside: Path | None = None) -> list[Row]:
    from bench.pages import pages

    return pages(scratch, beside)


def _mixing(scratch: Path) -> list[Row]:
    from bench.mixing import mixing

    return mixing(scratch)


def _room(scratch: Path) -> list[Row]:
    from bench.room import room

    return room(scratch)


def _stage(scratch: Path) -> list[Row]:
    from bench.stage import stage

    return stage()


# Imported when asked for: a part's peers (playwright, diff-diff) take seconds to load.
PARTS = {
    "reading": lambda scratch: reading(),
    "store": store,
    "demo": lambda scratch: demo(),
    "first_map": _first_map,
    "live_map": _live_map,
    "figure_map": _figure_map,
    "grid": _grid,
    "renewal": _renewal,
    "clusters": _clusters,
    "kwb_years": _kwb_years,
    "national_sync": _national_sync,
    "pages": _pages,
    "stage": _stage,
    "room": _room,
    "mixing": _mixing,
}


def main() -> None:
    """Run the parts that were named, or all."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--beside", type=Path, help="second checkout, measured in turn (pages)")
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for part in given.parts or PARTS:
            rows = (
                _pages(Path(scratch), given.beside)
                if part == "pages"
                else PARTS[part](Path(scratch))
            )
            for row in rows:
                print(row.text(), flush=True)


if __name__ == "__main__":
    main()
