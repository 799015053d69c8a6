"""Pictures on the page *Start*: what is loaded, drawn, each with what it tells in words."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.small_lines import STYLE as LINES_STYLE
from wijkbeeld.charts.small_lines import SmallLine, small_lines
from wijkbeeld.map.beamer import GROUND, for_beamer
from wijkbeeld.map.frontend_files import PREFIX
from wijkbeeld.map.palette import DEFAULT
from wijkbeeld.map.picture import (
    MEASURE,
    Ink,
    development,
    marked_picture,
)
from wijkbeeld.store import registers
from wijkbeeld.store.groups import touched
from wijkbeeld.store.places import Kind, Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.ui.theme import ink, line_colours
from wijkbeeld.words.numbers import number
from wijkbeeld.words.sentences import areas

STYLE = (
    LINES_STYLE
    + """
.st-key-belofte h1 { font-size: clamp(1.7rem, 1rem + 2vw, 2.6rem) !important; line-height: 1.15; }
.st-key-belofte { margin-bottom: .8rem; }
.wb-opening-map { margin: 0; display: grid; grid-template-columns: minmax(10rem, 13rem) 1fr;
  gap: 1.2rem; align-items: start; }
.wb-opening-map img { max-width: 100%; max-height: 440px; justify-self: end; }
.wb-opening-map figcaption { display: grid; gap: .35rem; line-height: 1.35; }
.wb-opening-map small { font-size: .8125rem; opacity: .9; }
.wb-strip { display: flex; border: 1px solid #6c7781; margin-top: .3rem; }
.wb-strip i { flex: 1; height: 12px; }
.wb-ends { display: flex; justify-content: space-between; font-size: .8125rem; }
.wb-card { height: 160px; display: grid; place-items: center; color: inherit; }
.wb-card img, .wb-card svg { max-width: 100%; max-height: 150px; }
@media (max-width: 640px) {
  .wb-opening-map { grid-template-columns: 1fr; }
  .wb-opening-map img { justify-self: center; max-height: 300px; }
}
"""
)
"""In the document from the first paint."""

MOST_RENEWED = 0.8
"""A picture of a gemeente of which more is renewed shows no difference."""

ROOM = "zaal"
"""Name of the ink of a picture as large as the screen: in the colours of a beamer, on white."""

INKS = {
    "lichtgroot": Ink(520, 440, "#2b3540", "#ffffff", "#b9bcc2", "#a9480f"),
    "donkergroot": Ink(520, 440, "#dfe6ec", "#12181f", "#6d7680", "#f2a46b"),
    "lichtklein": Ink(300, 150, "#5c6874", "#ffffff", "#c9ced4", "#a9480f"),
    "donkerklein": Ink(300, 150, "#9aa7b4", "#12181f", "#46525e", "#f2a46b"),
    ROOM: Ink(1100, 1000, "#16202b", "#16202b", GROUND, "#a9480f", for_beamer(DEFAULT.classes)),
}
"""Size and colours, by their name in an address: of a theme, large or small."""


@dataclass(frozen=True)
class Subject:
    """What the pictures are about.

    Attributes
    ----------
    whole
        The level that opens first, all of it.
    town
        The gemeente of the small pictures: the one in view, else the one with most areas.
    renewed, codes
        The gemeente with most areas of programmes and registers, that are not most of it, and
        those areas; None without.
    """

    whole: Scope
    town: Scope
    town_name: str
    renewed: Scope | None
    codes: frozenset[str]


def subject(data: Dataset, place: Place) -> Subject | None:
    """What of a dataset the pictures show; None where it has no development with boundaries."""
    levels = [lv for lv in data.levels() if lv != "grid"]
    if not levels:
        return None
    level = default_level(data, levels)
    whole = data.scope(level, data.editions(level)[0])
    if development(whole) is None:
        return None
    codes = data.by_code(whole)
    towns = codes["gemeente_code"]
    chosen = place.gemeenten[0] if place.kind is Kind.GEMEENTE else towns.value_counts().index[0]
    inside = whole.within(str(chosen))
    if development(inside) is None:
        chosen = towns.value_counts().index[0]
        inside = whole.within(str(chosen))
    renewed, mine = _renewed(data, [level, *(lv for lv in levels if lv != level)])
    return Subject(
        whole,
        inside,
        str(codes.loc[towns == chosen, "gemeente_naam"].iloc[0]),
        renewed,
        mine,
    )


def _renewed(data: Dataset, levels: list[str]) -> tuple[Scope | None, frozenset[str]]:
    """The gemeente with most renewed areas, and those areas; at the first level that has any."""
    for level in levels:
        scope = data.scope(level, data.editions(level)[0])
        towns = data.by_code(scope)["gemeente_code"]
        codes = _renewed_areas(scope) & set(towns.index)
        counts = towns.loc[sorted(codes)].value_counts()
        partly = counts[counts <= MOST_RENEWED * towns.value_counts().reindex(counts.index)]
        if level != "gemeente" and len(partly):
            return scope.within(str(partly.idxmax())), codes
    return None, frozenset()


def _renewed_areas(scope: Scope) -> frozenset[str]:
    """Areas that a programme covers whole, or that stand in a register of the user."""
    kept = registers.registers(scope.dataset).values()
    own = {
        row.code
        for register in kept
        if (register.level, register.edition) == (scope.level, scope.classification)
        for row in register.rows
    }
    return frozenset(own.union(*(programme.whole for programme in touched(scope))))


def opening(data: Dataset, shown: Subject) -> None:
    """Show the whole dataset: the finding, the colours, the map."""
    found = development(shown.whole)
    if found is None:
        return
    n = len(found.classes)
    what = areas(shown.whole.level, n)
    finding = (
        f"{number(found.up)} van de {what} {'ging' if found.up == 1 else 'gingen'} sinds "
        f"{found.base} vooruit, "
        f"{number(found.down)} achteruit"
    )
    step = number(_step(), 2)
    source = data.measures()[MEASURE].source
    fictional, mark = (" Fictief.", " data-fictief") if data.manifest.fictional else ("", "")
    swatches = "".join(
        f'<i style="background:{c}" data-groot="{room}"></i>'
        for c, room in zip(DEFAULT.classes, for_beamer(DEFAULT.classes), strict=True)
    )
    st.html(
        f'<figure class="wb-opening-map"{mark}><figcaption><b>{escape(finding)}.</b>'
        f'<span class="wb-strip">{swatches}</span><span class="wb-ends"><span>achteruit</span>'
        f"<span>vooruit</span></span><small>Vooruit of achteruit: ten minste {step} punt tussen "
        f"{found.base} en {found.wave}. Bron: {escape(source)}.{fictional}</small></figcaption>"
        f"{_image(shown.whole, 'groot', 'Kaart: ' + finding)}</figure>"
    )


def cards(data: Dataset, shown: Subject) -> tuple[str, str, str]:
    """HTML of the three small pictures: a city, its course, and where it was renewed."""
    found = development(shown.town)
    city = ""
    if found is not None:
        told = f"{shown.town_name}: {number(found.up)} vooruit, {number(found.down)} achteruit"
        city = _image(shown.town, "klein", told)
    renewed = ""
    if shown.renewed is not None:
        told = "Kaart van een gemeente, met de vernieuwde gebieden gevuld"
        renewed = _inline(marked_picture(shown.renewed, shown.codes, _ink("klein")), told)
    return city, _course(data, shown), renewed


def _course(data: Dataset, shown: Subject) -> str:
    """Mean of the areas of a gemeente beside all areas."""
    waves = data.mappable_waves(shown.whole, MEASURE)
    all_areas = data.wide(shown.whole, MEASURE)[waves]
    town = all_areas.loc[data.by_code(shown.town).index]
    every = "Fictieve regio" if data.manifest.fictional else "Nederland"

    def means(name: str, of: object, colour: str, dash: str = "") -> SmallLine:
        values = {int(w): float(of[w].mean()) for w in waves}  # type: ignore[index]
        return SmallLine(name, values, colour, dash)

    told = f"Gemiddelde score van {shown.town_name} naast {every}, {waves[0]} tot {waves[-1]}"
    return small_lines(
        [
            means(shown.town_name, town, line_colours()[0]),
            means(every, all_areas, ink(), "7 4"),
        ],
        told,
    )


def _inline(svg: str, alt: str) -> str:
    """A picture that travels with the page."""
    if not svg:
        return ""
    content = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{content}" alt="{escape(alt)}">'


def _theme(size: str) -> str:
    return ("donker" if st.context.theme.type == "dark" else "licht") + size


def _ink(size: str) -> Ink:
    return INKS[_theme(size)]


def _image(scope: Scope, size: str, alt: str) -> str:
    """The development of a scope, as a picture that the browser keeps."""
    place = scope.gemeente or "alle"
    name = f"{scope.level}-{scope.classification}-{place}-{_theme(size)}.svg"
    address = f"{PREFIX[1:]}/beeld/{scope.dataset}/{scope.version}/{name}"
    room = ""
    if size == "groot":
        large = address.replace(_theme(size), ROOM)
        room = f' data-groot="{large}"'
    return f'<img src="{address}" alt="{escape(alt)}"{room}>'


def _step() -> float:
    """Least change that counts as one, in points."""
    return min(abs(c.lower) for c in catalog().classes["ontwikkeling"].limits if c.lower)
