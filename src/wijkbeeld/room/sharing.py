"""Opens the app to the local network, only when asked, at an address of its own.

The app itself goes on listening to this machine only. Sharing adds a second listener in the same
process, at the next free port, with the `guard` before the app; ending it closes the port. So what
a request says of where it comes from never matters.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from wijkbeeld.room.addresses import local_addresses

FIRST_PORT = 8502
TRIES = 20
PATIENCE = 3
"""Seconds for which ending waits for requests that are being answered."""


class SharingError(Exception):
    """Sharing cannot begin; says in Dutch why."""


class _Server(uvicorn.Server):
    """A server that leaves the signals to the one that the app was started with."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class _Listening:
    server: _Server
    task: asyncio.Task[None]
    port: int


class Sharing:
    """The shared address of this process.

    Parameters
    ----------
    made
        Makes what is served at it: the guarded app.
    """

    def __init__(self, made: Callable[[ASGIApp], ASGIApp]) -> None:
        self._made = made
        self._app: ASGIApp | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening: _Listening | None = None

    def attach(self, app: ASGIApp) -> None:
        """Take the app, in its event loop; nothing is opened yet."""
        self._app, self._loop = app, asyncio.get_running_loop()

    @property
    def port(self) -> int | None:
        """Port of the shared address; None while it is closed."""
        return self._listening.port if self._listening else None

    def addresses(self) -> list[str]:
        """Addresses for others, as ``http://192.168.1.5:8502``; none while it is closed."""
        port = self.port
        return [f"http://{address}:{port}" for address in local_addresses()] if port else []

    def open(self, port: int = FIRST_PORT) -> int:
        """Begin sharing, from any thread; returns the port. What is open stays as it is.

        Raises
        ------
        SharingError
            The app does not run as a server, or no port is free.
        """
        opened: int = self._in_loop(self.open_here(port))
        return opened

    def close(self) -> None:
        """End sharing, from any thread: followers lose the room until it begins again."""
        self._in_loop(self.close_here())

    async def open_here(self, port: int = FIRST_PORT) -> int:
        """As `open`, within the event loop of the app."""
        if self._app is None:
            raise SharingError("Delen kan alleen als Wijkbeeld als webserver draait.")
        if self._listening is None:
            door = _bind(port)
            config = uvicorn.Config(
                self._made(self._app),
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=PATIENCE,
            )
            server = _Server(config)
            task = asyncio.create_task(server.serve(sockets=[door]))
            self._listening = _Listening(server, task, int(door.getsockname()[1]))
            while not server.started and not task.done():
                await asyncio.sleep(0.01)
        return self._listening.port

    async def close_here(self) -> None:
        """As `close`, within the event loop of the app."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.server.should_exit = True
            await listening.task

    def _in_loop(self, work: Coroutine[Any, Any, Any]) -> Any:
        if self._loop is None or not self._loop.is_running():
            work.close()
            raise SharingError("Delen kan alleen als Wijkbeeld als webserver draait.")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE + 5)


def _bind(first: int) -> socket.socket:
    """A socket at the first free port, for all networks of this machine."""
    for port in range(first, first + TRIES):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # lines of a server that was killed hold its port for a minute
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("0.0.0.0", port))  # noqa: S104  this is what sharing means
        except OSError:
            door.close()
            continue
        door.setblocking(False)
        return door
    raise SharingError(f"Er is geen vrije poort tussen {first} en {first + TRIES - 1}.")
