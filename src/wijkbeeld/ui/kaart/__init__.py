"""The page *Kaart*: controls, the map, and what stands beside it."""

from wijkbeeld.ui.kaart.beside import explain
from wijkbeeld.ui.kaart.choice import KEPT, controls
from wijkbeeld.ui.kaart.fallback import simple_map
from wijkbeeld.ui.kaart.picture import DRAWN, draw

__all__ = ["DRAWN", "KEPT", "controls", "draw", "explain", "simple_map"]
