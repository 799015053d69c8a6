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

from wijkbeeld.store.ground import no_map, other_borders
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
    reasons = done.gaps.set_index("code")["reden"]
    assert reasons["WK000112"] == "op de kaart van 2019 ligt hier geen gebied"


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


def test_the_same_ground_under_another_code_keeps_its_figures():
    land = areas(area("WK000100", 2019, (0, 0, 10, 10)), area("WK198000", 2022, (0, 0, 10, 10)))
    done = run([figure("WK000100", 2019, 5)], land)
    assert done.figures[["code", "value", "koppeling"]].values.tolist() == [
        ["WK198000", 5.0, "grens"]
    ]
    assert done.gaps.empty


def test_a_code_given_to_another_area_does_not_take_the_figures_along():
    land = areas(
        area("WK000100", 2019, (0, 0, 10, 10)),
        area("WK000101", 2019, (10, 0, 20, 10)),
        area("WK000100", 2022, (10, 0, 20, 10)),
        area("WK000101", 2022, (0, 0, 10, 10)),
    )
    done = run([figure("WK000100", 2019, 5), figure("WK000101", 2019, 7)], land)
    values = done.figures.set_index("code")["value"]
    assert values["WK000100"] == 7
    assert values["WK000101"] == 5


@pytest.mark.parametrize(
    ("old", "reason"),
    [
        ([("WK000110", (0, 0, 40, 10))], "was in 2019 een deel van WK000110"),
        ([("WK000110", (0, 0, 5, 10)), ("WK000111", (5, 0, 40, 10))], "liepen in 2019 anders"),
        ([("WK000110", (500, 0, 540, 10))], "ligt hier geen gebied"),
        ([], "zonder kaart van 2019"),
    ],
)
def test_a_gap_tells_what_was_there(old, reason):
    maps = [area(code, 2019, box) for code, box in old]
    land = areas(area("WK000199", 2022, (0, 0, 10, 10)), *maps)
    done = run([figure("WK000110", 2019, 5), figure("WK000111", 2019, 5)], land)
    assert reason in done.gaps.set_index("code")["reden"]["WK000199"]


def test_no_gap_ever_says_that_an_area_did_not_exist():
    for year in (2003, 2019):
        assert "bestond" not in no_map(year) + other_borders(year)


def town(number: int, x: int, side: int = 3) -> list[tuple[str, tuple[int, int, int, int]]]:
    """A gemeente of wijken in a row, each of two buurten."""
    found = [(f"GM{number:04d}", (x, 0, x + 100 * side, 100))]
    for w in range(side):
        left = x + 100 * w
        found.append((f"WK{number:04d}{w:02d}", (left, 0, left + 100, 100)))
        for b in range(2):
            half = (left + 50 * b, 0, left + 50 * b + 50, 100)
            found.append((f"BU{number:04d}{w:02d}{b:02d}", half))
    return found


LEVEL = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}


def mapped(year: int, places: list[tuple[str, tuple[int, int, int, int]]]) -> list[dict]:
    return [area(code, year, box, LEVEL[code[:2]]) for code, box in places]


def published(places, year: int = 2019) -> pd.DataFrame:
    """Figures of every area: counts, a share and a mean, all of them known."""
    rng = np.random.default_rng(len(places))
    rows = []
    for code, _ in places:
        for id_ in ("inwoners", "woningen", "koop", "woz"):
            value = float(rng.integers(20, 90) if id_ == "koop" else rng.integers(100, 900))
            rows.append(figure(code, year, value, id_, LEVEL[code[:2]]))
    return pd.DataFrame(rows)


EVERY_LEVEL = {2022: {"gemeente", "wijk", "buurt"}}


