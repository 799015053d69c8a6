"""What is made of a choice is made once, however many runs and sessions ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from wijkbeeld.store.kept import Kept

MOST = 24
"""Results kept of a choice: limits that a reader moves would make more and more."""


class _Keeps(Protocol):
    @property
    def made(self) -> Kept: ...


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
        return choice.made.get(key, lambda: make(choice, *rest, **named))

    return kept
