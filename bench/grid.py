"""The 100 m grid: time of a change of wave."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from bench.national import WAVES, scores_of_wave
from bench.table import Row
from wijkbeeld import pipeline
from wijkbeeld.catalog.scale import REFERENCE


def grid(scratch: Path) -> list[Row]:
    """The 100 m grid at national size: 400,000 cells in nine waves."""
    rng = np.random.default_rng(3)
    centres = rng.integers([200, 3200], [2600, 6000], (2600, 2))
    near = np.concatenate([c + rng.normal(0, 6, (260, 2)).astype(int) for c in centres])
    places = np.unique(near[(near > 0).all(axis=1)], axis=0)
    places = places[rng.permutation(len(places))[:400_000]]
    codes = [f"E{e:04d}N{n:04d}" for e, n in places]
    afw = rng.normal(0.05, 0.12, len(codes))
    file = scratch / "Leefbaarometer-scores grids 2002-2024.csv"
    for k, wave in enumerate(WAVES):
        frame = scores_of_wave(pd.DataFrame({"code": codes, "name": ""}), wave, afw, rng).drop(
            columns="bu_naam"
        )
        frame = frame.rename(columns={"bu_code": "grid_id"}).round(12)
        frame["lbm"] = frame["afw"] + REFERENCE
        frame.to_csv(file, mode="w" if k == 0 else "a", header=k == 0, index=False, na_rep="NA")
        afw = afw + rng.normal(0.01, 0.03, len(codes))
    store = scratch / "grid"
    store.mkdir()
    start = time.perf_counter()
    pipeline.import_paths([file], "officieel", [], store)
    imported = time.perf_counter() - start
    done = subprocess.run(
        [sys.executable, "-c", _RASTER, str(store)], capture_output=True, text=True, check=True
    )
    cold, switch, kb = json.loads(done.stdout.strip().splitlines()[-1])
    return [
        Row(f"grid, {len(codes)} cells in {len(WAVES)} waves: import (s)", imported),
        Row("grid: first picture, cold (s)", cold, goal="goal ≤ 2.5"),
        Row("grid: change of wave, server (s)", switch, goal="goal ≤ 0.300"),
        Row("grid: size of a picture (kB)", kb),
    ]


_RASTER = """
import json, statistics, sys, time
from pathlib import Path
from wijkbeeld.map import raster
from wijkbeeld.map.raster import Subject
from wijkbeeld.store.read import open_dataset

data = open_dataset("officieel", Path(sys.argv[1]))
edition = data.editions("grid")[0]
waves = data.waves(data.scope("grid", edition))
start = time.perf_counter()
first = raster.png(data, Subject(edition, "lbm", None, waves[-1]), "paarsgroen")
cold = time.perf_counter() - start
spent = []
for wave in waves[:-1]:
    start = time.perf_counter()
    raster.png(data, Subject(edition, "lbm", None, wave), "paarsgroen")
    spent.append(time.perf_counter() - start)
print(json.dumps([cold, statistics.median(spent), len(first) / 1000]))
"""
