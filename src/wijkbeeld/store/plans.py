"""Plans that users make for an area: what to do, in which order, who, when, and who meets whom.

Kept beside the versions of a dataset, one per area of a classification. All that is typed is a text
under a key, and it is kept at once. Whoever writes says what stood there in the page: where another
session wrote in between, nothing is replaced: both texts are kept until somebody chooses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkbeeld.store import user_files
from wijkbeeld.store.named_file import LONGEST, NamedFile, Removed
from wijkbeeld.store.versions import StoreError

__all__ = ["BESIDE", "LONGEST_TEXT", "MOST", "Plan", "Where"]

LONGEST_TEXT = 4000
"""Most characters of one text."""

BESIDE = ".naast"
"""Ends the key of a text that was written at the same time as the one that stands there."""

MOST = 60
"""Most interventions, and most meetings, of a plan."""


@dataclass(frozen=True)
class Where:
    """The area that a plan is for."""

    dataset: str
    level: str
    edition: int
    code: str
    name: str

    @property
    def key(self) -> str:
        """Name of its plan in the file."""
        rest = f" · {self.code} ({self.edition})"
        return f"{self.name[: LONGEST - len(rest)]}{rest}"

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of the file is the plan of this area; its name may have been another."""
        return (row.get("code"), row.get("edition")) == (self.code, self.edition)


