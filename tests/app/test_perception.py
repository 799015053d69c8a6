"""The page *Beleving*: what it says of the demo, without a survey, and with a file of a user."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from tests.app.test_own_figures import drop, town  # noqa: F401
from tests.app.test_pages import open_page, text_of
from wijkbeeld.analysis import perception
from wijkbeeld.renewal.sets import renewed
from wijkbeeld.store.read import open_dataset
from wijkbeeld.words.numbers import number, signed

REGISTER = "register:Nieuw-Meer (fictief)"
FEW = 10
"""Wijken of the demo with fewer than 20 respondents: one in eleven of 120."""


def survey(indicator: str) -> pd.DataFrame:
    data = open_dataset("demo")
    return data.wide(data.scope("wijk", 2024), indicator)


def table(app, alt: str) -> pd.DataFrame:
    (found,) = [d for d in app.dataframe if d.proto.alt == alt]
    return found.value


def title_of(app, words: str) -> str:
    titles = [json.loads(c.proto.spec)["layout"]["title"]["text"] for c in app.get("plotly_chart")]
    (found,) = [t for t in titles if words in t]
    return found


def test_the_demo_improves_on_paper_and_not_in_perception(demo):
    app = open_page("beleving", vernieuwd=REGISTER)
    assert not app.exception
    said = text_of(app)
    marks, n = survey("rapportcijfer_wijk"), survey("rapportcijfer_wijk_n")
    shown = (n[[2005, 2023]] >= 20).all(axis=1)
    change = (marks[2023] - marks[2005])[shown]
    data = open_dataset("demo")
    mine = change.index.isin(renewed(data.scope("wijk", 2024), REGISTER).rows.index)
    gap = perception.difference(change[mine], change[~mine])
    assert f"(n = {gap.n_first} gebieden)" in said
    value = signed(gap.value, 2).replace("+", r"\+")
    assert f"Verschil **{value}** punt" in said
    assert "nul ligt binnen deze marge" in said
    assert "is iets anders dan geen verschil" in said
    assert f"Niet getoond: {FEW} wijken met minder dan 20 ondervraagden" in said
    agreement = table(
        app, "Overeenstemming en tegenspraak tussen papier en beleving, in aantallen gebieden"
    )
    assert agreement["Vernieuwd"].sum() == gap.n_first
    assert agreement["Andere"].sum() == gap.n_second
    assert "(fictief)" in title_of(app, "Beleving:")
    for chart in app.get("plotly_chart")[:2]:  # of each group its own areas, not all that are known
        notes = chart.proto.spec.replace("\\u00a0", " ").replace("<br>", " ")
        assert f"n = {gap.n_first}" in notes
        assert f"n = {gap.n_second}." in notes
    assert app.query_params["bmin"] == "20"


def test_few_respondents_are_hidden_from_every_table_and_picture(demo):
    n = survey("rapportcijfer_wijk_n")
    few = n.index[(n[[2005, 2023]] < 20).any(axis=1)]
    assert len(few) == FEW
    app = open_page("beleving")
    assert not set(table(app, "Papier en beleving per gebied")["Code"]) & set(few)
    names = open_dataset("demo").by_code(open_dataset("demo").scope("wijk", 2024))["label"]
    (cloud,) = [
        c.proto.spec for c in app.get("plotly_chart") if "verandering op papier" in c.proto.spec
    ]
    hovers = {row[0] for t in json.loads(cloud)["data"] for row in t["customdata"]}
    assert hovers
    assert not hovers & set(names[few])
    app = open_page("beleving", bmin="100")
    more = int((n[[2005, 2023]] < 100).any(axis=1).sum())
    assert f"Niet getoond: {number(more)} wijken met minder dan 100" in text_of(app)


def test_a_share_has_wilsons_margin_and_a_neutral_statistic_is_not_judged(demo):
    app = open_page("beleving", bmaat="tevreden_wijk", cmaat="woz")
    assert not app.exception
    rows = table(app, "Papier en beleving per gebied").set_index("Code")
    share, n = survey("tevreden_wijk"), survey("tevreden_wijk_n")
    code = rows.index[0]
    none = pd.Series([float("nan")])
    one, two = (
        perception.sure(
            pd.Series([share.loc[code, y]]), pd.Series([n.loc[code, y]]), none, is_share=True
        )
        for y in (2005, 2023)
    )
    found = perception.change(one, two)
    assert rows.loc[code, "Laag"] == pytest.approx(found.low[0])
    assert rows.loc[code, "Hoog"] == pytest.approx(found.high[0])
    agreement = next(d.value for d in app.dataframe if "Eens of oneens" in d.value)
    assert set(agreement["Eens of oneens"]) == {"–"}
    assert "op papier omhoog" in text_of(app) + " ".join(agreement["Wat de cijfers zeggen"])


def test_without_a_survey_it_says_what_to_bring(real):
    app = open_page("beleving", dataset="officieel")
    assert not app.exception
    said = text_of(app)
    assert "is een enquête onder bewoners nodig" in said
    assert [b.label for b in app.get("download_button")] == ["Voorbeeldbestand (CSV, fictief)"]
    marks = table(app, "Rapportcijfer voor de eigen buurt, stadsdelen van Amsterdam")
    row = marks.set_index("Gebied").loc["Nieuw-West"]
    assert row.tolist() == pytest.approx([6.5, 6.7, 0.2])
    assert "Wonen in Amsterdam" in said


def test_a_near_name_is_used_only_when_the_user_says_so(town):  # noqa: F811
    areas = open_dataset("officieel", town).areas(
        open_dataset("officieel", town).scope("wijk", 2022)
    )
    known = list(areas["name"])
    rows = "wijk;jaar;rapportcijfer;n\n" + "".join(f"{name};2019;7,1;80\n" for name in known[:9])
    wrong = f"{known[9]}."
    app = drop(
        open_page("gegevens", dataset="officieel"),
        ("enquete.csv", rows + f"{wrong};2019;6,0;90\n"),
    )
    assert "1 naam staat niet precies zo op de kaart" in text_of(app)
    picked = next(s for s in app.selectbox if s.label.endswith("' is"))
    assert picked.value == ""
    before = next(b.label for b in app.button if b.label.startswith("Voeg "))
    code = next(o for o, name in zip(areas["code"], known, strict=True) if name == known[9])
    picked.set_value(code).run()
    assert not app.exception
    after = next(b.label for b in app.button if b.label.startswith("Voeg "))
    assert before != after
