"""The declarations in ``data/`` are whole, and a broken one is named with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wijkbeeld import paths
from wijkbeeld.catalog import Catalog, CatalogError, catalog
from wijkbeeld.catalog.scale import DIMENSIONS

CONCEPTS = {
    "inwoners",
    "leeftijd_0_14",
    "leeftijd_65plus",
    "huishoudens",
    "huishoudensgrootte",
    "woningen",
    "woz",
    "koop",
    "huur",
    "corporatie",
    "inkomen_inwoner",
    "laag_inkomen",
    "hoog_inkomen",
    "bijstand",
    "niet_westers",
    "herkomst_nederland",
    "herkomst_europa",
    "herkomst_buiten_europa",
    "opleiding_laag",
    "opleiding_middelbaar",
    "opleiding_hoog",
    "bouw_vanaf_2000",
}


def test_at_least_forty_indicators_with_all_concepts_of_the_design():
    found = catalog().indicators
    assert len(found) >= 40
    assert set(found) >= CONCEPTS | {"lbm", "afw", *DIMENSIONS}


def test_every_indicator_has_texts_and_a_known_source():
    for indicator in catalog().indicators.values():
        assert indicator.label
        assert indicator.definition.endswith(".")
        assert indicator.source in catalog().sources
        if indicator.weight:
            assert catalog().indicators[indicator.weight].kind == "aantal"


def test_old_and_new_origin_are_never_one_series():
    old, new = catalog().indicators["niet_westers"], catalog().indicators["herkomst_buiten_europa"]
    assert max(k.years[1] for k in old.keys) == 2022
    assert min(k.years[0] for k in new.keys) == 2023


def test_breaks_of_the_design_are_declared():
    def years(name: str) -> set[int]:
        return {b.year for b in catalog().indicators[name].breaks}

    assert {2005, 2009} <= years("koop")
    assert 2008 in years("inkomen_inwoner")
    assert 2010 in years("inwoners")
    assert catalog().indicators["koop"].key_for(2007) is None
    assert catalog().indicators["koop"].key_for(2009) is not None


def test_sources_name_publisher_licence_and_places():
    for name in ("leefbaarometer", "kwb", "grenzen"):
        source = catalog().sources[name]
        assert source.publisher
        assert source.licence
        assert source.files
        assert source.click
    years = set(range(2003, 2026))
    assert {f.year for f in catalog().sources["kwb"].files} == years
    assert {f.year for f in catalog().sources["grenzen"].files} == years
    assert all(f.locations for f in catalog().sources["kwb"].files)


def test_programmes():
    programmes = catalog().programmes
    assert len(programmes["krachtwijken"].areas) == 40
    assert len(programmes["nplv"].areas) == 20
    assert len(programmes["nieuw-west"].areas) == 15
    cases = {"nieuw-west", "heerlen-noord", "tilburg", "ossenkoppelerhoek", "meerzicht", "haarwijk"}
    assert cases <= set(programmes)
    for programme in programmes.values():
        for area in programme.areas:
            assert area.match, f"{area.name}: how it was matched, or why not"
            assert all(c[2:6] == area.gemeente_code[2:] for c in area.codes)


def test_timeline_runs_from_stadsvernieuwing_to_nplv():
    ids = [b.id for b in catalog().timeline]
    assert ids.index("stadsvernieuwing") < ids.index("krachtwijken") < ids.index("nplv")
    assert all(b.source for b in catalog().timeline)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "data"
    shutil.copytree(paths.declarations(), target)
    return target


def spoil(file: Path, old: str, new: str) -> int:
    """Replace the first ``old``; return its line."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('direction = "neutraal"', 'direction = "omhoog"'),
        ("decimals = 0", "decimals = 12"),
        ('unit = "inwoners"', 'eenheid = "inwoners"'),
        ('label = "Inwoners"', "label = Inwoners"),
        ('id = "koop"', 'id = "huur"'),
    ],
)
def test_a_broken_indicator_is_one_error_with_file_and_line(copy, old, new):
    file = copy / "indicators.toml"
    line = spoil(file, old, new)
    with pytest.raises(CatalogError) as caught:
        _ = Catalog(copy).indicators
    assert caught.value.file.name == "indicators.toml"
    assert abs(caught.value.line - line) <= 60
    assert f"line {caught.value.line}" in str(caught.value)
    if "id" not in old and "unit" not in old:
        assert caught.value.line == line


def test_a_reference_to_nothing_is_an_error(copy):
    spoil(copy / "indicators.toml", 'weight = "woningen"', 'weight = "huizen"')
    with pytest.raises(CatalogError, match="huizen"):
        _ = Catalog(copy).indicators


def test_class_limits_must_rise(copy):
    spoil(copy / "classes.toml", "lower = -0.28146", "lower = 0.9")
    with pytest.raises(CatalogError, match="must rise"):
        _ = Catalog(copy).classes


def test_a_file_that_is_no_text_is_an_error(copy):
    (copy / "programmes" / "nplv.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogError, match=r"nplv\.toml"):
        _ = Catalog(copy).programmes


def test_an_unknown_table_is_an_error(copy):
    file = copy / "sources" / "kwb.toml"
    file.write_text("[[bron]]\nid = 'x'\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="bron"):
        _ = Catalog(copy).sources
