"""One build of a dataset at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from wijkbeeld.store.errors import StoreError, not_written


@contextmanager
def locked(base: Path) -> Iterator[None]:
    """Hold the build lock of a dataset's folder; the system drops it when the process dies.

    Raises
    ------
    StoreError
        Another process holds it, or the folder cannot be written.
    """
    lock = FileLock(base / "bouw.slot")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise StoreError(
            f"Dataset '{base.name}' wordt op dit moment al bijgewerkt. Probeer het zo weer."
        ) from error
    except OSError as error:
        raise not_written(error, base) from error
    try:
        yield
    finally:
        lock.release()
