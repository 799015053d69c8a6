"""The SQLite file of all rooms: its tables, connections, and the rows that many calls read.

The file is the state: a server that is killed and started again loses nothing that was confirmed,
and any process may write. A connection per call: cheap (0.1 ms), and safe in any thread.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkbeeld import paths
from wijkbeeld.room.errors import (
    ClosedRoomError,
    NotKeptError,
    UnknownPartError,
    UnknownRoomError,
    WrongTokenError,
)
from wijkbeeld.room.questions import Question, results

_LAYOUT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS room (code TEXT PRIMARY KEY, token TEXT NOT NULL, opened REAL NOT NULL,
  used REAL NOT NULL, closed REAL, revision INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL,
  content BLOB NOT NULL, files TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS scene (room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
  id TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (room, id)) STRICT;
CREATE TABLE IF NOT EXISTS shape (room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
  name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (name, room)) STRICT;
CREATE TABLE IF NOT EXISTS question (room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
  id TEXT NOT NULL, number INTEGER NOT NULL, definition TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'waiting', round INTEGER NOT NULL DEFAULT 0,
  hidden TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (room, id)) STRICT;
CREATE TABLE IF NOT EXISTS vote (room TEXT NOT NULL, question TEXT NOT NULL, voter TEXT NOT NULL,
  choice TEXT NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (room, question, voter),
  FOREIGN KEY (room, question) REFERENCES question ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
  question TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, answer TEXT NOT NULL,
  amount INTEGER NOT NULL, n INTEGER NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (room, question, number)) STRICT;
CREATE TABLE IF NOT EXISTS page (room TEXT PRIMARY KEY REFERENCES room ON DELETE CASCADE,
  token TEXT NOT NULL, deck TEXT NOT NULL, port INTEGER) STRICT;
"""


class RoomFile:
    """Connections to the file.

    Parameters
    ----------
    file
        The SQLite file; that of the store in use when not given.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._ready: Path | None = None

    @property
    def file(self) -> Path:
        """Where the rooms are kept."""
        return self._file or paths.store_root() / "zaal.db"

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for as long as the block lasts.

        Raises
        ------
        NotKeptError
            The file cannot be opened, read or written.
        """
        file = self.file
        try:
            if self._ready != file or not file.exists():
                _prepare(file)
                self._ready = file
            with closing(_connect(file)) as line:
                yield line
        except (sqlite3.Error, OSError) as error:
            raise NotKeptError from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction, which is undone when the block raises."""
        with self.reading() as line:
            line.execute("BEGIN IMMEDIATE")
            try:
                yield line
            except BaseException:
                line.execute("ROLLBACK")
                raise
            line.execute("COMMIT")

    def scrub(self) -> None:
        """Take what was deleted off the disk: the log beside the file still has it until then."""
        with self.reading() as line:
            line.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(0o600)
    file.chmod(0o600)  # answers and tokens are the owner's; SQLite's other files follow this one
    with closing(_connect(file)) as line:
        line.execute("PRAGMA journal_mode=WAL")
        (layout,) = line.execute("PRAGMA user_version").fetchone()
        if layout not in (0, _LAYOUT):
            raise NotKeptError(f"{file.name} is van een andere versie van Wijkbeeld: {file}.")
        line.executescript(f"{_TABLES} PRAGMA user_version={_LAYOUT};")


def _connect(file: Path) -> sqlite3.Connection:
    line = sqlite3.connect(file, timeout=5, isolation_level=None)
    line.execute("PRAGMA synchronous=FULL")  # what was confirmed survives a power cut
    line.execute("PRAGMA foreign_keys=ON")
    line.execute("PRAGMA secure_delete=ON")  # deleted answers are gone from the disk
    return line


def hashed(token: str) -> str:
    """A token as it is kept."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def open_room(line: sqlite3.Connection, code: str) -> None:
    """Check that a room is open.

    Raises
    ------
    UnknownRoomError, ClosedRoomError
    """
    row = line.execute("SELECT closed FROM room WHERE code = ?", (code,)).fetchone()
    if row is None:
        raise UnknownRoomError
    if row[0] is not None:
        raise ClosedRoomError


def check_token(line: sqlite3.Connection, code: str, token: str) -> None:
    """Check that a token is that of the presenter of a room, open or not.

    Raises
    ------
    UnknownRoomError, WrongTokenError
    """
    row = line.execute("SELECT token FROM room WHERE code = ?", (code,)).fetchone()
    if row is None:
        raise UnknownRoomError
    if not hmac.compare_digest(row[0], hashed(token)):
        raise WrongTokenError


@dataclass(frozen=True)
class Asked:
    """A question as it stands.

    Attributes
    ----------
    status
        ``waiting``, ``open``, ``closed`` or ``revealed``.
    round
        Counts up when the answers are cleared: what was answered before counts no more.
    hidden
        Words that the presenter took off the screen, casefolded.
    """

    question: Question
    status: str
    round: int
    hidden: list[str]

    def told(self) -> dict[str, Any]:
        """What phones know of it while it is open."""
        shown = self.question.model_dump(exclude={"answer"})
        return shown | {"status": self.status, "round": self.round}


def asked_of(line: sqlite3.Connection, code: str, question: str) -> Asked:
    """A question of a room.

    Raises
    ------
    UnknownPartError
    """
    row = line.execute(
        "SELECT definition, status, round, hidden FROM question WHERE room = ? AND id = ?",
        (code, question),
    ).fetchone()
    if row is None:
        raise UnknownPartError
    return Asked(Question.model_validate_json(row[0]), row[1], row[2], json.loads(row[3]))


def results_of(line: sqlite3.Connection, code: str, asked: Asked) -> dict[str, Any]:
    """What the answers to a question add up to now."""
    rows = line.execute(
        "SELECT choice FROM vote WHERE room = ? AND question = ?", (code, asked.question.id)
    )
    return results(asked.question, [choice for (choice,) in rows], asked.hidden)


def state_of(line: sqlite3.Connection, code: str) -> dict[str, Any]:
    """What the presenter shows, with the revision.

    Raises
    ------
    UnknownRoomError, ClosedRoomError
    """
    open_room(line, code)
    revision, state = line.execute(
        "SELECT revision, state FROM room WHERE code = ?", (code,)
    ).fetchone()
    return {**json.loads(state), "revision": revision}


def change(line: sqlite3.Connection, code: str, **shown: Any) -> int:
    """Change what the presenter shows, and count the revision up; returns it."""
    state = {k: v for k, v in state_of(line, code).items() if k != "revision"} | shown
    row = line.execute(
        "UPDATE room SET state = ?, used = ?, revision = revision + 1 WHERE code = ? "
        "RETURNING revision",
        (json.dumps(state), time.time(), code),
    ).fetchone()
    return int(row[0])
