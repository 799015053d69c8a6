"""The page *Vernieuwing*: renewed beside not renewed, the answer first and eight steps under it."""

from wijkbeeld.ui.renewed_areas import place
from wijkbeeld.ui.vernieuwing.choice import WITHIN, controls
from wijkbeeld.ui.vernieuwing.computed import results
from wijkbeeld.ui.vernieuwing.goal_table import panel as goals
from wijkbeeld.ui.vernieuwing.map import blank
from wijkbeeld.ui.vernieuwing.own_register import panel as register
from wijkbeeld.ui.vernieuwing.page import show

__all__ = ["WITHIN", "blank", "controls", "goals", "place", "register", "results", "show"]
