"""A real server with a room: killed during a vote, stopped with followers, shared and closed."""

from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
import uuid
from pathlib import Path

import httpx
import pytest

from tests.support import aside
from tests.support.decks import deck
from tests.support.room_server import Server, follow, persist
from wijkbeeld.room import asking
from wijkbeeld.room.rooms import Rooms

PHONES = 40


@pytest.fixture
def server(store: Path):
    made = Server(store, share=True)
    yield made
    made.kill()


async def until(is_so) -> None:
    for _ in range(300):
        if is_so():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("not within half a minute")


def test_a_killed_server_loses_no_vote_and_a_stopped_one_stops(server):
    rooms = Rooms(server.store / "zaal.db")
    opened = rooms.create(deck())
    asking.act(rooms, opened.code, opened.token, "open", "keuze")
    url = f"{server.address}/volg/{opened.code}"

    async def evening() -> None:
        heard: list[dict[int, float]] = [{} for _ in range(6)]
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=None)) as client:
            phones = [asyncio.create_task(follow(client, url, h)) for h in heard]
            await until(lambda: all(heard))
            confirmed = 0

            async def vote(n: int) -> None:
                nonlocal confirmed
                told = {"voter": uuid.uuid4().hex, "question": "keuze", "choice": n % 2, "turn": 1}
                for _ in range(2):  # a phone that did not hear the answer sends it again
                    await persist(client, f"{url}/stem", told)
                confirmed += 1

            votes = [asyncio.create_task(vote(n)) for n in range(PHONES)]
            await until(lambda: confirmed >= 3)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            await asyncio.gather(*votes)
            (asked, *_) = rooms.overview(opened.code)["questions"]
            assert asked["results"] == {"n": PHONES, "counts": [PHONES // 2, PHONES // 2]}
            with sqlite3.connect(rooms.file) as line:
                assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)

            await persist(client, f"{url}/stap", {"scene": "schaal"}, opened.token)
            revision = rooms.snapshot(opened.code)["revision"]
            await until(lambda: all(revision in h for h in heard))
            server.process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(server.process.wait, 20)
            for phone in phones:
                phone.cancel()

    aside.run(evening())


def test_the_shared_address_gives_the_room_and_the_key_gives_the_app(server):
    opened = Rooms(server.store / "zaal.db").create(deck())
    with httpx.Client(base_url=server.shared, timeout=20) as guest:
        assert guest.get(f"/volg/{opened.code}").status_code == 200
        assert guest.get(f"/volg/{opened.code}/inhoud.json").status_code == 200
        for path in ("/", "/kaart", "/_stcore/health", "/_stcore/host-config", "/static/x.js"):
            assert guest.get(path, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    key = re.search(r"/\?sleutel=(\S+)", server.log.read_text(encoding="utf-8"))
    if key is None:
        pytest.skip("this machine is on no network, so no link is told")
    with httpx.Client(base_url=server.shared, follow_redirects=True, timeout=20) as presenter:
        page = presenter.get("/", params={"sleutel": key[1]})
        assert page.status_code == 200
        assert '<html lang="nl">' in page.text
        assert presenter.get("/_stcore/health").status_code == 200
