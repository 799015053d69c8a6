"""Why the store cannot do what was asked; the messages are Dutch and meant for the user."""

from __future__ import annotations

import errno

BACK = (
    "Zet de vorige versie terug met 'wijkbeeld undo' of op de pagina Gegevens, of begin opnieuw "
    "met 'wijkbeeld import --fresh'."
)
"""The way on from a damaged dataset."""

_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte die je op deze schijf mag gebruiken, is op",
    errno.EFBIG: "het bestand wordt groter dan hier mag",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.EACCES: "je hebt er geen rechten voor",
    errno.EPERM: "je hebt er geen rechten voor",
    errno.EIO: "de schijf of de netwerkmap geeft een fout",
    errno.ENOENT: "het bestand of de map is er niet",
    errno.ENOTDIR: "op deze plaats staat een bestand in plaats van een map",
    errno.EISDIR: "op deze plaats staat een map in plaats van een bestand",
    errno.ELOOP: "de snelkoppeling verwijst in een kring",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EMFILE: "er staan te veel bestanden open",
    errno.ENFILE: "er staan te veel bestanden open",
}
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Codes of the system for want of room."""


class StoreError(RuntimeError):
    """The store cannot do what was asked. The message is Dutch and meant for the user."""


class DamagedError(StoreError):
    """A version of a dataset cannot be read: its pointer, manifest or a table is damaged.

    Parameters
    ----------
    dataset
        Name of the dataset.
    what
        What is wrong, as a Dutch sentence.
    """

    def __init__(self, dataset: str, what: str) -> None:
        self.dataset, self.what = dataset, what
        super().__init__(f"Dataset '{dataset}' is niet te openen. {what} {BACK}")


def disk_reason(error: OSError) -> str:
    """Why the system refused, in Dutch and without a full stop."""
    return _REASONS.get(error.errno or 0, f"het systeem weigert (code {error.errno or 'onbekend'})")


def not_written(error: OSError, folder: object) -> StoreError:
    """Say that nothing could be written, why, and what to do."""
    todo = (
        "Maak ruimte vrij en probeer het opnieuw."
        if error.errno in FULL
        else "Vraag de beheerder om schrijfrechten, of noem een andere map in WIJKBEELD_STORE."
    )
    return StoreError(
        f"Wijkbeeld kan niet schrijven in {folder}: {disk_reason(error)}. {todo} Wat er al was, "
        "is niet veranderd."
    )
