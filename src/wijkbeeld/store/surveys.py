"""Surveys in a dataset: own measures with the respondents or the margin that stand beside them."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import Dataset, opened

FEWEST = 20
"""Respondents from which an area is shown, unless the user says otherwise."""
COUNT, MARGIN = "_n", "_marge"
"""What the id of a measure ends with that stands beside one of a survey."""


def survey_measures(data: Dataset, level: str) -> list[str]:
    """Own measures of a level that can be what residents say; with n or margin first.

    A count, and what stands beside a measure (respondents, margin), is none.
    """
    own = {str(i["id"]): i for i in data.manifest.indicators}
    at = [i for i in data.measures_at(level) if i in own]
    beside = {i + s for i in own for s in (COUNT, MARGIN) if i + s in own}
    usable = [i for i in at if i not in beside and own[i].get("kind") not in ("aantal", "code")]
    return sorted(usable, key=lambda i: not has_beside(data, i))


def has_beside(data: Dataset, measure: str) -> bool:
    """Whether a file says how many were asked, or how sure an answer is."""
    own = {str(i["id"]) for i in data.manifest.indicators}
    return measure + COUNT in own or measure + MARGIN in own


def beside(scope: Scope, measure: str, what: str) -> pd.DataFrame:
    """Respondents or margin of a measure by area and year; no columns where the file has none.

    Parameters
    ----------
    what
        :data:`COUNT` or :data:`MARGIN`.
    """
    data, id_ = opened(scope), f"{measure}{what}"
    if id_ not in data.measures():
        return pd.DataFrame(index=data.by_code(scope).index)
    table = data.wide(scope, id_)
    return table if len(table.columns) else table[[]]
