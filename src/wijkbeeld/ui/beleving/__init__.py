"""The page *Beleving*: surveys of residents beside statistics."""

from wijkbeeld.ui.beleving.choice import controls, levels_of
from wijkbeeld.ui.beleving.empty import empty
from wijkbeeld.ui.beleving.page import show

__all__ = ["controls", "empty", "levels_of", "show"]
