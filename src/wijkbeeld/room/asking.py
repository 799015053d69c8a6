"""What a presenter does with a question: open, close, reveal, clear, hide words, keep as figures.

A question goes ``waiting`` → ``open`` → ``closed`` → ``revealed``, and may be opened again from any
of those. Opening shows it on the phones.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from sqlite3 import Connection

from wijkbeeld.room.questions import as_rows
from wijkbeeld.room.room_file import (
    asked_of,
    change,
    check_token,
    open_room,
    results_of,
    state_of,
)
from wijkbeeld.room.rooms import Rooms

Act = Callable[[Connection, str, str, str], None]


def act(rooms: Rooms, code: str, token: str, name: str, question: str, word: str = "") -> int:
    """Do something with a question, as its presenter; returns the revision of the room.

    Parameters
    ----------
    name
        One of `ACTS`.
    word
        What ``hide`` takes off the screen, and ``unhide`` puts back.

    Raises
    ------
    UnknownRoomError, WrongTokenError, ClosedRoomError, UnknownPartError
    """
    with rooms.writing() as line:
        check_token(line, code, token)
        open_room(line, code)
        asked_of(line, code, question)
        ACTS[name](line, code, question, word)
        revision = change(line, code)
    if name == "clear":
        rooms.scrub()
    return revision


def _set(line: Connection, code: str, question: str, status: str) -> None:
    line.execute(
        "UPDATE question SET status = ? WHERE room = ? AND id = ?", (status, code, question)
    )


def _open(line: Connection, code: str, question: str, _word: str) -> None:
    _set(line, code, question, "open")
    change(line, code, question=question)


def _close(line: Connection, code: str, question: str, _word: str) -> None:
    _set(line, code, question, "closed")


def _reveal(line: Connection, code: str, question: str, _word: str) -> None:
    _set(line, code, question, "revealed")


def _clear(line: Connection, code: str, question: str, _word: str) -> None:
    """Delete all answers; the question can be asked again."""
    line.execute("DELETE FROM vote WHERE room = ? AND question = ?", (code, question))
    line.execute(
        "UPDATE question SET status = 'waiting', round = round + 1, hidden = '[]' "
        "WHERE room = ? AND id = ?",
        (code, question),
    )
    if state_of(line, code).get("question") == question:
        change(line, code, question=None)


def _hide(line: Connection, code: str, question: str, word: str) -> None:
    hidden = asked_of(line, code, question).hidden
    line.execute(
        "UPDATE question SET hidden = ? WHERE room = ? AND id = ?",
        (json.dumps(sorted({*hidden, word.casefold()})), code, question),
    )


def _unhide(line: Connection, code: str, question: str, word: str) -> None:
    hidden = set(asked_of(line, code, question).hidden) - {word.casefold()}
    line.execute(
        "UPDATE question SET hidden = ? WHERE room = ? AND id = ?",
        (json.dumps(sorted(hidden)), code, question),
    )


def _keep(line: Connection, code: str, question: str, _word: str) -> None:
    """Keep what the answers add up to now; what was kept of this question before gives way."""
    asked = asked_of(line, code, question)
    found, title = results_of(line, code, asked), asked.question.title
    line.execute("DELETE FROM kept WHERE room = ? AND question = ?", (code, question))
    line.executemany(
        "INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (code, question, number, title, answer, amount, found["n"], f"{date.today()}")
            for number, (answer, amount) in enumerate(as_rows(asked.question, found))
        ],
    )


ACTS: dict[str, Act] = {
    "open": _open,
    "close": _close,
    "reveal": _reveal,
    "clear": _clear,
    "hide": _hide,
    "unhide": _unhide,
    "keep": _keep,
}


def kept_as_csv(rooms: Rooms, code: str, token: str) -> str:
    """Kept figures as a table for a spreadsheet: question, answer, how many, n, date.

    Raises
    ------
    UnknownRoomError, WrongTokenError
    """
    with rooms.reading() as line:
        check_token(line, code, token)
        rows = line.execute(
            "SELECT title, answer, amount, n, day FROM kept JOIN question AS q "
            "ON q.room = kept.room AND q.id = kept.question WHERE kept.room = ? "
            "ORDER BY q.number, kept.number",
            (code,),
        ).fetchall()
    text = io.StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(["vraag", "antwoord", "aantal", "n", "datum"])
    table.writerows([[_as_text(title), _as_text(answer), *rest] for title, answer, *rest in rows])
    return "\ufeff" + text.getvalue()


def _as_text(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
