"""The page *Gegevens*: what is in the dataset, adding, fetching, going back, removing."""

from wijkbeeld.ui.gegevens.page import show

__all__ = ["show"]
