"""Own files as layers: the last one counts, one goes without the others, and CBS goes before."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.sources import own
from wijkbeeld.sources.recognise import Offer, sha256
from wijkbeeld.store import build, loading, versions
from wijkbeeld.store.join import join
from wijkbeeld.store.placing import known_areas, place
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.shown import shown_in
from wijkbeeld.store.versions import StoreError

MAPPING = """
code = "wijk"
jaar = 2022
indeling = {indeling}
bron = "{bron}"
[kolommen]
cijfer = {{ indicator = "{id}", label = "{id}", eenheid = "punten" }}
"""


@pytest.fixture
def town(tmp_path):
    root = tmp_path / "store"
    (tmp_path / "scores.csv").write_text(samples.scores(6), encoding="utf-8")
    (tmp_path / "kaart.geojson").write_text(samples.geojson(6), encoding="utf-8")
    pipeline.import_paths([tmp_path / "scores.csv", tmp_path / "kaart.geojson"], "stad", [], root)
    return root


def reading(folder, name, numbers, id_="tevreden", indeling=2022, sheet=""):
    file = folder / name
    rows = "".join(f"WK0363{n:02d};{v}\n" for n, v in enumerate(numbers))
    file.write_text("wijk;cijfer\n" + rows, encoding="utf-8")
    text = MAPPING.format(bron=f"Eigen cijfers, {name}", id=id_, indeling=indeling)
    made = own.read(file, own.parse_mapping(text, "m"))
    made.sha256, made.part = sha256(file), sheet
    return made


def add(root, *readings):
    return pipeline.import_offer(Offer(list(readings)), "stad", root).built.manifest


def values(root, id_="tevreden"):
    data = open_dataset("stad", root)
    table = data.figure_table(data.scope("wijk", 2022), id_)
    return table[2022].tolist() if 2022 in table else []


def layer(manifest, name):
    return next(f.layer for f in manifest.files if f.file == name)


def test_what_a_newer_file_covered_comes_back(town, tmp_path):
    add(town, reading(tmp_path, "oud.csv", [1, 2, 3]))
    manifest = add(town, reading(tmp_path, "nieuw.csv", [8, 9]))
    assert values(town) == [8, 9, 3]
    build.remove_file("stad", layer(manifest, "nieuw.csv"), town)
    assert values(town) == [1, 2, 3]
    versions.undo("stad", town)
    assert values(town) == [8, 9, 3]
    build.remove_file("stad", layer(manifest, "oud.csv"), town)
    assert values(town) == [8, 9]
    assert loading.verify("stad", town) == []


def test_the_last_file_leaves_no_measure_behind(town, tmp_path):
    manifest = add(town, reading(tmp_path, "een.csv", [1, 2]))
    build.remove_file("stad", layer(manifest, "een.csv"), town)
    after = open_dataset("stad", town).manifest
    assert after.indicators == []
    assert not [f for f in after.files if f.layer]
    assert after.areas_per_wave == manifest.areas_per_wave


def test_the_same_file_mapped_again_takes_its_own_place(town, tmp_path):
    add(town, reading(tmp_path, "een.csv", [1, 2]))
    manifest = add(town, reading(tmp_path, "een.csv", [1, 2], id_="anders"))
    assert len([f for f in manifest.files if f.layer]) == 1
    assert values(town) == []
    assert values(town, "anders") == [1, 2]


def test_two_sheets_of_one_file_are_two_layers(town, tmp_path):
    one = reading(tmp_path, "een.csv", [1, 2], sheet="Blad 1")
    other = reading(tmp_path, "een.csv", [1, 2], id_="anders", sheet="Blad 2")
    manifest = add(town, one, other)
    assert len({f.layer for f in manifest.files if f.layer}) == 2
    assert (values(town), values(town, "anders")) == ([1, 2], [1, 2])


def test_own_figures_survive_an_official_import_and_give_way_to_cbs(town, tmp_path):
    mine = reading(tmp_path, "een.csv", [1, 2, 3], id_="inwoners")
    add(town, mine, reading(tmp_path, "twee.csv", [4, 5]))
    (tmp_path / "kwb_2022.csv").write_text(samples.statline(2), encoding="utf-8")
    file = (tmp_path / "kwb_2022.csv").rename(tmp_path / "Kerncijfers_wijken_en_buurten_2022.csv")
    pipeline.import_paths([file], "stad", [], town)
    assert values(town, "inwoners") == [1000, 1010, 3]
    assert values(town) == [4, 5]
    files = {f.file: f.layer for f in open_dataset("stad", town).manifest.files}
    build.remove_file("stad", files["een.csv"], town)
    assert values(town, "inwoners") == [1000, 1010]


def test_a_file_that_is_gone_is_told(town, tmp_path):
    manifest = add(town, reading(tmp_path, "een.csv", [1]))
    build.remove_file("stad", layer(manifest, "een.csv"), town)
    used = versions.current("stad", town)
    with pytest.raises(StoreError, match="zit niet meer"):
        build.remove_file("stad", layer(manifest, "een.csv"), town)
    assert versions.current("stad", town) == used


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with text as text, however compact it is held."""
    texts = frame.select_dtypes(["category", "string", "object"]).columns
    return frame.astype(dict.fromkeys(texts, "str"))


