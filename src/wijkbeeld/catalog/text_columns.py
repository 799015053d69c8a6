"""Long tables with few different texts: each text once, and a small number per row.

Figures of the whole country over twenty years are ten million rows; as plain text they do not fit
in the memory of an ordinary computer.
"""

from __future__ import annotations

import pandas as pd
from pandas.api.types import union_categoricals


def is_text(column: pd.Series) -> bool:
    """Whether a column holds text, plain or each text once."""
    return isinstance(column.dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(column)


def compact(frame: pd.DataFrame) -> pd.DataFrame:
    """Write every text column with each of its texts once, in alphabetical order."""
    texts = {
        str(name): pd.Categorical(frame[name].astype("str"))
        for name in frame.columns
        if is_text(frame[name]) and not isinstance(frame[name].dtype, pd.CategoricalDtype)
    }
    return frame.assign(**texts) if texts else frame


def same(text: str, rows: int) -> pd.Categorical:
    """A column with one text in every row."""
    return pd.Categorical.from_codes([0] * rows, [text])


def stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows of all frames below each other; texts stay compact, whatever texts each has.

    Parameters
    ----------
    frames
        At least one; all with the same columns.
    """
    frames = [compact(f) for f in frames if len(f)] or [compact(frames[0])]
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    columns: dict[str, object] = {}
    for name in frames[0].columns:
        parts = [f[name] for f in frames]
        if isinstance(parts[0].dtype, pd.CategoricalDtype):
            columns[str(name)] = union_categoricals(
                [p.array for p in parts], sort_categories=True, ignore_order=True
            )
        else:
            columns[str(name)] = pd.concat(parts, ignore_index=True).array
    return pd.DataFrame(columns)
