"""Dips and peaks before the start, in cities where neighbours share what happens to them."""

from __future__ import annotations

from tests.support.worlds import World, made
from wijkbeeld.analysis.clusters import draw
from wijkbeeld.analysis.estimators import compare
from wijkbeeld.analysis.pretrends import Start, start_of
from wijkbeeld.analysis.specification import Specification, compared_with

WORLDS = 60


def starts(seed: int, draws: int = 199) -> tuple[Start, Start]:
    """Start of one cluster that nothing happened to: beside clusters, and beside single areas."""
    data = made(World(size=15, rho=0.9, starts=(2016,)), seed)
    main = compare(data, Specification("lbm"), draws)
    assigned = draw(main.panel, data.strata, data.contiguity, draws).placebos.assigned
    others = compared_with(main)
    return (
        start_of(main.panel, others, same_stratum=True, assigned=assigned),
        start_of(main.panel, others, same_stratum=True),
    )


def test_a_cluster_is_no_passing_low_or_high_because_neighbours_move_together():
    both = [starts(seed) for seed in range(WORLDS)]
    as_they_lie, single = (
        sum(pair[k].is_passing or pair[k].is_high or pair[k].is_drifting for pair in both)
        for k in (0, 1)
    )
    assert as_they_lie <= 0.07 * WORLDS, "alarms of a test at one percent, on both sides"
    assert single > 2 * as_they_lie, "single areas taken for placebos would raise the alarm often"
