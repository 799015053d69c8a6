"""What is made of a choice of *Menging* is made once, and not kept for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from wijkbeeld.store.kept import Kept
from wijkbeeld.ui.menging.once import MOST, once


class Chosen:
    def __init__(self) -> None:
        self.made = Kept(MOST)


def counting():
    asked = []

    @once
    def double(choice, number, plus=0):
        asked.append(number)
        return 2 * number + plus

    return double, asked


def test_once_per_choice_and_per_argument():
    double, asked = counting()
    one, other = Chosen(), Chosen()
    assert [double(one, 2), double(one, 2), double(one, 3), double(one, 2, plus=1)] == [4, 4, 6, 5]
    assert asked == [2, 3, 2]
    assert double(other, 2) == 4
    assert asked == [2, 3, 2, 2]


def test_two_functions_with_the_same_arguments_are_two_results():
    double, _ = counting()
    half = once(lambda choice, number: number / 2)
    one = Chosen()
    assert (double(one, 2), half(one, 2)) == (4, 1)


def test_what_was_not_asked_for_longest_goes_first():
    double, asked = counting()
    one = Chosen()
    double(one, 0)
    for number in range(1, MOST):
        double(one, number)
        double(one, 0)
    double(one, MOST)  # one too many: 1 goes
    asked.clear()
    double(one, 0)
    double(one, 1)
    assert asked == [1]


def test_sessions_that_ask_at_once_share_the_work():
    double, asked = counting()
    one = Chosen()
    with ThreadPoolExecutor(8) as sessions:
        assert set(sessions.map(lambda _: double(one, 7), range(64))) == {14}
    assert asked == [7]
