"""A phone follows the presenter, looks around, answers, and comes back after a lost connection."""

from __future__ import annotations

import shutil

import pytest

from tests.support.decks import deck, question, text
from tests.support.running import ROOT, serving
from wijkbeeld.map import live
from wijkbeeld.room import asking
from wijkbeeld.room.rooms import Rooms

SHADOW = "document.getElementById('host').shadowRoot"


def until(page, is_so: str) -> None:
    """Playwright's own waiting needs eval, which the policy of the page forbids."""
    for _ in range(600):
        if page.evaluate(is_so):
            return
        page.wait_for_timeout(50)
    raise AssertionError(is_so)


@pytest.fixture(scope="module")
def room_store(demo_store, tmp_path_factory):
    """A store that a room may write to."""
    return shutil.copytree(demo_store, tmp_path_factory.mktemp("zaal") / "store")
