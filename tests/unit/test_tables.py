"""A table in a narrow place: text goes over lines, and says what it says in fewer words."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page(names: list[str], widths: dict[str, int]) -> None:
    import pandas as pd

    from wijkbeeld.ui import tables

    frame = pd.DataFrame({"Gebied": names, "Verandering": [0.2] * len(names)}).set_index("Gebied")
    tables.show(
        frame,
        {"Verandering": 3},
        "Tabel",
        tables.Fit(widths=widths, labels={"Verandering": "punt"}),
    )


@pytest.mark.parametrize(
    ("name", "widths", "height"),
    [
        ("Noordelijke IJ-oevers West (Amsterdam)", {"Gebied": 138}, 65),
        ("Gein", {"Gebied": 138}, 0),
        ("Noordelijke IJ-oevers West (Amsterdam)", {}, 0),
    ],
)
def test_rows_are_tall_only_where_a_name_does_not_fit(name, widths, height):
    app = AppTest.from_function(page, args=([name], widths)).run()
    assert not app.exception
    shown = app.dataframe[0].proto
    assert shown.row_height == height
    assert '"label": "punt"' in shown.columns
