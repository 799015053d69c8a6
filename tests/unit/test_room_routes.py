"""The addresses of the room answer in Dutch whatever comes in, and show nothing unescaped."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.support.decks import deck
from wijkbeeld.room import asking, limits, pages
from wijkbeeld.room.hub import Hub
from wijkbeeld.room.rooms import Rooms
from wijkbeeld.room.routes import RoomRoutes

PAGE = {"Accept": "text/html"}


@pytest.fixture
def room(tmp_path):
    """A client, the rooms, and an open room in which ``woord`` is asked."""
    rooms = Rooms(tmp_path / "zaal.db")
    served = RoomRoutes(Hub(rooms), "wijkbeeld/deel/x/", lambda: ["http://192.168.7.7:8502"])
    opened = rooms.create(deck())
    asking.act(rooms, opened.code, opened.token, "open", "woord")
    with TestClient(Starlette(routes=served.routes())) as client:
        yield client, rooms, opened


def vote(client, code, **more):
    told = {"voter": "a" * 32, "question": "woord", "choice": "mooi", "turn": 1} | more
    return client.post(f"/volg/{code}/stem", json=told)


def test_a_phone_finds_its_room(room):
    client, _, opened = room
    assert "Code van vijf tekens" in client.get("/volg").text
    found = client.get("/volg", params={"code": f" {opened.code.lower()} "})
    assert found.url.path == f"/volg/{opened.code}"
    assert f'data-code="{opened.code}"' in found.text
    assert client.get(f"/volg/{opened.code.lower()}").url.path == f"/volg/{opened.code}"
    for part in ("follow.js", "follow.css", "results.js", "presenter.js", "enter.html"):
        stamp = found.text.split('src="deel/')[1].split("/")[0]
        wanted = 404 if part.endswith("html") else 200
        assert client.get(f"/volg/deel/{stamp}/{part}").status_code == wanted


def test_pages_keep_to_themselves(room):
    client, _, opened = room
    page = client.get(f"/volg/{opened.code}")
    policy = page.headers["content-security-policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert page.text.count("<script") == page.text.count(f'nonce="{nonce}"') == 1
    assert client.get(f"/volg/{opened.code}").headers["content-security-policy"] != policy
    for answer in (page, client.get(f"/volg/{opened.code}/inhoud.json"), vote(client, opened.code)):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("code", ["AAAAA", "abc", "%3Cscript%3E", "..%2f", "A" * 400, "0O1IL"])
def test_a_code_that_is_not_there_is_told_in_dutch(room, code):
    client, _, _ = room
    page = client.get(f"/volg/{code}", headers=PAGE)
    assert page.status_code == 404
    if "%2f" not in code:
        assert "Deze code is er niet" in page.text
    assert "<script>" not in page.text
    assert client.get(f"/volg/{code}/stroom").status_code == 404
    assert vote(client, code).status_code == 404


def test_a_closed_room_and_a_wrong_token(room):
    client, _, opened = room
    at = f"/volg/{opened.code}"
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eA=="}):
        assert (
            client.post(f"{at}/stap", json={"scene": "begin"}, headers=headers).status_code == 403
        )
        assert client.get(f"{at}/regie", headers=headers).status_code == 403
        assert client.get(f"{at}/nu.json", headers=headers).status_code == 403
        assert client.get(f"{at}/cijfers.csv", headers=headers).status_code == 403
        assert client.delete(at, headers=headers).status_code == 403
    mine = {"Authorization": f"Bearer {opened.token}"}
    assert client.post(f"{at}/stap", json={"scene": "begin"}, headers=mine).json() == {
        "revision": 3
    }
    assert client.post(f"{at}/sluit", headers=mine).status_code == 200
    page = client.get(at, headers=PAGE)
    assert (page.status_code, "afgelopen" in page.text) == (410, True)
    assert vote(client, opened.code).status_code == 410
    assert client.delete(at, headers=mine).status_code == 200
    assert client.get(at, headers=PAGE).status_code == 404


def test_a_question_is_run_and_its_figures_are_fetched(room):
    client, _, opened = room
    at, mine = f"/volg/{opened.code}", {"Authorization": f"Bearer {opened.token}"}
    assert vote(client, opened.code).json() == {"ok": True}
    for act in ("close", "keep", "reveal"):
        told = {"act": act, "question": "woord"}
        assert client.post(f"{at}/vraag", json=told, headers=mine).status_code == 200
    assert vote(client, opened.code, turn=2).json() == {"fout": "Deze vraag is gesloten."}
    assert "mooi;1;1;" in client.get(f"{at}/cijfers.csv", headers=mine).text
    invited = client.get(f"{at}/uitnodiging.json", headers=mine).json()
    assert invited["links"][0]["link"] == f"http://192.168.7.7:8502/volg/{opened.code}"
    assert invited["links"][0]["qr"].startswith("<svg")


def test_a_word_that_was_taken_away_is_not_among_what_is_told_now(room):
    client, _, opened = room
    at, mine = f"/volg/{opened.code}", {"Authorization": f"Bearer {opened.token}"}
    assert vote(client, opened.code).json() == {"ok": True}

    def words() -> list[list[object]]:
        told = client.get(f"{at}/nu.json", headers=mine).json()
        (asked,) = (q for q in told["questions"] if q["id"] == "woord")
        return asked["results"]["words"]

    assert words() == [["mooi", 1]]
    told = {"act": "hide", "question": "woord", "word": "mooi"}
    assert client.post(f"{at}/vraag", json=told, headers=mine).status_code == 200
    assert words() == []


def test_long_bodies_and_other_kinds_are_refused(room):
    client, _, opened = room
    at = f"/volg/{opened.code}/stem"
    as_json = {"Content-Type": "application/json"}
    assert client.post(at, content=b"x" * 1_000_000, headers=as_json).status_code == 413
    parts = (b"x" * 1000 for _ in range(1000))
    assert client.post(at, content=parts, headers=as_json).status_code == 413
    assert client.post(at, content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("voter", "question", "choice", "turn", "scene", "act", "camera"), JSON),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=FIELDS | JSON | st.binary(max_size=60), path=st.sampled_from(["stem", "stap", "vraag"]))
def test_whatever_is_sent_no_error_page(room, body, path):
    client, _, opened = room
    content = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8", "surrogatepass")
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {opened.token}"}
    answer = client.post(f"/volg/{opened.code}/{path}", content=content, headers=headers)
    assert answer.status_code < 500
    assert answer.status_code == 200 or "fout" in answer.json()


def test_script_in_a_word_stays_a_text(room):
    """Phones and stage get words as JSON, and put them in the page as text only."""
    client, rooms, opened = room
    assert vote(client, opened.code, choice="<script>alert(1)</script>").status_code == 200
    told = rooms.overview(opened.code)["questions"][-1]["results"]
    assert told["words"] == [["<script>alert(1)</script>", 1]]
    for file in pages.parts().values():
        code = file.read_text(encoding="utf-8")
        assert "innerHTML" not in code
        assert "insertAdjacentHTML" not in code


def test_a_flood_is_stopped_and_others_go_on(room, monkeypatch):
    client, _, opened = room
    statuses = [vote(client, opened.code, turn=n).status_code for n in range(15)]
    assert statuses[:10] == [200] * 10
    assert 429 in statuses[10:]
    assert vote(client, opened.code, voter="b" * 32).status_code == 200
    monkeypatch.setattr(limits, "GUESS", limits.Rate(5, 0.0))
    guesses = [client.get(f"/volg/AAAA{c}").status_code for c in "ABCDEFGH"]
    assert guesses == [404] * 5 + [429] * 3


def test_streams_tell_the_state_each_change_and_the_end(tmp_path):
    """Followers get no word of votes; the presenter does. A write by another process counts."""
    rooms = Rooms(tmp_path / "zaal.db")
    opened = rooms.create(deck())
    code, token = opened.code, opened.token
    elsewhere = Rooms(tmp_path / "zaal.db")

    async def follow() -> tuple[list[dict], list[dict]]:
        hub = Hub(rooms)

        async def read(presenter: bool, into: list[dict]) -> None:
            async for message in hub.stream(code, presenter):
                into.append(message)

        told: tuple[list[dict], list[dict]] = ([], [])
        async with hub.running():
            tasks = [asyncio.create_task(read(bool(n), told[n])) for n in (0, 1)]
            for act in (
                lambda: elsewhere.step(code, token, {"scene": "begin", "wave": 2020}),
                lambda: asking.act(elsewhere, code, token, "open", "keuze"),
                lambda: elsewhere.vote(code, "keuze", "v", 1, 1),
                lambda: elsewhere.close(code, token),
            ):
                await asyncio.sleep(0.2)
                act()
            await asyncio.wait_for(asyncio.gather(*tasks), 5)
        return told

    with ThreadPoolExecutor(1) as aside:  # a browser of another test has its loop in this thread
        followers, presenter = aside.submit(asyncio.run, follow()).result()
    assert [m.get("event") for m in followers] == [None, None, None, "einde"]
    assert [json.loads(m["data"]).get("wave") for m in followers[:3]] == [None, 2020, 2020]
    last = json.loads(presenter[-2]["data"])
    assert last["questions"][0]["results"] == {"n": 1, "counts": [0, 1]}
    assert last["followers"] == 1
