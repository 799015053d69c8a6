"""Results that are kept for who asks again: of a version of a dataset, or of a choice on a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import RLock
from typing import TypeVar, cast

T = TypeVar("T")


class Kept:
    """Results by key; the one that was not asked for longest goes first.

    Parameters
    ----------
    most
        Results kept at once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = RLock()
        self._results: dict[Hashable, object] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result that is kept, else a new one; sessions that ask at once share the work."""
        with self._lock:
            result = self._results.pop(key) if key in self._results else make()
            self._results[key] = result
            while len(self._results) > self._most:
                del self._results[next(iter(self._results))]
            return cast("T", result)
