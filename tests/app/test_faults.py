"""Faults of disk, store and command: a Dutch sentence, an exit code, nothing lost, no traceback."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from tests.support import samples
from wijkbeeld import cli, command_errors, pipeline
from wijkbeeld.store import build, versions
from wijkbeeld.store.errors import DamagedError, StoreError
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.read import open_dataset


def run(*words: str):
    return CliRunner().invoke(cli.app, list(words))


def files_of(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(samples.scores(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made_twice(tmp_path_factory) -> tuple[Path, list[str]]:
    """A store in which one file was imported twice, and the names of its versions."""
    folder = tmp_path_factory.mktemp("twee-versies")
    scores = folder / "scores.csv"
    scores.write_text(samples.scores(), encoding="utf-8")
    root = folder / "store"
    made = [pipeline.import_paths([scores], "officieel", [], root).built.folder for _ in range(2)]
    return root, [str(m.relative_to(root)) for m in made]


@pytest.fixture
def two(store, made_twice) -> tuple[Path, Path]:
    """A dataset with a version in use and the one before it."""
    made, (first, second) = made_twice
    shutil.copytree(made, store)
    return store / first, store / second


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def unknown(path: Path) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), "nieuw": 1}))


def cells_lost(path: Path) -> None:
    content = json.loads(path.read_text())
    content["areas_per_wave"] = [{"wave": "tweeduizend"}]
    path.write_text(json.dumps(content))


MANIFESTS = {
    "empty": lambda p: p.write_bytes(b""),
    "cut off": cut,
    "binary": lambda p: p.write_bytes(bytes(range(256))),
    "a list": lambda p: p.write_text("[]"),
    "null": lambda p: p.write_text("null"),
    "deep": lambda p: p.write_text("[" * 100_000),
    "of another make": unknown,
    "rows without cells": cells_lost,
    "of another dataset": lambda p: p.write_text(p.read_text().replace('"officieel"', '"anders"')),
    "gone": lambda p: p.unlink(),
}


@pytest.mark.parametrize("name", list(MANIFESTS))
def test_a_damaged_manifest_is_told_everywhere_and_undone(two, file, name):
    first, second = two
    MANIFESTS[name](second / "manifest.json")
    with pytest.raises(DamagedError, match="wijkbeeld undo"):
        open_dataset("officieel")
    for words, code in (
        (["status"], cli.REFUSED),
        (["check"], cli.REFUSED),
        (["import", str(file)], cli.FAILED),
    ):
        done = run(*words)
        assert done.exit_code == code, (words, done.output)
        assert "wijkbeeld undo" in done.output
        assert "--fresh" in done.output
        assert "Traceback" not in done.output
    assert json.loads(run("status", "--json").output)[0]["fout"]
    assert run("undo").exit_code == cli.OK
    assert versions.current("officieel") == first
    assert run("check").exit_code == cli.OK
    assert run("undo").exit_code == cli.FAILED, "a damaged version is nothing to go back to"


POINTERS = {
    "empty": lambda p: p.write_text(""),
    "gone": lambda p: p.unlink(),
    "binary": lambda p: p.write_bytes(b"\xff\xfe\x00"),
    "of a version that is not there": lambda p: p.write_text("20010101-000000-000000"),
    "out of the folder": lambda p: p.write_text("../../../etc"),
    "too long": lambda p: p.write_text("x" * 100_000),
}


@pytest.mark.parametrize("name", list(POINTERS))
def test_a_damaged_pointer_hides_no_dataset(two, store, file, name):
    _, second = two
    POINTERS[name](store / "officieel" / "current")
    assert versions.datasets() == ["officieel"]
    for words in (["status"], ["check"], ["import", str(file)]):
        done = run(*words)
        assert done.exit_code != cli.OK
        assert "'current'" in done.output
        assert "wijkbeeld undo" in done.output
    assert run("undo").exit_code == cli.OK
    assert versions.current("officieel") == second, "the newest version that can be opened"


def test_fresh_starts_anew_and_keeps_what_was_there(two, store, file):
    _, second = two
    (store / "officieel" / "current").write_text("")
    assert run("import", "--fresh", str(file)).exit_code == cli.OK
    assert run("check").exit_code == cli.OK
    assert versions.previous("officieel") == second
    manifest_of(second)


@pytest.mark.parametrize("table", ["scores_wijk", "areas", "figures"])
@pytest.mark.parametrize("damage", [cut, lambda p: p.unlink(), lambda p: p.write_bytes(b"x" * 999)])
def test_a_damaged_table_is_told(two, file, table, damage):
    _, second = two
    damage(second / f"{table}.parquet")
    check = run("check")
    assert check.exit_code == cli.REFUSED
    assert table in check.output
    done = run("import", str(file))
    assert done.exit_code == cli.FAILED
    assert table in done.output
    assert "wijkbeeld undo" in done.output


def test_a_page_that_reads_a_damaged_table_gets_a_reason(two):
    _, second = two
    data = open_dataset("officieel")
    cut(second / "scores_wijk.parquet")
    cut(second / "areas.parquet")
    scope = data.scope("wijk", 2022)
    for read in (data.scores, data.areas, data.geometry):
        with pytest.raises(DamagedError, match=r"weg of beschadigd|niet te lezen"):
            read(scope)


def limited(bytes_: int, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file may grow beyond a number of bytes.

    Python would cut off its compiled modules there too, and other runs would trip over them.
    """

    def less() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))

    return subprocess.run(
        [sys.executable, "-m", "wijkbeeld", *words],
        preexec_fn=less,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
    )


