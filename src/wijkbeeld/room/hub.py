"""Tells waiting phones what changed in the file of rooms.

One task per process looks at ``PRAGMA data_version`` (microseconds), so that a write by any thread
or process reaches all streams. What is told is made once for all followers of a room; nothing is
kept in memory that the file does not have. One thread writes: forty that want the same lock would
sleep in SQLite's busy handler for a second.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from wijkbeeld.room.errors import NotKeptError, RoomError
from wijkbeeld.room.rooms import Rooms

LOOK_EVERY, PURGE_EVERY = 0.05, 600.0
"""Seconds."""
MOST_STREAMS = 600
BACK_MS = 700
"""A phone that lost its stream comes back after so many milliseconds."""
T = TypeVar("T")
_LOG = logging.getLogger(__name__)


@dataclass
class _Audience:
    """Streams that are told the same.

    Attributes
    ----------
    text
        What they are told, as JSON; None until it could be read.
    ended
        Whether the room is gone.
    """

    make: Callable[[], dict[str, Any]]
    text: str | None = None
    ended: bool = False
    streams: set[asyncio.Event] = field(default_factory=set)

    def refresh(self) -> None:
        """Make the text anew, and wake the streams where it is another."""
        before = self.text, self.ended
        try:
            self.text, self.ended = json.dumps(self.make(), ensure_ascii=False), False
        except NotKeptError:
            return  # it cannot be read now: what was told still holds
        except RoomError:
            self.ended = True
        if before != (self.text, self.ended):
            for stream in self.streams:
                stream.set()


class Hub:
    """Streams of this process, and its one writer."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._audiences: dict[tuple[str, bool], _Audience] = {}
        self._writer = ThreadPoolExecutor(1, "zaal")
        self._stir = asyncio.Event()

    async def write(self, act: Callable[..., T], *given: Any) -> T:
        """Run a function that writes in the writing thread; streams are told at once."""
        done = await asyncio.get_running_loop().run_in_executor(self._writer, act, *given)
        self._stir.set()
        return done

    @property
    def streams(self) -> int:
        """Number of streams of this process."""
        return sum(len(audience.streams) for audience in self._audiences.values())

    def followers(self, code: str) -> int:
        """Number of phones that follow a room through this process."""
        audience = self._audiences.get((code, False))
        return len(audience.streams) if audience else 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch the file for as long as the block lasts."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._writer.shutdown(wait=True)

    async def _watch(self) -> None:
        before: object = None
        purged = time.monotonic()
        line: sqlite3.Connection | None = None
        try:
            while True:
                if line is None and self.rooms.file.exists():
                    with suppress(sqlite3.Error):
                        line = sqlite3.connect(self.rooms.file, isolation_level=None)
                if self._audiences:
                    present = [(key, len(a.streams)) for key, a in self._audiences.items()]
                    if (now := (_version(line), present)) != before:
                        before = now
                        self._refresh()
                if time.monotonic() - purged > PURGE_EVERY and line is not None:
                    purged = time.monotonic()
                    with suppress(NotKeptError):
                        await self.write(self.rooms.purge)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stir.wait(), LOOK_EVERY)
                self._stir.clear()
        finally:
            if line is not None:
                line.close()

    def _refresh(self) -> None:
        for audience in list(self._audiences.values()):
            try:
                audience.refresh()
            except Exception:
                _LOG.exception("a room cannot be told")  # the other rooms go on

    async def stream(self, code: str, presenter: bool = False) -> AsyncIterator[dict[str, Any]]:
        """Messages for one stream: first the whole state, then each change of it."""
        audience, stirred = self._join(code, presenter), asyncio.Event()
        sent: str | None = None
        audience.streams.add(stirred)
        try:
            while not audience.ended:
                if audience.text is not None and audience.text != sent:
                    sent = audience.text
                    yield {"data": sent, "retry": BACK_MS}
                await stirred.wait()
                stirred.clear()
            yield {"event": "einde", "data": "{}"}
        finally:
            audience.streams.discard(stirred)
            if not audience.streams and self._audiences.get((code, presenter)) is audience:
                del self._audiences[code, presenter]

    def _join(self, code: str, presenter: bool) -> _Audience:
        audience = self._audiences.get((code, presenter))
        if audience is None:
            audience = _Audience(self._told(code, presenter))
            self._audiences[code, presenter] = audience
            audience.refresh()
        return audience

    def now(self, code: str) -> dict[str, Any]:
        """What the presenter would be told now; a stream may be a moment behind.

        Raises
        ------
        RoomError
            As for :meth:`wijkbeeld.room.rooms.Rooms.overview`.
        """
        return self._told(code, presenter=True)()

    def _told(self, code: str, presenter: bool) -> Callable[[], dict[str, Any]]:
        if not presenter:
            return lambda: self.rooms.snapshot(code)
        return lambda: self.rooms.overview(code) | {"followers": self.followers(code)}


def _version(line: sqlite3.Connection | None) -> object:
    """Another value after every write by another connection."""
    try:
        return line and line.execute("PRAGMA data_version").fetchone()[0]
    except sqlite3.Error:
        return None
