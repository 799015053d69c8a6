"""Shared fixtures: real data (or a skip), the demo files and store, made once for all workers."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from wijkbeeld import pipeline
from wijkbeeld.demo.make import make

settings.register_profile("wijkbeeld", deadline=None)  # a slow machine is no fault
settings.load_profile("wijkbeeld")
MAPPINGS = Path(__file__).parent / "mappings"


# Tests start many processes: with this set, as container images often have it, each of them would
# compile all modules anew, some seconds of work.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Take what is loaded now out of collections of garbage; every build of a store makes one."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()


# Every AppTest looks through all installed packages for components, about half of its time; the
# answer is the same all along.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def _once(folder: Path, work) -> Path:
    """Make a folder once, however many workers ask for it."""
    with _lock_of(folder).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            scratch = folder.with_suffix(".half")
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            work(scratch)
            scratch.rename(folder)
    return folder


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def _is_being_made(folder: Path) -> bool:
    """Whether another worker makes a folder now."""
    if not _lock_of(folder).exists():
        return False
    with _lock_of(folder).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@pytest.fixture(scope="session")
def demo_files(shared_tmp: Path) -> Path:
    return _once(shared_tmp / "demo-files", make)


@pytest.fixture(scope="session")
def demo_store(shared_tmp: Path, request: pytest.FixtureRequest) -> Path:
    """Store with dataset ``demo``; read-only for tests."""
    folder = shared_tmp / "demo-store"
    if os.environ.get("WIJKBEELD_REAL_DATA") and _is_being_made(folder):
        request.getfixturevalue("real_store")  # work for a worker that would only wait
    return _once(folder, lambda folder: pipeline.build_demo(folder))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder with real official figures; tests that need it skip without."""
    given = os.environ.get("WIJKBEELD_REAL_DATA")
    if not given:
        pytest.skip("set WIJKBEELD_REAL_DATA to the folder with real official figures")
    folder = Path(given)
    if not folder.is_dir():
        pytest.fail(f"WIJKBEELD_REAL_DATA names {folder}, which is no folder")
    return folder


@pytest.fixture(scope="session")
def real_store(shared_tmp: Path, real_data: Path) -> Path:
    """Store with dataset ``officieel``, imported from the whole real folder; read-only.

    One map does not say its year and lies over areas that have a map: its year is given.
    """
    undated = real_data / "cbs" / "geometry_samples" / "amsterdam_buurten_2022.geojson"

    def fill(folder: Path) -> None:
        pipeline.import_paths([real_data], "officieel", [MAPPINGS], folder)
        offer = pipeline.read_offer([undated], [])
        pipeline.import_offer(offer, "officieel", folder, classification=2024)

    return _once(shared_tmp / "real-store", fill)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of the test's own."""
    root = tmp_path / "store"
    monkeypatch.setenv("WIJKBEELD_STORE", str(root))
    return root


@pytest.fixture
def demo(demo_store, monkeypatch):
    """The demo store that all tests look at: what it holds is read once, and may not change."""
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    before = _files(demo_store)
    yield demo_store
    assert _files(demo_store) == before, "a test that changes its store needs own_demo"


def _files(store: Path) -> dict[Path, int]:
    """When each file and folder of a store was written; a folder, when something came or went."""
    return {path: path.stat().st_mtime_ns for path in (store, *store.rglob("*"))}


@pytest.fixture
def own_demo(demo_store, tmp_path, monkeypatch):
    """A copy of the demo store that a test may change."""
    return _own(demo_store, tmp_path, monkeypatch)


@pytest.fixture
def own_real(real_store, tmp_path, monkeypatch):
    """A copy of the store with official figures that a test may change."""
    return _own(real_store, tmp_path, monkeypatch)


def _own(store: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = shutil.copytree(store, folder / "store")
    monkeypatch.setenv("WIJKBEELD_STORE", str(root))
    return root


@pytest.fixture
def real(real_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(real_store))
    return real_store
