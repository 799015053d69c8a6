"""Sentences about offered files that were not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wijkbeeld.sources.recognise import NoData, Skipped
from wijkbeeld.store.reading import Refusal

NO_DATA = {
    NoData.MAPPING: "koppelbestand bij eigen cijfers",
    NoData.DOCUMENT: "document, geen gegevens",
    NoData.SHAPEFILE_PART: "onderdeel van een shapefile",
    NoData.SAME_MAP: "dezelfde kaart in een ander formaat",
    NoData.OTHER_JSON: "JSON zonder gebieden of kerncijfers",
    NoData.CBS_LIST: "lijst met codes bij een download van StatLine",
}


def by_reason(refusals: list[Refusal]) -> list[tuple[str, int]]:
    """Rows by reason, most first."""
    found: Counter[str] = Counter()
    for refusal in refusals:
        found[refusal.reason] += refusal.rows
    return [(reason, n) for reason, n in found.most_common() if n]


def shortened(reasons: Sequence[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """At most so many reasons with their counts: those left out stand together under the last."""
    if len(reasons) <= most:
        return list(reasons)
    left = reasons[most - 1 :]
    return [*reasons[: most - 1], (f"om {len(left)} andere redenen", sum(n for _, n in left))]


def skipped_text(skipped: Skipped) -> str:
    """Why a file was not used."""
    return NO_DATA[skipped.kind] if isinstance(skipped.kind, NoData) else skipped.reason
