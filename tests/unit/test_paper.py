"""Tables on paper: whole, as text, with figures as on the screen; and colours that are light."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from wijkbeeld.map import palette
from wijkbeeld.ui import theme
from wijkbeeld.ui.paper import MOST, table_html
from wijkbeeld.words.numbers import number


def page(rows: int) -> None:
    import pandas as pd

    from wijkbeeld.ui import tables

    names = [f"Wijk {n}" for n in range(rows)]
    frame = pd.DataFrame({"Gebied": names, "Code": names, "Verandering": -0.5}).set_index("Gebied")
    tables.show(
        frame, {"Verandering": 3}, "Alle wijken", tables.Fit(height=450), with_sign=["Verandering"]
    )


def test_every_row_of_a_table_that_scrolls_stands_in_the_page():
    app = AppTest.from_function(page, args=(300,)).run()
    assert not app.exception
    (paper,) = app.get("html")
    assert paper.proto.body.count("<tr>") == 301
    assert "<td>Wijk 299</td>" in paper.proto.body
    assert '<td class="wb-right">−0,500</td>' in paper.proto.body


def test_a_table_of_the_whole_country_says_how_much_of_it_is_on_paper():
    app = AppTest.from_function(page, args=(3287,)).run()
    assert not app.exception
    (paper,) = app.get("html")
    assert paper.proto.body.count("<tr>") == MOST + 1
    assert f"de eerste {MOST} van 3.287 rijen" in paper.proto.body


def test_a_table_without_rows_takes_no_paper():
    app = AppTest.from_function(page, args=(0,)).run()
    assert not app.exception
    assert len(app.get("html")) == 0


def test_missing_is_a_dash_and_a_name_is_text():
    frame = pd.DataFrame({"Naam": ["<b>A & B</b>", None], "n": [float("nan"), 1234.0]})
    html = table_html(frame, "Wie?", {"n": number}, ())
    assert "<td>&lt;b&gt;A &amp; B&lt;/b&gt;</td>" in html
    assert '<td class="wb-right">–</td>' in html
    assert '<td>–</td><td class="wb-right">1.234</td>' in html


@pytest.mark.parametrize(("columns", "is_sideways"), [(4, False), (12, True)])
def test_only_a_wide_table_turns_the_page(columns, is_sideways):
    frame = pd.DataFrame({f"Kolom {n}": ["twaalf lette"] for n in range(columns)})
    assert ("wb-sideways" in table_html(frame, "", {}, ())) is is_sideways


def test_every_colour_of_a_line_on_a_dark_page_has_one_for_paper():
    light = theme.light_of_dark()
    assert set(palette.LINES) <= set(light.values())
    assert light["rgb(124, 183, 238)"] == palette.LINES[0]
