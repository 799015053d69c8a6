"""From a link to what the stage draws: the page itself is run, with the link as all it knows."""

from __future__ import annotations

from wijkbeeld.map.view import View
from wijkbeeld.present import content, figure_svg
from wijkbeeld.present.big_figures import title_of
from wijkbeeld.present.content import SceneContent
from wijkbeeld.present.deck import Deck, Scene
from wijkbeeld.present.stage_map import stage_payload
from wijkbeeld.store.read import open_dataset
from wijkbeeld.ui import page_alone
from wijkbeeld.ui.taken import Chart
from wijkbeeld.words.markdown import plain

PAGES = ("kaart", "verloop", "vergelijken", "ontwikkeling", "wijk", "vernieuwing")
"""Pages that can be a scene."""

_MAP = "kaart"
"""Picture of a scene that is the map of its page."""


def deck_content(deck: Deck) -> bytes:
    """Content of a deck as gzipped JSON.

    Raises
    ------
    StoreError
        The dataset cannot be opened, or the content cannot be written.
    """
    data = open_dataset(deck.dataset)
    return content.kept(deck, data, lambda scene: content_of(scene, deck.dataset))


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
    if scene.picture in ("", _MAP) and taken.maps and (scene.page == "kaart" or scene.picture):
        return _of_map(scene, taken.maps, taken.finding)
    charts = [c for c in taken.charts if scene.picture in ("", c.key)]
    if not charts:
        why = " ".join(map(plain, outcome.told))
        return _missing(scene, why or "Dit beeld is er niet met deze gegevens.")
    return _of_chart(scene, charts[0])


def _missing(scene: Scene, why: str) -> SceneContent:
    return SceneContent(scene.id, scene.kind, scene.title, scene.note, missing=why)


def _of_map(scene: Scene, maps: list[View], finding: str) -> SceneContent:
    view = maps[0]
    if len(maps) > 1:
        return _missing(
            scene,
            "Twee kaarten naast elkaar passen niet op het podium. Kies één kaart, twee maten "
            "ineen, of een schuif.",
        )
    if view.grid is not None:
        return _missing(scene, "De kaart per 100 meter kan niet op het podium. Kies buurten.")
    title = scene.title or plain(finding) or view.title
    return SceneContent(
        scene.id,
        scene.kind,
        title,
        scene.note,
        source=view.source,
        alt=f"{title}. {plain(finding)}".strip(),
        map=stage_payload(view, title, scene.query.get("kaart"), finds=title == plain(finding)),
    )


def _of_chart(scene: Scene, chart: Chart) -> SceneContent:
    told = figure_svg.told(chart.figure)
    title = scene.title or title_of(chart.alt)
    return SceneContent(
        scene.id,
        scene.kind,
        title,
        scene.note,
        sub=told.measured,
        source=told.source,
        alt=chart.alt,
        svg=figure_svg.svg(chart.figure),
    )
