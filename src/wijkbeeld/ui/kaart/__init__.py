"""The page *Kaart*: controls, the map, and what stands beside it."""

from wijkbeeld.ui.kaart.choice import controls
from wijkbeeld.ui.kaart.fallback import instead
from wijkbeeld.ui.kaart.layout import places, tell
from wijkbeeld.ui.kaart.map_view import DRAWN, draw
from wijkbeeld.ui.kaart.share import panel as share
from wijkbeeld.ui.kaart.sidebar import explain

__all__ = ["DRAWN", "controls", "draw", "explain", "instead", "places", "share", "tell"]
