"""The whole national default set over the publishers' protocols, from a server of our own.

The set is made up, in the true forms and of the true size (``bench/national_set.py``). Measured
are the seconds and the peak memory of ``sync`` in a process of its own, after two runs that did
not come to their end: one that lost its connection in the middle of a file, and one that was
killed while it built.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
from tests.support.server import Service, serving

from bench import national_set
from bench.table import Row, peak_mb
from wijkbeeld.sources import download
from wijkbeeld.store import versions
from wijkbeeld.store.read import open_dataset

ASKED = "lbm-2024 lbm-grenzen-2024 " + " ".join(
    f"kwb-{y} grenzen-{y}" for y in national_set.OF_YEAR
)


def served(folder: Path) -> Service:
    """Everything the server serves; what is in the folder already is not made again."""
    service = Service(page=10_000)
    for name in ASKED.split():
        year = int(name[-4:])
        if name.startswith("kwb"):
            service.tables[str(year)] = national_set.table(year)
            continue
        kept = folder / f"{name.replace('lbm-grenzen', 'grenzen')}.zip"
        if not kept.is_file():
            made = (
                national_set.map_zip(folder, year)
                if "grenzen" in name
                else national_set.scores_zip()
            )
            kept.write_bytes(made)
        service.files[f"/{name}.zip"] = kept.read_bytes()
    return service


def addresses(url: str) -> dict[str, dict[str, str]]:
    """Where the server has each file."""
    found = {}
    for name in ASKED.split():
        place = {"url": f"{url}/odata3/{name[-4:]}", "protocol": "odata3"}
        if not name.startswith("kwb"):
            place = {"url": f"{url}/{name}.zip", "protocol": "bestand"}
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
    peak = peak_mb()
    print(json.dumps([spent, peak, sorted(fetched.failed)]))


def national_sync(scratch: Path) -> list[Row]:
    """Cut the sync off in a file, kill it while it builds, go on, and measure the last run.

    ``BENCH_SET`` names a folder that keeps the generated files for a next time.
    """
    store = scratch / "winkel"
    store.mkdir()
    with serving(served(Path(os.environ.get("BENCH_SET", scratch)))) as service:
        places = json.dumps(addresses(service.url))
        service.troubles["/grenzen-2018.zip"] = ["truncate"]
        _, _, lost = json.loads(_run(store, places).communicate()[0])
        assert lost == ["grenzen-2018"], lost
        _kill_while_building(_run(store, places), store)
        assert service.asked_ranges, "the second run goes on where the first was cut"
        seconds, memory, failed = json.loads(_run(store, places).communicate()[0])
        assert not failed, failed
    assert_as_served(store)
    return [
        Row("national default set: check, go on after a cut, import (s)", seconds),
        Row("the same: peak memory (MB)", memory, goal="goal ≤ 1500"),
    ]


def _run(store: Path, places: str) -> subprocess.Popen[str]:
    code = (
        "import sys; from pathlib import Path; from bench import national_sync as n; "
        "n.run(Path(sys.argv[1]), sys.argv[2])"
    )
    command = [sys.executable, "-c", code, str(store), places]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)


def _kill_while_building(process: subprocess.Popen[str], store: Path) -> None:
    """Kill a sync (-9) once there is a half-built version; nothing of it may be in use."""
    while not list((store / "officieel").glob("**/*.parquet")):
        assert process.poll() is None, "the sync ended before it could be killed"
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert versions.current("officieel", store) is None


def assert_as_served(store: Path) -> None:
    """Every figure in the store is the one that was served, and no other is there."""
    held = pd.read_parquet(open_dataset("officieel", store).folder / "figures.parquet")
    for year in national_set.OF_YEAR:
        mine = held[held["year"] == year]
        codes = mine["code"].astype("str").unique().tolist()
        keys = national_set.figure_keys(year)
        wide = mine.pivot(index="code", columns="indicator", values="value")
        made = national_set.figures(year, national_set.codes_in_order(year))
        assert sorted(codes) == sorted(made.index), year
        assert set(wide.columns.astype("str")) == {i.id for i in keys}, year
        for indicator, key in keys.items():
            if not key.share_of:
                told = made[indicator.id].astype("float64")
                pd.testing.assert_series_equal(
                    wide[indicator.id].reindex(made.index),
                    told,
                    check_names=False,
                    check_index_type=False,
                )
