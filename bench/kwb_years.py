"""Import of every KWB year, beside pandas reading the same files.

The files are made in the true forms and under CBS's own names (``tests/support/kwb_files.py``),
with as many areas and about as many columns as the real ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from bench.national_set import FILLERS, figure_keys, figures, national_codes
from bench.table import Row, peak_mb

YEARS = range(2003, 2026)


def national_table(year: int) -> pd.DataFrame:
    """Figures of a year for the whole country, with the columns that are not used."""
    codes = national_codes()
    frame = figures(year, codes).fillna(".")
    found = {
        i.id: [x for x in k.xls if x.isupper() == (year <= 2012)]
        for i, k in figure_keys(year).items()
    }
    names = {id_: (xls or [""])[0] for id_, xls in found.items()}
    frame = frame[[id_ for id_ in frame if names[id_]]].rename(columns=names)
    rng = np.random.default_rng(year)
    more = rng.integers(0, 900, (len(frame), FILLERS))
    rest = [f"a_rest_{n}" if year >= 2013 else f"REST_{n}" for n in range(FILLERS)]
    extra = pd.DataFrame(more, index=frame.index, columns=rest).astype("object")
    return pd.concat([frame, extra], axis=1)


def make(folder: Path, years: list[int]) -> list[Path]:
    """Write the workbooks of the years; one process per year, for their memory."""
    for year in years:
        code = (
            "import sys; from pathlib import Path; from bench import kwb_years as k; "
            "from tests.support import kwb_files as f; y = int(sys.argv[2]); "
            "f.write(Path(sys.argv[1]), y, k.national_table(y))"
        )
        subprocess.run([sys.executable, "-c", code, str(folder), str(year)], check=True)
    return sorted(folder.iterdir())


def by_pandas(files: list[Path]) -> None:
    """What a user would do otherwise: every file into a frame, by the fastest engine there is."""
    for file in files:
        pd.read_excel(file, engine="calamine")


def timed(what: str, folder: Path, store: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one of the two, in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from bench import kwb_years; "
        "kwb_years.run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    command = [sys.executable, "-c", code, what, str(folder), str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def run(what: str, folder: Path, store: Path) -> None:
    """Do one of the two and print its seconds and peak memory."""
    from wijkbeeld import pipeline

    files = sorted(folder.iterdir())
    start = time.perf_counter()
    if what == "pandas":
        by_pandas(files)
    else:
        done = pipeline.import_paths(files, "officieel", [], store)
        assert len(done.offer.readings) == len(files), done.offer.errors
    spent = time.perf_counter() - start
    print(spent, peak_mb())


def kwb_years(scratch: Path) -> list[Row]:
    """Import all years, and read the same files with pandas."""
    folder = scratch / "kwb"
    folder.mkdir()
    years = [int(y) for y in os.environ.get("KWB_YEARS", "").split()] or list(YEARS)
    make(folder, years)
    with tempfile.TemporaryDirectory() as store:
        peer, _ = timed("pandas", folder, Path(store))
        ours, memory = timed("wijkbeeld", folder, Path(store))
    span = f"{years[0]}-{years[-1]}, {len(years)} workbooks"
    return [
        Row(
            f"kerncijfers {span}: recognise, check, store (s)",
            ours,
            "pandas.read_excel alone (calamine)",
            peer,
            "goal ≤ 3×",
        ),
        Row("the same: peak memory (MB)", memory, goal="goal ≤ 2000"),
    ]
