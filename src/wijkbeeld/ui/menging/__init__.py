"""The page *Menging*: how mixed areas are, at which grain, and for whom."""

from wijkbeeld.ui.menging.choice import controls
from wijkbeeld.ui.menging.page import show

__all__ = ["controls", "show"]