def test_laying_a_part_again_gives_what_laying_everything_gives(real_store, tmp_path):
    root = tmp_path / "store"
    shutil.copytree(real_store, root)
    for year in (2020, 2022):
        mine = reading(tmp_path, f"{year}.csv", range(year, year + 20), f"maat{year}", year)
        manifest = pipeline.import_offer(Offer([mine]), "officieel", root).built.manifest
    for _ in range(2):
        folder = versions.current("officieel", root)
        tables = build.load(folder)
        whole = join(tables.figures, tables.areas, shown_in(tables))
        for name, frame in (("joined", whole.figures), ("gaps", whole.gaps)):
            kept = pd.read_parquet(folder / f"{name}.parquet")
            columns = list(frame.columns)
            pd.testing.assert_frame_equal(
                plain(kept).sort_values(columns, ignore_index=True),
                plain(frame).sort_values(columns, ignore_index=True),
            )
        if layer(manifest, "2020.csv") in tables.layers:
            build.remove_file("officieel", layer(manifest, "2020.csv"), root)


def test_maps_are_used_again_and_not_shared_for_good(town, tmp_path):
    before = versions.current("stad", town)
    manifest = add(town, reading(tmp_path, "een.csv", [1]))
    after = versions.current("stad", town)
    web = sorted(p.name for p in (before / "web").iterdir())
    assert web == sorted(p.name for p in (after / "web").iterdir())
    assert loading.verify("stad", town) == []
    build.remove_file("stad", layer(manifest, "een.csv"), town)
    assert not before.exists(), "two versions are kept"
    assert loading.verify("stad", town) == []


def test_placing_says_what_the_build_then_shows(town, tmp_path):
    for indeling, id_ in ((2022, "zelfde"), (2015, "ouder")):
        made = reading(tmp_path, f"{id_}.csv", [1, 2, 3, 4, 5, 6, 7], id_=id_, indeling=indeling)
        placed = place(made.figures, "stad", town)
        add(town, made)
        assert placed.numbers == 7
        assert placed.shown == len(values(town, id_)), id_
        assert sum(n for _, n in placed.reasons) == 7 - placed.shown


def test_placing_in_a_level_without_scores(town):
    figures = pd.DataFrame(
        {
            "year": [2022],
            "indeling": [2022],
            "level": ["gemeente"],
            "code": ["GM0363"],
            "indicator": ["x"],
            "value": [1.0],
            "status": ["cijfer"],
        }
    )
    placed = place(figures, "stad", town)
    assert (placed.numbers, placed.shown) == (1, 0)
    assert placed.reasons == (("in deze dataset staat geen kaart van gemeenten", 1),)
    assert place(figures, "er-is-niets", town).shown == 0
    assert known_areas("er-is-niets", town).empty
    assert known_areas("stad", town)["is_shown"].sum() == 6


def test_reasons_explain_every_number_that_cannot_be_shown(town, tmp_path):
    """Areas that no edition has share one reason: not each its own."""
    made = reading(tmp_path, "oud.csv", range(50, 80), indeling=2019)
    placed = place(made.figures, "stad", town)
    assert placed.numbers == 30
    assert placed.shown < 30 - len(placed.reasons)
    assert sum(n for _, n in placed.reasons) == placed.numbers - placed.shown
    assert len(placed.reasons) <= 2, placed.reasons
