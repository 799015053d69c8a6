"""A line bears the name of a country or gemeente only where figures cover it."""

from dataclasses import replace

import pandas as pd

from wijkbeeld.analysis.coverage import covers
from wijkbeeld.ui.reference import Part, mean_lines, means_told, named_by_cover


def test_half_of_the_areas_need_a_figure():
    areas = pd.Index(list("abcd"))
    table = pd.DataFrame({2020: [1.0, None, None], 2022: [None, 2.0, None]}, index=list("abc"))
    assert covers(areas, table)
    assert not covers(areas, table.drop(index="b"))
    assert not covers(pd.Index([]), table)


def _of_fifteen(*, lost: bool) -> Part:
    """Figures of 15 of 59 areas; where asked, one of them has none in 2021."""
    table = pd.DataFrame({y: [float(n) for n in range(15)] for y in (2019, 2021, 2023)})
    if lost:
        table.loc[3, 2021] = None
    return Part("Tilburg", "Tilburg, alle wijken", table, areas=59)


def test_a_mean_of_some_areas_does_not_bear_the_name_of_all():
    (line,), notes = mean_lines([named_by_cover(_of_fifteen(lost=True), "wijken")], "wijken")
    assert line.label == "Gemiddelde van 15 van de 59 wijken in Tilburg"
    assert means_told([line], "wijken").endswith("in Tilburg (n = 14 tot 15 wijken).")
    assert notes == [
        "Gemiddelde van 15 van de 59 wijken in Tilburg: niet in elk jaar hebben dezelfde wijken "
        "een cijfer. Een verschil tussen jaren kan ook daardoor komen."
    ]
    (line,), notes = mean_lines([named_by_cover(_of_fifteen(lost=False), "wijken")], "wijken")
    assert line.name.endswith("in Tilburg (ongewogen, n = 15)")
    assert notes == []


def test_a_mean_of_nearly_all_areas_keeps_their_name():
    part = replace(_of_fifteen(lost=True), areas=16)
    assert named_by_cover(part, "wijken") is part
