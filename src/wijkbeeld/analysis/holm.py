"""Several p values at once: Holm's correction.

With five dimensions and nothing done, one in five worlds shows a p below 0.05 somewhere. Holm
(*A simple sequentially rejective multiple test procedure*, Scandinavian Journal of Statistics 6(2),
1979) keeps the chance of any false alarm at its level, whatever the dependence between them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p values, by the same names in the same order.

    Parameters
    ----------
    p_values
        By measure; one that is NaN was not tested: it stays NaN and does not count.
    """
    tested = [(name, p) for name, p in p_values.items() if not np.isnan(p)]
    tested.sort(key=lambda item: item[1])
    adjusted, highest = {name: float("nan") for name in p_values}, 0.0
    for rank, (name, p) in enumerate(tested):
        highest = max(highest, min(1.0, (len(tested) - rank) * p))
        adjusted[name] = highest
    return adjusted
