"""Figures of renewed areas beside others: one module per question they answer."""

from wijkbeeld.charts.renewal.balance import balance_figure
from wijkbeeld.charts.renewal.estimates import estimates_figure, event_figure
from wijkbeeld.charts.renewal.ladder import ladder_html
from wijkbeeld.charts.renewal.single_areas import areas_figure, synthetic_figure
from wijkbeeld.charts.renewal.specifications import curve_figure
from wijkbeeld.charts.renewal.trends import Side, trends_figure

__all__ = [
    "Side",
    "areas_figure",
    "balance_figure",
    "curve_figure",
    "estimates_figure",
    "event_figure",
    "ladder_html",
    "synthetic_figure",
    "trends_figure",
]
