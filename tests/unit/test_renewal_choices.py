"""Choices of a comparison: what links and the command write, and what they mean."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.analysis.alike import _reuse
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.renewal import choices
from wijkbeeld.renewal_command.options import _CHOICES
from wijkbeeld.ui.url_keys import keys_of


def test_every_choice_is_a_key_of_the_page_and_an_option():
    page = {key.name for key in keys_of("vernieuwing")}
    assert set(choices.known()) == set(_CHOICES)
    assert set(choices.known()) <= page


def test_a_specification_and_its_choices_are_each_others_inverse():
    every = choices.known()
    for values in product(*(c.values for c in every.values())):
        chosen = dict(zip(every, values, strict=True))
        assert choices.chosen_in(choices.specification("lbm", chosen)) == chosen
    defaults = {key: c.default for key, c in every.items()}
    assert choices.specification("lbm", defaults) == Specification("lbm")


def test_no_two_values_look_alike_in_a_link():
    for choice in choices.known().values():
        assert len(choice.links) == len(choice.values)


@given(st.lists(st.lists(st.integers(-1, 6), min_size=8, max_size=8), min_size=1, max_size=5))
def test_reuse_counts_how_often_each_look_alike_serves(rows):
    partners = np.array(rows)
    expected = [
        sum(k * (k - 1) for k in np.unique(r[r >= 0], return_counts=True)[1]) for r in partners
    ]
    assert _reuse(partners).tolist() == expected
