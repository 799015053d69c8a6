"""What every measurement shares: one line of the table, and how seconds become one number."""

from __future__ import annotations

import re
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TIMES = 5


@dataclass(frozen=True)
class Row:
    """One line of the table: seconds, or another unit where the name says so."""

    name: str
    ours: float
    peer_name: str = ""
    peer: float | None = None
    goal: str = ""

    def text(self) -> str:
        """Write the row."""
        ratio = f"{self.ours / self.peer:6.2f}×" if self.peer else "       "
        peer = f"{self.peer_name}: {self.peer:.4f}" if self.peer else ""
        return f"{self.name:58} {self.ours:10.4f}  {peer:44} {ratio}  {self.goal}"


def median(work: Callable[[], object], times: int = TIMES) -> float:
    """Median seconds of several runs, after one that does not count."""
    work()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def peak_mb() -> float:
    """Peak memory of this process (MiB).

    ``getrusage`` will not do on Linux: a process that was started from a larger one inherits that
    one's peak.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found.group(1)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
