"""The worked examples of CONTRIBUTING.md do what they say, in at most thirty lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from tests.ways_in.steps import followed, run

OPENED = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
import wijkbeeld
assert Path(wijkbeeld.__file__).is_relative_to(Path.cwd()), wijkbeeld.__file__
for link in sys.argv[1:]:
    page, *parts = link.replace("?", "&").split("&")
    app = AppTest.from_file("src/wijkbeeld/ui/app_shell.py", default_timeout=120)
    app.session_state["kaart_getekend"] = True  # no browser here to say so
    app.switch_page(str(Path.cwd() / "pages" / (page + ".py")))
    for part in parts:
        name, value = part.split("=")
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception[0].value
    print("page:", app.title[0].value)
    for table in app.dataframe:
        print(table.value.to_string())
"""

KEEP_DOWNLOADS = """
import streamlit as st
files = {}
def kept(label, data, file_name=None, *_, **__):
    files[file_name] = data
st.download_button = kept
"""
COMPARISON = """
(choice,) = [s for s in app.selectbox if s.label == "Vergelijk met"]
print("option:", choice.options, choice.value)
for note in [*app.info, *app.warning]:
    print("note:", note.value)
for chart in app.get("plotly_chart"):
    print("chart:", chart.proto.spec)
(method,) = [data() for name, data in files.items() if name.endswith("_verantwoording.md")]
print("file:", method.decode().replace("\\n", "\\nfile: "))
"""


def test_an_indicator_shows_on_wijk(tmp_path: Path, demo_files: Path, demo_store: Path):
    copy = followed("Add an indicator", tmp_path / "copy")
    store = tmp_path / "store"
    shutil.copytree(demo_store, store)
    published = next(demo_files.rglob("Kerncijfers_wijken_en_buurten_2022.csv"))
    table = pd.read_csv(published, sep=";", dtype="str", encoding="utf-8-sig")
    table["Motorvoertuigen/Motorfietsen (aantal)"] = "4321"
    offered = tmp_path / published.name
    table.to_csv(offered, sep=";", index=False, encoding="utf-8-sig")
    code = "import sys; from pathlib import Path; from wijkbeeld import pipeline; "
    code += "pipeline.import_paths([Path(sys.argv[1])], 'demo')"
    run(code, copy, store, str(offered))
    asked = "dataset=demo&niveau=wijk&maat=motorfietsen&gebieden=WK990101,WK990102"
    links = ["wijk?dataset=demo&niveau=wijk&gebied=WK990101", f"kaart?{asked}"]
    shown = run(OPENED, copy, store, *links, f"vergelijken?{asked}")
    _, wijk, *others = shown.split("page:")
    (line,) = [x for x in wijk.splitlines() if "Motorfietsen" in x]
    assert "4.321" in line
    assert len(others) == 2
    for told in others:
        assert "4321" in told, "the indicator is a Maat"


def test_a_source_file_is_offered_and_read(tmp_path: Path, demo_files: Path):
    copy = followed("Add a file of a source", tmp_path / "copy")
    offered = tmp_path / "wijkenbuurten_2026.gpkg"
    shutil.copy(next(demo_files.rglob("wijkenbuurten_2024.gpkg")), offered)
    code = """
import sys
from pathlib import Path
from wijkbeeld.sources import recognise
from wijkbeeld.sources.download.plan import all_files
file = all_files()["grenzen-2026"]
print(file.label, *[place.protocol for place in file.locations])
offer = recognise.read_all([Path(sys.argv[1])])
assert not offer.errors, offer.errors
print(sorted({int(y) for r in offer.readings for y in r.areas["indeling"].dropna()}))
"""
    told = run(code, copy, tmp_path / "store", str(offered)).splitlines()
    assert told[0] == "Grenzen van gemeenten, wijken en buurten 2026 wfs"
    assert told[1] != "[]", "the loaders find areas and the year in the content of the file"


def test_a_page_runs(tmp_path: Path, demo_store: Path):
    copy = followed("Add a page", tmp_path / "copy")
    shown = run(OPENED, copy, demo_store, "maten?dataset=demo")
    assert shown.startswith("page: Maten\n")
    assert "Koopwoningen" in shown
    assert "**Maten**" in (copy / "README.md").read_text(encoding="utf-8")


def test_an_estimator_is_a_choice_in_the_curve_and_in_the_method_file(
    tmp_path: Path, demo_store: Path
):
    copy = followed("Add an estimator", tmp_path / "copy")
    link = "vernieuwing?dataset=demo&niveau=wijk&gelijk=begin"
    shown = run(KEEP_DOWNLOADS + OPENED + COMPARISON, copy, demo_store, link).splitlines()
    label = "Vergelijkbaar in score aan het begin"

    def lines(start: str) -> list[str]:
        return [line for line in shown if line.startswith(start)]

    (option,) = lines("option:")
    assert f"'{label}'" in option
    assert option.endswith(" begin"), "the link chooses it"
    assert not [n for n in lines("note:") if "bestaat hier niet" in n or "niet te schatten" in n]
    (curve,) = [c for c in lines("chart:") if "laag naar hoog" in c]
    assert label.lower() in curve, "a row of dots in the specification curve"
    told = "\n".join(lines("file:"))
    assert f"{label}; " in told, "the choices of the file"
    assert "naaste buren op de score van de eerste meting" in told
    assert f"| {label} |" in told, "the table of all specifications"
    assert "Niet te schatten" not in told
