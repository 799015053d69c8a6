"""Memory is given back when there is something to give."""

from __future__ import annotations

import gc

import pytest

from wijkbeeld.catalog import memory


@pytest.mark.parametrize(
    ("held", "looks"),
    [
        ([memory.LITTLE * n for n in (1, 2, 3)], 3),
        ([memory.LITTLE * 5, memory.LITTLE * 5 + 1, memory.LITTLE * 5 + 2], 1),
        ([0, 0, 0], 3),
    ],
    ids=["it grows", "it hardly grows", "the system does not tell"],
)
def test_a_look_costs_time_and_is_taken_after_growth(monkeypatch, held, looks):
    looked = []
    monkeypatch.setattr(gc, "collect", lambda: looked.append(1))
    monkeypatch.setattr(memory, "_before", 0)
    for bytes_ in held:
        monkeypatch.setattr(memory, "_resident", lambda now=bytes_: now)
        memory.give_back()
    assert len(looked) == looks
