"""What the command says when it is used wrongly or meets something that nobody foresaw."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from wijkbeeld.command_help import write_help
from wijkbeeld.store.errors import StoreError, disk_reason

STOPPED, FAILED, USAGE, INTERRUPTED = 1, 2, 64, 130
"""Exit codes: answered "no"; could not be done; bad use; stopped with Ctrl-C."""

_LOG = logging.getLogger(__name__)
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]  # Typer does not export it
_VALUES = (
    (r"valid integer", "geef een geheel getal."),
    (r"valid number", "geef een getal."),
    (r"greater than or equal to ([\d.]+)", "geef een getal van ten minste {}."),
    (r"less than or equal to ([\d.]+)", "geef een getal van ten hoogste {}."),
    (r"Input should|Value error", "deze waarde kan hier niet."),
)
"""What Typer says of a value, and what we say."""


class DutchGroup(TyperGroup):
    """Commands whose every failure is one Dutch sentence and an exit code, never a traceback."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, in Dutch."""
        write_help(self, ctx, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; as :class:`typer.core.TyperGroup`, save for what a failure looks like."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except _UsageError as error:
            code = _told(f"Zo werkt de opdracht niet: {usage_text(error)}", USAGE)
            if (context := getattr(error, "ctx", None)) is not None:
                typer.echo(f"Zie '{context.command_path} --help'.", err=True)
        except typer.Abort:
            code = _told("Gestopt.", STOPPED)
        except KeyboardInterrupt:
            code = _told("Gestopt. De datasets zijn zoals ze waren.", INTERRUPTED)
        except StoreError as error:
            code = _told(f"Fout: {error}", FAILED)
        except BrokenPipeError:  # the reader of a pipe has seen enough
            code = FAILED
        except OSError as error:
            _LOG.debug("refused by the system", exc_info=True)
            place = f" ({error.filename})" if error.filename else ""
            code = _told(f"Fout: {disk_reason(error)}{place}.", FAILED)
        except Exception as error:
            _LOG.debug("unforeseen failure", exc_info=True)
            code = _told(
                "Fout: er ging iets mis dat Wijkbeeld niet kent. De datasets zijn zoals ze waren. "
                f"Meld dit met de opdracht die je gaf ({type(error).__name__}); met "
                "'--logboek BESTAND' komen de details in een bestand.",
                FAILED,
            )
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def _told(message: str, code: int) -> int:
    typer.echo(message, err=True)
    return code


def usage_text(error: Exception) -> str:
    """What was wrong with the words of a command, in Dutch."""
    kind, param = type(error).__name__, getattr(error, "param", None)
    named = getattr(error, "param_hint", None) or (param and _name(param)) or ""
    if kind == "NoArgsIsHelpError":
        return "noem wat er moet gebeuren."
    if kind in ("NoSuchOption", "NoSuchCommand"):
        option = getattr(error, "option_name", "")
        near = getattr(error, "possibilities", None) or ()
        hint = f" Bedoel je {' of '.join(sorted(near))}?" if near else ""
        return f"de optie {option} bestaat niet.{hint}"
    if kind == "MissingParameter":
        return f"{named} ontbreekt."
    if "does not take a value" in str(error):
        return f"bij {getattr(error, 'option_name', 'deze optie')} hoort geen waarde."
    if kind == "BadOptionUsage":
        return f"bij {getattr(error, 'option_name', 'een optie')} hoort een waarde."
    message = str(getattr(error, "message", error))
    if message.startswith("No such command"):
        return f"de opdracht {message.split(' ', 3)[3].split('.')[0]} bestaat niet."
    if message.startswith("Got unexpected extra argument"):
        return f"dit is te veel: {message.rpartition('(')[2].rstrip(').')}."
    for said, ours in _VALUES:
        if found := re.search(said, message):
            message = ours.format(*found.groups())
            break
    return f"{named}: {message}" if named else message


def _name(param: Any) -> str:
    """How the user writes a parameter."""
    names = [n for n in param.opts if n.startswith("--")]
    return str(names[0]) if names else str(param.metavar or param.name).upper()
