"""A room of a deck: shared while it is open, gone with its answers when it is closed."""

from __future__ import annotations

import gzip
import json
import sqlite3
import stat
from datetime import date

import pytest

from tests.support import aside
from tests.support.decks import deck as content
from tests.support.decks import question
from wijkbeeld.present import hosting
from wijkbeeld.present.deck import Deck, Scene
from wijkbeeld.room import SHARE, asking
from wijkbeeld.room.errors import ContentError, UnknownRoomError
from wijkbeeld.room.rooms import Rooms
from wijkbeeld.room.sharing import SharingError

CONTENT = gzip.compress(json.dumps(content()).encode())


class Door:
    """A shared address without a server."""

    def __init__(self, first: int = 8502) -> None:
        self.port: int | None = None
        self.free = first
        self.found = True

    @property
    def is_open(self) -> bool:
        return self.port is not None

    def open(self, port: int) -> None:
        self.port = self.port or max(port, self.free)

    async def open_here(self, port: int) -> None:
        self.open(port)

    def close(self) -> None:
        self.port = None

    def addresses(self) -> list[str]:
        return [f"http://192.0.2.7:{self.port}"] if self.port and self.found else []


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
    door.found = False
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


def test_a_server_that_starts_again_has_the_room_at_the_same_port(rooms, door):
    """Without it the page offered a second room, and phones found nothing at the old address."""
    door.free = 8505
    opened = hosting.Hosting(rooms, door).open(a_deck(), CONTENT)
    again = Door()
    host = hosting.Hosting(Rooms(rooms.file), again)
    assert host.of(a_deck()) == opened
    assert not host.is_shared
    assert aside.run(host.resume()) == 1
    assert again.port == 8505


def test_a_room_of_yesterday_is_opened_by_its_presenter_only(rooms, door):
    host = hosting.Hosting(rooms, door)
    host.open(a_deck(), CONTENT)
    with sqlite3.connect(rooms.file) as line:
        line.execute("UPDATE room SET used = used - ?", (3600 * hosting.REOPEN_HOURS + 1,))
    door.close()
    assert aside.run(host.resume()) == 0
    assert not door.is_open
    host.share()
    assert door.is_open


def test_a_start_without_rooms_makes_no_file(tmp_path, door):
    host = hosting.Hosting(Rooms(tmp_path / "leeg" / "zaal.db"), door)
    assert aside.run(host.resume()) == 0
    assert host.every() == []
    assert not (tmp_path / "leeg").exists()


def test_a_renewed_room_keeps_answers_to_what_stayed(rooms, door):
    host = hosting.Hosting(rooms, door)
    opened = host.open(a_deck(), CONTENT)
    for name in ("keuze", "raad"):
        asking.act(rooms, opened.code, opened.token, "open", name)
        rooms.vote(opened.code, name, "v", 0, 1)
    first, keuze, *_, raad, woord = content()["scenes"]
    changed = raad | {"question": raad["question"] | {"options": ["Noord", "Zuid", "West"]}}
    added = question("schaal", "erbij", options=["niet", "wel"])
    scenes = [first, added, keuze, changed, woord]
    later = content() | {"scenes": scenes, "stamp": "later"}
    new = a_deck().with_scenes([])
    renewed = host.renew(opened, new, gzip.compress(json.dumps(later).encode()))
    assert host.of(new) == renewed
    told = rooms.overview(opened.code)
    assert told["stamp"] == "later"
    asked = {q["id"]: q for q in told["questions"]}
    assert list(asked) == ["erbij", "keuze", "raad", "woord"]
    assert [asked[n]["results"]["n"] for n in ("keuze", "raad", "erbij")] == [1, 0, 0]
    assert asked["keuze"]["round"] == 0
    # A phone knows its answer by question and round: to it the changed one is another question.
    assert asked["raad"]["round"] > 0
    assert told["scene"] == "begin"
    assert asked["raad"]["status"] == "waiting"


def test_only_the_owner_reads_the_file(rooms, door):
    hosting.Hosting(rooms, door).open(a_deck(), CONTENT)
    assert stat.S_IMODE(rooms.file.stat().st_mode) == 0o600
