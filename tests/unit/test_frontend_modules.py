"""The frontend's own unit tests, run where Node is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "frontend"


def test_frontend_modules():
    """``node --test`` over tests/frontend; nothing else of the project needs Node."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("WIJKBEELD_NODE_REQUIRED") == "1":
            pytest.fail("Node is not on the PATH, and WIJKBEELD_NODE_REQUIRED=1 asks for it")
        pytest.skip("Node is not on the PATH: install Node 20 or later to test the frontend")
    files = sorted(str(file) for file in FOLDER.glob("*.test.mjs"))
    assert files
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
