"""What ``--help`` says and a question asks: as Typer does, in Dutch.

Typer takes its own words from the language of the system, and has no Dutch ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import typer
from typer.core import TyperCommand

_KINDS = {int: "GETAL", float: "GETAL", Path: "PAD"}
"""How a type is written in place of a value; any other is text."""


class DutchCommand(TyperCommand):
    """A command whose help is Dutch."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        write_help(self, ctx, formatter)


def write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write usage, what a command does, its arguments, options by group, and sub-commands."""
    params = [p for p in command.get_params(ctx) if not getattr(p, "hidden", False)]
    arguments = [p for p in params if p.param_type_name == "argument"]
    options = [p for p in params if p.param_type_name == "option"]
    names = command.list_commands(ctx) if hasattr(command, "list_commands") else []
    usage = [*(["[OPTIES]"] if options else []), *map(_placed, arguments)]
    usage += ["OPDRACHT ..."] if names else []
    formatter.write_usage(ctx.command_path, " ".join(usage), prefix="Gebruik: ")
    formatter.write_paragraph()
    formatter.write_text(command.help or "")
    _section(formatter, "Wat je opgeeft", [(_placed(p), _about(p)) for p in arguments])
    groups: dict[str, list[tuple[str, str]]] = {}
    for option in options:
        title = getattr(option, "rich_help_panel", None) or "Opties"
        groups.setdefault(title, []).append((_written(option), _about(option)))
    for title, rows in groups.items():
        _section(formatter, title, rows)
    commands = [(name, command.get_command(ctx, name)) for name in names]
    _section(formatter, "Opdrachten", [(name, c.help or "") for name, c in commands])


def _section(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def _placed(argument: Any) -> str:
    """An argument as it stands in the usage: ``BESTANDEN...``, between brackets when optional."""
    name = str(argument.metavar or argument.name).strip("{}[]").upper()
    more = "..." if argument.nargs == -1 else ""
    return f"{name}{more}" if argument.required else f"[{name}{more}]"


def _written(option: Any) -> str:
    """An option with its short form, and what kind of value follows."""
    names = ", ".join(sorted(option.opts, key=lambda n: n.startswith("--")))
    if option.is_flag or option.name == "help":
        return names
    kind = option.type_descriptor.annotation
    one = next(iter(get_args(kind)), kind)
    return f"{names} {option.metavar or _KINDS.get(one, 'TEKST')}"


def _about(param: Any) -> str:
    """What a parameter is for, whether it must be given, and what it is otherwise."""
    if param.name == "help":
        return "Toon deze uitleg."
    told = [str(param.help or "")]
    if param.required:
        told.append("(verplicht)")
    elif isinstance(param.default, str | int | float) and not isinstance(param.default, bool):
        told.append(f"(anders: {param.default})")
    if getattr(param, "multiple", False):
        told.append("(mag vaker)")
    return " ".join(filter(None, told))


def agreed(question: str) -> bool:
    """Ask for a yes; Enter is yes."""
    answer = typer.prompt(f"{question} [J/n]", default="j", show_default=False)
    return str(answer).strip().lower()[:1] in ("j", "y")
