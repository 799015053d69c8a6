"""The page *Handelingsperspectief*: from what is known of an area to what to do there."""

from wijkbeeld.ui.handelen.cases import cases
from wijkbeeld.ui.handelen.catalogue import catalogue
from wijkbeeld.ui.handelen.choice import controls
from wijkbeeld.ui.handelen.overview import header, overview, steps
from wijkbeeld.ui.handelen.plan import plan
from wijkbeeld.ui.handelen.route import route
from wijkbeeld.ui.handelen.take_along import take_along

__all__ = [
    "cases",
    "catalogue",
    "controls",
    "header",
    "overview",
    "plan",
    "route",
    "steps",
    "take_along",
]
