"""Rooms: what phones follow, and the answers they give.

An answer knows a random number that the phone made for this room, no account and no address.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wijkbeeld.room import content as contents
from wijkbeeld.room.errors import QuestionClosedError, UnknownPartError
from wijkbeeld.room.questions import Choice, canonical
from wijkbeeld.room.room_file import (
    RoomFile,
    asked_of,
    change,
    check_token,
    hashed,
    open_room,
    results_of,
    state_of,
)
from wijkbeeld.store.web_files import geometry_file

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of codes: without 0 O 1 I L, which look alike on a screen."""
CODE = re.compile(f"[{LETTERS}]{{5}}")
IDLE_HOURS = 24.0
"""A room in which nothing happens for so long is deleted with its answers."""


@dataclass(frozen=True)
class Opened:
    """A new room: the code for followers, and the token for its presenter."""

    code: str
    token: str


class Rooms(RoomFile):
    """All rooms of a store."""

    def create(self, content: Mapping[str, Any]) -> Opened:
        """Open a room with the content of a deck, as `content` describes it.

        Raises
        ------
        ContentError, NotKeptError
        """
        parts = contents.split(content, _geometry)
        token, now = secrets.token_urlsafe(24), time.time()
        shown = {"scene": next(iter(parts.scenes), None), "stamp": content.get("stamp")}
        self.purge()
        with self.writing() as line:
            code = _new_code(line)
            line.execute(
                "INSERT INTO room (code, token, opened, used, state, content, files) "
                "VALUES (?, ?, ?, ?, ?, x'', '[]')",
                (code, hashed(token), now, now, json.dumps(shown)),
            )
            _fill(line, code, parts, first_round=0)
        return Opened(code, token)

    def renew(self, code: str, token: str, content: Mapping[str, Any]) -> int:
        """Give an open room other content; returns the revision.

        Answers to questions that stayed as they are are kept; those to a question that changed or
        went are deleted. What is shown stays, where it is still there.

        Raises
        ------
        ContentError, NotKeptError, UnknownRoomError, WrongTokenError, ClosedRoomError
        """
        parts = contents.split(content, _geometry)
        with self.writing() as line:
            self.open_for(line, code, token)
            state = state_of(line, code)
            _fill(line, code, parts, first_round=state["revision"] + 1)
            shown: dict[str, Any] = {"stamp": content.get("stamp")}
            if state.get("scene") not in parts.scenes:
                shown["scene"] = next(iter(parts.scenes), None)
            if state.get("question") not in {q.id for q in parts.questions}:
                shown["question"] = None
            revision = change(line, code, **shown)
        self.scrub()
        return revision

    def content(self, code: str) -> bytes:
        """Head and scenes of the deck; gzipped JSON."""
        with self.reading() as line:
            open_room(line, code)
            row = line.execute("SELECT content FROM room WHERE code = ?", (code,)).fetchone()
            return bytes(row[0])

    def scene(self, code: str, scene: str) -> bytes:
        """What one scene shows; gzipped JSON."""
        with self.reading() as line:
            open_room(line, code)
            row = line.execute(
                "SELECT content FROM scene WHERE room = ? AND id = ?", (code, scene)
            ).fetchone()
        if row is None:
            raise UnknownPartError
        return bytes(row[0])

    def shape(self, name: str) -> bytes | None:
        """Geometry made for the maps of an open room; gzipped GeoJSON."""
        with self.reading() as line:
            row = line.execute(
                "SELECT shape.content FROM shape JOIN room ON code = room "
                "WHERE name = ? AND closed IS NULL",
                (name,),
            ).fetchone()
        return bytes(row[0]) if row else None

    def files(self) -> frozenset[str]:
        """Paths that followers of open rooms need beside those under ``/volg``."""
        with self.reading() as line:
            rows = line.execute("SELECT files FROM room WHERE closed IS NULL").fetchall()
        return frozenset(path for (files,) in rows for path in json.loads(files))

    def check(self, code: str, token: str) -> None:
        """Check that an open room is this presenter's.

        Raises
        ------
        UnknownRoomError, WrongTokenError, ClosedRoomError
        """
        with self.reading() as line:
            self.open_for(line, code, token)

    @staticmethod
    def open_for(line: sqlite3.Connection, code: str, token: str) -> None:
        """As `check`, on a connection."""
        check_token(line, code, token)
        open_room(line, code)

    def step(self, code: str, token: str, state: Mapping[str, Any]) -> int:
        """What the presenter shows now; returns the revision, which counts up with every change.

        Parameters
        ----------
        state
            ``scene``, ``wave``, ``swipe``, ``camera``, ``question``, as `bodies.Step` has them;
            what is not in it stays as it is.
        """
        with self.writing() as line:
            self.open_for(line, code, token)
            if "scene" in state:
                _known(line, "SELECT 1 FROM scene WHERE room = ? AND id = ?", code, state["scene"])
            if state.get("question") is not None:
                asked_of(line, code, state["question"])
            return change(line, code, **state)

    def vote(
        self, code: str, question: str, voter: str, choice: Choice, turn: int, asked_in: int = 0
    ) -> None:
        """Take an answer: one per voter and question, and the one with the highest turn counts.

        Sending an answer again changes nothing, in whatever order answers arrive.

        Parameters
        ----------
        asked_in
            Round of the question (see `room_file.Asked`) that is answered.

        Raises
        ------
        UnknownRoomError, ClosedRoomError, UnknownPartError, QuestionClosedError, ChoiceError
        """
        with self.writing() as line:
            open_room(line, code)
            asked = asked_of(line, code, question)
            if asked.status != "open" or asked.round != asked_in:
                raise QuestionClosedError
            line.execute(
                "INSERT INTO vote VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET choice = excluded.choice, turn = excluded.turn WHERE excluded.turn > turn",
                (code, question, voter, canonical(asked.question, choice), turn),
            )
            line.execute("UPDATE room SET used = ? WHERE code = ?", (time.time(), code))

    def snapshot(self, code: str) -> dict[str, Any]:
        """What followers are told: the state, and the question with its results once revealed."""
        with self.reading() as line:
            state = state_of(line, code)
            if state.get("question") is not None:
                asked = asked_of(line, code, state["question"])
                state["question"] = asked.told()
                if asked.status == "revealed":
                    state["question"]["answer"] = asked.question.right
                    state["question"]["results"] = results_of(line, code, asked)
            return state

    def overview(self, code: str) -> dict[str, Any]:
        """What the presenter is told: the state, and all questions with their results so far."""
        with self.reading() as line:
            state = state_of(line, code)
            ids = line.execute("SELECT id FROM question WHERE room = ? ORDER BY number", (code,))
            every = [asked_of(line, code, name) for (name,) in ids.fetchall()]
            state["questions"] = [
                asked.told()
                | {"answer": asked.question.right, "results": results_of(line, code, asked)}
                | ({"hidden": asked.hidden} if asked.hidden else {})
                for asked in every
            ]
            return state

    def close(self, code: str, token: str) -> None:
        """End a room: followers are sent away; the presenter can still fetch its figures."""
        with self.writing() as line:
            check_token(line, code, token)
            line.execute("UPDATE room SET closed = ? WHERE code = ?", (time.time(), code))

    def delete(self, code: str, token: str) -> None:
        """Forget a room, closed or not, with all its answers."""
        with self.writing() as line:
            check_token(line, code, token)
            line.execute("DELETE FROM room WHERE code = ?", (code,))
        self.scrub()

    def purge(self, now: float | None = None) -> int:
        """Delete rooms in which nothing happened for a day; returns how many."""
        before = (now or time.time()) - IDLE_HOURS * 3600
        with self.writing() as line:
            gone = line.execute("DELETE FROM room WHERE used < ?", (before,)).rowcount
        if gone:
            self.scrub()
        return gone


