"""Starts the app as a server, for the command ``run``."""

from __future__ import annotations

import os
import subprocess
import sys

from wijkbeeld import paths
from wijkbeeld.room import SHARE


def start(port: int, *, share: bool) -> int:
    """Run the app until it is stopped; returns its exit code.

    Parameters
    ----------
    share
        Whether the room is open to the local network, at a port after this one.
    """
    script = paths.app_script()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    settings = os.environ | ({SHARE: str(port + 1)} if share else {})
    return subprocess.call(command, cwd=script.parent, env=settings)  # noqa: S603
