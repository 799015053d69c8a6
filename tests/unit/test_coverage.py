"""A line bears the name of the country only where figures cover it."""

import pandas as pd

from wijkbeeld.analysis.coverage import covers


def test_half_of_the_areas_need_a_figure():
    areas = pd.Index(list("abcd"))
    table = pd.DataFrame({2020: [1.0, None, None], 2022: [None, 2.0, None]}, index=list("abc"))
    assert covers(areas, table)
    assert not covers(areas, table.drop(index="b"))
    assert not covers(pd.Index([]), table)
