"""The live map in a real browser: what moves, what is chosen, what can be taken away."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.watching import (
    PATIENCE,
    READY,
    TITLE,
    canvas_colour,
    clean,
    eventually,
    free_of_map,
    link_says,
    middle_of_map,
    open_map,
    query,
    rested,
    settled,
)
from tests.support.running import WITHOUT_WEBGL
from wijkbeeld.map import palette
from wijkbeeld.ui.vernieuwing.map import LABELS


def is_area_chosen(page) -> bool:
    return query(page).get("gebied", "").startswith("WK99")


def chosen(page) -> set[str]:
    """Areas of the selection in the address."""
    return set(filter(None, query(page).get("keuze", "").split(",")))


def focus_map(page) -> None:
    page.locator(".live .time button").last.focus()


def stage(page) -> dict[str, float]:
    return page.locator(".live .stage").first.bounding_box()


def test_swipe_shows_two_waves_in_one_map(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=gemeente&maat=lbm")
    focus_map(page)
    page.keyboard.press("v")
    page.wait_for_selector(".live[data-swipe]")
    link_says(page, jaar="2002", schuif="2024")
    expect(page.locator(TITLE), "the earlier wave is on the left").to_have_text("2002")
    expect(page.locator(".live .title2")).to_have_text("2024")
    expect(page.locator(".live .legend .head span")).to_contain_text("2002 → 2024")
    expect(page.locator(".live .legend [data-klasse='9'] b")).to_have_text(
        re.compile(r"^\d+ → \d+$")
    )
    settled(page)
    spot = middle_of_map(page, 0.557)
    handle = page.locator(".live .handle")
    handle.evaluate("e => { e.value = 0; e.dispatchEvent(new Event('input')); }")
    colours = {tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in palette.DEFAULT.classes}
    assert eventually(page, lambda: canvas_colour(page, *spot) in colours)
    new = canvas_colour(page, *spot)
    water = tuple(int(palette.SCENERY["light"].water[i : i + 2], 16) for i in (1, 3, 5))

    def has_water() -> bool:
        shot = Image.open(io.BytesIO(page.locator(".live .stage").screenshot())).convert("RGB")
        return bool((np.abs(np.asarray(shot).astype(int) - water).max(axis=2) <= 3).sum() > 500)

    assert eventually(page, has_water), "the map on the right has its water"
    handle.evaluate("e => { e.value = 100; e.dispatchEvent(new Event('input')); }")
    moved_up = "Lindervoort moved up a class between 2002 and 2024"
    assert eventually(page, lambda: canvas_colour(page, *spot) in colours - {new}), moved_up
    handle.focus()
    page.keyboard.press("ArrowLeft")
    expect(handle, "the handle works by keyboard").to_have_value("99")
    page.reload()
    page.wait_for_selector(".live[data-swipe]")
    link_says(page, jaar="2002", schuif="2024")
    clean(seen)


def test_playback_runs_through_all_waves_without_the_server(demo_app, open_tab):
    page, seen = open_tab()
    asked: list[str] = []
    page.on("websocket", lambda ws: ws.on("framesent", lambda _: asked.append("socket")))
    page.on("request", lambda r: None if "/static/" in r.url else asked.append(r.url))
    open_map(page, f"{demo_app}/?niveau=buurt")
    rested(page)
    page.locator(TITLE).evaluate(
        """title => {
            window.years = [];
            new MutationObserver(() => window.years.push(title.textContent))
                .observe(title, { childList: true, characterData: true, subtree: true });
        }"""
    )
    asked.clear()
    page.locator(".live .play").click()
    expect(page.locator(".live .play")).to_contain_text("Stop")
    for _ in range(PATIENCE // 100):
        if "Stop" not in page.locator(".live .play").inner_text():
            break
        assert asked == []
        page.wait_for_timeout(100)
    assert set(page.evaluate("window.years")) >= {
        str(y) for y in (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022, 2024)
    }
    link_says(page, jaar="2024")
    rested(page)
    assert asked == ["socket"], "the page is told once, at the end"
    clean(seen)


def test_lasso_box_and_shift_choose_areas(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk")
    box = stage(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    focus_map(page)
    page.keyboard.press("l")
    expect(page.locator(".live .lasso")).to_have_attribute("aria-pressed", "true")
    page.mouse.move(x - 80, y - 60)
    page.mouse.down()
    for dx, dy in ((80, -60), (80, 60), (-80, 60), (-80, -60)):
        page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()
    assert eventually(page, lambda: len(chosen(page)) > 2)
    lasso = chosen(page)
    expect(page.locator(".live .lasso")).to_have_attribute("aria-pressed", "false")
    page.get_by_text(f"{len(lasso)} wijken gekozen").wait_for()
    settled(page)

    box = stage(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.down("Shift")
    page.mouse.move(x - 170, y - 60)
    page.mouse.down()
    page.mouse.move(x - 80, y + 70, steps=6)
    page.mouse.up()
    page.keyboard.up("Shift")
    assert eventually(page, lambda: chosen(page) > lasso), "a box adds to what was chosen"
    settled(page)
    more = chosen(page)
    page.keyboard.down("Shift")
    page.mouse.click(x, y)
    page.keyboard.up("Shift")
    assert eventually(page, lambda: len(more - chosen(page)) == 1 and chosen(page) < more)
    settled(page)
    focus_map(page)
    page.keyboard.press("Escape")
    link_says(page, keuze=None)
    clean(seen)


def test_a_selection_made_on_the_map_is_compared_on_another_page(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=wijk&keuze=WK990101,WK990102,WK990103&gebied=WK990103")
    page.get_by_role("button", name=re.compile("compare_arrows Vergelijk$|^Vergelijk$")).click()
    page.get_by_role("heading", name="Vergelijken", exact=True).wait_for()
    settled(page)
    wanted = {"WK990101", "WK990102", "WK990103"}
    assert eventually(page, lambda: set(query(page).get("gebieden", "").split(",")) == wanted)
    page.wait_for_selector(".js-plotly-plot .heatmaplayer")
    clean(seen)


def test_a_class_alone_and_a_snapshot_with_title_legend_and_source(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=gemeente")
    x, y = middle_of_map(page)
    before = canvas_colour(page, x, y)
    worst = page.locator('.live .legend button[data-klasse="1"]')
    worst.click()
    assert eventually(page, lambda: canvas_colour(page, x, y) != before)
    expect(worst).to_have_attribute("aria-pressed", "true")
    worst.click()
    assert eventually(page, lambda: canvas_colour(page, x, y) == before)
    with page.expect_download() as waiting:
        page.locator(".live .shot").click()
    file = waiting.value
    name = r"wijkbeeld_gemeente_[a-z0-9-]+_2024_[a-z]+_fictief_\d{4}-\d\d-\d\d\.png"
    assert re.fullmatch(name, file.suggested_filename), file.suggested_filename
    image = Image.open(file.path()).convert("RGB")
    box = stage(page)
    assert image.width >= 2 * box["width"] * 0.95, "two dots per pixel"
    assert image.height > 2 * (box["height"] + 100), "there is room for title, legend and source"
    pixels = np.asarray(image)
    head, foot = pixels[:120], pixels[-80:]
    assert (head.min(axis=2) < 90).sum() > 200, "a title is written"
    assert (foot.min(axis=2) < 140).sum() > 200, "a source line is written"
    flat = {tuple(p) for p in pixels.reshape(-1, 3)[::3]}
    for colour in palette.DEFAULT.classes:
        assert tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) in flat, (
            "each class is in the legend"
        )
    clean(seen)


def test_names_and_levels_by_zoom(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/?niveau=auto&namen=aan")
    expect(page.locator(".live .legend")).to_contain_text("Aantal gemeenten")
    expect(page.locator(".live")).to_have_attribute("data-labels", "7")
    for _ in range(2):
        before = query(page).get("kaart")
        page.locator(".live .in").click()
        assert eventually(page, lambda place=before: query(page).get("kaart") != place), (
            "the map has come to rest"
        )
        rested(page)
    page.locator(".live .legend .head", has_text="wijken").wait_for()
    page.get_by_text("van de 120 wijken").first.wait_for()
    assert eventually(
        page, lambda: int(page.locator(".live").get_attribute("data-labels") or 0) > 3
    )
    clean(seen)


def test_grid_shows_every_cell_and_its_value(demo_app, demo_store, open_tab):
    from wijkbeeld.map import raster
    from wijkbeeld.map.raster import Subject
    from wijkbeeld.store.read import open_dataset

    data = open_dataset("demo", demo_store)
    cells = raster.cells(data, Subject(2024, "lbm", None, 2024))
    page, seen = open_tab()
    middle = data.cells(2024, 2024, "lbm").iloc[4000]
    from pyproj import Transformer

    lng, lat = Transformer.from_crs(28992, 4326, always_xy=True).transform(
        middle["x"] + 50, middle["y"] + 50
    )
    open_map(page, f"{demo_app}/?niveau=grid&kaart={lat:.4f}_{lng:.4f}_14.00")
    box = stage(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    colours = {
        tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)): n
        for n, c in enumerate(palette.DEFAULT.classes, 1)
    }
    part, _ = raster.layout(data, 2024)
    scale = 2 * np.pi * 6378137 / (512 * 2**14.0)
    left, top, right, bottom = free_of_map(page)
    to_mercator = Transformer.from_crs(28992, 3857, always_xy=True).transform
    centre = Transformer.from_crs(4326, 3857, always_xy=True).transform(
        round(lng, 4), round(lat, 4)
    )
    places = []
    for number, klasse in zip(cells.where, cells.classes, strict=True):
        cx = part.west + (number % part.columns) * 100 + 50
        cy = part.north - (number // part.columns) * 100 - 50
        mx, my = to_mercator(cx, cy)
        px, py = (
            (mx - centre[0]) / scale + box["width"] / 2,
            (centre[1] - my) / scale + box["height"] / 2,
        )
        if left < px + box["x"] < right and top + 20 < py + box["y"] < bottom - 50:
            places.append((int(px), int(py), klasse))
    assert len(places) > 20
    clip = {k: box[k] for k in ("x", "y", "width", "height")}

    def share_right() -> float:
        shot = np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))
        return float(
            np.mean([colours.get(tuple(shot[py, px])) == klasse for px, py, klasse in places])
        )

    assert eventually(page, lambda: share_right() > 0.93), (
        "cells under a boundary line or a name are drawn over"
    )
    page.mouse.move(x + 1, y)
    page.mouse.move(x, y)
    page.locator(".live .tip b", has_text="Vierkant E").wait_for()
    name = f"E{int(middle['x']) // 100:04d}N{int(middle['y']) // 100:04d}"
    expect(page.locator(".live .tip b")).to_contain_text(name)
    page.locator(".live .time button", has_text="2014").click()
    link_says(page, jaar="2014")
    clean(seen)


def test_the_map_fills_what_the_window_leaves(demo_app, open_tab):
    page, seen = open_tab()
    open_map(page, f"{demo_app}/kaart?niveau=wijk")
    first = stage(page)
    assert first["x"] == 0
    assert first["y"] + first["height"] == pytest.approx(900, abs=1)
    assert first["width"] * first["height"] > 0.55 * 1440 * 900, "the demo has a banner above it"
    for part in ("legend", "bar"):
        box = page.locator(f".live .{part}").bounding_box()
        assert box["y"] + box["height"] < 900, "legend and years lie on the map"
    left, _, right, _ = free_of_map(page)
    place = "() => [innerHeight, document.querySelector('main')?.scrollHeight]"
    window, content = page.evaluate(place)
    assert content <= window, "the page itself does not scroll"
    page.set_viewport_size({"width": 1440, "height": 1000})
    assert eventually(page, lambda: stage(page)["height"] == first["height"] + 100)
    assert "kaart" not in query(page), "a window of another size is no move of the user"
    assert right - left > 600
    clean(seen)


def test_phone_works_by_touch_and_folds_its_choices_away(demo_app, open_tab):
    page, seen = open_tab(390, 844, by_touch=True)
    page.goto(f"{demo_app}/?niveau=wijk")
    page.wait_for_selector(READY)
    settled(page)
    assert stage(page)["height"] >= 844 / 2
    level = page.get_by_text("Buurten", exact=True)
    expect(level).to_be_hidden()
    page.locator(".live .stage").scroll_into_view_if_needed()
    box = stage(page)
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.5)
    assert eventually(page, lambda: is_area_chosen(page))
    settled(page)
    wide = "() => document.scrollingElement.scrollWidth - window.innerWidth"
    assert eventually(page, lambda: page.evaluate(wide) <= 1)
    page.get_by_text("Kies wat je ziet").tap()
    level.tap()
    link_says(page, niveau="buurt")
    clean(seen)


def test_without_webgl_a_simple_map_takes_over(launch, demo_app):
    page = launch(WITHOUT_WEBGL).new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE)
    outside: list[str] = []
    own = ("data:", "blob:", "about:", demo_app)
    page.on("request", lambda r: None if r.url.startswith(own) else outside.append(r.url))
    page.goto(f"{demo_app}/?niveau=wijk")
    frame = page.frame_locator("iframe[title='Eenvoudige kaart']")
    frame.locator(".leaflet-container canvas").wait_for()
    expect(frame.locator(".wb")).to_contain_text("uitstekend")
    expect(frame.locator(".wb")).to_contain_text("(fictief)")
    rested(page)
    simple = page.locator("iframe[title='Eenvoudige kaart']")
    simple.scroll_into_view_if_needed()
    for _ in range(10):  # polygons are painted some time after the canvas is there
        box = simple.bounding_box()
        page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.45)
        if eventually(page, lambda: is_area_chosen(page), 6000):
            break
    assert is_area_chosen(page)
    expect(page.get_by_text("Deze browser heeft geen WebGL")).to_have_count(1)
    page.get_by_role("link", name="Naar de kaart").press("Enter")
    expect(simple).to_be_focused()

    page.goto(f"{demo_app}/?niveau=grid")
    cells = frame.locator("img.wb-cells")
    assert cells.evaluate("cells => cells.decode().then(() => cells.naturalWidth)") > 0
    expect(frame.locator(".wb li")).to_have_count(9)
    expect(page.get_by_text("Eenvoudige kaart met 8.376 vierkanten")).to_be_visible()

    page.goto(f"{demo_app}/vernieuwing?niveau=wijk&stappen=alle")
    expect(frame.locator(".wb li")).to_have_text(list(LABELS[::-1]))
    expect(page.get_by_text("Eenvoudige kaart met 120 wijken")).to_be_visible()
    assert frame.locator("body").evaluate(POLYGONS) == 120
    assert outside == []


POLYGONS = """() => {
    const map = window[Object.keys(window).find((name) => name.startsWith("map_"))];
    let number = 0;
    map.eachLayer((layer) => { number += layer instanceof L.Polygon; });
    return number;
}"""


def test_the_first_picture_lies_where_the_map_will_be(demo_app, open_tab):
    """The canvas that stands while the library loads shows the same areas in the same colours and
    place.
    """
    page, seen = open_tab()
    held = []
    page.route("**/maplibre-gl.js", lambda route: held.append(route))
    page.goto(f"{demo_app}/?niveau=wijk")
    page.wait_for_selector(".live[data-sketched]", state="attached")

    def picture() -> np.ndarray:
        """Middle of the map, clear of title and buttons."""
        page.wait_for_timeout(1500)  # the page settles around it
        shot = Image.open(io.BytesIO(page.locator(".live .stage").screenshot())).convert("RGB")
        return np.asarray(shot.crop((220, 90, shot.width - 80, shot.height - 70))).astype(int)

    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    first = picture()
    for route in held:
        route.continue_()
    page.wait_for_selector(READY)
    expect(page.locator(".live .sketch")).to_have_count(0)
    then = picture()
    colours = np.array(
        [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in palette.DEFAULT.classes]
    )

    def classes(picture: np.ndarray) -> np.ndarray:
        """Class colour of a pixel (0 where it has none): edges are blended, lines and names have
        none.
        """
        apart = np.abs(picture[:, :, None, :] - colours).max(axis=3)
        return np.where(apart.min(axis=2) <= 3, apart.argmin(axis=2) + 1, 0)

    one, two = classes(first), classes(then)
    both = (one > 0) & (two > 0)
    assert both.mean() > 0.2, "areas fill a good part of the picture"
    assert (one[both] == two[both]).mean() > 0.99
    clean(seen)
