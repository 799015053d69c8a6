"""Own tables that wait to be looked over, kept for the session until they are added or skipped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd
import streamlit as st

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own import saved
from wijkbeeld.sources.own.areas import Areas, Ground, suggest
from wijkbeeld.sources.own.crosswalk import Crosswalk, chained, is_crosswalk
from wijkbeeld.sources.own.grid import ENDINGS, Grid, load_grid
from wijkbeeld.sources.own.mapping import Mapping
from wijkbeeld.sources.own.table import Table, table_of
from wijkbeeld.sources.recognise import Skipped, Unusable
from wijkbeeld.store import versions
from wijkbeeld.store.placing import Placed, known_areas
from wijkbeeld.store.reading import Reading

Made = TypeVar("Made")
_PENDING, _DONE, _NUMBER = "eigen_wachtrij", "eigen_klaar", "eigen_nummer"
_AREAS = "eigen_gebieden"


@dataclass
class Waiting:
    """A table that waits.

    Attributes
    ----------
    number
        Of this file in the session; keys of widgets carry it.
    guessed
        What was made of the table by what it was made for, so that a click does not guess again.
    as_figures
        Whether the user said that a table that looks like a crosswalk holds figures.
    """

    number: int
    path: Path
    name: str
    sha256: str
    grid: Grid
    target: str
    guessed: dict[tuple[object, ...], object] = field(default_factory=dict)
    as_figures: bool = False
    read: tuple[str, Reading, Placed] | None = None
    mapping: Mapping | None = None

    def kept(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once for a key."""
        if key not in self.guessed:
            self.guessed[key] = make()
        return cast(Made, self.guessed[key])


def take(paths: dict[str, Path], skipped: list[Skipped], target: str) -> list[tuple[str, str]]:
    """Put tables that no loader knows in the queue, crosswalks first.

    Parameters
    ----------
    paths
        Files by the name that the user knows.

    Returns
    -------
    list of (str, str)
        Files that are no table after all, with the reason.
    """
    unknown = {s.file for s in skipped if s.kind is Unusable.UNKNOWN_TABLE}
    queue, refused = list(waiting()), []
    for name, path in paths.items():
        if name not in unknown or path.suffix.lower() not in ENDINGS:
            continue
        try:
            grid = load_grid(path)
            table_of(grid)
        except SourceError as error:
            refused.append((name, f"{error.what} {error.todo}"))
            continue
        number = st.session_state[_NUMBER] = int(st.session_state.get(_NUMBER, 0)) + 1
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        queue.append(Waiting(number, path, name, digest, grid, target))
    walks = list(saved.crosswalks().values())
    queue.sort(key=lambda w: not _looks_like_crosswalk(w, walks))
    st.session_state[_PENDING] = queue
    return refused


def _looks_like_crosswalk(one: Waiting, walks: list[Crosswalk]) -> bool:
    return is_crosswalk(chained(table_of(one.grid), walks))


def waiting() -> list[Waiting]:
    """Tables that wait, the one that is asked about first."""
    return list(st.session_state.get(_PENDING, []))


def drop(number: int) -> None:
    """Take a table out of the queue."""
    left = [w for w in waiting() if w.number != number]
    st.session_state[_PENDING] = left
    if not left:
        st.session_state.pop(_DONE, None)
    else:
        st.session_state[_DONE] = int(st.session_state.get(_DONE, 0)) + 1


def place_in_queue() -> tuple[int, int]:
    """Which table of how many is asked about."""
    done = int(st.session_state.get(_DONE, 0))
    return done + 1, done + len(waiting())


def areas_of(target: str) -> pd.DataFrame:
    """Areas that the dataset knows, read once a version."""
    folder = versions.current(target)
    key = str(folder)
    if st.session_state.get(_AREAS, ("", None))[0] != key:
        st.session_state[_AREAS] = (key, known_areas(target))
    frame: pd.DataFrame = st.session_state[_AREAS][1]
    return frame


def looked_in(one: Waiting, table: Table, walks: list[Crosswalk]) -> tuple[object, ...]:
    """What the areas of a table depend on: the table, the crosswalks, the version of the data."""
    names = tuple(sorted(w.name for w in walks))
    return (table.sheet, table.header, names, str(versions.current(one.target)))


def guess(one: Waiting, table: Table, walks: list[Crosswalk]) -> Areas:
    """Guess where the areas of a table stand, once for as long as nothing changed."""
    key = ("gebieden", *looked_in(one, table, walks))
    return one.kept(key, lambda: suggest(table, Ground(areas_of(one.target), tuple(walks))))
