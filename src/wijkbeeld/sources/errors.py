"""The one error that users see when a file cannot be used."""

from __future__ import annotations


def dutch(count: int) -> str:
    """Write a count with points between thousands."""
    return f"{count:,}".replace(",", ".")


class SourceError(ValueError):
    """A file cannot be used. The message is Dutch and meant for the user.

    Parameters
    ----------
    file
        Name of the file as the user knows it.
    what
        What was found.
    todo
        What the user can do about it.
    where
        Row, column or part of the file, when known.
    """

    def __init__(self, file: str, what: str, todo: str, where: str = "") -> None:
        self.file, self.what, self.todo, self.where = file, what, todo, where
        place = f"{file} ({where})" if where else file
        super().__init__(f"{place}: {what} {todo}")


class UnknownTableError(SourceError):
    """A table of no known kind: it can hold own figures once its columns are mapped."""
