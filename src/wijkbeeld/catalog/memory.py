"""Memory that a large file took, given back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys

import pyarrow as pa


def give_back() -> None:
    """Return free memory; allocators keep it, and an import of many files then grows and grows."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # only in the C library of GNU
        if trim is not None:
            trim(0)
