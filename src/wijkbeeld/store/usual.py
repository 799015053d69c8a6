"""What is opened of a dataset when nobody says what."""

from __future__ import annotations

from wijkbeeld.store.read import Dataset


def default_level(data: Dataset, levels: list[str]) -> str:
    """Open on wijken when they have a real series, else on the level with most scores.

    Without scores: on the finest level, which figures are about.
    """
    levels = [lv for lv in levels if lv in data.scored_levels()] or levels[-1:]

    def worth(level: str) -> int:
        edition = data.editions(level)[0]
        rows = [
            r
            for r in data.manifest.areas_per_wave
            if r["edition"] == edition and r["level"] == level
        ]
        return sum(int(r["areas"]) for r in rows)

    if "wijk" in levels and len(data.waves(data.scope("wijk", data.editions("wijk")[0]))) > 1:
        return "wijk"
    return max(levels, key=worth)
