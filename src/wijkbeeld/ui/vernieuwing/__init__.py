"""The page *Vernieuwing*: renewed beside not renewed, as an argument in eight steps."""

from wijkbeeld.ui.vernieuwing.appendix import panel as appendix
from wijkbeeld.ui.vernieuwing.choice import KEPT, QUESTION, controls, place
from wijkbeeld.ui.vernieuwing.compared import alike, areas, trends
from wijkbeeld.ui.vernieuwing.each import each_area
from wijkbeeld.ui.vernieuwing.estimate import choices, estimate
from wijkbeeld.ui.vernieuwing.goals import panel as goals
from wijkbeeld.ui.vernieuwing.meaning import catch_up, conclude
from wijkbeeld.ui.vernieuwing.registry import panel as register
from wijkbeeld.ui.vernieuwing.results import results

__all__ = [
    "KEPT", "QUESTION", "alike", "appendix", "areas", "catch_up", "choices", "conclude", "controls", "each_area",
    "estimate", "goals", "place", "register", "results", "trends",
]  # fmt: skip
