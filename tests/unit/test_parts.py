"""Official files taken out: alone where nothing is shared, together where it is, never half."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support import samples
from tests.unit.test_own_layers import add, reading, values
from wijkbeeld import pipeline
from wijkbeeld.store import versions
from wijkbeeld.store.manifest import FileAccount, manifest_of
from wijkbeeld.store.missing import missing
from wijkbeeld.store.parts import together
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.words.holdings import held


@pytest.fixture
def town(tmp_path):
    root = tmp_path / "store"
    (tmp_path / "scores.csv").write_text(samples.scores(6), encoding="utf-8")
    (tmp_path / "kaart.geojson").write_text(samples.geojson(6), encoding="utf-8")
    pipeline.import_paths([tmp_path / "scores.csv", tmp_path / "kaart.geojson"], "stad", [], root)
    return root


def key(root, name):
    return next(f.key for f in manifest_of(versions.current("stad", root)).files if f.file == name)


def test_a_map_goes_and_the_areas_keep_their_names(town):
    before = open_dataset("stad", town)
    names = before.by_code(before.scope("wijk", 2022))["name"].to_dict()
    pipeline.remove_official(key(town, "kaart.geojson"), "stad", town)
    data = open_dataset("stad", town)
    assert data.by_code(data.scope("wijk", 2022))["name"].to_dict() == names
    (row,) = [r for r in data.manifest.areas if r["level"] == "wijk"]
    assert (row["areas"], row["with_map"]) == (6, 0)
    versions.undo("stad", town)
    assert [r["with_map"] for r in open_dataset("stad", town).manifest.areas] == [6]


def test_own_figures_that_cbs_covered_come_back(town, tmp_path):
    add(town, reading(tmp_path, "eigen.csv", [11] * 6, id_="inwoners"))
    kwb = tmp_path / "kerncijfers_2022.csv"
    kwb.write_text(samples.statline(), encoding="utf-8")
    pipeline.import_paths([kwb], "stad", [], town)
    over = values(town, "inwoners")
    assert over != [11] * 6
    pipeline.remove_official(key(town, "kerncijfers_2022.csv"), "stad", town)
    assert values(town, "inwoners") == [11] * 6


def test_files_of_the_same_part_go_together(town, tmp_path):
    more = tmp_path / "scores van elders.csv"
    more.write_text(samples.scores(3, town="0599"), encoding="utf-8")
    pipeline.import_paths([more], "stad", [], town)
    files = manifest_of(versions.current("stad", town)).files
    first = next(f for f in files if f.file == "scores.csv")
    assert {f.file for f in together(files, first) or []} == {"scores.csv", more.name}
    pipeline.remove_official(first.key, "stad", town)
    data = open_dataset("stad", town)
    assert not data.manifest.areas_per_wave
    assert [r["with_map"] for r in data.manifest.areas] == [6], "the map is of no one else"


def test_what_an_older_version_brought_stays(town):
    files = manifest_of(versions.current("stad", town)).files
    old = [replace(files[0], parts=None), *files[1:]]
    assert together(old, files[1]) is None


def test_the_last_official_file_stays(town):
    pipeline.remove_official(key(town, "kaart.geojson"), "stad", town)
    used = versions.current("stad", town)
    with pytest.raises(StoreError, match="hele dataset"):
        pipeline.remove_official(key(town, "scores.csv"), "stad", town)
    assert versions.current("stad", town) == used


def _manifest(town, **parts):
    return replace(manifest_of(versions.current("stad", town)), **parts)


def test_a_part_of_the_country_is_not_the_edition(town):
    every = [("gemeente", 342), ("wijk", 3300), ("buurt", 12100)]
    waves = [
        {"edition": 2024, "level": level, "wave": wave, "areas": n}
        for level, n in every
        for wave in (2002, 2024)
    ]
    assert missing(["lbm-2024"], None) == ["lbm-2024"]
    assert missing(["lbm-2024"], _manifest(town)) == ["lbm-2024"]
    assert missing(["lbm-2024"], _manifest(town, areas_per_wave=waves)) == []
    few = [w | {"areas": 3} if w["wave"] == 2002 else w for w in waves]
    assert missing(["lbm-2024"], _manifest(town, areas_per_wave=few)) == ["lbm-2024"]
    part = held(_manifest(town, areas_per_wave=few), ["lbm-2024"])[0]
    assert part.lacks == "een deel van editie 2024"
    nothing = held(_manifest(town, areas_per_wave=[]), ["lbm-2024"])[0]
    assert nothing.lacks == "de hele editie 2024 (alle gebieden, alle metingen)"


def test_own_figures_are_no_kerncijfers(town):
    rows = [
        {"year": 2022, "level": lv, "areas": n, "indicators": 2}
        for lv, n in (("gemeente", 342), ("wijk", 3300))
    ]
    two = [{"id": i, "label": i, "unit": "%", "decimals": 0, "source": ""} for i in ("een", "twee")]
    counted = [r | {"official": 40} for r in rows]
    assert missing(["kwb-2022"], _manifest(town, figures=counted, indicators=[])) == ["kwb-2022"]
    few = held(_manifest(town, figures=counted, indicators=two), ["kwb-2022"])[1]
    assert (few.what, few.lacks) == ("2022 (40 wijken)", "2022")
    official = _manifest(town, figures=rows, indicators=[])
    assert missing(["kwb-2022"], official) == []
    assert missing(["kwb-2022"], _manifest(town, figures=rows, indicators=two)) == ["kwb-2022"]


def test_a_file_that_yielded_nothing_goes_alone():
    none = FileAccount("a", "grenzen", "a", "grenzen", "1", 5, 5, parts=[])
    some = FileAccount("b", "grenzen", "b", "grenzen", "2", 5, 0, parts=["grenzen/2022/wijk"])
    assert together([none, some], none) == [none]
