"""Tests; each worker computes in one thread, for the workers together have every processor."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
