"""Frames with each text once say the same as plain ones."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.catalog.text_columns import compact, same, stacked

ROWS = st.lists(
    st.tuples(st.sampled_from(["BU0363AA01", "GM0014", "wijk", "", "é"]), st.integers(0, 9)),
    max_size=8,
)


def frame(rows: list[tuple[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        {"code": pd.Series([r[0] for r in rows], dtype="str"), "value": [float(r[1]) for r in rows]}
    )


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_stacked_is_concat(parts):
    frames = [frame(rows) for rows in parts]
    mixed = [compact(f) if n % 2 else f for n, f in enumerate(frames)]
    got = stacked(mixed)
    assert got["code"].astype("str").tolist() == [r[0] for rows in parts for r in rows]
    assert got["value"].astype("float64").tolist() == [r[1] for rows in parts for r in rows]
    assert isinstance(got["code"].dtype, pd.CategoricalDtype)
    assert list(got["code"].cat.categories) == sorted(got["code"].cat.categories)


def test_one_text_in_every_row():
    column = pd.Series(same("bron", 3))
    assert column.tolist() == ["bron"] * 3
    assert len(same("bron", 0)) == 0
