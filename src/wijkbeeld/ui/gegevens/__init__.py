"""The page *Gegevens*: what is in the dataset, adding, fetching, going back, removing."""

from wijkbeeld.ui.gegevens.adding import add_files
from wijkbeeld.ui.gegevens.dataset import switch
from wijkbeeld.ui.gegevens.fetching import fetch_official
from wijkbeeld.ui.gegevens.holdings import overview
from wijkbeeld.ui.gegevens.making import demo
from wijkbeeld.ui.gegevens.own_files import own_files

__all__ = ["add_files", "demo", "fetch_official", "overview", "own_files", "switch"]
