"""The store: atomic versions, undo, several datasets, and a kill at any moment."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from tests.support import samples
from wijkbeeld import pipeline
from wijkbeeld.store import loading, schema, versions
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.versions import StoreError


def put(folder, name, text):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def filled(tmp_path, store):
    files = [
        put(tmp_path, "scores.csv", samples.scores(areas=6)),
        put(tmp_path, "kerncijfers_2022.csv", samples.statline()),
        put(tmp_path, "wijken.geojson", samples.geojson()),
    ]
    pipeline.import_paths(files, "officieel", [], store)
    return store


def test_what_goes_in_comes_out(filled):
    data = open_dataset("officieel", filled)
    assert data.levels() == ["wijk"]
    assert data.waves(data.scope("wijk", 2022)) == list(samples.WAVES_2022)
    assert len(data.areas(data.scope("wijk", 2022))) == 6
    assert data.areas(data.scope("wijk", 2022))["gemeente_naam"].tolist() == ["Amsterdam"] * 6
    assert data.series(data.scope("wijk", 2022), ["WK036302"])["wave"].tolist() == list(
        samples.WAVES_2022
    )
    assert data.wide(data.scope("wijk", 2022), "won")[2002].isna().all()
    assert data.figure(data.scope("wijk", 2022), "inwoners", 2022)["value"].tolist() == [
        1000.0 + 10 * n for n in range(6)
    ]
    assert len(data.geometry(data.scope("wijk", 2022))) == 6
    assert loading.verify("officieel", filled) == []


def test_importing_twice_changes_no_figure(filled, tmp_path):
    before = open_dataset("officieel", filled)
    pipeline.import_paths(
        [tmp_path / "scores.csv", tmp_path / "kerncijfers_2022.csv"], "officieel", [], filled
    )
    after = open_dataset("officieel", filled)
    assert before.version != after.version
    pd.testing.assert_frame_equal(
        before.scores(before.scope("wijk", 2022)), after.scores(after.scope("wijk", 2022))
    )
    assert len(after.manifest.files) == 3


def test_editions_stay_apart(filled, tmp_path):
    file = put(tmp_path, "later.csv", samples.scores(areas=5, waves=(*samples.WAVES_2022, 2024)))
    pipeline.import_paths([file], "officieel", [], filled)
    data = open_dataset("officieel", filled)
    assert set(data.editions("wijk")) == {2022, 2024}
    assert len(data.scores(data.scope("wijk", 2022))) == 48
    assert len(data.scores(data.scope("wijk", 2024))) == 45


def test_undo_goes_back_and_forth(filled, tmp_path):
    first = open_dataset("officieel", filled).version
    pipeline.import_paths(
        [put(tmp_path, "meer.csv", samples.scores(areas=9))], "officieel", [], filled
    )
    second = open_dataset("officieel", filled).version
    versions.undo("officieel", filled)
    assert open_dataset("officieel", filled).version == first
    versions.undo("officieel", filled)
    assert open_dataset("officieel", filled).version == second


def test_no_undo_without_an_earlier_version(filled):
    with pytest.raises(StoreError, match="geen vorige versie"):
        versions.undo("officieel", filled)


def test_datasets_stand_beside_each_other(filled, tmp_path):
    pipeline.import_paths([tmp_path / "scores.csv"], "proef", [], filled)
    assert versions.datasets(filled) == ["officieel", "proef"]
    versions.remove("proef", filled)
    assert versions.datasets(filled) == ["officieel"]
    with pytest.raises(StoreError, match="bestaat niet"):
        versions.remove("proef", filled)


@pytest.mark.parametrize("name", ["", "../weg", "Hoofdletter", "a b", ".", "a/b"])
def test_names_that_are_no_names(name, filled):
    with pytest.raises(StoreError, match="naam"):
        versions.remove(name, filled)


def test_fictional_and_real_are_never_mixed(filled, tmp_path):
    with pytest.raises(StoreError, match="fictieve en echte"):
        pipeline.import_paths(
            [put(tmp_path, "f.csv", samples.scores(town="9901"))], "officieel", [], filled
        )
    assert not open_dataset("officieel", filled).manifest.fictional


def test_undo_follows_use_not_the_clock(filled, tmp_path):
    first = versions.current("officieel", filled).name
    pipeline.import_paths(
        [put(tmp_path, "b.csv", samples.scores(areas=9))], "officieel", [], filled
    )
    versions.undo("officieel", filled)
    assert versions.current("officieel", filled).name == first
    pipeline.import_paths(
        [put(tmp_path, "c.csv", samples.scores(areas=8))], "officieel", [], filled
    )
    versions.undo("officieel", filled)
    assert versions.current("officieel", filled).name == first


def test_the_demo_never_overwrites_real_figures(filled, tmp_path):
    pipeline.import_paths([tmp_path / "scores.csv"], "demo", [], filled)
    used = versions.current("demo", filled)
    with pytest.raises(StoreError, match="echte gegevens"):
        pipeline.build_demo(filled)
    assert versions.current("demo", filled) == used


def test_rows_are_taken_whole(filled, tmp_path):
    """A new row without dimensions never keeps the dimensions of the row it replaces."""
    lines = samples.scores(areas=6).splitlines()
    where = next(
        n for n, line in enumerate(lines) if line.startswith("WK036303") and ",2022," in line
    )
    cells = lines[where].split(",")
    lines[where] = ",".join([*cells[:3], str(4.102264851143684 + 0.3), "0.3", *["NA"] * 5])
    pipeline.import_paths(
        [put(tmp_path, "nieuw.csv", "\n".join(lines) + "\n")], "officieel", [], filled
    )
    data = open_dataset("officieel", filled)
    row = data.series(data.scope("wijk", 2022), ["WK036303"]).iloc[-1]
    assert row["afw"] == 0.3
    assert pd.isna(row["won"])


def test_an_edition_is_loaded_whole(filled, tmp_path):
    """A file with all areas of an edition replaces it, waves that it no longer has included."""
    later = samples.scores(areas=6, waves=(2002, 2014, 2022))
    pipeline.import_paths([put(tmp_path, "herzien.csv", later)], "officieel", [], filled)
    data = open_dataset("officieel", filled)
    assert data.waves(data.scope("wijk", 2022)) == [2002, 2014, 2022]


def test_official_figures_go_before_own_ones_in_any_order(tmp_path, store):
    own = put(tmp_path, "eigen.csv", "wijk,inw\nWK036300,999\n")
    (tmp_path / "eigen.wijkbeeld.toml").write_text(
        'code = "wijk"\njaar = 2022\n[kolommen]\ninw = { indicator = "inwoners" }\n',
        encoding="utf-8",
    )
    official = put(tmp_path, "kerncijfers_2022.csv", samples.statline())
    scores = put(tmp_path, "scores.csv", samples.scores(areas=6))
    for name, order in (("a", [official, own]), ("b", [own, official])):
        pipeline.import_paths([scores], name, [], store)
        for file in order:
            pipeline.import_paths([file], name, [], store)
        data = open_dataset(name, store)
        figure = data.figure(data.scope("wijk", 2022), "inwoners", 2022).set_index("code")
        assert figure["value"]["WK036300"] == 1000


def test_a_withdrawn_figure_does_not_live_on(filled, tmp_path):
    secret = samples.statline().replace("    1000;", "       x;")
    pipeline.import_paths([put(tmp_path, "kerncijfers_2022.csv", secret)], "officieel", [], filled)
    data = open_dataset("officieel", filled)
    figure = data.figure(data.scope("wijk", 2022), "inwoners", 2022).set_index("code")
    assert figure.loc["WK036300", "status"] == "geheim"


def test_a_year_in_a_name_is_believed_unless_the_codes_say_otherwise(filled, tmp_path):
    bare = samples.geojson().replace('"jaar": 2022, ', "")
    good = put(tmp_path, "wijken_2020.geojson", bare)
    pipeline.import_paths([good], "officieel", [], filled)
    rows = {r["indeling"] for r in open_dataset("officieel", filled).manifest.areas}
    assert 2020 in rows
    wrong = put(tmp_path, "kaart_2022.geojson", bare.replace("WK03630", "WK0363A"))
    done = pipeline.import_paths([wrong, tmp_path / "scores.csv"], "officieel", [], filled)
    (refused,) = [r for r in done.offer.readings if r.kind == "grenzen"]
    assert refused.rows_refused == 6
    assert "het jaar van deze kaart staat er niet in" in refused.refusals[0].reason
    assert refused.is_year_asked


def test_a_map_without_year_never_goes_over_areas_that_are_there(filled, tmp_path):
    """Codes are used again: a newer map would take the place of the true one."""
    data = open_dataset("officieel", filled)
    before = data.geometry(data.scope("wijk", 2022))
    moved = samples.geojson().replace('"jaar": 2022, ', "").replace("487000", "488000")
    file = put(tmp_path, "nieuwe kaart.geojson", moved)
    version = versions.current("officieel", filled)
    with pytest.raises(StoreError, match=r"niets toegevoegd.*al grenzen.*--indeling JAAR"):
        pipeline.import_paths([file], "officieel", [], filled)
    assert versions.current("officieel", filled) == version, "nothing stored, no version"
    pipeline.import_offer(pipeline.read_offer([file], []), "officieel", filled, classification=2024)
    data = open_dataset("officieel", filled)
    assert data.geometry(data.scope("wijk", 2022)).geometry.equals(before.geometry)
    assert {r["indeling"] for r in data.manifest.areas} == {2022, 2024}


def test_a_given_year_that_the_codes_contradict_is_asked_again(filled, tmp_path):
    bare = samples.geojson().replace('"jaar": 2022, ', "").replace("WK03630", "WK0363A")
    file = put(tmp_path, "kaart.geojson", bare)
    with pytest.raises(StoreError, match="de codes passen niet bij 2022"):
        pipeline.import_offer(
            pipeline.read_offer([file], []), "officieel", filled, classification=2022
        )


def test_the_same_map_without_year_may_come_again(tmp_path, store):
    scores = put(tmp_path, "scores.csv", samples.scores(areas=6))
    bare = put(tmp_path, "kaart.geojson", samples.geojson().replace('"jaar": 2022, ', ""))
    for _ in range(2):
        done = pipeline.import_paths([scores, bare], "officieel", [], store)
        assert not any(r.is_year_asked for r in done.offer.readings)


def test_only_one_build_at_a_time(filled):
    with (
        versions.building("officieel", filled),
        pytest.raises(StoreError, match="al bijgewerkt"),
        versions.building("officieel", filled),
    ):
        pass


def test_going_back_waits_for_a_build(filled, tmp_path):
    pipeline.import_paths(
        [put(tmp_path, "meer.csv", samples.scores(areas=9))], "officieel", [], filled
    )
    used = versions.current("officieel", filled)
    refused = []

    def say(part: float, _text: str) -> None:
        if part >= 0.86 and not refused:
            with pytest.raises(StoreError, match="al bijgewerkt") as told:
                versions.undo("officieel", filled)
            refused.append(told)

    third = put(tmp_path, "derde.csv", samples.scores(areas=7))
    pipeline.import_paths([third], "officieel", [], filled, say)
    assert refused
    assert versions.undo("officieel", filled) == used.name, "the added version was on top"


def test_a_build_that_was_overtaken_stops(filled, tmp_path):
    """As on a shared folder without locks: another process moved the pointer meanwhile."""
    first = versions.current("officieel", filled).name
    pipeline.import_paths(
        [put(tmp_path, "meer.csv", samples.scores(areas=9))], "officieel", [], filled
    )
    pointed = False

    def say(part: float, _text: str) -> None:
        nonlocal pointed
        if part >= 0.86 and not pointed:
            versions.switch("officieel", first, filled)
            pointed = True

    with pytest.raises(StoreError, match="intussen op een andere versie"):
        pipeline.import_paths([tmp_path / "meer.csv"], "officieel", [], filled, say)
    assert pointed
    assert versions.current("officieel", filled).name == first
    assert not list((filled / "officieel" / "versions").glob(".bouw-*"))


def test_going_back_without_room_changes_nothing(filled, tmp_path, monkeypatch):
    pipeline.import_paths(
        [put(tmp_path, "meer.csv", samples.scores(areas=9))], "officieel", [], filled
    )
    base = filled / "officieel"
    before = sorted(p.name for p in base.iterdir()), (base / "vorige").read_text()
    written = []

    def full(_handle: int) -> None:
        written.append(1)
        if len(written) == 2:  # the pointer 'vorige' fits, 'current' does not
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(versions.os, "fsync", full)
    with pytest.raises(StoreError, match="de schijf is vol"):
        versions.undo("officieel", filled)
    assert (sorted(p.name for p in base.iterdir()), (base / "vorige").read_text()) == before


def test_the_version_to_go_back_to_is_never_pruned(filled, tmp_path):
    """Not even while it cannot be opened: it may be mended."""
    first = versions.current("officieel", filled)
    (first / "manifest.json").write_text("{half", encoding="utf-8")
    fresh = put(tmp_path, "meer.csv", samples.scores(areas=9))
    pipeline.import_paths([fresh], "officieel", [], filled, fresh=True)
    assert (filled / "officieel" / "vorige").read_text() == first.name
    assert first.is_dir()


def test_what_a_killed_writer_left_is_swept(filled, tmp_path):
    base = filled / "officieel"
    (base / "versions" / ".bouw-20200101-000000-000000").mkdir()
    (base / ".vorige-0badcafe").write_text("x")
    assert versions.datasets(filled) == ["officieel"]
    pipeline.import_paths([tmp_path / "scores.csv"], "officieel", [], filled)
    assert not list(base.rglob(".bouw-*"))
    assert not list(base.glob(".vorige-*"))


def test_a_build_that_fails_leaves_everything(filled, tmp_path, monkeypatch):
    before = versions.current("officieel", filled)

    def broken(*_: object) -> None:
        raise schema.ContractError("table 'scores': broken on purpose")

    monkeypatch.setattr(schema, "check", broken)
    with pytest.raises(schema.ContractError):
        pipeline.import_paths([tmp_path / "scores.csv"], "officieel", [], filled)
    assert versions.current("officieel", filled) == before
    assert not list((filled / "officieel" / "versions").glob(".bouw-*"))


def test_check_sees_a_changed_or_lost_file(filled):
    folder = versions.current("officieel", filled)
    (folder / "figures.parquet").write_bytes(b"stuk")
    (folder / "gaps.parquet").unlink()
    wrong = loading.verify("officieel", filled)
    assert any("figures.parquet is veranderd" in w for w in wrong)
    assert any("gaps.parquet ontbreekt" in w for w in wrong)


def test_a_damaged_manifest_is_a_clear_message(filled):
    folder = versions.current("officieel", filled)
    (folder / "manifest.json").write_text("{half", encoding="utf-8")
    with pytest.raises(StoreError, match="beschadigd"):
        Dataset(folder)


def test_contracts_refuse_wrong_tables():
    frame = pd.DataFrame({"edition": pd.Series([2022], dtype="int16")})
    with pytest.raises(schema.ContractError, match="scores"):
        schema.check("scores", frame, schema.SCORES)


def bring(file: Path, store: Path, line: Connection) -> None:
    """Import a file, and say when that begins and ends."""
    line.send("begin")
    pipeline.import_paths([file], "officieel", [], store)
    line.send("klaar")


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a POSIX signal")
def test_kill_at_ten_moments_never_damages_the_store_in_use(filled, tmp_path, monkeypatch):
    # A page that was run in this process has put itself there, and a child would run it too.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    file = put(tmp_path, "veel.csv", samples.scores(areas=95, waves=(*samples.WAVES_2022, 2024)))
    rng = random.Random(7)
    sound = versions.current("officieel", filled).name
    interrupted = 0
    ready = get_context("forkserver")  # each child starts with all modules loaded
    ready.set_forkserver_preload([__name__])
    for moment in range(10):
        hears, tells = ready.Pipe(duplex=False)
        child = ready.Process(target=bring, args=(file, filled, tells))
        child.start()
        tells.close()
        assert hears.recv() == "begin"
        time.sleep(rng.uniform(0.0, 0.12) if moment % 2 else rng.uniform(0.1, 0.5))
        child.kill()
        child.join()
        assert child.exitcode in (0, -signal.SIGKILL)
        try:
            assert hears.recv() == "klaar"
        except EOFError:
            interrupted += 1
        now = versions.current("officieel", filled)
        assert now is not None
        assert loading.verify("officieel", filled) == []
        assert len((used := Dataset(now)).scores(used.scope("wijk", 2022))) == 48
    assert interrupted >= 5, "the kills came too late to test anything"
    pipeline.import_paths([file], "officieel", [], filled)
    assert versions.current("officieel", filled).name != sound
    assert not list((filled / "officieel" / "versions").glob(".bouw-*"))
