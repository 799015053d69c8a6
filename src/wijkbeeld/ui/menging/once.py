"""What is made of a choice is made once, however many runs and sessions ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

_MOST = 24
"""Results kept of a choice: limits that a reader moves would make more and more."""


class Made:
    """Results by what they were made with, those that were asked for last."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._results: dict[object, object] = {}

    def get(self, key: object, make: Callable[[], object]) -> object:
        """The result that is kept, else a new one; sessions that ask at once share the work."""
        with self._lock:
            result = self._results.pop(key) if key in self._results else make()
            self._results[key] = result
            while len(self._results) > _MOST:
                del self._results[next(iter(self._results))]
            return result


class _Keeps(Protocol):
    @property
    def made(self) -> Made: ...


C = TypeVar("C", bound=_Keeps)
P = ParamSpec("P")
T = TypeVar("T")


def once(make: Callable[Concatenate[C, P], T]) -> Callable[Concatenate[C, P], T]:
    """Make something of a choice once; who gets it may not change it.

    What else it depends on, besides the choice, must be its arguments, which can be hashed.
    """

    @wraps(make)
    def kept(choice: C, /, *rest: P.args, **named: P.kwargs) -> T:
        key = (make, rest, tuple(named.items()))
        return cast("T", choice.made.get(key, lambda: make(choice, *rest, **named)))

    return kept
