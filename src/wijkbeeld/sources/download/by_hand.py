"""What a user does when Wijkbeeld cannot fetch: which pages, what to click, where to put it."""

from __future__ import annotations

from pathlib import Path

from wijkbeeld.catalog import Source, SourceFile, catalog

FOLDER = "met-de-hand"
"""Folder, beside what was fetched, in which a user puts files of a browser."""


def instruction(host: str, files: list[SourceFile], folder: Path) -> str:
    """One instruction for all files that did not come.

    Parameters
    ----------
    host
        The host that gave no connection; empty when the files have no address.
    files
        What is still to come.
    folder
        Where fetched files are kept; the place to put files by hand is made in it.
    """
    place = folder / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:  # a read-only store: the import reads from anywhere
        place = Path.home()
    steps = [s for source in catalog().sources.values() for s in _steps(source, files)]
    closed = f"Geen verbinding met {host}. " if host else ""
    lines = [f"{closed}Haal de bestanden zo met je browser op:"]
    lines += [f"{n}. {step}" for n, step in enumerate(steps, 1)]
    lines.append(f"{len(steps) + 1}. Zet alles, zonder uit te pakken, in de map {place}")
    lines.append(f'{len(steps) + 2}. Geef de opdracht: wijkbeeld import "{place}"')
    return "\n".join(lines)


def _steps(source: Source, files: list[SourceFile]) -> list[str]:
    """One step per page of a source: its address, and what to click for which years."""
    of_page: dict[str, list[int]] = {}
    for file in files:
        if file in source.files:
            of_page.setdefault(file.page or source.page, []).append(file.year)
    return [
        f"Ga naar {page} . {source.click.replace('JAAR', _years(years))}."
        for page, years in of_page.items()
    ]


def _years(years: list[int]) -> str:
    """Years in words: 2014, 2016 en 2018."""
    told = [str(y) for y in sorted(set(years))]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} en {told[-1]}"