def test_no_room_for_a_file(two, store, file):
    before = files_of(store)
    done = limited(3000, "import", str(file))
    assert done.returncode == cli.FAILED, done.stderr
    assert "groter dan hier mag" in done.stderr
    assert "niet veranderd" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(store) == before


def test_a_full_disk(tmp_path, file):
    """A disk of 400 kB: the import does not fit, and what was there stays."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size=400k tmpfs {disk} || exit 99; export WIJKBEELD_STORE={disk}; "
        f"head -c 360000 /dev/zero > {disk}/vol; {sys.executable} -m wijkbeeld import {file}; "
        f"code=$?; find {disk} -name '.bouw-*' >&2; exit $code"
    )
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare to mount a small disk with")
    space = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    done = subprocess.run(
        [unshare, *space, "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode in (1, 99) and "wijkbeeld" not in done.stderr.lower():
        pytest.skip(f"this system cannot mount a small disk: {done.stderr[:200]}")
    assert done.returncode == cli.FAILED, done.stderr
    assert "de schijf is vol" in done.stderr
    assert "Traceback" not in done.stderr
    assert ".bouw-" not in done.stderr, "half a build is left"


@pytest.mark.parametrize("where", ["mkdir", "rename", "replace", "table"])
@pytest.mark.parametrize("code", ["ENOSPC", "EROFS", "EACCES", "EIO"])
def test_every_refusal_of_the_disk_is_told_and_leaves_the_dataset(
    two, store, file, monkeypatch, where, code
):
    import errno

    number = getattr(errno, code)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    used = versions.current("officieel")
    if where == "table":
        monkeypatch.setattr(build, "_write", refuse)
    else:
        monkeypatch.setattr(Path, where, refuse)
    with pytest.raises(StoreError, match="kan niet schrijven"):
        build.build("officieel", pipeline.read_offer([file], []).readings)
    monkeypatch.undo()
    monkeypatch.setenv("WIJKBEELD_STORE", str(store))
    assert versions.current("officieel") == used
    assert run("check").exit_code == cli.OK


def test_a_store_that_is_a_file(tmp_path, monkeypatch, file):
    place = tmp_path / "bestand"
    place.write_text("x")
    monkeypatch.setenv("WIJKBEELD_STORE", str(place))
    for words in (["import", str(file)], ["demo"]):
        done = run(*words)
        assert done.exit_code == cli.FAILED
        assert "kan niet schrijven" in done.output
    assert place.read_text() == "x"


def without_rights(*words: str, store: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user who is refused what the mode of a file refuses, also for root."""
    drop: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("no setpriv: root is refused nothing")
        drop = [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]
    return subprocess.run(
        [*drop, sys.executable, "-m", "wijkbeeld", *words],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"WIJKBEELD_STORE": str(store)},
    )


