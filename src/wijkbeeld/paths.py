"""Where Wijkbeeld finds its own declarations and keeps the user's data."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


def _bundled(name: str, installed: str) -> Path:
    """Return a folder of the checkout, or its copy inside an installed wheel."""
    checkout = _PACKAGE.parents[1] / name
    return checkout if checkout.exists() else _PACKAGE / installed


def declarations() -> Path:
    """Folder with the catalog: ``sources/``, ``indicators.toml``, ``programmes/``."""
    return _bundled("data", "_data")


def app_script() -> Path:
    """The Streamlit entry point, ``app.py``."""
    return _bundled("app.py", "_app/app.py")


def store_root() -> Path:
    """Folder that holds the datasets.

    ``WIJKBEELD_STORE`` when set, else the user's data folder of this machine.
    """
    chosen = os.environ.get("WIJKBEELD_STORE")
    return Path(chosen).expanduser() if chosen else user_data_path("wijkbeeld", appauthor=False)
