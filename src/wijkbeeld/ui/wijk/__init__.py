"""The page *Wijk*: everything about one area."""

from wijkbeeld.ui.wijk.choice import controls
from wijkbeeld.ui.wijk.dimensions import profile
from wijkbeeld.ui.wijk.figures import key_figures
from wijkbeeld.ui.wijk.inside import within
from wijkbeeld.ui.wijk.now import header
from wijkbeeld.ui.wijk.others import others
from wijkbeeld.ui.wijk.place import place
from wijkbeeld.ui.wijk.programmes import programmes
from wijkbeeld.ui.wijk.series import over_time

__all__ = [
    "controls",
    "header",
    "key_figures",
    "others",
    "over_time",
    "place",
    "profile",
    "programmes",
    "within",
]
