"""How often one phone or one address may ask: a bucket that fills by the second."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

MOST_KEPT = 10_000
"""Buckets; the ones longest unused go first."""


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    per_second: float


VOTER = Rate(burst=10, per_second=1)
CLIENT = Rate(burst=1500, per_second=150)
"""Of one address: a whole room may sit behind one."""
GUESS = Rate(burst=30, per_second=0.5)
"""Codes that do not exist: 28 million codes are not guessed at this rate."""


class Limits:
    """What is left in each bucket."""

    def __init__(self) -> None:
        self._left: OrderedDict[tuple[Rate, str], tuple[float, float]] = OrderedDict()

    def take(self, rate: Rate, who: str) -> bool:
        """Take one from someone's bucket; False when it is empty."""
        left = self._now(rate, who)
        if left < 1:
            return False
        self._left[rate, who] = (left - 1, time.monotonic())
        self._left.move_to_end((rate, who))
        while len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return True

    def is_empty(self, rate: Rate, who: str) -> bool:
        """Whether nothing is left in someone's bucket; takes nothing."""
        return self._now(rate, who) < 1

    def _now(self, rate: Rate, who: str) -> float:
        left, then = self._left.get((rate, who), (rate.burst, 0.0))
        return min(rate.burst, left + (time.monotonic() - then) * rate.per_second)
