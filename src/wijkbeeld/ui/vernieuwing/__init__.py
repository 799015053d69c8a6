"""The page *Vernieuwing*: renewed beside not renewed, as an argument in eight steps."""

from wijkbeeld.ui.vernieuwing.areas import areas
from wijkbeeld.ui.vernieuwing.choice import QUESTION, controls, place
from wijkbeeld.ui.vernieuwing.choices import choices
from wijkbeeld.ui.vernieuwing.compared import alike, trends
from wijkbeeld.ui.vernieuwing.computed import results
from wijkbeeld.ui.vernieuwing.difference import estimate
from wijkbeeld.ui.vernieuwing.each import each_area
from wijkbeeld.ui.vernieuwing.goal_table import panel as goals
from wijkbeeld.ui.vernieuwing.map import blank
from wijkbeeld.ui.vernieuwing.meaning import appendix, catch_up, conclude
from wijkbeeld.ui.vernieuwing.own_register import panel as register

__all__ = [
    "QUESTION",
    "alike",
    "appendix",
    "areas",
    "blank",
    "catch_up",
    "choices",
    "conclude",
    "controls",
    "each_area",
    "estimate",
    "goals",
    "place",
    "register",
    "results",
    "trends",
]