def _geometry(dataset: str, name: str) -> bytes | None:
    file = geometry_file(dataset, name)
    return file.read_bytes() if file else None


def _fill(line: sqlite3.Connection, code: str, parts: contents.Content, first_round: int) -> None:
    """Put content in a room in place of what it has.

    Parameters
    ----------
    first_round
        Round of questions that are new or changed; higher than any that phones know.
    """
    files = json.dumps(sorted(parts.files))
    line.execute(
        "UPDATE room SET content = ?, files = ? WHERE code = ?", (parts.index, files, code)
    )
    for table in ("scene", "shape"):
        line.execute(f"DELETE FROM {table} WHERE room = ?", (code,))  # noqa: S608
    line.executemany(
        "INSERT INTO scene VALUES (?, ?, ?)", [(code, *s) for s in parts.scenes.items()]
    )
    line.executemany(
        "INSERT INTO shape VALUES (?, ?, ?)", [(code, *s) for s in parts.shapes.items()]
    )
    asked = {q.id: q.model_dump_json() for q in parts.questions}
    rows = line.execute("SELECT id, definition FROM question WHERE room = ?", (code,)).fetchall()
    gone = [(code, name) for name, definition in rows if asked.get(name) != definition]
    line.executemany("DELETE FROM question WHERE room = ? AND id = ?", gone)
    line.executemany(
        "INSERT INTO question (room, id, number, definition, round) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET number = excluded.number",
        [(code, name, n, text, first_round) for n, (name, text) in enumerate(asked.items())],
    )


def _known(line: sqlite3.Connection, query: str, *wanted: Any) -> None:
    if line.execute(query, wanted).fetchone() is None:
        raise UnknownPartError


def _new_code(line: sqlite3.Connection) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(5))
        if not line.execute("SELECT 1 FROM room WHERE code = ?", (code,)).fetchone():
            return code
