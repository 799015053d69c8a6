"""Coroutines in a thread of their own: a browser of another test has its loop in this one."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def run(work: Coroutine[object, object, T]) -> T:
    """As ``asyncio.run``, whatever runs in this thread."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()
