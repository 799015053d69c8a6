"""Measure Wijkbeeld beside its peers: ``uv run python -m bench [part]``."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld import pipeline
from wijkbeeld.sources import leefbaarometer
from wijkbeeld.store import versions
from wijkbeeld.store.read import Dataset, open_dataset

ROOT = Path(__file__).parents[1]
TIMES = 5


@dataclass(frozen=True)
class Row:
    """One line of the table: seconds, or another unit where the name says so."""

    name: str
    ours: float
    peer_name: str = ""
    peer: float | None = None
    goal: str = ""

    def text(self) -> str:
        """Write the row."""
        ratio = f"{self.ours / self.peer:6.2f}×" if self.peer else "       "
        peer = f"{self.peer_name}: {self.peer:.4f}" if self.peer else ""
        return f"{self.name:58} {self.ours:10.4f}  {peer:44} {ratio}  {self.goal}"


def median(work: Callable[[], object], times: int = TIMES) -> float:
    """Median seconds of several runs, after one that does not count."""
    work()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


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
        "import resource, sys, time; from pathlib import Path; from wijkbeeld import "
        "pipeline;start = time.perf_counter(); "
        "pipeline.build_demo(Path(sys.argv[1]));print(time.perf_counter() - start, "
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
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


def main() -> None:
    """Run the parts that were named, or all."""
    wanted = sys.argv[1:] or [
        "reading",
        "store",
        "demo",
        "first_map",
        "live_map",
        "grid",
        "renewal",
    ]
    with tempfile.TemporaryDirectory() as scratch:
        for part in wanted:
            if part == "first_map":
                from bench.first_map import first_map

                rows = first_map(Path(scratch))
            elif part == "renewal":
                from bench.renewal import renewal

                rows = renewal()
            elif part in ("live_map", "grid"):
                from bench import live_map as live

                rows = (live.live_map if part == "live_map" else live.grid)(Path(scratch))
            else:
                rows = {"reading": reading, "store": lambda: store(Path(scratch)), "demo": demo}[
                    part
                ]()
            for row in rows:
                print(row.text(), flush=True)


if __name__ == "__main__":
    main()
