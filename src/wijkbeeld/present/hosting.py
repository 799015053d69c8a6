"""Rooms that this process opened for decks: the first begins sharing, the last ends it."""

from __future__ import annotations

import gzip
import json
import os
import time
from dataclasses import dataclass

from wijkbeeld.present.deck import Deck
from wijkbeeld.room import SHARE, asking
from wijkbeeld.room.errors import ClosedRoomError, UnknownRoomError
from wijkbeeld.room.rooms import Rooms
from wijkbeeld.room.serving import HUB, ROOMS, SHARING, links
from wijkbeeld.room.sharing import Sharing, SharingError

_FAREWELL = 0.3
"""Seconds in which phones hear that the room ended, before the shared address closes."""
NO_NETWORK = (
    "Deze computer zit op geen netwerk, dus telefoons kunnen er niet bij. Zet wifi aan, of de "
    "hotspot van je laptop, en probeer het opnieuw."
)


@dataclass(frozen=True)
class Hosted:
    """A room of a deck, as it was when the room was opened."""

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
        self._open: dict[tuple[str, str], Hosted] = {}

    def of(self, deck: Deck) -> Hosted | None:
        """The room of a deck, or None; one that is gone from the file is gone here too."""
        hosted = self._open.get((deck.dataset, deck.name))
        if hosted is None:
            return None
        try:
            with self._rooms.reading() as line:
                self._rooms.open_for(line, hosted.code, hosted.token)
        except (UnknownRoomError, ClosedRoomError):
            self._forget(hosted)
            return None
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
        self._sharing.open()
        try:
            if not self._sharing.addresses():
                raise SharingError(NO_NETWORK)
            made = self._rooms.create(json.loads(gzip.decompress(content)))
        except Exception:
            self._unshare()
            raise
        hosted = Hosted(deck, made.code, made.token)
        self._open[deck.dataset, deck.name] = hosted
        return hosted

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
        self._forget(hosted)

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

    def _forget(self, hosted: Hosted) -> None:
        self._open.pop((hosted.deck.dataset, hosted.deck.name), None)
        self._unshare()

    def _unshare(self) -> None:
        """Close the shared address, unless a room needs it or the app was started with it."""
        if not self._open and not os.environ.get(SHARE):
            self._sharing.close()


HOSTING = Hosting(ROOMS, SHARING)


def invitation(hosted: Hosted) -> list[dict[str, str]]:
    """Links to a room for phones, each with its address and QR code."""
    return links(hosted.code)


def phones(hosted: Hosted) -> int:
    """How many phones follow now."""
    return HUB.followers(hosted.code)
