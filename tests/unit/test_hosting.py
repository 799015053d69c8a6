"""A room of a deck: shared while it is open, gone with its answers when it is closed."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

from tests.support.decks import deck as content
from wijkbeeld.present import hosting
from wijkbeeld.present.deck import Deck, Scene
from wijkbeeld.room import SHARE, asking
from wijkbeeld.room.errors import ContentError, UnknownRoomError
from wijkbeeld.room.rooms import Rooms
from wijkbeeld.room.sharing import SharingError

CONTENT = gzip.compress(json.dumps(content()).encode())


class Door:
    """A shared address without a server."""

    def __init__(self) -> None:
        self.is_open = False
        self.found = ["http://192.0.2.7:8502"]

    def open(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def addresses(self) -> list[str]:
        return self.found if self.is_open else []


@pytest.fixture
def door(monkeypatch):
    monkeypatch.delenv(SHARE, raising=False)
    monkeypatch.setattr(hosting, "_FAREWELL", 0)
    return Door()


@pytest.fixture
def rooms(tmp_path):
    return Rooms(tmp_path / "zaal.db")


def a_deck(name: str = "proef") -> Deck:
    scene = Scene(kind="tekst", title="Welkom", lines=("Dag zaal",))
    return Deck(name=name, dataset="demo", made=date(2026, 11, 28), scenes=(scene,))


def test_sharing_begins_with_the_first_room_and_ends_with_the_last(rooms, door):
    host = hosting.Hosting(rooms, door)
    one, two = host.open(a_deck("een"), CONTENT), host.open(a_deck("twee"), CONTENT)
    assert host.of(a_deck("een")) == one
    assert one.fragment == f"#zaal={one.code}.{one.token}"
    host.close(one)
    assert host.of(a_deck("een")) is None
    assert door.is_open
    host.close(two)
    assert not door.is_open
    with pytest.raises(UnknownRoomError):
        rooms.content(two.code)


def test_what_was_shared_at_the_start_stays_shared(rooms, door, monkeypatch):
    monkeypatch.setenv(SHARE, "8502")
    host = hosting.Hosting(rooms, door)
    host.close(host.open(a_deck(), CONTENT))
    assert door.is_open


def test_without_a_network_or_a_good_question_nothing_stays_open(rooms, door):
    host = hosting.Hosting(rooms, door)
    broken = content() | {"scenes": [{"id": "a b"}]}
    with pytest.raises(ContentError):
        host.open(a_deck(), gzip.compress(json.dumps(broken).encode()))
    assert not door.is_open
    door.found = []
    with pytest.raises(SharingError, match="geen netwerk"):
        host.open(a_deck(), CONTENT)
    assert not door.is_open
    assert host.of(a_deck()) is None


def test_a_room_that_was_deleted_elsewhere_is_forgotten(rooms, door):
    host = hosting.Hosting(rooms, door)
    opened = host.open(a_deck(), CONTENT)
    rooms.delete(opened.code, opened.token)
    assert host.of(a_deck()) is None
    assert not door.is_open


def test_results_are_kept_with_n_and_date_once_a_question_is_answered(rooms, door):
    host = hosting.Hosting(rooms, door)
    opened = host.open(a_deck(), CONTENT)
    asking.act(rooms, opened.code, opened.token, "open", "keuze")
    for voter in range(3):
        rooms.vote(opened.code, "keuze", f"{voter:032x}", 0 if voter else 1, 1)
    assert host.answers(opened) == 3
    rows = [line.split(";") for line in host.figures(opened).splitlines()]
    assert [row[1:] for row in rows[1:]] == [
        ["ja", "2", "3", f"{date.today()}"],
        ["nee", "1", "3", f"{date.today()}"],
    ]
