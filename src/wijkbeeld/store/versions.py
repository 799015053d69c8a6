"""Datasets side by side, each with versions and one pointer that is switched atomically.

Layout: ``<root>/<dataset>/current`` holds the name of a folder in ``<root>/<dataset>/versions/``.
A build works in a folder whose name starts with ``.`` and becomes a version by one rename; readers
follow ``current``, so an interrupted build changes nothing for them.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock

from wijkbeeld import paths


class StoreError(RuntimeError):
    """The store cannot do what was asked. The message is Dutch and meant for the user."""


@dataclass(frozen=True)
class FileAccount:
    """What became of one offered file."""

    file: str
    kind: str
    label: str
    source: str
    sha256: str
    rows_read: int
    rows_refused: int
    refusals: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    imported: str = ""
    layer: str = ""


@dataclass(frozen=True)
class Manifest:
    """Description of one version of a dataset."""

    dataset: str
    version: str
    built: str
    wijkbeeld: str
    fictional: bool
    editions: list[int]
    areas_per_wave: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    files: list[FileAccount]
    indicators: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Manifest as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @staticmethod
    def from_json(text: str) -> Manifest:
        """Read a manifest back."""
        content = json.loads(text)
        content["files"] = [FileAccount(**f) for f in content["files"]]
        return Manifest(**content)


def manifest_of(folder: Path) -> Manifest:
    """Read the manifest of a version."""
    return Manifest.from_json((folder / "manifest.json").read_text(encoding="utf-8"))


def check_name(dataset: str) -> str:
    """Return the name when it can be a dataset's.

    Raises
    ------
    StoreError
        When it is empty or holds other than letters, digits and hyphens.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", dataset):
        raise StoreError(
            f"'{dataset}' kan geen naam van een dataset zijn. Gebruik kleine letters, cijfers en "
            "streepjes."
        )
    return dataset


def datasets(root: Path | None = None) -> list[str]:
    """Names of the datasets that have a version in use, in alphabetical order."""
    base = root or paths.store_root()
    if not base.is_dir():
        return []
    return sorted(p.name for p in base.iterdir() if current(p.name, base) is not None)


def current(dataset: str, root: Path | None = None) -> Path | None:
    """Folder of the version in use, or None."""
    base = (root or paths.store_root()) / dataset
    try:
        name = (base / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = base / "versions" / name
    return folder if name and (folder / "manifest.json").is_file() else None


def previous(dataset: str, root: Path | None = None) -> Path | None:
    """Version that was in use before the one in use now, for undo; None when it is gone."""
    base = (root or paths.store_root()) / dataset
    try:
        name = (base / "vorige").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = base / "versions" / name
    return folder if name and (folder / "manifest.json").is_file() else None


def switch(dataset: str, version: str, root: Path | None = None) -> None:
    """Make a version the one in use, by one atomic replace; remember the one before."""
    base = (root or paths.store_root()) / dataset
    used = current(dataset, root)
    if used is not None and used.name != version:
        _point(base / "vorige", used.name)
    _point(base / "current", version)


def _point(pointer: Path, version: str) -> None:
    temporary = pointer.with_name(f".{pointer.name}-{secrets.token_hex(4)}")
    with temporary.open("w", encoding="utf-8") as sink:
        sink.write(version)
        sink.flush()
        os.fsync(sink.fileno())
    temporary.replace(pointer)


@contextmanager
def building(dataset: str, root: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Yield a folder to build in; when the block ends well, it is the version in use.

    Raises
    ------
    StoreError
        Another process is building this dataset, or the folder cannot be written.
    """
    base = (root or paths.store_root()) / check_name(dataset)
    versions = base / "versions"
    try:
        versions.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"In map {base} kan Wijkbeeld niet schrijven: {error.strerror}."
        ) from error
    with _locked(base):
        for left in versions.glob(".bouw-*"):
            shutil.rmtree(left, ignore_errors=True)
        version = (
            f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{time.time_ns() % 10**9 // 1000:06d}"
        )
        scratch = versions / f".bouw-{version}"
        scratch.mkdir()
        try:
            yield scratch, version
            _flush(scratch)
            scratch.rename(versions / version)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
        switch(dataset, version, root)
        _prune(dataset, versions, root)


def _flush(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as handle:
                os.fsync(handle.fileno())


def _prune(dataset: str, versions: Path, root: Path | None) -> None:
    """Remove every version but the one in use and the one before it."""
    kept = {p.name for p in (current(dataset, root), previous(dataset, root)) if p is not None}
    for old in versions.iterdir():
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(base: Path) -> Iterator[None]:
    """Hold the dataset's build lock; the system drops it when the process dies."""
    lock = FileLock(base / "bouw.slot")
    try:
        lock.acquire(blocking=False)
    except OSError as error:  # also filelock.Timeout: another process holds it
        raise StoreError(
            f"Dataset '{base.name}' wordt op dit moment al bijgewerkt. Probeer het zo weer."
        ) from error
    try:
        yield
    finally:
        lock.release()


def undo(dataset: str, root: Path | None = None) -> None:
    """Go back to the version before the one in use.

    Raises
    ------
    StoreError
        When there is none.
    """
    back = previous(dataset, root)
    if back is None:
        raise StoreError(f"Van dataset '{dataset}' is geen vorige versie bewaard.")
    switch(dataset, back.name, root)


def remove(dataset: str, root: Path | None = None) -> None:
    """Remove a dataset with all its versions.

    Raises
    ------
    StoreError
        When it does not exist, or is being built.
    """
    base = (root or paths.store_root()) / check_name(dataset)
    if not base.is_dir():
        raise StoreError(f"Dataset '{dataset}' bestaat niet.")
    with _locked(base):
        (base / "current").unlink(missing_ok=True)
        shutil.rmtree(base, ignore_errors=True)
