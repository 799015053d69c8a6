"""The page *Waterbed*: what happened around renewed areas."""

from wijkbeeld.ui.waterbed.choice import WITHIN, controls
from wijkbeeld.ui.waterbed.computed import found
from wijkbeeld.ui.waterbed.page import show

__all__ = ["WITHIN", "controls", "found", "show"]
