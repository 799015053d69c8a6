"""Rooms that pages opened for decks: the first begins sharing, the last ends it.

The file of rooms is the state: a server that starts again has the same rooms, and opens their
address again when they were in use a short while ago.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.types import ASGIApp

from wijkbeeld.present.deck import Deck
from wijkbeeld.room import SHARE, asking, serving
from wijkbeeld.room.errors import RoomError, UnknownRoomError
from wijkbeeld.room.remembered import remember, remembered
from wijkbeeld.room.rooms import Rooms
from wijkbeeld.room.serving import HUB, ROOMS, SHARING, links
from wijkbeeld.room.sharing import FIRST_PORT, Sharing, SharingError

_FAREWELL = 0.3
"""Seconds in which phones hear that the room ended, before the shared address closes."""
REOPEN_HOURS = 3.0
"""A room that was used so short ago is open for phones again when the app starts again: the evening
goes on. Later the presenter opens it."""
NO_NETWORK = (
    "Deze computer zit op geen netwerk, dus telefoons kunnen er niet bij. Zet wifi aan, of de "
    "hotspot van je laptop, en probeer het opnieuw."
)


@dataclass(frozen=True)
class Hosted:
    """A room of a deck, as the room knows that deck."""

    deck: Deck
    code: str
    token: str

    @property
    def fragment(self) -> str:
        """What the address of the stage ends with; browsers send it to no server."""
        return f"#zaal={self.code}.{self.token}"


class Hosting:
    """The rooms that are open, by deck.

    Parameters
    ----------
    rooms, sharing
        Where rooms are kept, and the address at which phones reach them.
    """

    def __init__(self, rooms: Rooms, sharing: Sharing) -> None:
        self._rooms, self._sharing = rooms, sharing

    def every(self) -> list[Hosted]:
        """All open rooms of decks, the latest first.

        Raises
        ------
        RoomError
            The file cannot be read.
        """
        return [
            Hosted(Deck.model_validate_json(kept.deck), kept.code, kept.token)
            for kept in remembered(self._rooms)
        ]

    def of(self, deck: Deck) -> Hosted | None:
        """The room of a deck, or None; without any room the address for phones closes.

        Raises
        ------
        RoomError
            The file cannot be read.
        """
        wanted = deck.dataset, deck.name
        found = (h for h in self.every() if (h.deck.dataset, h.deck.name) == wanted)
        hosted = next(found, None)
        if hosted is None:
            self._unshare()
        return hosted

    def open(self, deck: Deck, content: bytes) -> Hosted:
        """Share, and open a room for a deck.

        Parameters
        ----------
        content
            What the stage draws of it; gzipped JSON.

        Raises
        ------
        SharingError
            There is no network, no free port, or no server.
        RoomError
            No room can be made of this content, or it cannot be kept.
        """
        made = self._rooms.create(json.loads(gzip.decompress(content)))
        hosted = Hosted(deck, made.code, made.token)
        try:
            self._remember(hosted)
            self.share()
            if not self._sharing.addresses():
                raise SharingError(NO_NETWORK)
            self._remember(hosted)
        except Exception:
            self._rooms.delete(made.code, made.token)
            self._unshare()
            raise
        return hosted

    def _remember(self, hosted: Hosted) -> None:
        text = hosted.deck.text()
        remember(self._rooms, hosted.code, hosted.token, text, self._sharing.port)

    def renew(self, hosted: Hosted, deck: Deck, content: bytes) -> Hosted:
        """Give a room what its deck is now; answers to questions that stayed are kept.

        Raises
        ------
        RoomError
            No room can be made of this content, it cannot be kept, or the room is gone.
        """
        self._rooms.renew(hosted.code, hosted.token, json.loads(gzip.decompress(content)))
        renewed = Hosted(deck, hosted.code, hosted.token)
        self._remember(renewed)
        return renewed

    @property
    def is_shared(self) -> bool:
        """Whether the address for phones is open."""
        return self._sharing.port is not None

    def share(self) -> None:
        """Open the address for phones, at the port that open rooms had.

        Raises
        ------
        SharingError, RoomError
        """
        self._sharing.open(self._port())

    def _port(self) -> int:
        ports = [kept.port for kept in remembered(self._rooms) if kept.port]
        return ports[0] if ports else FIRST_PORT

    async def resume(self) -> int:
        """Open the address for phones again, within the event loop of the app.

        Returns
        -------
        int
            How many rooms go on; 0 when none was in use in the last `REOPEN_HOURS`.

        Raises
        ------
        SharingError, RoomError
        """
        lately = [kept for kept in remembered(self._rooms) if kept.idle < REOPEN_HOURS]
        if lately:
            await self._sharing.open_here(self._port())
        return len(lately)

    def close(self, hosted: Hosted) -> None:
        """End a room and delete it with all its answers.

        Raises
        ------
        RoomError
            The file cannot be written.
        """
        try:
            self._rooms.close(hosted.code, hosted.token)
            time.sleep(_FAREWELL)
            self._rooms.delete(hosted.code, hosted.token)
        except UnknownRoomError:
            pass  # it is gone already
        self._unshare()

    def figures(self, hosted: Hosted) -> str:
        """Results so far of all questions that were answered, as CSV, with n and date."""
        for question in self._rooms.overview(hosted.code)["questions"]:
            if question["results"]["n"]:
                asking.act(self._rooms, hosted.code, hosted.token, "keep", question["id"])
        return asking.kept_as_csv(self._rooms, hosted.code, hosted.token)

    def answers(self, hosted: Hosted) -> int:
        """How many answers there are to all questions together."""
        asked = self._rooms.overview(hosted.code)["questions"]
        return sum(question["results"]["n"] for question in asked)

    def _unshare(self) -> None:
        """Close the shared address, unless a room needs it or the app was started with it."""
        if self.is_shared and not os.environ.get(SHARE) and not remembered(self._rooms):
            self._sharing.close()


HOSTING = Hosting(ROOMS, SHARING)


@asynccontextmanager
async def lifespan(app: ASGIApp) -> AsyncIterator[None]:
    """What runs beside the app: the room, and the rooms that were open when it stopped."""
    async with serving.lifespan(app):
        try:
            if not HOSTING.is_shared and await HOSTING.resume():
                serving.announce()
        except (SharingError, RoomError) as error:
            sys.stderr.write(f"{error}\n")
        yield


def invitation(hosted: Hosted) -> list[dict[str, str]]:
    """Links to a room for phones, each with its address and QR code."""
    return links(hosted.code)


def phones(hosted: Hosted) -> int:
    """How many phones follow now."""
    return HUB.followers(hosted.code)
