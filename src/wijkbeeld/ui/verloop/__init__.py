"""The page *Verloop*: choice of areas, score series, share that scores low, figures, table."""

from wijkbeeld.ui.verloop.choice import controls
from wijkbeeld.ui.verloop.figures import figures_panel
from wijkbeeld.ui.verloop.low_share import share_panel
from wijkbeeld.ui.verloop.scores import scores_panel
from wijkbeeld.ui.verloop.table import table_panel

__all__ = ["controls", "figures_panel", "scores_panel", "share_panel", "table_panel"]
