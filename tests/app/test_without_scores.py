"""A dataset of own figures or kerncijfers and a map, without scores: every page shows them."""

from __future__ import annotations

import pytest

from tests.app.test_pages import PAGES, open_page, text_of
from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.map.geometry import read_index
from wijkbeeld.store.read import open_dataset

YEARS = (2018, 2020, 2022)
CODES = [f"WK0363{n:02d}" for n in range(30)]
FIGURES = "code;jaar;cijfer\n" + "".join(
    f"{code};{year};{n % 7 + (year - 2018) / 10:.1f}\n"
    for n, code in enumerate(CODES)
    for year in YEARS
)
MAPPING = """code = "code"
jaarkolom = "jaar"
indeling = 2022
bron = "Wonen in de stad"
[kolommen]
cijfer = { indicator = "rapport", label = "Rapportcijfer", eenheid = "punten" }
"""


@pytest.fixture
def town(own_demo, tmp_path):
    """A store whose dataset ``stad`` has own figures of thirty wijken and their boundaries."""
    (tmp_path / "kaart.geojson").write_text(samples.geojson(30), encoding="utf-8")
    (tmp_path / "cijfer.csv").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "cijfer.wijkbeeld.toml").write_text(MAPPING, encoding="utf-8")
    files = [tmp_path / "kaart.geojson", tmp_path / "cijfer.csv"]
    pipeline.import_paths(files, "stad", [tmp_path], own_demo)
    return own_demo


def test_own_figures_and_a_map_are_enough_for_every_page(town):
    data = open_dataset("stad", town)
    assert (data.levels(), data.scored_levels(), data.editions("wijk")) == (["wijk"], [], [2022])
    assert "wijk-2022" in read_index(data.folder)
    areas = {"gebied": CODES[3], "gebieden": f"{CODES[3]},{CODES[4]}"}
    texts = {}
    for page in PAGES:
        app = open_page(page, dataset="stad", **areas)
        assert not app.exception, page
        assert not app.error, page
        texts[page] = text_of(app)
        if page in ("kaart", "verloop", "vergelijken", "ontwikkeling"):
            picked = app.selectbox(key="w_maat")
            assert (picked.value, list(picked.options)) == (
                "rapport",
                ["Rapportcijfer (eigen cijfer)"],
            )
        if page == "kaart":
            table = app.dataframe[0].value.set_index("Code")
            assert table.loc[CODES[3], "Waarde (punten)"] == pytest.approx(3.4)
        if page == "wijk":
            figures = app.dataframe[0].value.set_index("Indicator")
            assert figures.loc["Rapportcijfer", "Gebied"] == "3,4"
    assert "de middelste helft van de 30 wijken ligt in 2022 tussen" in texts["kaart"]
    assert "Bron: Wonen in de stad" in texts["wijk"]
    assert "1 ander cijfer (2018" in texts["start"]
    assert "vergelijkt scores van de Leefbaarometer" in texts["vernieuwing"]
    assert "Naar Gegevens" in [
        link.label for link in open_page("vernieuwing", dataset="stad").get("page_link")
    ]


def test_scores_that_come_later_do_not_take_figures_away(town, tmp_path):
    (tmp_path / "later").mkdir()
    file = tmp_path / "later" / "Leefbaarometer-scores wijken 2002-2022.csv"
    file.write_text(samples.scores(30), encoding="utf-8")
    before = open_dataset("stad", town)
    own = before.figure_table(before.scope("wijk", 2022), "rapport")
    pipeline.import_paths([file], "stad", [], town)
    after = open_dataset("stad", town)
    assert after.scored_levels() == ["wijk"]
    scope = after.scope("wijk", 2022)
    assert after.figure_table(scope, "rapport").equals(own)
    assert len(after.scores(scope)) == 240


def test_figures_wait_for_a_map_and_are_shown_when_it_comes(own_demo, tmp_path):
    (tmp_path / "cijfer.csv").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "cijfer.wijkbeeld.toml").write_text(MAPPING, encoding="utf-8")
    pipeline.import_paths([tmp_path / "cijfer.csv"], "stad", [tmp_path], own_demo)
    assert "cijfers, maar nog geen kaart" in text_of(open_page("kaart", dataset="stad"))
    (tmp_path / "kaart.geojson").write_text(samples.geojson(30), encoding="utf-8")
    pipeline.import_paths([tmp_path / "kaart.geojson"], "stad", [], own_demo)
    data = open_dataset("stad", own_demo)
    assert data.figure_table(data.scope("wijk", 2022), "rapport").shape == (30, 3)
    assert "wijk-2022" in read_index(data.folder)
