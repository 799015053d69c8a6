"""In which years areas have no figure, and which areas these are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wijkbeeld.words.markdown import escape_markdown


def no_figure(by_year: Mapping[int, Sequence[str]], total: int, reason: str) -> list[str]:
    """Say which years have no figure, for one reason; areas are named where it is not all.

    Parameters
    ----------
    by_year
        Names of the areas without a figure, by year.
    total
        Areas that are shown.

    Returns
    -------
    list of str
        Markdown, a sentence for each group of areas.
    """
    years: dict[tuple[str, ...], list[str]] = {}
    for year in sorted(by_year):
        years.setdefault(tuple(by_year[year]), []).append(str(year))
    return [
        f"Geen cijfer in {', '.join(listed)} ({reason})"
        + (f": {escape_markdown(', '.join(areas))}." if len(areas) < total else ".")
        for areas, listed in years.items()
    ]
