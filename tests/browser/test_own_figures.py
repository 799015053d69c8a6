"""Own figures in a browser: from a file on disk to ninety figures in Verloop."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.watching import clean, settled
from tests.support import samples
from tests.support.running import ROOT, serving
from wijkbeeld import pipeline
from wijkbeeld.store.read import open_dataset

MOST_CLICKS = 8
THIRTY = "wijk;2018;2020;2022\n" + "".join(
    f"WK0363{n:02d};{60 + n};{70 + n};{80 + n}\n" for n in range(30)
)


@pytest.fixture
def town(tmp_path):
    """A store with thirty wijken of one town."""
    (tmp_path / "scores.csv").write_text(samples.scores(30), encoding="utf-8")
    (tmp_path / "kaart.geojson").write_text(samples.geojson(30), encoding="utf-8")
    files = [tmp_path / "scores.csv", tmp_path / "kaart.geojson"]
    pipeline.import_paths(files, "officieel", [], tmp_path / "store")
    return tmp_path / "store"


def test_thirty_wijken_over_three_years_in_eight_clicks(town, tmp_path, open_tab):
    file = tmp_path / "tevreden met de buurt %.csv"
    file.write_text("sep=;\n" + THIRTY, encoding="cp1252")
    clicks = []

    def click(target) -> None:
        clicks.append(str(target))
        target.click()

    with serving(ROOT / "app.py", town) as address:
        page, seen = open_tab()
        page.goto(address)
        settled(page)
        click(page.get_by_role("button", name="Gegevens", exact=True).first)
        click(page.get_by_role("menuitem", name="Gegevens", exact=True))
        page.get_by_role("heading", name="Bestanden toevoegen").wait_for()
        with page.expect_file_chooser() as chooser:
            click(page.get_by_role("button", name="Kies bestand").first)
        chooser.value.set_files(file)
        expect(page.get_by_text("Alle 90 cijfers zijn te tonen")).to_be_visible()
        click(page.get_by_role("button", name="Voeg 90 cijfers toe"))
        click(page.get_by_role("button", name="Bekijk in Verloop"))
        settled(page)
        click(page.get_by_text("Alle 90 cijfers, van 30 gebieden"))
        expect(page.get_by_text("Alle 90 cijfers, van 30 gebieden")).to_be_visible()
        assert len(clicks) <= MOST_CLICKS, clicks
        clean(seen)
    data = open_dataset("officieel", town)
    (own,) = data.manifest.indicators
    assert (own["label"], own["unit"]) == ("Tevreden met de buurt", "%")
    table = data.figure_table(data.scope("wijk", 2022), own["id"])
    assert table.to_numpy().tolist() == [[60 + n, 70 + n, 80 + n] for n in range(30)]
