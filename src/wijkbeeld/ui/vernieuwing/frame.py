"""What all figures and tables of the page say about themselves."""

from __future__ import annotations

from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import tables
from wijkbeeld.ui.vernieuwing.choice import (
    Choice,
)


def title(data: Dataset, text: str) -> str:
    """Title of a figure, marked when the figures are invented."""
    return text + (" (fictief)" if data.manifest.fictional else "")


def source(choice: Choice) -> str:
    """Source line of a figure."""
    edition = choice.scope.classification
    return f"Bron: {choice.measure.source}, editie {edition}\nGebieden: {choice.set.label}"


def origin(data: Dataset, choice: Choice) -> tables.Origin:
    """Where a downloaded table comes from."""
    return tables.Origin(
        choice.measure.label,
        "punt",
        "zie tabel",
        choice.measure.source,
        choice.scope.classification,
        data.manifest.fictional,
    )
