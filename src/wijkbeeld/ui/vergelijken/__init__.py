"""The page *Vergelijken*: two to eight areas side by side."""

from wijkbeeld.ui.vergelijken.choice import controls
from wijkbeeld.ui.vergelijken.differences import differences
from wijkbeeld.ui.vergelijken.pictures import pictures
from wijkbeeld.ui.vergelijken.saved import keep

__all__ = ["controls", "differences", "keep", "pictures"]
