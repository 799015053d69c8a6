"""Server time and DuckDB queries of pages: a first run in a fresh process, and unchanged ones."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.running import ROOT

from bench.table import TIMES, Row

PROCESSES = 3
CASES: dict[str, dict[str, str]] = {
    "vernieuwing": {},
    "waterbed": {},
    "kaart": {},
    "handelen": {"niveau": "wijk", "gebied": "WK990101"},
    "beleving": {"plek": "GM9901"},
    "verloop": {"niveau": "wijk", "gebieden": "WK990101,WK990110"},
}


def pages(scratch: Path, beside: Path | None = None) -> list[Row]:
    """Measure the pages on the demo region, and those of a second checkout in turn with ours.

    Each checkout builds its own store and runs with its own ``.venv``.
    """
    trees = [ROOT, *([beside.resolve()] if beside else [])]
    stores = [demo_store(tree, scratch / f"pages-{n}") for n, tree in enumerate(trees)]
    rows = []
    for page, query in CASES.items():
        runs: list[list[dict[str, Any]]] = [[] for _ in trees]
        for _ in range(PROCESSES):
            for n, tree in enumerate(trees):
                runs[n].append(run_page(tree, stores[n], page, query))
        rows += _rows(page, runs, beside.name if beside else "")
    return rows


def _rows(page: str, runs: list[list[dict[str, Any]]], peer: str) -> list[Row]:
    """First and unchanged run of one page; the second unchanged run counts, caches are warm."""

    def row(what: str, values: list[float]) -> Row:
        return Row(f"{page}: {what}", values[0], peer, values[1] if len(values) > 1 else None)

    first = [statistics.median(r["seconds"][0] for r in tree) for tree in runs]
    again = [statistics.median(s for r in tree for s in r["seconds"][1:]) for tree in runs]
    asked_first = [float(tree[0]["queries"][0]) for tree in runs]
    asked_again = [float(tree[0]["queries"][-1]) for tree in runs]
    return [
        row("first run (s)", first),
        row("unchanged run (s)", again),
        row("first run (queries)", asked_first),
        row("unchanged run (queries)", asked_again),
    ]


def _python(tree: Path) -> str:
    """Python of a checkout; ours is the one that runs now."""
    return sys.executable if tree == ROOT else str(tree / ".venv" / "bin" / "python")


def demo_store(tree: Path, folder: Path) -> Path:
    """Store with the demo region, made by the checkout itself: formats may differ."""
    command = [str(Path(_python(tree)).with_name("wijkbeeld")), "demo"]
    _done(command, tree, folder)
    return folder


def run_page(tree: Path, store: Path, page: str, query: dict[str, str]) -> dict[str, Any]:
    """Seconds and queries of a page of a checkout, in a process of its own."""
    code = str(ROOT / "bench" / "page_run.py")
    command = [_python(tree), code, page, json.dumps(query), str(TIMES)]
    found: dict[str, Any] = json.loads(_done(command, tree, store).splitlines()[-1])
    return found


def _done(command: list[str], tree: Path, store: Path) -> str:
    environment = os.environ | {"WIJKBEELD_STORE": str(store)}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} in {tree}:\n{done.stderr[-2000:]}")
    return done.stdout
