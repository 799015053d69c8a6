"""Decks, what the stage draws of them, and the colours of a beamer."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from wijkbeeld.map import beamer, palette, ramps
from wijkbeeld.map.payload import payload
from wijkbeeld.present import content, deck, figure_svg, ready
from wijkbeeld.present.deck import Deck, DeckError, Scene
from wijkbeeld.present.single_file import single_file
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import page_alone, scenes


@pytest.fixture
def demo(demo_store, monkeypatch):
    monkeypatch.setenv("WIJKBEELD_STORE", str(demo_store))
    return open_dataset("demo")


def test_a_deck_comes_back_as_it_went(demo, tmp_path):
    for name in ready.NAMES:
        made = ready.ready(demo, name)
        assert deck.read(made.text()) == made
    (tmp_path / "demo").mkdir()
    deck.save(made, tmp_path)
    assert deck.get("demo", made.name, tmp_path) == made


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text[: len(text) // 2], "geen geldige JSON"),
        (lambda text: "[]", "geen presentatie van Wijkbeeld"),
        (lambda text: text.replace("presentatie 1", "presentatie 9"), "leest 'presentatie 1'"),
        (lambda text: text.replace('"note"', '"kleur"', 1), "scène 1, 'kleur': is onbekend"),
        (lambda text: text.replace('"kind": "tekst"', '"kind": "beeld"', 1), "'link' nodig"),
        (lambda text: text.replace('"/kaart', '"//elders/kaart', 1), "een link begint met"),
        (lambda text: "[" * 100_000, "geen geldige JSON"),
        (lambda text: "x" * 2_000_000, "te groot"),
    ],
)
def test_a_mangled_deck_is_refused_in_dutch(demo, change, says):
    text = ready.ready(demo, ready.NIEUW_WEST).text()
    with pytest.raises(DeckError, match=re.escape(says)):
        deck.read(change(text))


def test_a_scene_is_what_its_page_shows(demo):
    """Values, classes and wave are those of the page; colours and title are the stage's own."""
    link = "/kaart?plek=GM9901&niveau=wijk&weergave=ontwikkeling&van=2008&jaar=2016"
    made = scenes.content_of(Scene(kind="beeld", link=link), "demo").map
    (view,) = page_alone.run("kaart", Scene(kind="beeld", link=link).query).taken.maps
    page = payload(view)
    assert (made["wave"], made["base"], made["stage"]["finds"]) == (2016, 2008, 2016)
    for key in ("classes", "values", "outside", "geometry"):
        assert made["levels"][0][key] == page["levels"][0][key]
    assert "2008 en 2016" in made["stage"]["title"]


@pytest.mark.parametrize(
    ("link", "lost"),
    [
        ("/kaart?plek=GM0001&niveau=wijk", "GM0001"),
        ("/kaart?niveau=wijk&jaar=1999", "1999"),
        ("/verloop?niveau=wijk&maat=bestaatniet", "bestaatniet"),
        ("/verloop?niveau=wijk&gebieden=WK000001,WK990101", "WK000001"),
        ("/gegevens", "gegevens"),
    ],
)
def test_what_is_gone_is_said_and_nothing_else_is_shown(demo, link, lost):
    made = scenes.content_of(Scene(kind="beeld", title="Titel", link=link), "demo")
    assert lost in made.missing
    assert made.map is None
    assert made.svg is None


def test_content_is_kept_until_deck_or_figures_change(demo, tmp_path, monkeypatch):
    calls = []

    def draw(scene):
        calls.append(scene.id)
        return content.plain_scene(scene)

    monkeypatch.setattr(demo, "folder", tmp_path / "demo" / "versions" / "1")
    (tmp_path / "demo" / "versions").mkdir(parents=True)
    made = ready.ready(demo, ready.GIVEN_LEVEL)
    first = content.kept(made, demo, draw)
    assert content.kept(made, demo, draw) == first
    assert len(calls) == 5
    content.kept(made.with_scenes(list(made.scenes[:2])), demo, draw)
    assert len(calls) == 6
    assert len(list((tmp_path / "demo" / content.FOLDER).glob("*.gz"))) == 1
    assert json.loads(gzip.decompress(first))["fictional"] is True


def test_charts_keep_their_text_and_refuse_what_they_cannot_draw(demo):
    scene = Scene(kind="beeld", link="/verloop?niveau=wijk", picture="verloop_laag")
    drawn = scenes.content_of(scene, "demo")
    assert "Zwak of lager" in drawn.title
    assert ">2024</text>" in drawn.svg
    assert "regio" in "".join(re.findall(r">([^<]+)</text>", drawn.svg))
    with pytest.raises(ValueError, match="pie"):
        figure_svg.svg(go.Figure(go.Pie(values=[1, 2])))


@pytest.mark.parametrize(
    "colours",
    [*(p.classes for p in palette.ALL.values()), ramps._BLUES, palette.DEFAULT.classes[4:]],
)
def test_each_class_is_told_from_the_next_and_from_the_ground(colours):
    made = beamer.for_beamer(colours)
    assert all(beamer.contrast(a, b) >= 1.5 for a, b in pairwise(made))
    assert all(beamer.contrast(c, beamer.GROUND) >= 1.5 for c in made)


def test_one_file_holds_all_that_it_asks_for(demo):
    link = "/kaart?niveau=wijk"
    one = Deck.model_validate(
        {
            "name": "Proef </script><b>",
            "dataset": "demo",
            "made": "2026-01-01",
            "scenes": [Scene(kind="beeld", link=link).model_dump()],
        }
    )
    made = content.make(one, demo, lambda s: scenes.content_of(s, "demo"))
    text = single_file(made.json(), demo.folder / "web")
    assert "</script><b>" not in text
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.findall(r"""(?:src|href)="(?!data:)|url\('(?!data:)""", markup)
    for level in json.loads(made.json())["scenes"][0]["map"]["levels"]:
        assert f'"{level["geometry"]}": "data:application/geo+json' in text


def test_real_research_beside_fictional_figures_says_so(demo):
    for name in (ready.NIEUW_WEST, ready.WITHOUT_DEMOLITION):
        cited = [scene.source for scene in ready.ready(demo, name).scenes if scene.source]
        assert cited
        assert all(source.startswith("Echt onderzoek") for source in cited)
