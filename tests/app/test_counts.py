"""What a page does when nothing changed: counted, for a clock on a busy machine says nothing."""

import pytest

from tests.app.test_pages import open_page
from wijkbeeld.analysis import specification_curve
from wijkbeeld.catalog.scale import classify
from wijkbeeld.map import raster, thematic
from wijkbeeld.map.raster import Subject
from wijkbeeld.store import user_files
from wijkbeeld.store.read import Dataset, open_dataset


@pytest.fixture
def counted(monkeypatch):
    """Count the database queries and the registers parsed."""
    seen = {"queries": 0, "parsed": 0, "curves": 0}

    def count(owner, name, what):
        original = getattr(owner, name)

        def spy(*args, **kwargs):
            seen[what] += 1
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, spy)

    count(Dataset, "_query", "queries")
    count(user_files, "read", "parsed")
    count(specification_curve, "table", "curves")
    return seen


def rerun(app, seen):
    """Run an app again without a change, after it has settled; what was done in that run."""
    app.run()
    seen.update(dict.fromkeys(seen, 0))
    app.run()
    assert not app.exception
    return seen


def test_an_unchanged_run_of_vernieuwing_reads_nothing_again(demo, counted):
    seen = rerun(open_page("vernieuwing", niveau="wijk"), counted)
    assert seen["queries"] <= 4
    assert seen["parsed"] == 0
    assert seen["curves"] == 0


@pytest.mark.parametrize("page", ["kaart", "verloop", "wijk", "vergelijken", "ontwikkeling"])
def test_unchanged_runs_of_other_pages_ask_little(demo, counted, page):
    app = open_page(page, niveau="wijk", gebied="WK990101", gebieden="WK990101,WK990102")
    assert rerun(app, counted)["queries"] <= 4


def test_a_register_is_parsed_again_when_its_file_changes(tmp_path):
    file = tmp_path / "x.json"
    file.write_text('[{"name": "a"}]', encoding="utf-8")
    assert list(user_files.load(file, str)) == ["a"]
    user_files.change(file, lambda rows: [*rows, {"name": "b"}])
    assert list(user_files.load(file, str)) == ["a", "b"]


@pytest.fixture
def classified(monkeypatch):
    """Values given to ``classify`` while maps are made: none is kept from an earlier test."""
    counts = []

    def spy(values, scale):
        counts.append(len(values))
        return classify(values, scale)

    for module in (thematic, raster):
        monkeypatch.setattr(module, "classify", spy)
    thematic.thematic.cache_clear()
    yield counts
    thematic.thematic.cache_clear()


def test_a_map_classifies_each_value_once(demo, classified):
    open_page(niveau="wijk", weergave="ontwikkeling").run()
    open_page(niveau="wijk", weergave="ontwikkeling")
    data = open_dataset("demo")
    scope = data.scope("wijk", data.editions("wijk")[0])
    later = data.mappable_waves(scope, "lbm")[1:]
    assert classified == [len(data.areas(scope))] * len(later)


def test_a_map_takes_the_stored_classes_of_scores(demo, classified):
    open_page(niveau="wijk")
    assert classified == []


def test_a_grid_of_changes_classifies_only_the_changes(demo, classified):
    data = open_dataset("demo")
    edition = data.editions("grid")[0]
    first, *later = data.waves(data.scope("grid", edition))
    pictures = [Subject(edition, "lbm", first, w) for w in later]
    sizes = [len(raster.cells(data, one).values) for one in (*pictures, *pictures)]
    assert classified == sizes[: len(later)]