@dataclass(frozen=True)
class Plan:
    """What a coalition wrote down for one area.

    Attributes
    ----------
    chosen
        Ids of interventions in the order in which they are to be done.
    meetings
        Ids of the meetings of the route map in order; None as long as they are the usual ones.
    texts
        What was typed, by key. Texts of what was taken out stay, so that they come back with it.
    """

    name: str = ""
    level: str = ""
    edition: int = 0
    code: str = ""
    chosen: tuple[str, ...] = ()
    meetings: tuple[str, ...] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was kept."""
        return not self.chosen and self.meetings is None and not self.texts

    def text(self, key: str, usual: str = "") -> str:
        """What was typed under a key, or what stands there as long as nothing was."""
        return self.texts.get(key, usual)


def _plan(row: dict[str, Any]) -> Plan:
    """A plan of a row of the file, which can be changed by hand."""
    meetings = row.get("meetings")
    texts = row["texts"]
    if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
        raise TypeError(texts)
    return Plan(
        str(row["name"]),
        str(row["level"]),
        int(row["edition"]),
        str(row["code"]),
        _ids(row["chosen"]),
        None if meetings is None else _ids(meetings),
        dict(texts),
    )


def _ids(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise TypeError(values)
    return tuple(dict.fromkeys(values))


FILE = NamedFile("handelingsperspectief.json", "het plan", _plan)


def plan_of(where: Where, root: Path | None = None) -> Plan:
    """The plan of an area; an empty one where there is none.

    Raises
    ------
    StoreError
        The file is damaged: a page that showed nothing would be taken for an empty plan.
    """
    path = user_files.file(where.dataset, FILE.file, root)
    rows = user_files.rows_of(path)
    if not rows and user_files.read(path) is None:
        raise StoreError(_damaged(path))
    found = next((r for r in rows if where.holds(r)), None)
    return Plan() if found is None else _parsed(found, path)


def _parsed(row: dict[str, Any], path: Path) -> Plan:
    try:
        return _plan(row)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(_damaged(path)) from error


def _damaged(path: Path) -> str:
    return (
        f"Het bestand {path.name} is beschadigd en blijft zoals het is. Wat hier was bewaard, is "
        f"niet te lezen. Herstel of verwijder het eerst: {path}."
    )


def write(where: Where, key: str, seen: str, text: str, root: Path | None = None) -> None:
    """Keep a text; beside the one that stands there, where another session wrote in between.

    Parameters
    ----------
    seen
        What stood there in the page when the user began to type.

    Raises
    ------
    StoreError
        The text is too long, or the file is damaged or cannot be written.
    """
    kept = _fitting(text)

    def with_it(plan: Plan) -> dict[str, Any]:
        there = plan.texts.get(key)
        if there is None or there in (seen, kept):
            return {"texts": {**plan.texts, key: kept}}
        beside = "\n".join(filter(None, [plan.text(key + BESIDE), kept]))
        return {"texts": {**plan.texts, key + BESIDE: beside}}

    _change(where, with_it, root)


def settle(where: Where, key: str, text: str, root: Path | None = None) -> None:
    """Keep one text in place of two that were written at the same time.

    Raises
    ------
    StoreError
        As :func:`write`.
    """
    kept = _fitting(text)

    def with_it(plan: Plan) -> dict[str, Any]:
        others = {k: t for k, t in plan.texts.items() if k != key + BESIDE}
        return {"texts": {**others, key: kept}}

    _change(where, with_it, root)


def _fitting(text: str) -> str:
    kept = clean(text)
    if len(kept) > LONGEST_TEXT:
        raise StoreError(f"Deze tekst is te lang: hoogstens {LONGEST_TEXT} tekens.")
    return kept


def choose(where: Where, id_: str, root: Path | None = None) -> None:
    """Put an intervention at the end of the plan, where it is not in it."""
    _change(where, lambda p: {"chosen": _with(p.chosen, id_)}, root)


def drop(where: Where, id_: str, root: Path | None = None) -> None:
    """Take an intervention out; what was written with it comes back when it does."""
    _change(where, lambda p: {"chosen": [i for i in p.chosen if i != id_]}, root)


def move(where: Where, id_: str, by: int, root: Path | None = None) -> None:
    """Move an intervention up (negative) or down."""
    _change(where, lambda p: {"chosen": _moved(p.chosen, id_, by)}, root)


def set_meetings(
    where: Where,
    work: Callable[[tuple[str, ...]], list[str]],
    usual: tuple[str, ...],
    root: Path | None = None,
) -> None:
    """Change which meetings there are, from those that are there at that moment.

    Parameters
    ----------
    usual
        Those that are there as long as none were changed.
    """
    _change(where, lambda p: {"meetings": work(usual if p.meetings is None else p.meetings)}, root)


def moved(ids: tuple[str, ...], id_: str, by: int) -> list[str]:
    """The same ids with one at another place."""
    return _moved(ids, id_, by)


def remove(where: Where, root: Path | None = None) -> None:
    """Take the whole plan away, to be put back for 30 days."""
    for name in _names(where, root):
        FILE.remove(where.dataset, name, root)


def removed(where: Where, root: Path | None = None) -> list[Removed]:
    """Plans of this area that were taken away, latest first."""
    return [r for r in FILE.removed(where.dataset, root) if where.holds(r.row)]


def put_back(where: Where, gone: Removed, root: Path | None = None) -> None:
    """Put a plan back; one that was begun since is taken away, and can be put back in turn."""
    remove(where, root)
    FILE.put_back(where.dataset, gone, root)


def _names(where: Where, root: Path | None) -> list[str]:
    rows = user_files.rows_of(user_files.file(where.dataset, FILE.file, root))
    return [str(r.get("name")) for r in rows if where.holds(r)]


def clean(text: str) -> str:
    """A text as it is kept: no control characters or halves of letters, no space around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _with(ids: tuple[str, ...], id_: str) -> list[str]:
    if id_ not in ids and len(ids) >= MOST:
        raise StoreError(f"Een plan heeft hoogstens {MOST} maatregelen.")
    return [*ids] if id_ in ids else [*ids, id_]


def _moved(ids: tuple[str, ...], id_: str, by: int) -> list[str]:
    if id_ not in ids:
        return [*ids]
    others = [i for i in ids if i != id_]
    others.insert(min(max(ids.index(id_) + by, 0), len(others)), id_)
    return others


def _change(where: Where, work: Callable[[Plan], dict[str, Any]], root: Path | None) -> None:
    """Change the plan of an area as one step."""
    path = user_files.file(where.dataset, FILE.file, root)

    def changed(rows: user_files.Rows) -> user_files.Rows:
        mine = next((r for r in rows if where.holds(r)), None)
        plan = Plan() if mine is None else _parsed(mine, path)
        place = {"level": where.level, "edition": where.edition, "code": where.code}
        row = {"name": where.key, **place, "chosen": [], "meetings": None, "texts": {}}
        new = row | (mine or {}) | work(plan)
        others = [r for r in rows if r is not mine]
        return [*others, new]

    user_files.change(path, changed)
