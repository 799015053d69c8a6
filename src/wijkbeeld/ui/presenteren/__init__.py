"""The page *Presenteren*: decks of the dataset, their scenes, and the ways to play them."""

from wijkbeeld.ui.presenteren.library import library
from wijkbeeld.ui.presenteren.scene_list import scene_list

__all__ = ["library", "scene_list"]
