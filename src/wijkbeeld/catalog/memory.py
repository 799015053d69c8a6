"""Memory that a large file took, given back to the system."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from pathlib import Path

import pyarrow as pa

LITTLE = 32 << 20
"""Growth that is not worth a tenth of a second of looking for what can go (bytes)."""

_before = 0
"""Memory of this process when it had last given back what it could (bytes)."""


def give_back() -> None:
    """Return free memory; allocators keep it, and an import of many files then grows and grows.

    Nothing is done where the process has hardly grown since it was last done.
    """
    global _before
    if 0 < _resident() < _before + LITTLE:
        return
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # only in the C library of GNU
        if trim is not None:
            trim(0)
    _before = _resident()


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
