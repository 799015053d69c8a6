"""Lines that a series is read beside: the mean of a gemeente, of all areas, of a group."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.levels import mean_line
from wijkbeeld.charts.series import Line
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.numbers import number

SAME_AREAS = 0.9
"""Part of the areas of the fullest wave that a wave needs to stand in a mean line."""
NATIONAL = 300
"""From this many gemeenten a dataset is called national."""


def whole(data: Dataset, areas: pd.DataFrame) -> str:
    """Name of everything in the dataset, at the start of a sentence."""
    if data.manifest.fictional:
        return "De fictieve regio"
    return "Nederland" if areas["gemeente_code"].nunique() >= NATIONAL else "Deze dataset"


def mean_lines(parts: list[tuple[str, pd.DataFrame]], noun: str) -> tuple[list[Line], list[str]]:
    """Unweighted mean per wave of every part, with how many areas stand behind it.

    A wave in which far fewer areas have a value than in the fullest is left out of a mean: its
    change would be a change of areas.

    Parameters
    ----------
    parts
        Name and table (rows areas, columns waves) of each line.
    noun
        What the areas are called, for the notes.

    Returns
    -------
    lines
        One per part that has values.
    notes
        Which waves were left out, and why.
    """
    lines: list[Line] = []
    notes: list[str] = []
    for name, part in parts:
        found = mean_line(part).dropna()
        if found.empty:
            continue
        enough = found["n"] >= SAME_AREAS * found["n"].max()
        if not enough.all():
            left = ", ".join(str(w) for w in found.index[~enough])
            notes.append(
                f"{name}: {left} niet getoond, want daar hebben veel minder {noun} een cijfer."
            )
        kept = found[enough]
        low, high = int(kept["n"].min()), int(kept["n"].max())
        count = number(high) if low == high else f"{number(low)} tot {number(high)}"
        lines.append(
            Line(
                f"{name} (ongewogen, n = {count})",
                [int(w) for w in kept.index],
                kept["mean"].tolist(),
                is_reference=True,
                counts={int(w): int(n) for w, n in kept["n"].items()},
            )
        )
    return lines, notes
