"""Lines of renewed and other areas follow the weight that is chosen."""

from __future__ import annotations

import pandas as pd
import pytest

from wijkbeeld.analysis.panel import make_panel
from wijkbeeld.charts.renewal import Side, trends_figure
from wijkbeeld.words.steps import trends_finding

TABLE = pd.DataFrame({2002: [4.0, 4.4, 4.0], 2022: [4.2, 4.4, 4.0]}, index=list("abc"))
PEOPLE = pd.Series({"a": 300.0, "b": 100.0, "c": 100.0})


def drawn(weights):
    figure = trends_figure([Side("Vernieuwd", TABLE.loc[["a", "b"]], weights)], "", 2, [], "", "")
    return list(figure.data[1].y)


def test_a_line_is_the_mean_of_the_weights():
    assert drawn(None) == pytest.approx([4.2, 4.3])
    assert drawn(PEOPLE) == pytest.approx([4.1, 4.25])


def test_the_finding_on_the_fold_says_what_the_lines_show():
    starts = pd.Series({"a": 2005, "b": 2005})
    weighed = trends_finding(make_panel(TABLE, starts, PEOPLE), [2])
    assert weighed.startswith("Van 4,10 in 2002 naar 4,25 in 2022;")
    assert trends_finding(make_panel(TABLE, starts), [2]).startswith("Van 4,20 in 2002")
