"""Of which year is a map that does not say so? Its codes are laid beside codes of known years."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.store.reading import Reading
from wijkbeeld.store.tables import Tables

MIN_FIT = 0.95
"""Share of a map's codes that a year must have before the map is taken to be of that year."""

CONTRADICTED = 0.8
"""Below this share of common codes, a year in a file name is not believed."""

ABOUT_AS_GOOD = 0.002
"""Years that fit this much less than the best are as likely; the latest is taken."""

KnownCodes = dict[tuple[str, int], set[str]]
"""Codes by level and year of the classification."""


def known_codes(old: Tables, readings: list[Reading]) -> KnownCodes:
    """Sets of codes whose year is certain."""
    known: KnownCodes = {}
    for frame, column in _dated(old, readings):
        distinct = frame[["level", column, "code"]].drop_duplicates()
        for (level, year), group in distinct.groupby(["level", column], observed=True):
            if level == "grid":
                continue
            codes = group["code"]
            known.setdefault((str(level), int(year)), set()).update(codes)
            if level in ("wijk", "buurt"):
                gemeenten = "GM" + codes.str.slice(2, 6)
                known.setdefault(("gemeente", int(year)), set()).update(gemeenten)
    return known


def _dated(old: Tables, readings: list[Reading]) -> list[tuple[pd.DataFrame, str]]:
    """Every table with codes, and its column with the year of the classification."""
    frames = [(r.scores, "edition") for r in readings if not _is_grid(r.scores)]
    frames += [
        (r.areas.dropna(subset="indeling"), "indeling") for r in readings if r.areas is not None
    ]
    frames += [(r.figures, "indeling") for r in readings]
    frames += [(part, "edition") for level, part in old.scores.items() if level != "grid"]
    frames += [
        (pd.DataFrame(old.areas.drop(columns="geometry")), "indeling"),
        (old.figures, "indeling"),
    ]
    return [(frame, column) for frame, column in frames if frame is not None and len(frame)]


def _is_grid(scores: pd.DataFrame | None) -> bool:
    """Whether scores are of 100 m cells only: millions of codes that no map of areas has."""
    return scores is not None and len(scores) > 0 and bool((scores["level"] == "grid").all())


def year_of(areas: pd.DataFrame, known: KnownCodes, hint: int | None) -> int | None:
    """Year of a map that does not state it; None when it fits no year.

    A year in its name is believed unless codes of that year contradict it; else the year whose
    codes hold (nearly) all codes of the map, when there is one.
    """
    level = str(areas["level"].iloc[0])
    codes = set(areas.loc[~areas["is_water"], "code"])
    if not codes:
        return None
    if hint is not None:
        wijken = {"WK" + c[2:8] for c in codes} if level == "buurt" else set()
        fits = (_fit(codes, known.get((level, hint))), _fit(wijken, known.get(("wijk", hint))))
        if not any(share is not None and share < CONTRADICTED for share in fits):
            return hint
    by_year = {year: _fit(codes, theirs) for (lv, year), theirs in known.items() if lv == level}
    good = {year: share for year, share in by_year.items() if share and share >= MIN_FIT}
    if not good:
        return None
    best = max(good.values())
    return max(year for year, share in good.items() if share >= best - ABOUT_AS_GOOD)


def _fit(codes: set[str], theirs: set[str] | None) -> float | None:
    """Share of codes that a year has; None where there is nothing to compare."""
    return len(codes & theirs) / len(codes) if codes and theirs else None
