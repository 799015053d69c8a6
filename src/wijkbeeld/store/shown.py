"""Which levels can be shown, and on the areas of which year.

A level with scores is shown on the areas of its editions. A level without scores is shown as well
when it has figures and a map: on the areas of the last year with a (nearly) whole map.
"""

from __future__ import annotations

from collections.abc import Iterable

from wijkbeeld.store.contents import areas_per_level, areas_per_wave, figures_per_year
from wijkbeeld.store.manifest import Manifest, Row
from wijkbeeld.store.tables import Tables

LEVELS = ("gemeente", "wijk", "buurt")
"""Levels that can be mapped, coarse to fine."""

NEARLY_WHOLE = 0.9
"""Part of the largest map of a level from which another year counts as whole."""


def shown(manifest: Manifest, added: Iterable[str] = ()) -> dict[int, set[str]]:
    """Levels by year of the areas on which they are shown, in a version.

    Parameters
    ----------
    added
        Levels of figures that are about to be added.
    """
    figured = {str(row["level"]) for row in manifest.figures} | set(added)
    return _shown(manifest.areas_per_wave, manifest.areas, figured)


def shown_in(tables: Tables) -> dict[int, set[str]]:
    """The same of tables that are not written yet."""
    return _shown(
        areas_per_wave(tables.scores),
        areas_per_level(tables.areas),
        {str(row["level"]) for row in figures_per_year(tables.figures)},
    )


def _shown(waves: Iterable[Row], maps: Iterable[Row], figured: set[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in waves:
        found.setdefault(int(row["edition"]), set()).add(str(row["level"]))
    scored = {level for levels in found.values() for level in levels}
    maps = [row for row in maps if row["with_map"]]
    for level in LEVELS:
        sizes = {int(m["indeling"]): int(m["with_map"]) for m in maps if m["level"] == level}
        if sizes and level in figured - scored:
            whole = NEARLY_WHOLE * max(sizes.values())
            year = max(y for y, size in sizes.items() if size >= whole)
            found.setdefault(year, set()).add(level)
    return found
