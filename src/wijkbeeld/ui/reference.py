"""Lines that a series is read beside: the mean of a gemeente, of all areas, of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from wijkbeeld.analysis.levels import SAME_AREAS, mean_line
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.means import mean_of_some, not_the_same
from wijkbeeld.words.weights import span

NATIONAL = 300
"""From this many gemeenten a dataset is called national."""


@dataclass(frozen=True)
class Part:
    """Areas under one name, of which a line is drawn.

    Attributes
    ----------
    label
        Short name, for the end of the line.
    name
        In full, at the start of a sentence.
    table
        Rows areas, columns waves.
    areas
        How many areas there are, with and without a value; 0 where the name does not depend on it.
    """

    label: str
    name: str
    table: pd.DataFrame
    kind: Kind = Kind.MAIN
    areas: int = 0

    @property
    def fullest(self) -> int:
        """How many areas have a value in the wave with most of them."""
        return int(self.table.notna().sum().max()) if self.table.size else 0

    @property
    def is_partial(self) -> bool:
        """Whether too few of the areas have a value for a mean to bear the name of all."""
        return self.fullest < SAME_AREAS * self.areas


def named_by_cover(part: Part, noun: str) -> Part:
    """The part, under a name that says so where its mean is of some of its areas only.

    Parameters
    ----------
    noun
        What the areas are called, more than one.
    """
    if not part.is_partial:
        return part
    name = mean_of_some(part.fullest, part.areas, noun, part.label)
    return replace(part, label=name, name=name)


def all_of(data: Dataset, areas: pd.DataFrame, noun: str, table: pd.DataFrame) -> Part:
    """Everything in the dataset, to read other lines beside.

    Parameters
    ----------
    noun
        What the areas are called, more than one.
    """
    name = whole(data, areas)
    return Part(name, f"{name}, alle {noun}", table, Kind.ALL)


def whole(data: Dataset, areas: pd.DataFrame) -> str:
    """Name of everything in the dataset, at the start of a sentence."""
    if data.manifest.fictional:
        return "De fictieve regio"
    return "Nederland" if areas["gemeente_code"].nunique() >= NATIONAL else "Deze dataset"


def mean_lines(parts: Sequence[Part], noun: str) -> tuple[list[Line], list[str]]:
    """Unweighted mean per wave of every part, with how many areas stand behind it.

    A wave in which far fewer areas have a value than in the fullest is left out of a mean: its
    change would be a change of areas.

    Parameters
    ----------
    parts
        One per line.
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
    for part in parts:
        means = mean_line(part.table).dropna()
        if means.empty:
            continue
        is_enough = means["n"] >= SAME_AREAS * means["n"].max()
        if not is_enough.all():
            waves = ", ".join(str(w) for w in means.index[~is_enough])
            notes.append(
                f"{part.name}: {waves} niet getoond, want daar hebben veel minder {noun} een "
                "cijfer."
            )
        kept = means[is_enough]
        if part.is_partial and not _has_same_areas(part.table[kept.index]):
            notes.append(not_the_same(part.name, noun))
        lines.append(_mean_line(part, kept, noun))
    return lines, notes


def _has_same_areas(table: pd.DataFrame) -> bool:
    """Whether every area has a value in all waves or in none."""
    known = table.notna()
    return bool((known.all(axis=1) == known.any(axis=1)).all())


def _mean_line(part: Part, means: pd.DataFrame, noun: str) -> Line:
    """A line that tells how many areas stand behind it."""
    counts = {int(w): int(n) for w, n in means["n"].items()}
    return Line(
        f"{part.name} (ongewogen, n = {_span(counts)})",
        list(counts),
        means["mean"].tolist(),
        part.kind,
        part.label,
        counts=counts,
        counted=noun,
    )


def _span(counts: dict[int, int]) -> str:
    return span(min(counts.values()), max(counts.values()))


def means_told(lines: Sequence[Line], noun: str) -> str:
    """Which lines are means, of how many areas, and that all count alike; empty without any."""
    means = [
        f"{line.label} (n = {_span(dict(line.counts))} {noun})" for line in lines if line.counts
    ]
    return f"Ongewogen gemiddelde: {', '.join(means)}." if means else ""
