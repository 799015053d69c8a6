"""Fetching: against a local server that speaks WFS, OData and plain files, with their bad days."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.support import samples
from tests.support.server import Service, serving
from wijkbeeld import cli, pipeline
from wijkbeeld.catalog import Location
from wijkbeeld.sources import download
from wijkbeeld.sources.download import DownloadError, Fetcher, UnreachableError, services
from wijkbeeld.sources.download.plan import (
    SETTINGS,
    all_files,
    location_of,
    own_locations,
    wanted,
)
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.recognise import read_all
from wijkbeeld.store.read import open_dataset


def zip_of(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("map/Leefbaarometer-scores wijken 2002-2024.csv", text)
    return buffer.getvalue()


SCORES = zip_of(samples.scores(areas=90, waves=(*samples.WAVES_2022, 2024)))


@pytest.fixture
def service():
    features = json.loads(samples.geojson(areas=8, year=2024))["features"]
    for n, feature in enumerate(features):
        feature["id"] = f"wijken.{n}"
    properties = [
        {
            "ID": 0,
            "ParentID": None,
            "Type": "GeoDetail",
            "Key": "WijkenEnBuurten",
            "Title": "Wijken en buurten",
        },
        {
            "ID": 1,
            "ParentID": None,
            "Type": "Topic",
            "Key": "AantalInwoners_5",
            "Title": "Aantal inwoners",
            "Unit": "aantal",
        },
        {
            "ID": 2,
            "ParentID": None,
            "Type": "Topic",
            "Key": "Iets_6",
            "Title": "Iets anders",
            "Unit": "aantal",
        },
    ]
    rows = [
        {"WijkenEnBuurten": f"WK0363{n:02d}  ", "AantalInwoners_5": 100 + n, "Iets_6": 1}
        for n in range(8)
    ]
    measures = [{"Identifier": "T001036", "Title": "Aantal inwoners", "Unit": "aantal"}]
    observations = [
        {"Measure": "T001036", "WijkenEnBuurten": f"WK0363{n:02d}", "Value": 100 + n}
        for n in range(8)
    ]
    made = Service(
        files={"/scores.zip": SCORES},
        layers={"wijken": features},
        tables={
            "85984NED": {
                "DataProperties": properties,
                "TypedDataSet": rows,
                "MeasureCodes": measures,
                "Observations": observations,
            }
        },
    )
    with serving(made) as running:
        yield running


@pytest.fixture
def fetcher():
    return Fetcher(attempts=4, pause=0.01)


def test_a_file_comes_whole_with_its_record(service, fetcher, tmp_path):
    target = fetcher.file(service.url + "/scores.zip", tmp_path / "scores.zip")
    assert target.read_bytes() == SCORES
    record = json.loads((tmp_path / "scores.zip.herkomst.txt").read_text())
    assert record["bytes"] == len(SCORES)
    assert len(record["sha256"]) == 64


def test_a_truncated_body_is_resumed(service, fetcher, tmp_path):
    service.troubles["/scores.zip"] = ["truncate", "truncate"]
    target = fetcher.file(service.url + "/scores.zip", tmp_path / "scores.zip")
    assert target.read_bytes() == SCORES
    assert len(service.asked_ranges) == 2


def test_a_server_without_ranges_starts_over(service, fetcher, tmp_path):
    service.ranges = False
    service.troubles["/scores.zip"] = ["truncate"]
    assert fetcher.file(service.url + "/scores.zip", tmp_path / "s.zip").read_bytes() == SCORES


def test_a_later_run_goes_on_where_the_first_stopped(service, tmp_path):
    service.troubles["/scores.zip"] = ["truncate"]
    with pytest.raises(DownloadError, match=r"bytes ontvangen|verbinding"):
        Fetcher(attempts=1, pause=0.01).file(service.url + "/scores.zip", tmp_path / "s.zip")
    assert (tmp_path / "s.zip.deel").stat().st_size > 0
    assert (
        Fetcher(attempts=1).file(service.url + "/scores.zip", tmp_path / "s.zip").read_bytes()
        == SCORES
    )
    assert service.asked_ranges


@pytest.mark.parametrize("code", [429, 503, 500])
def test_a_busy_server_is_tried_again(service, fetcher, tmp_path, code):
    service.troubles["/scores.zip"] = [code, code]
    assert fetcher.file(service.url + "/scores.zip", tmp_path / "s.zip").read_bytes() == SCORES
    assert service.seen["/scores.zip"] == 3


def test_a_server_that_stays_busy_ends_in_advice(service, fetcher, tmp_path):
    service.troubles["/scores.zip"] = [503] * 9
    with pytest.raises(DownloadError, match=r"code 503.*4 pogingen.*wijkbeeld import"):
        fetcher.file(service.url + "/scores.zip", tmp_path / "s.zip")
    assert service.seen["/scores.zip"] == 4


def test_a_blocked_network_ends_in_advice_at_once(service, fetcher, tmp_path):
    service.troubles["/scores.zip"] = [403]
    with pytest.raises(DownloadError, match=r"geweigerd.*Download het bestand dan met je browser"):
        fetcher.file(service.url + "/scores.zip", tmp_path / "s.zip")
    assert service.seen["/scores.zip"] == 1


def test_a_web_page_in_place_of_a_file(service, fetcher, tmp_path):
    service.troubles["/scores.zip"] = ["html"]
    with pytest.raises(DownloadError, match="webpagina"):
        fetcher.file(service.url + "/scores.zip", tmp_path / "s.zip")


def test_a_moved_file_says_how_to_set_the_address(service, fetcher, tmp_path):
    with pytest.raises(DownloadError, match="--location ID=ADRES"):
        fetcher.file(service.url + "/oud.zip", tmp_path / "s.zip")


def test_no_server_at_all(fetcher, tmp_path):
    with pytest.raises(DownloadError, match="wijkbeeld import"):
        Fetcher(attempts=2, pause=0.01, timeout=2).file(
            "http://127.0.0.1:9/x.zip", tmp_path / "x.zip"
        )


@pytest.mark.parametrize("announce", [True, False])
def test_wfs_pages_are_all_fetched(service, fetcher, tmp_path, announce, monkeypatch):
    service.announce = announce
    monkeypatch.setattr(services, "PAGE", 3)
    service.troubles["/ows"] = [503, "truncate"]
    path = services.wfs(fetcher, service.url + "/ows", "wijken", tmp_path)
    assert len(json.loads(path.read_text())["features"]) == 8


def test_wfs_that_stops_early_is_refused(service, fetcher, tmp_path):
    service.layers["wijken"] = service.layers["wijken"][:3] + service.layers["wijken"][:2]
    with pytest.raises(DownloadError, match="3 van 5 gebieden"):
        services.wfs(fetcher, service.url + "/ows", "wijken", tmp_path)


def test_odata_v3_follows_links_and_selects(service, fetcher, tmp_path):
    place = Location(url=service.url + "/odata3/85984NED", protocol="odata3")
    path = services.odata(fetcher, place, tmp_path)
    content = json.loads(path.read_text())
    assert {k: len(v) for k, v in content["rows"].items()} == {
        "WijkenEnBuurten": 8,
        "AantalInwoners_5": 8,
    }
    assert content["year"] == 2024


def test_odata_v4_follows_links(service, fetcher, tmp_path):
    place = Location(url=service.url + "/odata4/85984NED", protocol="odata4")
    path = services.odata(fetcher, place, tmp_path)
    assert len(json.loads(path.read_text())["observations"]["Value"]) == 8


def test_odata_that_runs_in_circles_is_stopped(service, fetcher, tmp_path, monkeypatch):
    monkeypatch.setattr(
        Fetcher, "json", lambda *_: {"value": [], "odata.nextLink": "http://x/DataProperties"}
    )
    with pytest.raises(DownloadError, match="kring"):
        services.odata(fetcher, Location(url="http://x", protocol="odata3"), tmp_path)


def test_locations_are_tried_in_order(service, fetcher, tmp_path):
    file = download.plan(["lbm-2024"])[0].file
    places = (
        Location(url=service.url + "/weg.zip", protocol="bestand"),
        Location(url=service.url + "/scores.zip", protocol="bestand"),
    )
    plan = download.Plan(file, places, 1, is_measured=False)
    got = download.fetch([plan], tmp_path, fetcher)
    assert [p.name for p in got.paths] == ["scores.zip"]
    again = download.fetch([plan], tmp_path, fetcher)
    assert again.paths == got.paths
    assert service.unchanged["/scores.zip"] == 1, "what is there already is not fetched again"


def test_sync_fetches_and_imports(service, fetcher, store):
    extra = {
        "lbm-2024": Location(url=service.url + "/scores.zip", protocol="bestand"),
        "grenzen-2024": Location(url=service.url + "/ows", protocol="wfs", layers=("wijken",)),
        "kwb-2024": Location(url=service.url + "/odata3/85984NED", protocol="odata3"),
    }
    steps = []
    done = pipeline.sync(
        list(extra), root=store, fetcher=fetcher, extra=extra, say=lambda p, t: steps.append(p)
    )
    assert not done.fetched.failed
    data = open_dataset("officieel", store)
    assert data.waves(data.scope("wijk", 2024))[-1] == 2024
    assert len(data.geometry(data.scope("wijk", 2024))) == 8
    assert data.figure(data.scope("wijk", 2024), "inwoners", 2024)["value"].tolist() == [
        100.0 + n for n in range(8)
    ]
    assert steps == sorted(steps)
    assert steps[-1] == 1.0


def test_what_cannot_be_fetched_is_told_and_the_rest_comes(service, fetcher, store, monkeypatch):
    monkeypatch.setattr(services, "PAGE", 3)
    extra = {"lbm-2024": Location(url=service.url + "/scores.zip", protocol="bestand")}
    plans = download.plan(["lbm-2024", "kwb-2024"], extra=extra)
    dead = (Location(url=service.url + "/weg", protocol="odata3"),)
    plans[1] = download.Plan(plans[1].file, dead, 1, is_measured=False)
    got = download.fetch(plans[:2], store / "bronnen", fetcher)
    assert set(got.failed) == {"kwb-2024"}
    assert len(got.paths) == 1


def test_a_moved_location_is_one_line(store):
    store.mkdir(parents=True)
    (store / SETTINGS).write_text('lbm-2024 = "https://nieuw.example/lbm.zip"\n', encoding="utf-8")
    plan = download.plan(["lbm-2024"], root=store)[0]
    assert plan.locations[0].url == "https://nieuw.example/lbm.zip"
    (store / SETTINGS).write_text("lbm-2024 = ", encoding="utf-8")
    with pytest.raises(SourceError, match="geen geldige TOML"):
        own_locations(store)


def test_locations_must_be_addresses_of_known_files():
    with pytest.raises(SourceError, match="niet bekend"):
        location_of("iets", "https://x")
    with pytest.raises(SourceError, match="geen webadres"):
        location_of("lbm-2024", "ftp://x")


def test_the_size_is_told_first(service, fetcher):
    extra = {"lbm-2024": Location(url=service.url + "/scores.zip", protocol="bestand")}
    plan = download.plan(["lbm-2024"], fetcher, extra=extra)[0]
    assert plan.bytes == len(SCORES)
    assert plan.is_measured


def test_the_command_fetches_from_a_given_address(service, store):
    result = CliRunner().invoke(
        cli.app, ["sync", "lbm-2024", "--yes", "--location", f"lbm-2024={service.url}/scores.zip"]
    )
    assert result.exit_code == 0, result.output
    assert "Samen ongeveer" in result.output
    assert "Dataset 'officieel'" in result.output


def test_what_the_publisher_repaired_comes_again(service, fetcher, tmp_path):
    target = tmp_path / "scores.zip"
    fetcher.file(service.url + "/scores.zip", target)
    service.tag, service.files["/scores.zip"] = '"v2"', SCORES + b"hersteld"
    fetcher.file(service.url + "/scores.zip", target)
    assert target.read_bytes().endswith(b"hersteld")
    fetcher.file(service.url + "/scores.zip", target)
    assert service.unchanged["/scores.zip"] == 1


def test_a_damaged_copy_is_replaced(service, fetcher, tmp_path):
    target = tmp_path / "scores.zip"
    fetcher.file(service.url + "/scores.zip", target)
    target.write_bytes(SCORES[:100])
    fetcher.file(service.url + "/scores.zip", target)
    assert target.read_bytes() == SCORES
    assert not service.unchanged


def test_a_table_comes_again_when_cbs_changed_it(service, fetcher, tmp_path):
    table = service.tables["85984NED"]
    table["TableInfos"] = [{"Modified": "2025-10-01T02:00:00"}]
    table["Properties"] = [{"Modified": "2025-10-01T02:00:00"}]
    for protocol, rows in (("odata3", "TypedDataSet"), ("odata4", "Observations")):
        place = Location(url=f"{service.url}/{protocol}/85984NED", protocol=protocol)
        folder = tmp_path / protocol
        first = services.odata(fetcher, place, folder).read_bytes()
        asked = service.seen[f"/{protocol}/85984NED/{rows}"]
        services.odata(fetcher, place, folder)
        assert service.seen[f"/{protocol}/85984NED/{rows}"] == asked
        for info in ("TableInfos", "Properties"):
            table[info][0]["Modified"] = f"2026-01-01 {protocol}"
        table[rows] = table[rows][:-1]
        assert services.odata(fetcher, place, folder).read_bytes() != first


def test_a_cut_between_pages_goes_on_where_it_was(service, tmp_path, monkeypatch):
    monkeypatch.setattr(services, "PAGE", 3)
    place = Location(url=service.url + "/odata4/85984NED", protocol="odata4")
    services.odata(Fetcher(attempts=1), place, tmp_path / "heel")
    whole = service.seen["/odata4/85984NED/Observations"]
    service.seen.clear()
    service.troubles["/odata4/85984NED/Observations"] = [None, None, 500]
    with pytest.raises(DownloadError):
        services.odata(Fetcher(attempts=1), place, tmp_path / "deel")
    path = services.odata(Fetcher(attempts=1), place, tmp_path / "deel")
    assert path.read_bytes() == (tmp_path / "heel" / path.name).read_bytes()
    assert service.seen["/odata4/85984NED/Observations"] == whole + 1, "only the lost page again"
    service.troubles["/ows"] = [None, None, 500]
    with pytest.raises(DownloadError):
        services.wfs(Fetcher(attempts=1), service.url + "/ows", "wijken", tmp_path / "deel")
    path = services.wfs(Fetcher(attempts=1), service.url + "/ows", "wijken", tmp_path / "deel")
    assert len(json.loads(path.read_text())["features"]) == 8
    assert service.seen["/ows"] == 4
    assert not list((tmp_path / "deel").glob(".*")), "pages are forgotten when the file is whole"


def test_one_year_of_a_table_of_many_is_asked_for(service, fetcher, tmp_path):
    table = service.tables["70904NED"] = dict(service.tables["85984NED"])
    period = {"ID": 9, "ParentID": None, "Type": "TimeDimension", "Key": "Perioden"}
    table["DataProperties"] = [*table["DataProperties"], period | {"Title": "Perioden"}]
    for entity in ("TypedDataSet", "Observations"):
        table[entity] = [
            r | {"Perioden": f"{y}JJ00"} for r in table[entity] for y in range(2009, 2013)
        ]
    for protocol in ("odata3", "odata4"):
        place = Location(
            url=f"{service.url}/{protocol}/70904NED", protocol=protocol, period="2011JJ00"
        )
        path = services.odata(fetcher, place, tmp_path / protocol, 2011)
        offer = read_all([path])
        assert not offer.errors
        assert set(offer.readings[0].figures["year"]) == {2011}
        assert len(offer.readings[0].figures) == 8


def dead(*ids: str) -> dict[str, Location]:
    return {i: Location(url="http://dicht.invalid/x.zip", protocol="bestand") for i in ids}


def test_the_first_closed_host_ends_the_fetch_with_one_instruction(fetcher, tmp_path):
    plans = [
        download.Plan(p.file, (dead(p.file.id)[p.file.id],), 1, is_measured=False)
        for p in download.plan(["lbm-2024", "kwb-2022", "grenzen-2022"])
    ]
    got = download.fetch(plans, tmp_path, fetcher)
    assert not got.paths
    assert not got.failed
    assert "Geen verbinding met dicht.invalid" in got.stopped
    for page in ("leefbaarometer.nl/page/Opendata", "reeksen/publicatie/kerncijfers", "kaart-2022"):
        assert page in got.stopped
    assert f'wijkbeeld import "{tmp_path / "met-de-hand"}"' in got.stopped
    assert (tmp_path / "met-de-hand").is_dir()


def test_a_closed_host_is_tried_twice_and_then_no_more(tmp_path, monkeypatch):
    slept = []
    monkeypatch.setattr("tenacity.nap.time.sleep", slept.append)
    fetcher = Fetcher(timeout=2)
    for _ in range(3):
        with pytest.raises(UnreachableError):
            fetcher.file("http://127.0.0.1:9/x.zip", tmp_path / "x.zip")
    assert len(slept) == 1


def test_the_instruction_works(service, fetcher, store):
    """What a user puts in the named folder is what the named command imports."""
    plans = [
        download.Plan(
            download.plan(["lbm-2024"])[0].file,
            tuple(dead("lbm-2024").values()),
            1,
            is_measured=False,
        )
    ]
    got = download.fetch(plans, store / "bronnen", fetcher)
    folder = got.stopped.rsplit('wijkbeeld import "', 1)[1].rstrip('"')
    (Path(folder) / "open-data.zip").write_bytes(SCORES)
    result = CliRunner().invoke(cli.app, ["import", folder])
    assert result.exit_code == 0, result.output


def test_figures_bring_their_map_along():
    assert wanted(["kwb-2019"]) == ["kwb-2019", "grenzen-2019"]
    assert wanted(["kwb-2003"]) == ["kwb-2003"], "no address is known of this map"
    every = wanted(["kwb"])
    assert [i for i in every if i.startswith("kwb-")] == [f"kwb-{y}" for y in range(2003, 2026)]
    assert {f"grenzen-{y}" for y in range(2009, 2026)} <= set(every)
    for name in download.default_files():
        if name.startswith("kwb-"):
            assert name.replace("kwb-", "grenzen-") in download.default_files()
    assert set(wanted(["alles"])) == set(all_files())
    with pytest.raises(SourceError, match="niet bekend"):
        wanted(["kwb-1999"])


def test_a_file_without_address_says_where_it_is_to_be_had(fetcher, tmp_path):
    got = download.fetch(download.plan(["grenzen-2005"]), tmp_path, fetcher)
    assert "Ga naar https://www.cbs.nl" in got.failed["grenzen-2005"]
    assert "kaart 2005" in got.failed["grenzen-2005"]
