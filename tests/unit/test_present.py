"""Decks, what the stage draws of them, and the colours of a beamer."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import asdict
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, ImageColor
from pyproj import Transformer

from wijkbeeld.map import beamer, palette, ramps, raster
from wijkbeeld.map.payload import payload
from wijkbeeld.present import content, deck, figure_svg, ready, stage_table
from wijkbeeld.present.deck import Deck, DeckError, Scene
from wijkbeeld.present.preview import preview
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

    made = ready.ready(demo, ready.GIVEN_LEVEL)
    monkeypatch.setattr(demo, "folder", tmp_path / "demo" / "versions" / "1")
    (tmp_path / "demo" / "versions").mkdir(parents=True)
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


def test_names_of_quadrants_lie_on_no_mark(demo):
    charts = page_alone.run("ontwikkeling", {"niveau": "wijk", "dataset": "demo"}).taken.charts
    (chart,) = (c for c in charts if c.key == "ontw_wolk")
    for height in (300.0, 420.0):
        paper = figure_svg._drawn(chart.figure, height)
        canvas = FigureCanvasAgg(paper)
        axes = paper.axes[0]
        boxes = [text.get_window_extent(canvas.get_renderer()) for text in axes.texts]
        marks = np.vstack([axes.transData.transform(c.get_offsets()) for c in axes.collections])
        assert len(boxes) == 8
        assert len(marks) > 50
        for box in boxes:
            assert not ((marks[:, 1] > box.y0 - 2) & (marks[:, 1] < box.y1 + 2)).any()


def test_a_chart_fills_what_its_words_leave():
    few = figure_svg.Told("Kort.", "Bron: x")
    many = figure_svg.Told(
        "Lang. " * 40, "Bron: x", ({"sign": "●", "colour": "#000", "label": "a"},)
    )
    assert figure_svg.height_beside("Titel", few) > 400
    assert (
        figure_svg.height_beside("Titel " * 25, many) < figure_svg.height_beside("Titel", few) - 60
    )
    short, tall = (figure_svg.svg(go.Figure(go.Bar(x=[1], y=[2])), h) for h in (300, 420))
    assert 'viewBox="0 0 960 300"' in short
    assert 'viewBox="0 0 960 420"' in tall


def test_signs_in_a_chart_keep_their_colour():
    figure = go.Figure()
    figure.add_annotation(
        name="gemeten", text="Gemeten.<br><span style='color:#a9480f'><b>●</b></span> Wijk (n = 3)"
    )
    told = figure_svg.told(figure)
    assert told.measured == "Gemeten."
    assert told.signs == ({"sign": "●", "colour": "#a9480f", "label": "Wijk (n = 3)"},)


def test_two_maps_are_a_scene_that_moves_together(demo):
    link = "/kaart?plek=GM9901&niveau=wijk&tweede=won"
    made = scenes.content_of(Scene(kind="beeld", link=link), "demo")
    assert (made.map["stage"]["title"], made.second["stage"]["title"]) == (
        "Totaalscore leefbaarheid",
        "Woningvoorraad",
    )
    assert made.map["group"] == made.second["group"] != "waves"  # other scenes stay where they are
    assert made.map["group"].startswith("waves")
    assert (made.map["stage"]["half"], made.second["stage"]["half"]) == ("links", "rechts")
    assert made.second["source"]
    assert "Woningvoorraad" in made.sentence  # a phone shows one of them


def test_a_table_says_how_much_of_it_is_there(demo):
    wanted = "tabel Tabel met score en klasse per gebied in 2024"
    link = "/kaart?niveau=wijk&plek=GM9901"
    made = scenes.content_of(Scene(kind="beeld", link=link, picture=wanted), "demo")
    assert made.title == "Lindervoort: Score en klasse per gebied in 2024"
    assert len(made.table["rows"]) == stage_table.MOST_ROWS
    assert "8 van 45 rijen" in made.sub
    assert made.source.startswith("Bron: ")
    assert "," in made.table["rows"][0][made.table["header"].index("Score")]
    gone = Scene(kind="beeld", link=link, picture="tabel Bestaat niet")
    assert scenes.content_of(gone, "demo").missing


def test_columns_that_do_not_fit_are_left_out_and_counted():
    made = stage_table.fitting(["Gebied", "A", "B"], [["x" * 40, "y" * 20, "z" * 30]])
    assert made.header == ["Gebied", "A"]
    assert "2 van 3 kolommen" in made.told
    assert stage_table.fitting(["A"], [["x"]]).told == ""


def test_lines_with_bars_are_a_table():
    rows = ("Wat | Plan", "Slopen | 13.000")
    made = content.plain_scene(Scene(kind="tekst", title="T", lines=rows))
    assert made.table == {"header": ["Wat", "Plan"], "rows": [["Slopen", "13.000"]]}
    assert made.lines == ()
    mixed = content.plain_scene(Scene(kind="tekst", title="T", lines=(*rows, "zonder streep")))
    assert mixed.table is None


def test_a_finding_that_changed_with_the_figures_is_told_to_the_presenter(demo):
    link = "/kaart?plek=GM9901&niveau=wijk&jaar=2016"
    now = scenes.content_of(Scene(kind="beeld", link=link), "demo")
    same = scenes.content_of(Scene(kind="beeld", link=link, found=now.title), "demo")
    assert (same.changed, same.note) == ("", "")
    old = Scene(kind="beeld", link=link, found="Gemiddeld een 9,99.", note="Vertel dit.")
    other = scenes.content_of(old, "demo")
    assert other.title == now.title
    assert "9,99" in other.note
    assert other.note.endswith("Vertel dit.")
    typed = old.model_copy(update={"title": "Eigen titel"})
    assert scenes.content_of(typed, "demo").note == "Vertel dit."


def test_each_scene_of_a_deck_has_a_preview(demo):
    made = ready.ready(demo, ready.NIEUW_WEST)
    colours = set()
    for scene in made.scenes:
        drawn = scenes.preview_of(made, scene.id)
        assert ET.fromstring(drawn).tag.endswith("svg")
        for held in re.findall(r"data:image/png;base64,([^\"]+)", drawn):
            image = Image.open(io.BytesIO(base64.b64decode(held))).convert("RGB")
            colours |= {c for _, c in image.getcolors(1 << 20)}
    dark = ImageColor.getrgb(beamer.for_beamer(palette.DEFAULT.classes)[-1])
    assert dark in colours
    assert scenes.preview_of(made, "bestaatniet") is None


def test_script_in_a_title_stays_text_in_a_preview(demo):
    scene = Scene(kind="tekst", title="<script>alert(1)</script>", lines=("<b>&",))
    drawn = preview(asdict(content.plain_scene(scene)), demo.folder)
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_the_deck_of_nieuw_west_tells_its_story_in_order(demo):
    made = ready.ready(demo, ready.NIEUW_WEST)
    told = [s.picture or (s.page if s.page else s.kind) for s in made.scenes]
    story = ["tekst", "beleid_tijdlijn", "kaart", "verloop_laag", "tekst", "kaart", "ontw_wolk"]
    assert told == [*story, "tekst", "tekst", "vraag", "vraag", "vraag"]
    timeline = scenes.content_of(made.scenes[1], "demo")
    for word in ("Wederopbouw", "NPLV", "1960", "2020"):
        assert word in timeline.svg
    assert "uitgelicht" not in made.scenes[6].query  # the whole region is no part of itself
    words = " ".join(" ".join((s.title, *s.lines)) for s in made.scenes).lower()
    assert not re.search(r"\b(effect|oorzaak|dankzij|leidt tot|zorgt voor)\b", words)


def test_the_grid_is_held_by_its_scene_with_every_cell_in_its_place(demo):
    """Cells around the place have their class, in the colours of a beamer."""
    link = "/kaart?plek=GM9901&niveau=grid&jaar=2024"
    made = scenes.content_of(Scene(kind="beeld", link=link), "demo").map
    held = made["grid"]["urls"][2024].split(",", 1)
    assert held[0] == "data:image/png;base64"
    assert made["grid"]["probe"] == ""
    image = np.asarray(Image.open(io.BytesIO(base64.b64decode(held[1]))).convert("RGBA"))
    (left, top), _, (right, bottom), _ = made["grid"]["corners"]
    (west, south), (east, north) = made["home"]
    assert left <= west < east <= right
    assert bottom <= south < north <= top
    subject = raster.Subject(2024, "lbm", None, 2024)
    part, _ = raster.layout(demo, 2024)
    cells = raster.cells(demo, subject)
    to_degrees = Transformer.from_crs(28992, 4326, always_xy=True).transform
    x = part.west + cells.where % part.columns * 100 + 50
    y = part.north - cells.where // part.columns * 100 - 50
    lng, lat = to_degrees(x, y)
    is_inside = (lng > west) & (lng < east) & (lat > south) & (lat < north)
    across = (lng - left) / (right - left) * image.shape[1]
    up = np.arcsinh(np.tan(np.radians(np.r_[lat, top, bottom])))
    down = (up[-2] - up[:-2]) / (up[-2] - up[-1]) * image.shape[0]
    colours = np.array([ImageColor.getrgb(c) for c in made["palette"]])
    seen = image[down[is_inside].astype(int), across[is_inside].astype(int)]
    assert is_inside.sum() > 500
    assert (seen[:, 3] == 255).all()
    assert (seen[:, :3] == colours[cells.classes[is_inside] - 1]).all()
