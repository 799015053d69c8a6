"""Columns of files to take away: measure, years and unit in the name, and what each means."""

from __future__ import annotations

import pandas as pd
import pytest

from wijkbeeld.export.columns import Named, definitions, named
from wijkbeeld.ui import tables

BY = Named("Koopwoningen", "procentpunt", "2014-2022", "%", "procentpunt")


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Start 2014", "Koopwoningen 2014 (%)"),
        ("2022", "Koopwoningen 2022 (%)"),
        ("Waarde", "Koopwoningen (%)"),
        ("Verandering", "Verandering 2014–2022 (procentpunt)"),
        ("Gegeven startniveau", "Gegeven startniveau 2014–2022 (procentpunt)"),
        ("Verschil met eerste", "Verschil met eerste 2022 (procentpunt)"),
        ("Gemeente", "Gemeente"),
    ],
)
def test_a_column_says_measure_years_and_unit(column, name):
    assert list(named(pd.DataFrame({column: [1.0]}), BY).columns) == [name]


def test_what_columns_mean_stands_in_every_row_and_nothing_is_covered():
    frame = pd.DataFrame(
        {"Gebied": ["Kop"], "Waarde": [7.1], "Marge": [0.3], "Bron": ["eigen plan"]}
    ).set_index("Gebied")
    origin = tables.Origin(
        "Tevreden", "%", "2022", "Enquête", 2022, False, definition="Deel dat tevreden is."
    )
    head, row = (
        line.split(";") for line in tables.to_csv(frame, origin).decode("utf-8-sig").splitlines()
    )
    said = dict(zip(head, row, strict=True))
    assert said["Tevreden 2022 (%)"] == "7,1"
    assert said["Definitie"].startswith("Deel dat tevreden is. Marge: cijfer plus en min")
    assert said["Bron"] == "eigen plan"
    assert said["Bron van de cijfers"] == "Enquête, editie 2022"


def test_every_meaning_is_of_a_column_that_pages_offer():
    assert definitions(["Code", "Gebied"]) == ""
    assert "1 is de hoogste waarde" in definitions(["Rang"])
