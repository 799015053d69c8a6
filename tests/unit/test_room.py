"""Rooms keep one answer per voter, count them whatever their order, and forget what they must."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.decks import SECRET, deck, question, text
from wijkbeeld.room import asking
from wijkbeeld.room.errors import (
    ChoiceError,
    ClosedRoomError,
    ContentError,
    NotKeptError,
    QuestionClosedError,
    UnknownPartError,
    UnknownRoomError,
    WrongTokenError,
)
from wijkbeeld.room.questions import Question, canonical, results
from wijkbeeld.room.rooms import CODE, IDLE_HOURS, Rooms


@pytest.fixture
def rooms(tmp_path):
    return Rooms(tmp_path / "zaal.db")


def found(rooms: Rooms, code: str, name: str) -> dict:
    every = {q["id"]: q["results"] for q in rooms.overview(code)["questions"]}
    return every[name]


VOTES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 1), st.integers(0, 30)), min_size=1, max_size=25
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(votes=VOTES, seed=st.integers(0, 1000))
def test_the_last_answer_of_each_voter_counts_in_whatever_order_they_come(rooms, votes, seed):
    """Votes are (voter, choice, turn); a phone gives each turn once, and may send it many times."""
    opened = rooms.create(deck())
    asking.act(rooms, opened.code, opened.token, "open", "keuze")
    given = {(voter, turn): choice for voter, choice, turn in votes}
    last = {voter: given[voter, max(t for v, t in given if v == voter)] for voter, _ in given}
    sent = [*given.items(), *given.items()]
    random.Random(seed).shuffle(sent)
    for (voter, turn), choice in sent:
        rooms.vote(opened.code, "keuze", f"{voter:032x}", choice, turn)
    counted = Counter(last.values())
    assert found(rooms, opened.code, "keuze") == {
        "n": len(last),
        "counts": [counted[0], counted[1]],
    }


def test_a_question_is_waiting_open_closed_and_revealed(rooms):
    opened = rooms.create(deck())
    act = lambda name: asking.act(rooms, opened.code, opened.token, name, "raad")  # noqa: E731
    with pytest.raises(QuestionClosedError):
        rooms.vote(opened.code, "raad", "v", 0, 1)
    act("open")
    rooms.vote(opened.code, "raad", "v", 0, 1)
    asked = rooms.snapshot(opened.code)["question"]
    assert asked["status"] == "open"
    assert not {"answer", "results"} & set(asked)
    act("close")
    with pytest.raises(QuestionClosedError):
        rooms.vote(opened.code, "raad", "v", 1, 2)
    act("reveal")
    shown = rooms.snapshot(opened.code)["question"]
    assert (shown["answer"], shown["results"]) == (1, {"n": 1, "counts": [1, 0]})
    act("clear")
    assert rooms.snapshot(opened.code)["question"] is None
    act("open")
    with pytest.raises(QuestionClosedError):
        rooms.vote(opened.code, "raad", "v", 1, 3)  # of the round that was cleared
    rooms.vote(opened.code, "raad", "v", 1, 1, asked_in=1)
    assert found(rooms, opened.code, "raad") == {"n": 1, "counts": [0, 1]}


def test_followers_get_neither_notes_nor_answers(rooms):
    code = rooms.create(deck()).code
    sent = [rooms.content(code), *(rooms.scene(code, s["id"]) for s in deck()["scenes"])]
    every = " ".join(gzip.decompress(part).decode() for part in sent)
    assert "Dag zaal" in every
    assert "Zuid" in every
    assert SECRET not in every
    assert '"answer"' not in every


@pytest.mark.parametrize(
    ("scene", "why"),
    [
        (question("keuze", options=["ja"]), "2 tot 12"),
        (question("raad", options=["a", "b"], answer="c"), "geen van de antwoorden"),
        (question("schaal", options=["laag"]), "uiteinden"),
        (text("geen goede naam"), "geen zaal"),
    ],
)
def test_a_deck_that_cannot_be_asked_is_refused_in_dutch(rooms, scene, why):
    with pytest.raises(ContentError, match=why):
        rooms.create(deck(scene))


@pytest.mark.parametrize(
    ("kind", "choice"),
    [("keuze", 2), ("keuze", -1), ("keuze", True), ("keuze", "ja"), ("schaal", 5), ("punt", [5.0]),
     ("punt", [float("nan"), 52.0]), ("punt", [5.0, 95.0]), ("punt", 1), ("woord", " \u200b "),
     ("woord", "x" * 41), ("woord", 3)],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused(kind, choice):
    options = {"keuze": ("a", "b")}.get(kind, ())
    with pytest.raises(ChoiceError):
        canonical(Question(id="q", kind=kind, options=options), choice)


def test_words_count_whatever_their_capitals_and_can_be_taken_off(rooms):
    opened = rooms.create(deck())
    asking.act(rooms, opened.code, opened.token, "open", "woord")
    for n, word in enumerate(["Groen", "groen ", "groen", "stil", "lelijk\u202e"]):
        rooms.vote(opened.code, "woord", f"v{n}", word, 1)
    assert found(rooms, opened.code, "woord")["words"] == [["groen", 3], ["lelijk", 1], ["stil", 1]]
    asking.act(rooms, opened.code, opened.token, "hide", "woord", "LELIJK")
    now = found(rooms, opened.code, "woord")
    assert (now["n"], now["words"]) == (5, [["groen", 3], ["stil", 1]])


def test_a_scale_has_a_mean_with_n_and_a_place_is_no_house():
    scale = Question(id="q", kind="schaal")
    assert results(scale, ["0", "4", "4"]) == {"n": 3, "counts": [1, 0, 0, 0, 2], "mean": 3.67}
    assert results(scale, [])["mean"] is None
    assert canonical(Question(id="q", kind="punt"), [4.812345, 52.371234]) == "[4.812, 52.371]"


def test_kept_figures_survive_the_answers_and_are_no_formulas(rooms):
    opened = rooms.create(deck(question("woord", "w") | {"title": "=1+1"}))
    asking.act(rooms, opened.code, opened.token, "open", "w")
    rooms.vote(opened.code, "w", "v", "@SUM(A1)", 1)
    asking.act(rooms, opened.code, opened.token, "keep", "w")
    asking.act(rooms, opened.code, opened.token, "clear", "w")
    rows = asking.kept_as_csv(rooms, opened.code, opened.token).splitlines()
    assert rows[0] == "\ufeffvraag;antwoord;aantal;n;datum"
    assert rows[1].startswith("'=1+1;'@SUM(A1);1;1;")


def test_only_the_presenter_and_only_while_the_room_is_open(rooms):
    opened = rooms.create(deck())
    assert CODE.fullmatch(opened.code)
    with pytest.raises(WrongTokenError):
        rooms.step(opened.code, "x", {"scene": "begin"})
    with pytest.raises(UnknownPartError):
        rooms.step(opened.code, opened.token, {"scene": "weg"})
    before = rooms.snapshot(opened.code)
    assert rooms.step(opened.code, opened.token, {"scene": "begin", "wave": 2020}) == 1
    assert rooms.snapshot(opened.code) == before | {"wave": 2020, "revision": 1}
    rooms.close(opened.code, opened.token)
    with pytest.raises(ClosedRoomError):
        rooms.snapshot(opened.code)
    rooms.delete(opened.code, opened.token)
    with pytest.raises(UnknownRoomError):
        rooms.snapshot(opened.code)


def test_what_is_deleted_or_idle_leaves_nothing_behind(rooms):
    opened, other = rooms.create(deck()), rooms.create(deck())
    asking.act(rooms, opened.code, opened.token, "open", "woord")
    rooms.vote(opened.code, "woord", "v", "kwikstaart", 1)
    with sqlite3.connect(rooms.file) as line:
        kept = "\n".join(line.iterdump())
        assert "kwikstaart" in kept
        assert opened.token not in kept
    now = time.time()
    assert rooms.purge(now + (IDLE_HOURS - 1) * 3600) == 0
    rooms.delete(opened.code, opened.token)
    assert rooms.purge(now + (IDLE_HOURS + 1) * 3600) == 1
    with pytest.raises(UnknownRoomError):
        rooms.snapshot(other.code)
    with sqlite3.connect(rooms.file) as line:
        tables = ("room", "scene", "shape", "question", "vote", "kept")
        assert [line.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables] == [0] * 6
    kept = [f.read_bytes() for f in rooms.file.parent.glob("zaal.db*")]
    assert len(kept) > 0
    assert not [f for f in kept if b"kwikstaart" in f]


def test_files_of_the_maps_are_known_as_long_as_the_room_is_open(rooms):
    scene = text() | {
        "map": {
            "levels": [{"geometry": "../../kaart/demo/wijk-1.geojson.gz", "overview": None}],
            "grid": {
                "urls": {"2020": "../../raster/demo/v/x.png"},
                "probe": "../../cel/demo/v/x?a=1",
            },
            "title": "../../kaart/../../geheim",
        }
    }
    opened = rooms.create(deck(scene))
    assert rooms.files() == {
        "/wijkbeeld/kaart/demo/wijk-1.geojson.gz",
        "/wijkbeeld/raster/demo/v/x.png",
        "/wijkbeeld/cel/demo/v/x",
    }
    rooms.close(opened.code, opened.token)
    assert rooms.files() == frozenset()


def test_a_file_that_is_no_database_is_told_in_dutch(tmp_path):
    (tmp_path / "zaal.db").write_bytes(b"geen database" * 500)
    with pytest.raises(NotKeptError, match="niet worden bewaard"):
        Rooms(tmp_path / "zaal.db").create(deck())


def test_the_content_has_what_it_was_given(rooms):
    code = rooms.create(deck()).code
    head = json.loads(gzip.decompress(rooms.content(code)))
    assert head["scenes"][1] == {
        "id": "keuze", "kind": "vraag", "title": "Vraag van soort keuze?", "map": False,
    }  # fmt: skip
    assert head["fictional"] is True
