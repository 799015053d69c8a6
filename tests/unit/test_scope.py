"""A scope says what is read: the whole level, one gemeente, or some areas."""

import pytest

from wijkbeeld.store.read import open_dataset, opened


@pytest.fixture
def data(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    return open_dataset("demo", demo_store)


def test_readers_stay_within_a_gemeente(data):
    whole = data.scope("wijk", 2024)
    areas = data.areas(whole)
    town = areas["gemeente_code"].iloc[0]
    inside = set(areas.loc[areas["gemeente_code"] == town, "code"])
    part = whole.within(town)
    assert 0 < len(inside) < len(areas)
    assert set(data.areas(part)["code"]) == inside
    assert set(data.wide(part, "lbm").index) == inside
    assert set(data.scores(part)["code"]) <= inside
    assert set(data.figure(part, "inwoners", 2024)["code"]) <= inside
    assert set(data.figure_table(part, "inwoners").index) <= inside
    assert set(data.geometry(part)["code"]) <= inside


def test_a_selection_is_read_and_goes_with_another_level(data):
    codes = list(data.areas(data.scope("wijk", 2024))["code"][:3])
    part = data.scope("wijk", 2024).only([*codes, codes[0]])
    assert list(data.areas(part)["code"]) == codes
    assert part.at("buurt").is_whole
    assert part.whole() == data.scope("wijk", 2024)


def test_a_frame_is_read_once_per_version(data, monkeypatch):
    scope = data.scope("buurt", 2024)
    first = data.figure(scope, "inwoners", 2024)
    monkeypatch.setattr(type(data), "_query", None)
    assert data.figure(scope, "inwoners", 2024) is first


def test_a_scope_opens_its_own_version_and_no_other(data):
    scope = data.scope("wijk", 2024)
    assert opened(scope).version == data.version
    with pytest.raises(ValueError, match="read from"):
        data.areas(type(scope)("demo", "other", "wijk", 2024))