def test_a_store_that_may_only_be_read(two, store, file):
    before = files_of(store)
    folders = [store, *(p for p in store.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        done = without_rights("import", str(file), store=store)
        status = without_rights("status", store=store)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode == cli.FAILED, done.stderr
    assert "je hebt er geen rechten voor" in done.stderr
    assert "Traceback" not in done.stderr
    assert status.returncode == cli.OK, "reading still works"
    assert files_of(store) == before


def test_what_cannot_be_opened_does_not_stop_the_others(tmp_path):
    folder, store = tmp_path / "in", tmp_path / "winkel"
    closed = folder / "dicht"
    closed.mkdir(parents=True)
    (folder / "goed.csv").write_text(samples.scores(), encoding="utf-8")
    (folder / "geheim.csv").write_text(samples.scores(), encoding="utf-8")
    (folder / "geheim.csv").chmod(0)
    (folder / "kring.csv").symlink_to("kring.csv")
    (folder / "weg.csv").symlink_to("nergens.csv")
    closed.chmod(0)
    try:
        done = without_rights("import", str(folder), store=store)
    finally:
        closed.chmod(0o755)
    assert done.returncode == cli.OK, done.stderr
    assert "✓ goed.csv" in done.stdout
    for name in ("geheim.csv", "kring.csv", "weg.csv", "dicht"):
        assert f"✗ {name}: Dit is niet te openen" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "noem wat er moet gebeuren"),
        (["bestaatniet"], "de opdracht 'bestaatniet' bestaat niet"),
        (["check", "--bestaatniet"], "de optie --bestaatniet bestaat niet"),
        (["import", "--fres"], "Bedoel je --fresh?"),
        (["import"], "BESTANDEN ontbreekt"),
        (["import", "--dataset"], "bij --dataset hoort een waarde"),
        (["run", "--port", "veel"], "--poort: geef een geheel getal"),
        (["check", "a", "b"], "dit is te veel: a b"),
        (["vernieuwing", "x.csv", "--taken", "0"], "ten minste 1"),
    ],
)
def test_wrong_use_is_dutch_and_has_its_own_code(store, words, told):
    done = run(*words)
    assert done.exit_code == command_errors.USAGE == 64
    assert told in done.stderr
    assert not {"Usage", "Error", "Missing", "No such", "unexpected"} & set(done.stderr.split())


def test_the_package_runs_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "wijkbeeld", "status"],
        capture_output=True,
        text=True,
        env=os.environ | {"WIJKBEELD_STORE": str(tmp_path / "leeg")},
    )
    assert done.returncode == cli.OK
    assert "nog geen dataset" in done.stdout


def test_what_nobody_foresaw_is_one_sentence_and_a_log(store, tmp_path, monkeypatch):
    def fails() -> list[str]:
        raise ZeroDivisionError("iets")

    monkeypatch.setattr(versions, "datasets", fails)
    log = tmp_path / "log.txt"
    done = run("--logboek", str(log), "status")
    assert done.exit_code == cli.FAILED
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.output
    assert "Traceback" in log.read_text()


def page(name: str, **query: str):
    root = Path(__file__).parents[2]
    app = AppTest.from_file(str(root / "src/wijkbeeld/ui/app_shell.py"), default_timeout=120)
    app.switch_page(str(root / "pages" / f"{name}.py"))
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def undo_of(app):
    return next(b for b in app.button if b.label == "Zet vorige versie terug")


