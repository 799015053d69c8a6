"""On the fictional region the page's numbers find what is true in each district (docs/demo.md)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from wijkbeeld.analysis.specification import Specification
from wijkbeeld.demo import truth
from wijkbeeld.demo.make import make
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results, evaluate
from wijkbeeld.renewal.sets import renewed, sets
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.words.estimators import no_estimate_sentence

EDITION = 2024


@pytest.fixture(scope="module")
def demo(demo_store: Path) -> Dataset:
    return open_dataset("demo", demo_store)


@pytest.fixture(scope="module")
def true_effect(tmp_path_factory) -> pd.DataFrame:
    """Mean true effect per wijk and wave."""
    folder = tmp_path_factory.mktemp("waarheid")
    make(folder)
    return pd.read_csv(folder / "waarheid.csv").set_index("wijk")


def compare(
    demo: Dataset, monkeypatch, store: Path, district: str, measure: str = "lbm", **choices
) -> Results:
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    areas = renewed(demo.scope("wijk", EDITION), f"register:{district} (fictief)")
    starts = pd.to_numeric(areas.rows["start"])
    question = Question(
        demo.scope("wijk", EDITION),
        demo.measures()[measure],
        areas,
        starts,
        pd.to_numeric(areas.rows["eind"]),
        Specification(measure, **choices),
        without_registers=True,  # the other districts of the region were renewed too
    )
    return evaluate(question)


def after(found: Results, true: pd.DataFrame) -> float:
    """The true effect, averaged over areas and waves from the start on as the estimate is."""
    panel = found.main.panel
    values = [
        true.loc[panel.codes[i], str(w)]
        for i in range(len(panel.codes))
        if panel.treated[i]
        for w in panel.waves[panel.start[i] :]
    ]
    return sum(values) / len(values)


def test_registers_come_with_the_region(demo, demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    names = list(sets(demo.scope("wijk", EDITION)).values())
    assert names[0] == "Register: Vernieuwing in de regio (fictief)"
    assert len([n for n in names if n.startswith("Register")]) == 1 + len(truth.DISTRICTS)


def test_oosterveld_improved_and_the_margin_holds_it(demo, demo_store, true_effect, monkeypatch):
    """Seven neighbours in a town of 45 wijken: the margin holds the truth, and zero just too."""
    found = compare(demo, monkeypatch, demo_store, "Oosterveld")
    estimate = found.main.effect.overall
    assert estimate.low <= after(found, true_effect) <= estimate.high
    assert estimate.value > 0.04
    assert estimate.p < 0.1
    assert not found.start.is_passing


def test_de_hoven_is_a_passing_low_and_flagged(demo, demo_store, monkeypatch):
    found = compare(demo, monkeypatch, demo_store, "De Hoven")
    assert found.main.effect.overall.low > 0, "the trap: a clear rise"
    assert found.start.is_passing
    assert found.earlier.low <= 0 <= found.earlier.high, "from a wave earlier nothing is left"


def test_zuidrand_improved_and_its_neighbours_make_it_look_like_more(
    demo, demo_store, true_effect, monkeypatch
):
    plain = compare(demo, monkeypatch, demo_store, "Zuidrand")
    alone = compare(demo, monkeypatch, demo_store, "Zuidrand", without_neighbours=True)
    true = after(alone, true_effect)
    assert alone.main.effect.overall.low <= true <= alone.main.effect.overall.high
    assert alone.main.effect.overall.value < plain.main.effect.overall.value
    ring = list(plain.data.neighbours & set(true_effect.index))
    assert (true_effect.loc[ring, "2024"] < 0).any()


def test_nieuw_meer_improved_in_the_stock_only(demo, demo_store, monkeypatch):
    own = compare(demo, monkeypatch, demo_store, "Nieuw-Meer", "won")
    assert own.main.effect.n_assignments == 21, "one area starts after 2014"
    found = compare(demo, monkeypatch, demo_store, "Nieuw-Meer", "won", same_stratum=False)
    effects = {m: o.effect.overall for m, o in found.others.items() if o.effect is not None}
    late = effects["won"]
    assert late.value > 0.05, "the stock improved"
    assert late.low <= 0.07 <= late.high, "one area of 21: the margin holds the truth, and zero"
    for same in ("onv", "soc"):
        assert effects[same].low <= 0 <= effects[same].high, same


def test_dimensions_without_a_wave_before_the_start_say_why(demo, demo_store, monkeypatch):
    found = compare(demo, monkeypatch, demo_store, "Oosterveld")
    assert found.others["onv"].effect is None
    other = found.others["onv"]
    assert "2014" in no_estimate_sentence(other.reason, other.panel.waves[0])
