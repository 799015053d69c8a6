"""What a dataset holds and until when, per source, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.catalog import catalog
from wijkbeeld.store.manifest import Manifest
from wijkbeeld.store.missing import official_areas
from wijkbeeld.words.numbers import count, number

_AREAS = {
    "gemeente": ("gemeente", "gemeenten"),
    "wijk": ("wijk", "wijken"),
    "buurt": ("buurt", "buurten"),
    "pc4": ("postcode", "postcodes"),
    "grid": ("vierkant", "vierkanten"),
}
FEW = 1000
"""Areas with kerncijfers below which a year says how many: it is a part of the country."""


@dataclass(frozen=True)
class Held:
    """One line of the overview: a source, what is there, and what is not.

    ``until`` is the last year, empty where there is nothing.
    """

    title: str
    until: str
    what: str
    lacks: str = ""


def held(manifest: Manifest, lacking: list[str]) -> list[Held]:
    """Say per source what a dataset holds.

    Parameters
    ----------
    lacking
        Ids of official files that are not there, of those that a first download takes.
    """
    return [
        _scores(manifest, lacking),
        _figures(manifest, lacking),
        _boundaries(manifest, lacking),
        _own(manifest),
    ]


def _scores(manifest: Manifest, lacking: list[str]) -> Held:
    parts = []
    for level in _AREAS:
        rows = [r for r in manifest.areas_per_wave if r["level"] == level]
        if not rows:
            continue
        most = max(rows, key=lambda r: (r["areas"], r["edition"]))
        waves = [
            r["wave"]
            for r in rows
            if r["edition"] == most["edition"] and r["areas"] >= most["areas"] / 2
        ]
        parts.append(
            f"{count(most['areas'], *_AREAS[level])} ({_span(waves)}, editie {most['edition']})"
        )
    last = max((r["wave"] for r in manifest.areas_per_wave), default=None)
    lacks = [i for i in lacking if i.startswith("lbm-") and "grenzen" not in i]
    there = {r["edition"] for r in manifest.areas_per_wave}
    return Held(
        "Scores van de Leefbaarometer",
        str(last or ""),
        ", ".join(parts) or "nog niets",
        _lacking(lacks, there, "de hele editie", "alle gebieden, alle metingen"),
    )


def _figures(manifest: Manifest, lacking: list[str]) -> Held:
    """Years of kerncijfers; a year with few areas says how many."""
    most: dict[int, tuple[int, str]] = {}
    for row in manifest.figures:
        if n := official_areas(row, manifest):
            most[row["year"]] = max(most.get(row["year"], (0, "")), (n, row["level"]))
    parts = [
        f"{year} ({count(n, *_AREAS[level])})" if n < FEW else str(year)
        for year, (n, level) in sorted(most.items())
    ]
    lacks = _years([i for i in lacking if i.startswith("kwb-")])
    return Held(
        "Kerncijfers van CBS",
        str(max(most, default="")),
        ", ".join(parts) or "nog niets",
        lacks,
    )


def _boundaries(manifest: Manifest, lacking: list[str]) -> Held:
    by_year: dict[int, list[str]] = {}
    for row in manifest.areas:
        if row["with_map"]:
            text = count(row["with_map"], *_AREAS.get(row["level"], ("gebied", "gebieden")))
            by_year.setdefault(row["indeling"], []).append(text)
    parts = [f"indeling {y}: {', '.join(levels)}" for y, levels in sorted(by_year.items())]
    lacks = _lacking([i for i in lacking if "grenzen" in i], set(by_year), "indeling", "")
    return Held(
        "Grenzen op de kaart", str(max(by_year, default="")), "; ".join(parts) or "nog niets", lacks
    )


def _own(manifest: Manifest) -> Held:
    files = [f for f in manifest.files if f.layer]
    if not files:
        return Held("Eigen cijfers", "", "nog geen")
    names = ", ".join(str(i["label"]) for i in manifest.indicators[:4])
    more = len(manifest.indicators) - 4
    rest = f" en {number(more)} andere" if more > 0 else ""
    return Held(
        "Eigen cijfers",
        "",
        f"{count(len(manifest.indicators), 'maat', 'maten')} uit "
        f"{count(len(files), 'bestand', 'bestanden')}: {names}{rest}",
    )


def _lacking(ids: list[str], there: set[int], what: str, of_what: str) -> str:
    """Years of official files that lack: a year of which a part is there lacks the rest only."""
    years = _years_of(ids)
    whole, rest = sorted(years - there), sorted(years & there)
    said = []
    if whole:
        said.append(f"{what} {_listed(whole)}" + (f" ({of_what})" if of_what else ""))
    if rest:
        said.append(f"een deel van {what.removeprefix('de hele ')} {_listed(rest)}")
    return "; ".join(said)


def _years_of(ids: list[str]) -> set[int]:
    years = {f.id: f.year for s in catalog().sources.values() for f in s.files}
    return {years[i] or 0 for i in ids}


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years))


def _years(ids: list[str]) -> str:
    """Years of official files, each once."""
    return _listed(sorted(_years_of(ids)))


def _span(years: list[int]) -> str:
    first, last = min(years), max(years)
    return str(last) if first == last else f"{first}–{last}"


def changes(before: Manifest | None, now: Manifest) -> str:
    """Which files a version has more or fewer than another, in one sentence."""
    if before is None:
        return f"{count(len(now.files), 'bestand', 'bestanden')}"
    then, there = ({(f.file, f.sha256) for f in m.files} for m in (before, now))
    more, fewer = sorted(there - then), sorted(then - there)
    said = [
        f"{word} {', '.join(name for name, _ in files[:3])}"
        + (f" en {number(len(files) - 3)} andere" if len(files) > 3 else "")
        for word, files in (("erbij:", more), ("eruit:", fewer))
        if files
    ]
    return "; ".join(said) or "dezelfde bestanden, opnieuw verwerkt"
