"""Many registers, each beside the five comparisons of the ladder: what the command computes.

The ladder is that of :func:`wijkbeeld.renewal.results.evaluate`; the rest of the page is left out,
and boundaries, contiguity and tables are read once per process.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from wijkbeeld.analysis.ladder import Beside, Rung, ladder
from wijkbeeld.analysis.specification import ComparisonData, Specification, panel_for
from wijkbeeld.catalog.codes import level_of
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal import choices, starts
from wijkbeeld.renewal.asked import Answer, Asked, Line, Source
from wijkbeeld.renewal.inputs import comparison_data
from wijkbeeld.renewal.inside import inside
from wijkbeeld.renewal.placing import UNITS, placed, units
from wijkbeeld.renewal.question import LEAD, Question
from wijkbeeld.renewal.results import DRAWS
from wijkbeeld.renewal.sets import Renewed, of_rows, renewed, sets
from wijkbeeld.renewal.small import small
from wijkbeeld.renewal.telling import sizes_of
from wijkbeeld.sources import register as reader
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.store.register_row import START, Problem, RegisterRow
from wijkbeeld.store.versions import StoreError
from wijkbeeld.words import batch as words
from wijkbeeld.words.estimators import no_estimate_sentence
from wijkbeeld.words.groups import inside_note, none_inside
from wijkbeeld.words.ladder import NO_MARGIN
from wijkbeeld.words.register import problems_of_file_row

_LOG = logging.getLogger(__name__)
_UNREAD = (Problem.CELL_NOT_A_YEAR, Problem.CELL_OUT_OF_RANGE)
_CHUNK = 4
"""Registers that a process takes at a time."""


class RegisterError(ValueError):
    """A register that cannot be compared, with the reason in Dutch."""


def measures(data: Dataset, scope: Scope) -> list[str]:
    """Measures with a development: those that the page offers, in its order."""
    return [m for m in LEAD if len(data.mappable_waves(scope, m)) > 1]


def answers(sources: Sequence[Source], asked: Asked, processes: int = 1) -> Iterator[Answer]:
    """The answer for every source, in order; one that fails does not stop the others.

    Parameters
    ----------
    processes
        How many work at a time; the answers are the same.
    """
    one = partial(answer, asked=asked)
    if processes <= 1:
        yield from map(one, sources)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield from pool.map(one, sources, chunksize=_CHUNK)


def answer(source: Source, asked: Asked) -> Answer:
    """Compare the areas of one source, or say why that cannot be done."""
    try:
        areas, notes = _areas(source, asked)
        question = _question(areas, asked)
        data = comparison_data(question)
        few = small(question)
        notes = (*notes, *([sizes_of(few)] if few.unknown else []))
        lines = [
            line
            for measure in asked.measures
            for line in _lines(source.name, data, replace(question.specification, measure=measure))
        ]
        if asked.place is not None:
            lines = [replace(line, place=asked.place.label) for line in lines]
    except (SourceError, StoreError, RegisterError) as error:
        return Answer(source.name, error=str(error))
    except Exception as error:  # a register that nobody foresaw must not stop the others
        _LOG.exception("unforeseen failure while comparing %s", source.name)
        return Answer(source.name, error=words.unforeseen(type(error).__name__))
    return Answer(source.name, tuple(lines), notes)


def _areas(source: Source, asked: Asked) -> tuple[Renewed, tuple[str, ...]]:
    """Renewed areas of a source, and what is to be said of them."""
    if source.path is None:
        known = sets(asked.scope)
        id_ = next((k for k in known if source.set_id in (k, k.partition(":")[2])), None)
        if id_ is None:
            raise RegisterError(words.unknown_set(source.set_id, known))
        areas = renewed(asked.scope, id_, asked.dose)
        notes: list[str] = []
        found = None
    else:
        areas, notes, found = _of_file(source.path, asked)
    if areas.rows.empty:
        raise RegisterError(
            words.no_usable_row(areas.left_out, asked.scope.level, found)
            if areas.left_out
            else " ".join([words.no_area(), *notes])
        )
    if asked.place is None:
        return areas, (*notes, *areas.left_out)
    limited = inside(asked.scope, areas, asked.place)
    if limited.rows.empty:
        raise RegisterError(none_inside(areas.label, asked.place.located))
    here = inside_note(len(limited.rows), len(limited.beyond), asked.place.located)
    return limited, (*notes, here, *areas.left_out)


def _of_file(path: Path, asked: Asked) -> tuple[Renewed, list[str], str | None]:
    """Areas of a file, notes, and the level of its codes where all are of another one."""
    try:
        file = reader.read(path, needs_start=asked.start is None)
    except OSError as error:
        raise RegisterError(words.no_file(path)) from error
    rows = [_started(row, asked.start) for row in file.rows]
    added = sum(a.start != b.start for a, b in zip(rows, file.rows, strict=True))
    unit = asked.unit or next(iter(units(asked.scope)), UNITS[0])
    inside, told = placed(asked.scope, tuple(rows), asked.limit, unit)
    unread = [
        f"Rij {r.number}: {problems_of_file_row(r)}."
        for r in file.rows
        if any(p.kind in _UNREAD for p in r.problems)
    ]
    if asked.start is not None and added:
        told = [words.started(added, asked.start), *told]
    known = opened(asked.scope).by_code(asked.scope)
    areas = of_rows(f"bestand:{path.stem}", path.stem, tuple(inside), known)
    levels = {level_of(row.code) for row in inside}
    other = next(iter(levels)) if len(levels) == 1 else None
    other = None if other == asked.scope.level else other
    return areas, [*file.notes, *unread, *told], other


def _started(row: RegisterRow, year: int | None) -> RegisterRow:
    """A row with the year that was asked for where it has none; what could not be read stays so."""
    is_unread = any(p.kind in _UNREAD and p.values[0] == START for p in row.problems)
    if row.start is not None or is_unread:
        return row
    return replace(row, start=year)


def _question(areas: Renewed, asked: Asked) -> Question:
    scope = asked.scope
    ends = starts.ends(areas)
    began = starts.registered(areas) if areas.dated else _one_start(areas, asked)
    offered = choices.offered(scope, began, ends)
    chosen = {key: choice.default for key, choice in offered.items()} | dict(asked.chosen)
    for key, value in chosen.items():
        if value not in offered[key].values:
            links = [text for text in offered[key].links if text]
            raise RegisterError(words.not_possible(key, choices.in_link(value), links))
    measure = asked.measures[0]
    return Question(
        scope,
        opened(scope).measures()[measure],
        areas,
        began,
        ends,
        choices.specification(measure, chosen),
        asked.cities,
        asked.minimum,
        asked.without_programmes,
        asked.without_registers,
    )


def _one_start(areas: Renewed, asked: Asked) -> pd.Series:
    years = starts.possible(asked.scope)
    if asked.start is not None and asked.start not in years:
        raise RegisterError(words.start_outside(years[0], years[-1]))
    year = asked.start or starts.usual(asked.scope, areas)
    if year is None:
        raise RegisterError(words.no_start())
    return pd.Series(year, index=areas.rows.index)


def _lines(name: str, data: ComparisonData, specification: Specification) -> list[Line]:
    found = ladder(data, specification, DRAWS, look_elsewhere=False)
    first = panel_for(data, specification).waves[0]
    return [_line(name, specification.measure, found[beside], first) for beside in Beside]


def _line(name: str, measure: str, rung: Rung, first_wave: int) -> Line:
    e, why = rung.estimate, None
    if rung.reason is not None:
        why = no_estimate_sentence(rung.reason, first_wave)
    elif rung.no_margin is not None:
        why = NO_MARGIN[rung.no_margin]
    bounded = e is not None and rung.no_margin is None
    return Line(
        name,
        rung.beside.value,
        measure,
        _known(e.value) if e else None,
        _known(e.low) if e and bounded else None,
        _known(e.high) if e and bounded else None,
        _known(e.p) if e and bounded else None,
        rung.placebos,
        e.n_treated if e else None,
        e.n_control if e else None,
        rung.is_outside,
        why,
    )


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
