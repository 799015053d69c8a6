"""Lines that a series is read beside: the mean of a gemeente, of all areas, of a group."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.levels import SAME_AREAS, mean_line
from wijkbeeld.charts.series import Line
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.numbers import number

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
        means = mean_line(part).dropna()
        if means.empty:
            continue
        is_enough = means["n"] >= SAME_AREAS * means["n"].max()
        if not is_enough.all():
            waves = ", ".join(str(w) for w in means.index[~is_enough])
            notes.append(
                f"{name}: {waves} niet getoond, want daar hebben veel minder {noun} een cijfer."
            )
        lines.append(_mean_line(name, means[is_enough]))
    return lines, notes


def _mean_line(name: str, means: pd.DataFrame) -> Line:
    """A line that tells how many areas stand behind it."""
    low, high = int(means["n"].min()), int(means["n"].max())
    count = number(high) if low == high else f"{number(low)} tot {number(high)}"
    return Line(
        f"{name} (ongewogen, n = {count})",
        [int(w) for w in means.index],
        means["mean"].tolist(),
        is_reference=True,
        counts={int(w): int(n) for w, n in means["n"].items()},
    )
