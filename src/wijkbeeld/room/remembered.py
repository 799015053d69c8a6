"""Rooms that a page opened, kept for a server that starts again: it finds them and their address.

The token is kept as it is, for the presenter's page must hand it to the stage; the file can be read
by its owner only (see `room_file`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from wijkbeeld.room.room_file import check_token, open_room
from wijkbeeld.room.rooms import Rooms


@dataclass(frozen=True)
class Remembered:
    """An open room of a page.

    Attributes
    ----------
    deck
        The deck as text, as it was when the room got it.
    port
        Port at which phones reach it; None when it never had one.
    idle
        Hours since something happened in it.
    """

    code: str
    token: str
    deck: str
    port: int | None
    idle: float


def remember(rooms: Rooms, code: str, token: str, deck: str, port: int | None) -> None:
    """Keep what a room is of; it is forgotten with the room.

    Raises
    ------
    UnknownRoomError, WrongTokenError, ClosedRoomError, NotKeptError
    """
    with rooms.writing() as line:
        check_token(line, code, token)
        open_room(line, code)
        line.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", (code, token, deck, port))


def remembered(rooms: Rooms) -> list[Remembered]:
    """Open rooms of pages, the one that was opened last first.

    Raises
    ------
    NotKeptError
    """
    if not rooms.file.exists():
        return []
    with rooms.reading() as line:
        rows = line.execute(
            "SELECT code, page.token, deck, port, used FROM page JOIN room ON code = page.room "
            "WHERE closed IS NULL ORDER BY opened DESC"
        ).fetchall()
    now = time.time()
    return [
        Remembered(code, token, deck, port, (now - used) / 3600)
        for code, token, deck, port, used in rows
    ]
