"""Each class on the map is told from the next one, and from what lies around it."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from wijkbeeld.catalog import catalog
from wijkbeeld.map import frontend_files, palette, stage_look
from wijkbeeld.map.beamer import for_beamer
from wijkbeeld.map.ramps import SQUARE, coloured

APART, AT_A_CORNER = 1.5, 1.3
each_palette = pytest.mark.parametrize("chosen", palette.ALL.values(), ids=list(palette.ALL))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65), in which equal distances look about equal."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def half(line: str, under: str) -> str:
    """Colour of a line half a pixel wide."""
    mixed = [(int(line[i : i + 2], 16) + int(under[i : i + 2], 16)) // 2 for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


@each_palette
def test_palettes_run_from_dark_to_light_to_dark(chosen):
    light = [luminance(c) for c in chosen.classes]
    assert light[:5] == sorted(light[:5])
    assert light[4:] == sorted(light[4:], reverse=True)
    assert len(set(chosen.classes)) == 9
    assert chosen.missing not in chosen.classes
    for colour in palette.LINES:
        assert contrast(colour, "#ffffff") >= 4.5


@each_palette
@pytest.mark.parametrize("direction", ["hoger is beter", "lager is beter", "neutraal"])
def test_each_class_is_told_from_the_next(chosen, direction):
    nine, five = (tuple(n / top for n in range(top + 1)) for top in (8, 4))
    for ramp, places in (("score", nine), ("change", nine), ("amount", five)):
        colours = coloured(chosen, ramp, direction, places).classes
        for one, other in itertools.pairwise(colours):
            assert contrast(one, other) >= APART, (ramp, one, other)


def test_each_step_of_either_measure_is_told_from_the_next():
    for n, colour in enumerate(SQUARE):
        beside = [SQUARE[n + 1]] if n % 3 < 2 else []
        above = [SQUARE[n + 3]] if n < 6 else []
        for other in beside + above:
            assert contrast(colour, other) >= APART, (colour, other)
        corners = [n + step for step in (2, 4) if n < 6 and abs((n + step) % 3 - n % 3) == 1]
        for other in corners:
            assert contrast(colour, SQUARE[other]) >= AT_A_CORNER, (colour, SQUARE[other])


@each_palette
@pytest.mark.parametrize("theme", palette.SCENERY)
def test_low_of_two_measures_is_neither_missing_nor_outside_the_place(chosen, theme):
    for grey in (chosen.missing, palette.SCENERY[theme].ground):
        assert math.dist(lab(SQUARE[0]), lab(grey)) >= 20, grey


@each_palette
@pytest.mark.parametrize("theme", palette.SCENERY)
def test_each_class_is_told_from_land_and_water(chosen, theme):
    """By its own colour, or by a line between the two: a border counts half a pixel wide."""
    around = palette.SCENERY[theme]
    border = half(around.outline, around.ground)
    for behind, line in ((around.ground, border), (around.water, around.shore)):
        for colour in (*chosen.classes, *SQUARE):
            by_line = min(contrast(line, colour), contrast(line, behind))
            assert max(contrast(colour, behind), by_line) >= APART, (colour, behind)


@pytest.mark.parametrize("around", [*palette.SCENERY.values(), stage_look.SCENERY])
def test_a_border_outside_the_place_is_seen_on_the_ground_and_on_a_calm_map(around):
    assert contrast(around.edge, around.ground) >= 3
    assert contrast(around.edge, around.land) >= 3


@each_palette
def test_a_place_that_was_pointed_at_is_seen_on_every_colour(chosen):
    layers = (frontend_files.FRONTEND / "map_layers.js").read_text("utf-8")
    pin = re.search(r'PIN = \{ colour: "(.+?)", ring: "(.+?)", .*?rim: "(.+?)"', layers)
    assert pin is not None
    inside, ring, rim = pin.groups()
    assert contrast(inside, ring) >= 4.5
    scenes = (*palette.SCENERY.values(), stage_look.SCENERY)
    around = [c for scene in scenes for c in (scene.land, scene.ground, scene.water)]
    for colour in (*chosen.classes, *for_beamer(chosen.classes), *SQUARE, chosen.missing, *around):
        assert max(contrast(ring, colour), contrast(rim, colour)) >= 3, colour


def test_the_border_is_half_a_pixel_or_more_at_every_zoom():
    layers = (frontend_files.FRONTEND / "map_layers.js").read_text("utf-8")
    stops = re.search(r'look\.outline, "line-width": \[.*?"zoom"\], ([\d., ]+)\]', layers)
    assert stops is not None
    assert min(float(w) for w in stops[1].split(",")[1::2]) >= 0.5


VISION = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no L": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no M": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no S": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What an eye makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""


def as_seen(colour: str, eye: str) -> str:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    mixed = (sum(w * c for w, c in zip(row, linear, strict=True)) for row in VISION[eye])
    kept = [min(max(c, 0.0), 1.0) for c in mixed]
    light = [c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in kept]
    return "#" + "".join(f"{round(255 * c):02x}" for c in light)


@pytest.mark.parametrize("eye", VISION)
def test_types_of_mix_are_told_apart_by_every_eye(eye):
    from wijkbeeld.ui.menging import map as mix_map

    owners = (*mix_map.KINDS[:4], *mix_map.OTHERS.values())
    five = (*mix_map.KINDS, *(c for k, c in mix_map.OTHERS.items() if k != "corporation"))
    for together in (owners, five):
        seen = [lab(as_seen(c, eye)) for c in together]
        assert min(math.dist(a, b) for a, b in itertools.combinations(seen, 2)) >= 20


def test_every_kind_of_a_composition_has_a_colour():
    from wijkbeeld.ui.menging import map as mix_map

    for feature in catalog().features.values():
        for variant in feature.variants:
            ids = {k.id for k in variant.kinds}
            assert len(ids) <= len(mix_map.KINDS) - ("corporatie" in ids)


def test_types_of_mix_look_like_no_class_of_the_leefbaarometer():
    from wijkbeeld.ui.menging import map as mix_map

    types = (*mix_map.KINDS, *(c for look, c in mix_map.OTHERS.items() if look != "unknown"))
    for chosen, least in ((palette.DEFAULT, 20), (palette.LIKE_OFFICIAL, 12)):
        assert min(math.dist(lab(t), lab(c)) for t in types for c in chosen.classes) >= least
    for around in palette.SCENERY.values():
        border = half(around.outline, around.ground)
        for colour in types:
            by_line = min(contrast(border, colour), contrast(border, around.ground))
            assert max(contrast(colour, around.ground), by_line) >= 1.2, colour