def test_a_recoded_city_is_joined_without_loss():
    """A city gets letters in all its codes, and a number of its own (Amsterdam, 2023)."""
    old = town(363, 0, 9)
    new = [(c[:2] + "0999" + c[6:].replace("0", "Z"), box) for c, box in old]
    new = [(c if c[:2] != "GM" else "GM0999", box) for c, box in new]
    figures = published(old)
    done = join(figures, areas(*mapped(2019, old), *mapped(2022, new)), EVERY_LEVEL)
    assert done.gaps.empty
    truth = dict(zip([c for c, _ in old], [c for c, _ in new], strict=True))
    wanted = figures.assign(code=figures["code"].map(truth))
    key = ["level", "code", "indicator", "year"]
    plain = done.figures.astype(dict.fromkeys(("level", "code", "indicator"), "str"))
    got = plain.set_index(key)["value"].sort_index()
    pd.testing.assert_series_equal(
        got,
        wanted.astype({"year": "int16"}).set_index(key)["value"].sort_index(),
        check_index_type=False,
    )


def test_a_merger_of_two_gemeenten_is_joined_without_loss():
    """Two gemeenten become one: wijken and buurten get new codes, the gemeente is their sum."""
    first, second = town(11, 0), town(22, 300)
    merged = [("GM1999", (0, 0, 600, 100))]
    merged += [
        (f"{c[:2]}1999{int(c[6:8]) + shift:02d}{c[8:]}", box)
        for places, shift in ((first, 0), (second, 10))
        for c, box in places[1:]
    ]
    old = [*first, *second]
    figures = published(old)
    done = join(figures, areas(*mapped(2019, old), *mapped(2022, merged)), EVERY_LEVEL)
    assert done.gaps.empty
    plain = done.figures.astype({"code": "str", "indicator": "str"})
    got = plain.pivot(index="code", columns="indicator", values="value")
    was = figures.pivot(index="code", columns="indicator", values="value")
    truth = dict(
        zip([c for c, _ in merged[1:]], [c for c, _ in [*first[1:], *second[1:]]], strict=True)
    )
    for new, before in truth.items():
        pd.testing.assert_series_equal(got.loc[new], was.loc[before], check_names=False)
    both = was.loc[["GM0011", "GM0022"]]
    whole = got.loc["GM1999"]
    assert whole["inwoners"] == both["inwoners"].sum()
    assert whole["woningen"] == both["woningen"].sum()
    for share in ("koop", "woz"):
        assert whole[share] == pytest.approx(np.average(both[share], weights=both["woningen"]))


def test_buurten_that_were_joined_are_rebuilt_and_split_ones_are_a_gap():
    old = [
        ("BU00010000", (0, 0, 10, 10)),
        ("BU00010001", (10, 0, 20, 10)),
        ("BU00010002", (20, 0, 40, 10)),
    ]
    new = [
        ("BU00010010", (0, 0, 20, 10)),
        ("BU00010011", (20, 0, 30, 10)),
        ("BU00010012", (30, 0, 40, 10)),
    ]
    figures = published(old)
    done = join(figures, areas(*mapped(2019, old), *mapped(2022, new)), {2022: {"buurt"}})
    people = done.figures[done.figures["indicator"] == "inwoners"].set_index("code")["value"]
    wanted = figures[figures["indicator"] == "inwoners"].set_index("code")["value"]
    assert people.to_dict() == {"BU00010010": wanted.iloc[:2].sum()}
    assert set(done.figures["koppeling"]) == {"gewogen"}
    assert set(done.gaps["code"]) == {"BU00010011", "BU00010012"}
    assert all("was in 2019 een deel van BU00010002" in r for r in done.gaps["reden"])


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


def test_areas_that_were_all_cut_up_get_no_figure_and_stop_nothing():
    """A year of which no area lies wholly inside a newer one: nothing to rebuild from."""
    cells = pd.DataFrame(
        {
            "code": ["BU1", "BU1", "BU1"],
            "indicator": ["inwoners", "woningen", "woz"],
            "value": [100.0, 50.0, 200.0],
        }
    ).astype({"code": "str", "indicator": "str"})
    weights = pd.DataFrame(
        {
            "donor": ["BU1", "BU1"],
            "code": ["BU2", "BU3"],
            "share": [0.5, 0.5],
            "surface": [1.0, 1.0],
        }
    ).astype({"donor": "str", "code": "str"})
    assert aggregate(cells, weights).empty
