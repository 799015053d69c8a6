"""The three-step rule that lays figures of one year on the areas of another."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wijkbeeld.store.join import join
from wijkbeeld.store.rebuild import aggregate, overlap_weights
from wijkbeeld.store.same_areas import iou, same_areas


def area(code: str, year: int, box: tuple[float, float, float, float], level: str = "wijk") -> dict:
    return {
        "indeling": year,
        "level": level,
        "code": code,
        "is_water": False,
        "geometry": shapely.box(*box),
    }


def areas(*rows: dict) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(list(rows), geometry="geometry", crs=28992)


def figure(
    code: str, year: int, value: float, indicator: str = "inwoners", level: str = "wijk"
) -> dict:
    return {
        "year": year,
        "indeling": year,
        "level": level,
        "code": code,
        "indicator": indicator,
        "value": value,
        "status": "cijfer",
    }


def run(figures: list[dict], land: gpd.GeoDataFrame):
    return join(pd.DataFrame(figures), land, {2022: {"wijk"}})


def test_same_year_is_taken_as_it_is():
    done = run([figure("WK000100", 2022, 5)], areas(area("WK000100", 2022, (0, 0, 10, 10))))
    assert done.figures["koppeling"].tolist() == ["zelfde indeling"]


def test_same_code_and_boundary():
    land = areas(area("WK000100", 2022, (0, 0, 100, 100)), area("WK000100", 2019, (0, 0, 100, 97)))
    done = run([figure("WK000100", 2019, 5)], land)
    assert done.figures["koppeling"].tolist() == ["grens"]


def test_same_code_another_boundary_is_a_gap_with_the_reason():
    land = areas(area("WK000100", 2022, (0, 0, 100, 100)), area("WK000100", 2019, (0, 0, 100, 60)))
    done = run([figure("WK000100", 2019, 5)], land)
    assert done.figures.empty
    assert done.gaps["reden"].tolist() == ["de grens van dit gebied is veranderd"]


def test_without_a_second_map_the_codes_of_the_gemeente_must_agree():
    land = areas(*[area(f"WK0001{n:02d}", 2022, (n, 0, n + 1, 1)) for n in range(10)])
    done = run([figure("WK000100", 2014, 5), figure("WK000101", 2014, 5)], land)
    assert done.figures.empty
    assert any("niet zeker dat de indeling" in r for r in done.gaps["reden"])
    same = run([figure(f"WK0001{n:02d}", 2014, 5) for n in range(10)], land)
    assert set(same.figures["koppeling"]) == {"code"}
    assert same.gaps.empty


def test_without_a_second_map_the_size_must_agree():
    land = areas(area("WK000100", 2022, (0, 0, 1000, 1000)))
    right = run(
        [figure("WK000100", 2014, 5), figure("WK000100", 2014, 100, "oppervlakte_totaal")], land
    )
    assert len(right.figures) == 2
    wrong = run(
        [figure("WK000100", 2014, 5), figure("WK000100", 2014, 150, "oppervlakte_totaal")], land
    )
    assert wrong.figures.empty
    assert wrong.gaps["reden"].tolist() == ["de oppervlakte van dit gebied is veranderd"]


def test_amsterdam_2014_trap_codes_reused_for_other_areas():
    """Stadsdelen and buurtcombinaties share codes: figures must not jump from one to the other."""
    land = areas(*[area(f"WK0363{n:02d}", 2022, (n, 0, n + 1, 1)) for n in range(99)])
    done = run([figure(f"WK0363{n:02d}", 2014, 100_000) for n in range(8)], land)
    assert done.figures.empty


def split_town() -> tuple[gpd.GeoDataFrame, list[dict]]:
    """One wijk of 2019 became two in 2022; four buurten of 2019 tell who lives where."""
    boxes = [(0, 0, 50, 50), (50, 0, 100, 50), (0, 50, 50, 100), (50, 50, 100, 100)]
    buurten = [area(f"BU00010{n}00", 2019, b, "buurt") for n, b in enumerate(boxes)]
    land = areas(
        area("WK000100", 2019, (0, 0, 100, 100)),
        area("WK000110", 2022, (0, 0, 100, 50)),
        area("WK000111", 2022, (0, 50, 100, 100)),
        *buurten,
    )
    people, share = [100, 300, 50, 0], [10, 30, 20, np.nan]
    figures = [figure("WK000100", 2019, 450)]
    figures += [figure(f"BU00010{n}00", 2019, p, level="buurt") for n, p in enumerate(people)]
    figures += [
        figure(f"BU00010{n}00", 2019, s, "leeftijd_0_14", "buurt")
        for n, s in enumerate(share)
        if s == s
    ]
    return land, figures


def test_counts_are_summed_and_shares_rebuilt_from_buurten():
    land, figures = split_town()
    done = run(figures, land).figures.set_index(["code", "indicator"])
    assert set(done["koppeling"]) == {"gewogen"}
    assert done.loc[("WK000110", "inwoners"), "value"] == 400
    assert done.loc[("WK000110", "leeftijd_0_14"), "value"] == pytest.approx(
        (10 * 100 + 30 * 300) / 400
    )
    assert done.loc[("WK000111", "inwoners"), "value"] == 50
    assert done.loc[("WK000111", "leeftijd_0_14"), "value"] == 20


def test_a_share_without_most_of_its_people_is_a_gap():
    land, figures = split_town()
    figures = [
        f for f in figures if not (f["indicator"] == "leeftijd_0_14" and f["code"] == "BU00010100")
    ]
    done = run(figures, land).figures.set_index(["code", "indicator"])
    assert ("WK000110", "leeftijd_0_14") not in done.index


def test_areas_that_buurten_do_not_cover_stay_a_gap():
    land, figures = split_town()
    land = pd.concat([land, areas(area("WK000112", 2022, (90, 90, 300, 300)))])
    done = run(figures, land)
    assert "WK000112" not in set(done.figures["code"])
    assert (
        done.gaps.loc[done.gaps["code"] == "WK000112", "reden"]
        .iloc[0]
        .startswith("dit gebied bestond")
    )


@given(
    st.lists(st.integers(1, 11), max_size=5, unique=True),
    st.lists(st.floats(0, 1000), min_size=12, max_size=12),
)
def test_borders_along_buurten_keep_every_person(edges, people):
    """Whatever wijken are made of whole buurten: nobody is lost and nobody is counted twice."""
    donors = areas(*[area(f"D{n}", 2019, (n, 0, n + 1, 10)) for n in range(12)])
    edges = [0, *sorted(edges), 12]
    target = areas(*[area(f"T{a}", 2022, (a, 0, b, 10)) for a, b in pairwise(edges)])
    weights = overlap_weights(donors.set_index("code"), target.set_index("code"))
    cells = pd.DataFrame(
        [{"code": f"D{n}", "indicator": "inwoners", "value": p} for n, p in enumerate(people)]
    )
    found = aggregate(cells, weights)
    assert found["value"].sum() == pytest.approx(sum(people), abs=1e-6)
    for a, b in pairwise(edges):
        row = found[found["code"] == f"T{a}"]["value"]
        assert row.sum() == pytest.approx(sum(people[a:b]), abs=1e-6)


def test_a_cut_buurt_gives_no_figure():
    """Nothing says where in a buurt people live, so a border through it is a gap."""
    donors = areas(area("D0", 2019, (0, 0, 10, 10)), area("D1", 2019, (10, 0, 20, 10)))
    target = areas(area("T0", 2022, (0, 0, 15, 10)), area("T1", 2022, (15, 0, 20, 10)))
    weights = overlap_weights(donors.set_index("code"), target.set_index("code"))
    cells = pd.DataFrame(
        [{"code": f"D{n}", "indicator": "inwoners", "value": 100.0} for n in range(2)]
    )
    assert aggregate(cells, weights).empty


def test_a_count_is_never_a_silent_undercount():
    donors = areas(area("D0", 2019, (0, 0, 10, 10)), area("D1", 2019, (10, 0, 20, 10)))
    target = areas(area("T0", 2022, (0, 0, 20, 10)))
    weights = overlap_weights(donors.set_index("code"), target.set_index("code"))
    rows = [
        ("D0", "inwoners", 100.0),
        ("D1", "inwoners", np.nan),
        ("D0", "woningen", 50.0),
        ("D1", "woningen", 4000.0),
    ]
    cells = pd.DataFrame(rows, columns=["code", "indicator", "value"])
    assert "inwoners" not in set(aggregate(cells, weights)["indicator"])


def test_merged_gemeenten_are_a_gap_or_rebuilt_never_nothing():
    land = areas(area("WK000100", 2019, (0, 0, 10, 10)), area("WK198000", 2022, (0, 0, 10, 10)))
    done = run([figure("WK000100", 2019, 5)], land)
    assert done.gaps["code"].tolist() == ["WK198000"]


def test_sea_and_lakes_do_not_make_a_false_gap():
    land = areas(area("GM000100", 2022, (0, 0, 1000, 850), "wijk"))
    rows = [
        figure("GM000100", 2019, 7),
        figure("GM000100", 2019, 98, "oppervlakte_totaal"),
        figure("GM000100", 2019, 82, "oppervlakte_land"),
    ]
    assert run(rows, land).gaps.empty


def test_a_gemeente_without_map_or_surface_is_a_gap():
    land = areas(area("GM0014", 2022, (0, 0, 1000, 1000), "wijk"))
    done = run([figure("GM0014", 2018, 7)], land)
    assert done.figures.empty
    assert "niet te controleren" in done.gaps["reden"].iloc[0]


def test_figures_of_two_classifications_never_collide():
    land = areas(area("WK000100", 2022, (0, 0, 10, 10)), area("WK000100", 2019, (0, 0, 10, 10)))
    rows = [figure("WK000100", 2019, 1), figure("WK000100", 2019, 2) | {"indeling": 2022}]
    assert run(rows, land).figures["value"].tolist() == [2]


def test_iou_of_known_shapes():
    a, b = shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)
    assert iou(np.array([a, a]), np.array([a, b])).tolist() == pytest.approx([1.0, 1 / 3])


def test_verdicts_cover_exactly_the_shared_codes():
    target = areas(
        area("WK000100", 2022, (0, 0, 1, 1)), area("WK000101", 2022, (1, 0, 2, 1))
    ).set_index("code")
    donor = target.iloc[:0]
    verdict = same_areas(
        pd.Index(["WK000100", "WK000101", "WK000109"]),
        donor,
        target,
        pd.DataFrame([figure("X", 1, 1)]),
    )
    assert list(verdict.index) == ["WK000100", "WK000101"]
