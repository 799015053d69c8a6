"""Read one Excel workbook in a process of its own, and hand its cells over on standard output.

A damaged workbook can make the reader ask for all memory there is, never end, or stop the whole
process: here only this process. Run by :mod:`wijkbeeld.sources.books`; it imports nothing of the
project, so that it starts fast.
"""

from __future__ import annotations

import pickle
import sys

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

LOCKED, UNREADABLE = 3, 4
"""Exit codes: a password is needed; the reader says that it is no sound workbook."""


def _limit_memory(most: int) -> None:
    """Let the system refuse memory above a limit, where it can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, AttributeError, ValueError, OSError):  # not on Windows, hardly on macOS
        return


def main(path: str, most: str) -> int:
    """Write the cells of every sheet, or return why they cannot be had."""
    _limit_memory(int(most))
    try:
        book = CalamineWorkbook.from_path(path)
        cells = {n: book.get_sheet_by_name(n).to_python() for n in book.sheet_names}
    except PasswordError:
        return LOCKED
    except (CalamineError, OSError, ValueError):
        return UNREADABLE
    pickle.dump(cells, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
