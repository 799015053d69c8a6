"""What the command writes: progress and messages on stderr, results on stdout."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from wijkbeeld.analysis.ladder import Beside
from wijkbeeld.renewal.asked import Answer, Line
from wijkbeeld.words import batch as words

_STEPS = 10
"""Lines that tell of progress where there is no terminal to draw a bar on."""
_FORMULA = tuple("=+-@\t\r")
_console = Console(stderr=True, emoji=False)


def told(every: Iterable[Answer], n: int) -> Iterator[Answer]:
    """Pass answers on, and tell on stderr how far it is and what was wrong."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=_console,
        transient=True,
        disable=not _console.is_terminal,
    ) as bar:
        task = bar.add_task("Vergelijken", total=n)
        for done, answer in enumerate(every, start=1):
            name = escape(answer.name)
            for note in answer.notes:
                _say(f"{name}: {escape(note)}")
            if answer.error:
                _say(f"[bold red]Fout:[/] {name}: {escape(answer.error)}")
            bar.advance(task)
            if not _console.is_terminal and (done == n or done % max(1, n // _STEPS) == 0):
                _say(f"Vergeleken: {done} van {n}")
            yield answer


def _say(text: str) -> None:
    _console.print(text, highlight=False, soft_wrap=True)


def as_json(lines: list[Line]) -> str:
    """Results as a JSON list: null where something is not known."""
    rows = [asdict(line) for line in lines]
    return json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_csv(lines: list[Line]) -> str:
    """Comma, decimal point, empty where not known; text is never a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(f.name for f in fields(Line))
    for line in lines:
        writer.writerow(_cell(v) for v in asdict(line).values())
    return buffer.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def as_text(done: list[Answer]) -> str:
    """Results in Dutch, a line for every comparison."""
    told = []
    for answer in done:
        for measure in dict.fromkeys(line.measure for line in answer.lines):
            where = next(f" ({line.place})" if line.place else "" for line in answer.lines)
            told.append(f"{answer.name}{where}, {measure}")
            told += ["  " + _line_text(line) for line in answer.lines if line.measure == measure]
    return "".join(f"{line}\n" for line in told)


def _line_text(line: Line) -> str:
    margin = None if line.low is None or line.high is None else (line.low, line.high)
    return words.told(Beside(line.comparison), line.estimate, margin, line.reason or "")
