"""From a link to what the stage draws: the page itself is run, with the link as all it knows."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from wijkbeeld.map.view import View
from wijkbeeld.present import content, figure_svg, stage_table
from wijkbeeld.present.big_figures import title_of
from wijkbeeld.present.content import SceneContent
from wijkbeeld.present.deck import Deck, Scene
from wijkbeeld.present.preview import preview
from wijkbeeld.present.stage_map import Words, stage_payload
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import page_alone
from wijkbeeld.ui.taken import MAP, Chart, Table, Taken
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.markdown import plain

PAGES = (
    "kaart",
    "verloop",
    "vergelijken",
    "ontwikkeling",
    "wijk",
    "vernieuwing",
    "menging",
    "waterbed",
    "beleving",
    "verantwoording",
)
"""Pages that can be a scene."""

_REAL = "verantwoording"
"""Page whose pictures are of the catalog, not of the figures of a dataset."""


def deck_content(deck: Deck) -> bytes:
    """Content of a deck as gzipped JSON.

    Raises
    ------
    StoreError
        The dataset cannot be opened, or the content cannot be written.
    """
    data = open_dataset(deck.dataset)
    return content.kept(deck, data, lambda scene: content_of(scene, deck.dataset))


def preview_of(deck: Deck, scene: str) -> str | None:
    """A scene of a deck in small, as SVG; None where it has no such scene.

    Raises
    ------
    StoreError
        As :func:`deck_content`.
    """
    web = open_dataset(deck.dataset).folder / "web"
    for content_ in _unpacked(deck_content(deck)):
        if content_["id"] == scene:
            return preview(content_, web)
    return None


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> list[dict[str, Any]]:
    """Scenes of a content: a list asks for each of them in turn."""
    found: list[dict[str, Any]] = json.loads(gzip.decompress(packed))["scenes"]
    return found


def content_of(scene: Scene, dataset: str) -> SceneContent:
    """What the stage draws of a scene with a link.

    Areas, years or measures that are no longer in the dataset are told in the scene, which then
    has no picture: another picture under the same title would be wrong.
    """
    if scene.page not in PAGES:
        return _missing(scene, f"De pagina '{scene.page}' kan geen scène zijn.")
    query = scene.query | {"dataset": dataset}
    outcome = page_alone.run(scene.page, query)
    if outcome.lost:
        return _missing(scene, " ".join(map(plain, outcome.lost)))
    taken = outcome.taken
    why = " ".join(map(plain, outcome.told)) or "Dit beeld is er niet met deze gegevens."
    if scene.picture in ("", MAP) and taken.maps and (scene.page == "kaart" or scene.picture):
        has_lost_one = "tweede" in query and len(taken.maps) == 1
        if has_lost_one and taken.maps[0].other is None and taken.maps[0].grid is None:
            return _missing(scene, why)
        return _told_changed(scene, _of_maps(scene, taken))
    for chart in taken.charts:
        if scene.picture in ("", chart.key):
            return _told_changed(scene, _of_chart(scene, chart))
    for table in taken.tables:
        if scene.picture == table.key:
            return _of_table(scene, table, taken)
    return _missing(scene, why)


def _missing(scene: Scene, why: str) -> SceneContent:
    return SceneContent(scene.id, scene.kind, scene.title, scene.note, missing=why)


def _told_changed(scene: Scene, made: SceneContent) -> SceneContent:
    """Tell the presenter where the picture tells otherwise than when it was kept."""
    if not scene.found or scene.title or made.title == scene.found:
        return made
    changed = (
        "Let op: de cijfers zijn veranderd sinds je deze scène bewaarde. "
        f"Toen stond er: ‘{scene.found}’"
    )
    return replace(made, note=f"{changed}\n\n{made.note}".strip(), changed=changed)


def _of_maps(scene: Scene, taken: Taken) -> SceneContent:
    view, *others = taken.maps
    finding = plain(taken.finding)
    if others:
        return _of_two_maps(scene, view, others[0], finding)
    title = scene.title or finding or view.title
    words = Words(title, view.wave if title == finding else None)
    return SceneContent(
        scene.id,
        scene.kind,
        title,
        scene.note,
        source=view.source,
        alt=f"{title}. {finding}".strip(),
        map=stage_payload(view, words, scene.query.get("kaart")),
    )


def _of_two_maps(scene: Scene, left: View, right: View, finding: str) -> SceneContent:
    """Two maps side by side: each says what it measures; the title says what both are about."""
    is_same = left.title == right.title
    usual = left.title if is_same else f"{left.title} naast {lowered(right.title)}"
    title = scene.title or ": ".join(filter(None, [left.where, usual]))
    at = scene.query.get("kaart")
    group = f"{left.group} {scene.id}"
    one = stage_payload(left, Words(left.title, None, group, "links"), at)
    other = stage_payload(right, Words(right.title, None, group, "rechts"), at)
    return SceneContent(
        scene.id,
        scene.kind,
        title,
        scene.note,
        source=left.source if left.source == right.source else f"{left.source}; {right.source}",
        alt=f"{title}. {finding}".strip(),
        sentence=f"Op het scherm staat er een kaart naast: {right.title}, {right.wave}.",
        map=one,
        second=other,
    )


def _of_chart(scene: Scene, chart: Chart) -> SceneContent:
    told = figure_svg.told(chart.figure)
    title = scene.title or title_of(chart.alt)
    height = figure_svg.height_beside(title, told)
    return SceneContent(
        scene.id,
        scene.kind,
        title,
        scene.note,
        sub=told.measured,
        source=told.source,
        alt=chart.alt,
        real=scene.page == _REAL,
        signs=told.signs,
        svg=figure_svg.svg(chart.figure, height),
    )


def _of_table(scene: Scene, table: Table, taken: Taken) -> SceneContent:
    """As much of a table as can be read from the back row, and how much that is."""
    shown = stage_table.fitting(table.header, table.rows)
    where = taken.maps[0].where if taken.maps else ""
    told = table.alt.removeprefix("Tabel met ")
    sources = [f"Bron: {view.source.removeprefix('Bron: ')}" for view in taken.maps]
    sources += [figure_svg.told(chart.figure).source for chart in taken.charts]
    return SceneContent(
        scene.id,
        scene.kind,
        scene.title or ": ".join(filter(None, [where, told[:1].upper() + told[1:]])),
        scene.note,
        sub=shown.told,
        source=next(filter(None, sources), ""),
        alt=table.alt,
        real=scene.page == _REAL,
        table={"header": shown.header, "rows": shown.rows},
    )
