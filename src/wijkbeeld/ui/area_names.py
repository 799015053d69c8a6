"""Short names of areas, for beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def names(areas: pd.DataFrame, codes: Sequence[str]) -> list[str]:
    """Names of the areas, with their gemeente where a name repeats."""
    found = [str(areas["name"][c]) for c in codes]
    return [
        str(areas["label"][c]) if found.count(n) > 1 else n
        for c, n in zip(codes, found, strict=True)
    ]