@pytest.mark.parametrize("name", ["gegevens", "verloop", "kaart"])
@pytest.mark.parametrize("damage", ["manifest", "pointer"])
def test_the_app_says_what_is_wrong_and_goes_back(two, store, name, damage):
    first, second = two
    if damage == "manifest":
        cut(second / "manifest.json")
    else:
        (store / "officieel" / "current").write_text("x")
    app = page(name)
    assert not app.exception
    assert any("is niet te openen" in e.value for e in app.error)
    undo_of(app).click().run()
    assert not app.exception
    assert versions.current("officieel") == (first if damage == "manifest" else second)
    assert any("staat nu op versie" in s.value for s in app.success)
    assert not any("is niet te openen" in e.value for e in app.error)


def test_the_button_to_go_back_is_always_in_view(store, file):
    pipeline.import_paths([file], "officieel", [])
    app = page("gegevens")
    assert undo_of(app).disabled, "nothing to go back to, and it says so"
    assert "geen andere versie" in undo_of(app).help
    pipeline.import_paths([file], "officieel", [])
    assert not undo_of(page("gegevens")).disabled


def test_a_damaged_table_on_a_page_leads_back(two):
    def script() -> None:
        from wijkbeeld.store.errors import DamagedError
        from wijkbeeld.ui.failure import explain

        explain(DamagedError("officieel", "De tabel areas.parquet is weg of beschadigd."))

    app = AppTest.from_function(script).run()
    assert "areas" in app.error[0].value


def test_names_of_files_are_no_markdown(store, tmp_path):
    evil = tmp_path / "scores [klik](http:--kwaad) *vet*.csv"
    evil.write_text(samples.scores() + "*x*,Wijk,2022,4,0,0,0,0,0,0\n", encoding="utf-8")
    pipeline.import_paths([evil], "officieel", [])
    app = page("gegevens")
    assert not app.exception
    assert any(r"\[klik\]" in e.label for e in app.expander)
    listed = [d.value for d in app.dataframe if "Gebied" in d.value]
    assert any("*X*" in set(d["Gebied"].str.upper()) for d in listed), "in a table, as it is"
    assert not any("*X*" in m.value.upper() for m in app.markdown)


def fetcher_of(answer):
    import httpx

    from wijkbeeld.sources.download import Fetcher

    fetcher = Fetcher(attempts=2, pause=0.0)
    fetcher.client = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    return fetcher


@pytest.mark.parametrize("kind", ["redirect loop", "bad gzip", "deep json"])
@pytest.mark.parametrize("source", ["lbm-2024", "kwb-2022"])
def test_a_publisher_that_answers_nonsense(store, two, kind, source, monkeypatch):
    import httpx

    monkeypatch.setattr("wijkbeeld.sources.download.client._is_found", lambda host: True)

    def answer(request: httpx.Request) -> httpx.Response:
        if kind == "redirect loop":
            return httpx.Response(302, headers={"location": str(request.url)})
        if kind == "bad gzip":
            packed = {"content-encoding": "gzip", "content-type": "text/html"}
            return httpx.Response(200, headers=packed, content=b"\x1f\x8bnonsens")
        return httpx.Response(200, headers={"content-type": "text/html"}, content=b"[" * 200_000)

    before = files_of(store)
    done = pipeline.sync([source], fetcher=fetcher_of(answer))
    assert done.imported is None
    reason = done.fetched.failed[source]
    assert "Traceback" not in reason
    assert "wijkbeeld import" in reason, "the way on"
    if kind == "redirect loop":
        assert "verwijst in een kring" in reason
    kept = {k: v for k, v in files_of(store).items() if not k.startswith("bronnen")}
    assert kept == before


def test_no_room_for_what_is_fetched(store, monkeypatch):
    import errno

    from wijkbeeld.sources import download

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(download, "fetch", full)
    with pytest.raises(StoreError, match="de schijf is vol"):
        pipeline.sync(["lbm-2024"])
