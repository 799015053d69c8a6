"""Signs that a file of which every line is whole is still half: its areas stop too early.

None is proof, since somebody may have chosen these areas. So they are told, and nothing is refused.
"""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.sources.errors import dutch

_NATIONAL, _WHOLE, _FEW = 30, 0.9, 3
"""Gemeenten from which a file can be of the whole country, the part of them that must be there up
to the last one, and how many may be missing after it."""
_PART, _ROUNDED = 0.97, 5
"""Part of the inhabitants that parts of an area have together, and how CBS rounds each."""
_BELOW = {"gemeente": ("wijk", "wijken", 6), "wijk": ("buurt", "buurten", 8)}
_OTHERWISE = "Heb je dit niet zelf zo gekozen, download het dan opnieuw."


def notes_on_scores(scores: pd.DataFrame) -> list[str]:
    """Say where scores, in the order of the file, stop early.

    Parameters
    ----------
    scores
        Columns ``level, code, wave``.
    """
    if scores.empty or scores["level"].iloc[0] in ("pc4", "grid"):
        return []
    return [*_stops_in_waves(scores), *_stops_in_country(scores["code"])]


def notes_on_figures(figures: pd.DataFrame) -> list[str]:
    """Say where kerncijfers, in the order of the file, stop early.

    Parameters
    ----------
    figures
        Columns ``year, level, code, indicator, value``.
    """
    people = figures[(figures["indicator"] == "inwoners") & figures["value"].notna()]
    if people.empty:
        return []
    last = people[people["year"] == people["year"].iloc[-1]]
    return [*_lacks_parts(last), *_stops_in_country(last["code"])]


def _stops_in_waves(scores: pd.DataFrame) -> list[str]:
    """The last area has fewer waves than almost every other, or the last wave fewer areas."""
    code, newest = str(scores["code"].iloc[-1]), int(scores["wave"].max())
    mine = scores.loc[scores["code"] == code, "wave"]
    counted = scores["wave"].value_counts().sort_index()
    areas, waves = scores["code"].nunique(), len(counted)
    if areas < 2 or waves < 2:
        return []
    if scores["wave"].is_monotonic_increasing:
        now, before = int(counted.iloc[-1]), int(counted.iloc[-2])
        if now >= 0.98 * before:
            return []
        what = f"meting {newest}: {dutch(now)} gebieden, tegen {dutch(before)} een meting eerder"
    else:
        if newest in set(mine) or counted[newest] < _WHOLE * (areas - 1):
            return []
        what = f"gebied {code}: {len(mine)} van de {waves} metingen"
    return [f"Het bestand eindigt midden in {what}. {_OTHERWISE}"]


def _stops_in_country(codes: pd.Series) -> list[str]:
    """Gemeenten up to the last one are there, and those with a higher code are not."""
    present = list(dict.fromkeys(codes.astype("str").str.slice(2, 6)))
    known = {g[2:] for c in catalog().corops for g in c.gemeenten}
    if len(present) < _NATIONAL or present != sorted(present):
        return []
    last = present[-1]
    before, after = {g for g in known if g <= last}, {g for g in known if g > last}
    if len(after) <= _FEW or len(before & set(present)) < _WHOLE * len(before):
        return []
    return [
        f"Het bestand eindigt bij gemeente GM{last}: de {len(after)} gemeenten met een hogere code "
        f"staan er niet in. {_OTHERWISE}"
    ]


def _lacks_parts(people: pd.DataFrame) -> list[str]:
    """The last gemeente or wijk has more inhabitants than its parts have together."""
    codes, levels = people["code"].astype("str"), people["level"].astype("str")
    last = codes.iloc[-1]
    for level, (below, many, width) in _BELOW.items():
        parent = people[(levels == level) & (codes.str.slice(2, width) == last[2:width])]
        if parent.empty or below not in set(levels):
            continue
        parts = people.loc[(levels == below) & (codes.str.slice(2, width) == last[2:width])]
        whole, found = float(parent["value"].iloc[0]), float(parts["value"].sum())
        if found < _PART * whole - _ROUNDED * max(len(parts), 1):
            return [
                f"Het bestand eindigt midden in {level} {parent['code'].iloc[0]}: {len(parts)} "
                f"{many}, met {dutch(int(found))} van de {dutch(int(whole))} inwoners. {_OTHERWISE}"
            ]
    return []
