"""The command ``wijkbeeld vernieuwing``: what the page Vernieuwing answers, for many registers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from wijkbeeld.renewal.asked import Source
from wijkbeeld.renewal.batch import answers
from wijkbeeld.renewal_command import options, output

__all__ = ["OK", "SOME_FAILED", "renewal"]

OK, SOME_FAILED = 0, 1
"""Exit codes, beside 64 for wrong use: all done; a register failed and the others are done."""
_FEW = 24
"""Registers that one process does before others have started."""


@options.with_options
def renewal(
    register: Annotated[
        list[Path] | None, typer.Argument(help="Registers, of mappen met registers.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Programma of bewaard register, zoals krachtwijken."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Schrijf CSV.")] = False,
    processes: Annotated[
        int | None, typer.Option("--taken", min=1, help="Hoeveel registers tegelijk.")
    ] = None,
    **given: Any,
) -> None:
    """Vergelijk vernieuwde gebieden zoals de pagina Vernieuwing, voor een of veel registers."""
    if as_json and as_csv:
        raise typer.BadParameter("Kies --json of --csv, niet allebei.")
    sources = [*options.files(register or []), *(Source(s, set_id=s) for s in set_ or [])]
    if not sources:
        raise typer.BadParameter("Noem een register, een map met registers, of een --set.")
    asked = options.asked(given)
    at_once = processes or _usual_processes(len(sources))
    done = list(output.told(answers(sources, asked, at_once), len(sources)))
    lines = [line for answer in done for line in answer.lines]
    if as_json:
        text = output.as_json(lines)
    else:
        text = output.as_csv(lines) if as_csv else output.as_text(done)
    typer.echo(text, nl=False)
    raise typer.Exit(SOME_FAILED if any(answer.error for answer in done) else OK)


def _usual_processes(n: int) -> int:
    return 1 if n <= _FEW else min(os.cpu_count() or 1, -(-n // _FEW))
