"""Datasets side by side, each with versions and one pointer that is switched atomically.

Layout: ``<root>/<dataset>/current`` holds the name of a folder in ``<root>/<dataset>/versions/``.
A build works in a folder whose name starts with ``.`` and becomes a version by one rename; readers
follow ``current``, so an interrupted build changes nothing for them.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wijkbeeld import paths
from wijkbeeld.store.errors import DamagedError as DamagedError
from wijkbeeld.store.errors import StoreError as StoreError
from wijkbeeld.store.errors import disk_reason, not_written
from wijkbeeld.store.lock import locked
from wijkbeeld.store.manifest import manifest_of


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
    """Names of the datasets, in alphabetical order; also of those that cannot be opened."""
    base = root or paths.store_root()
    try:
        names = sorted(p.name for p in base.iterdir())
    except OSError:
        return []
    return [n for n in names if current(n, base) is not None or _complete(n, base)]


def current(dataset: str, root: Path | None = None) -> Path | None:
    """Folder of the version in use, or None when no pointer names one."""
    return _pointed(dataset, "current", root)


def in_use(dataset: str, root: Path | None = None) -> Path:
    """Folder of the version in use.

    Raises
    ------
    DamagedError
        There are versions, but the pointer names none of them.
    StoreError
        There is no such dataset.
    """
    folder = current(dataset, root)
    if folder is not None:
        return folder
    if _complete(dataset, root):
        raise DamagedError(
            dataset, "Het bestand 'current', dat de versie in gebruik noemt, is weg of beschadigd."
        )
    raise StoreError(f"Dataset '{dataset}' bestaat niet.")


def _pointed(dataset: str, pointer: str, root: Path | None) -> Path | None:
    """Folder of the version that a pointer names; None when it names none that is there."""
    base = (root or paths.store_root()) / dataset
    try:
        name = (base / pointer).read_text(encoding="utf-8").strip()
        folder = base / "versions" / name
        is_version = re.fullmatch(r"[\w-]+", name) and (folder / "manifest.json").is_file()
    except (OSError, ValueError):
        return None
    return folder if is_version else None


def _complete(dataset: str, root: Path | None = None) -> list[Path]:
    """Versions that were built to the end, newest first; damaged ones too."""
    base = (root or paths.store_root()) / dataset / "versions"
    try:
        return sorted(
            (p for p in base.iterdir() if not p.name.startswith(".") and p.is_dir()), reverse=True
        )
    except OSError:
        return []


def _is_sound(folder: Path) -> bool:
    """Whether a version can be opened."""
    try:
        manifest_of(folder)
    except DamagedError:
        return False
    return True


def previous(dataset: str, root: Path | None = None) -> Path | None:
    """Version to go back to, for undo; None when there is none that can be opened.

    It is the one that was in use before the one in use now, or, when a pointer is damaged, the
    newest that can be opened.
    """
    used = current(dataset, root)
    before = _pointed(dataset, "vorige", root) if used is not None else None
    others = [before] if before is not None else []
    others += [p for p in _complete(dataset, root) if used is None or p.name < used.name]
    return next((p for p in others if p != used and _is_sound(p)), None)


def switch(dataset: str, version: str, root: Path | None = None) -> None:
    """Make a version the one in use, by one atomic replace; remember the one before."""
    base = (root or paths.store_root()) / dataset
    used = current(dataset, root)
    if used is None:  # a damaged pointer: what it named must not be pruned
        used = next((p for p in _complete(dataset, root) if p.name != version), None)
    pointers = {"current": version}
    if used is not None and used.name != version:
        pointers = {"vorige": used.name} | pointers
    _point(base, pointers)


def _point(base: Path, pointers: dict[str, str]) -> None:
    """Replace pointers one by one, once all are written: a full disk changes none of them."""
    new = {base / f".{p}-{secrets.token_hex(4)}": (base / p, v) for p, v in pointers.items()}
    try:
        for temporary, (_, version) in new.items():
            with temporary.open("w", encoding="utf-8") as sink:
                sink.write(version)
                sink.flush()
                os.fsync(sink.fileno())
        for temporary, (pointer, _) in new.items():
            temporary.replace(pointer)
    except BaseException:
        for temporary in new:
            temporary.unlink(missing_ok=True)
        raise


def need_writable(dataset: str, root: Path | None = None) -> None:
    """Find out before long work whether a version can be built after it.

    Raises
    ------
    StoreError
        As for :func:`building`.
    """
    with locked(_made(dataset, root)):
        pass


def _made(dataset: str, root: Path | None) -> Path:
    """Folder of a dataset, made where it was not there."""
    base = (root or paths.store_root()) / check_name(dataset)
    try:
        (base / "versions").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(error, base) from error
    return base


@contextmanager
def building(dataset: str, root: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Yield a folder to build in; when the block ends well, it is the version in use.

    Raises
    ------
    StoreError
        Another process is building this dataset or went back in it, or the folder cannot be
        written (no room, no rights): the version in use stays.
    """
    base = _made(dataset, root)
    versions = base / "versions"
    with locked(base):
        _sweep(base)
        started = current(dataset, root)
        version = (
            f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{time.time_ns() % 10**9 // 1000:06d}"
        )
        scratch = versions / f".bouw-{version}"
        try:
            scratch.mkdir()
            yield scratch, version
            _flush(scratch)
            _need_same(dataset, started, root)
            scratch.rename(versions / version)
            switch(dataset, version, root)
        except BaseException as error:
            shutil.rmtree(scratch, ignore_errors=True)
            if isinstance(error, OSError):
                raise not_written(error, base) from error
            raise
        _prune(dataset, versions, root)


def _sweep(base: Path) -> None:
    """Remove what writers that were killed left behind; only for who holds the lock."""
    for left in (base / "versions").glob(".bouw-*"):
        shutil.rmtree(left, ignore_errors=True)
    for pointer in ("current", "vorige"):
        for left in base.glob(f".{pointer}-*"):
            with suppress(OSError):
                left.unlink()


def _need_same(dataset: str, started: Path | None, root: Path | None) -> None:
    """Raise when the version in use is not the one that a build went out from.

    The lock keeps others away; where a shared folder has no locks, this does.
    """
    if current(dataset, root) != started:
        raise StoreError(
            f"Dataset '{dataset}' is intussen op een andere versie gezet. Er is niets toegevoegd "
            "en die versie is gebleven. Probeer het opnieuw."
        )


def _flush(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as handle:
                os.fsync(handle.fileno())


def _prune(dataset: str, versions: Path, root: Path | None) -> None:
    """Remove every version but the one in use, the one before it and the one to go back to."""
    pointed = (_pointed(dataset, pointer, root) for pointer in ("current", "vorige"))
    kept = {p.name for p in (*pointed, previous(dataset, root)) if p is not None}
    for old in versions.iterdir():
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)


def undo(dataset: str, root: Path | None = None) -> str:
    """Go back to the version before the one in use, or repair what says which is in use.

    Returns
    -------
    str
        The version that is in use now.

    Raises
    ------
    StoreError
        There is no such dataset, nothing to go back to, it is being built (the version that a
        build adds to must stay in use until it is done), or it cannot be written.
    """
    if dataset not in datasets(root):
        raise StoreError(f"Dataset '{dataset}' bestaat niet.")
    base = (root or paths.store_root()) / dataset
    with locked(base):
        back = previous(dataset, root)
        if back is None:
            raise StoreError(f"Van dataset '{dataset}' is geen vorige versie bewaard.")
        try:
            _sweep(base)
            switch(dataset, back.name, root)
        except OSError as error:
            raise not_written(error, base) from error
    return back.name


def remove(dataset: str, root: Path | None = None) -> None:
    """Remove a dataset with all its versions.

    Raises
    ------
    StoreError
        When it does not exist, is being built, or cannot be removed.
    """
    base = (root or paths.store_root()) / check_name(dataset)
    if not base.is_dir():
        raise StoreError(f"Dataset '{dataset}' bestaat niet.")
    with locked(base):
        try:
            shutil.rmtree(base / "versions")
            (base / "current").unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"Dataset '{dataset}' is niet helemaal verwijderd: {disk_reason(error)}."
            ) from error
        shutil.rmtree(base, ignore_errors=True)
