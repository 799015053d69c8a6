"""Names of areas that nearly match: offered to the user, who chooses; never taken by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
from rapidfuzz import fuzz, process, utils

from wijkbeeld.sources.own.areas import Areas, Way

CUT_OFF = 85.0
"""Likeness (0..100) from which a name is offered: below it, unlike names of wijken come up."""
_MOST_OFFERED = 3


def near_names(
    cells: Iterable[str], areas: Areas, known: pd.DataFrame
) -> dict[str, dict[str, str]]:
    """Areas whose name nearly is what stands in a cell, for cells without an area.

    The order of words does not count (``token_sort_ratio``), nor do capitals and signs.

    Parameters
    ----------
    known
        Areas of the dataset, columns :data:`~wijkbeeld.sources.own.areas.KNOWN_COLUMNS`.

    Returns
    -------
    dict
        By cell: names by code, the likest first. Only for areas that are found by name.
    """
    names = _names(areas, known)
    if areas.way is not Way.NAME or not names:
        return {}
    found = {}
    for cell in dict.fromkeys(c for c in cells if c and c not in (areas.pairs or {})):
        hits = process.extract(
            cell,
            names,
            scorer=fuzz.token_sort_ratio,
            processor=utils.default_process,
            limit=_MOST_OFFERED,
            score_cutoff=CUT_OFF,
        )
        if hits:
            found[cell] = {code: name for name, _, code in hits}
    return found


def with_chosen(areas: Areas, chosen: dict[str, str]) -> Areas:
    """The same areas with codes that the user chose for cells."""
    pairs = (areas.pairs or {}) | {cell: [code] for cell, code in chosen.items()}
    return replace(areas, pairs=pairs)


def _names(areas: Areas, known: pd.DataFrame) -> dict[str, str]:
    """Names by code of the level that the found areas are of, within their gemeente."""
    codes = [c for found in (areas.pairs or {}).values() for c in found if c[:2] != "GM"]
    level = "buurt" if sum(c[:2] == "BU" for c in codes) * 2 > len(codes) else "wijk"
    here = known[known["indeling"] == areas.classification]
    if areas.gemeente is None:
        here = here[here["level"] == "gemeente"]
    else:
        here = here[(here["level"] == level) & (here["gemeente_code"] == areas.gemeente)]
    return dict(zip(here["code"], here["name"], strict=True))
