"""Own figures of a real city, brought in as docs/bronnen.md says, without editing a file."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from tests.app.test_pages import open_page, text_of
from wijkbeeld.sources.own import saved
from wijkbeeld.sources.own.grid import load_grid
from wijkbeeld.store.groups import groups
from wijkbeeld.store.read import open_dataset
from wijkbeeld.words.numbers import number

STOCK = "areas/amsterdam_woningvoorraad"
WALKS = (
    f"{STOCK}/Overzicht_buurten_Amsterdam.csv",
    "cbs/amsterdam_crosswalk/buurten_2015_2022.csv",
    f"{STOCK}/2015_overgang_2005_2010_2015.xlsx",
)
FILES = {
    f"{STOCK}/2005_buurten_z_eigendom.xls": (472, 389),
    f"{STOCK}/2009_buurten_z_eigendom.xls": (472, 389),
    f"{STOCK}/2013_buurten_z_eigendom.xlsx": (472, 388),
    f"{STOCK}/2017_buurten_7_05.xlsx": (483, 440),
    f"{STOCK}/Woningvoorraad_1995-2014.csv": (96, 93),
    f"{STOCK}/Woningvoorraad_2011-2021.csv": (99, 99),
    "areas/amsterdam_bbga/bbga_tableau.csv": (64, 64),
    "areas/amsterdam_wia_stadsdeel/buurttevredenheid.csv": (9, 1),
}
"""Rows of each file, and rows at least stored."""


def drop(app, *files: Path):
    app.get("file_uploader")[0].set_value(
        [(f.name, f.read_bytes(), "application/octet-stream") for f in files]
    ).run()
    assert not app.exception
    return app


def press(app, wanted: str):
    next(b for b in app.button if re.fullmatch(wanted, b.label)).click().run()
    assert not app.exception


def test_the_files_of_amsterdam_come_in(own_real, real_data):
    app = open_page("gegevens", timeout=300, dataset="officieel")
    drop(app, *(real_data / w for w in WALKS[:2]))
    press(app, "Bewaar omzettabel")
    press(app, "Bewaar omzettabel")
    drop(app, real_data / WALKS[2])
    press(app, "Bewaar omzettabel")
    assert set(saved.crosswalks(own_real)) == {Path(w).name for w in WALKS}
    assert len(saved.crosswalks(own_real)["Overzicht_buurten_Amsterdam.csv"].cbs["cbsCode"]) == 99
    for name in FILES:
        drop(app, real_data / name)
        press(app, r"Voeg .* cijfers? toe")
    manifest = open_dataset("officieel", own_real).manifest
    accounts = {f.file: f for f in manifest.files if f.layer}
    assert set(accounts) >= {Path(n).name for n in FILES}
    for name, (rows, stored) in FILES.items():
        account = accounts[Path(name).name]
        refused = [r for r in account.refusals if r["rows"]]
        assert account.rows_read == rows, name
        assert account.rows_read - account.rows_refused >= stored - 1, name
        assert sum(r["rows"] for r in refused) == account.rows_refused, name
        assert all(r["reason"] and r["line"] for r in refused), name
    _values_are_those_of_the_files(own_real, real_data)
    _the_mix_of_nieuw_west_follows(own_real)


def _values_are_those_of_the_files(store, real_data):
    """Cells of the store beside cells of the files, read by pandas alone."""
    data = open_dataset("officieel", store)
    ids = {i["label"]: i["id"] for i in data.manifest.indicators}
    table = data.figure_table(data.scope("wijk", 2022), ids["Woningvoorraad"])
    older = pd.read_csv(real_data / f"{STOCK}/Woningvoorraad_1995-2014.csv", index_col=0)
    assert table.loc["WK036300", 1995] == older.loc["A00 Burgwallen-Oude Zijde", "1995"]
    newer = pd.read_csv(real_data / f"{STOCK}/Woningvoorraad_2011-2021.csv", index_col=0)
    assert table.loc["WK036376", 2021] == newer.loc["F76 Slotermeer-Noordoost", "2021"]
    social = data.figure_table(data.scope("buurt", 2024), ids["Sociale verhuur"])
    assert list(social.columns) == [2005, 2009, 2013]
    for year, name in (
        (2005, "2005_buurten_z_eigendom.xls"),
        (2013, "2013_buurten_z_eigendom.xlsx"),
    ):
        rows = next(iter(load_grid(real_data / STOCK / name).sheets.values()))
        published = {r[0].split()[0]: r[2] for r in rows if r[0]}
        assert social.loc["BU0363AE01", year] == float(published["A00a"])
    stad = data.figure_table(data.scope("gemeente", 2024), ids["BEV0 17"])
    assert stad.loc["GM0363", 2008] == 140615


def _the_mix_of_nieuw_west_follows(store):
    """Tenure of 2005-2017 reaches *Menging*: numbers, change and the break at another name."""
    data = open_dataset("officieel", store)
    ids = {i["label"]: i["id"] for i in data.manifest.indicators}
    scope = data.scope("buurt", 2024)
    codes = list(groups(scope)["nieuw-west"].codes)
    names = ("Eigenaar/bewoner", "Sociale verhuur", "Particuliere verhuur")
    tables = [data.figure_table(scope, ids[n]).reindex(codes) for n in names]
    totals = sum(t[[2005, 2013]] for t in tables)
    both = totals[(totals > 0).all(axis=1)]
    sums = [int(tables[1].loc[both.index, y].sum()) for y in (2005, 2013)]
    app = open_page("menging", 120, dataset="officieel", plek="nieuw-west", peiljaar="2013")
    assert not app.exception
    said = text_of(app)
    old, new = (number(n) for n in sums)
    assert f"geteld in dezelfde {len(both)} buurten" in said
    assert f"sociale verhuur van {old} naar {new}" in said
    assert "Niet te vergelijken met 2013: 2017" in said
    published = next(t.value for t in app.dataframe if "Uitkomst" in t.value)
    assert "6.500 woningen gesloopt" in list(published["Uitkomst"])
