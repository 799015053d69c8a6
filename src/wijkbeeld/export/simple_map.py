"""Maps for browsers that cannot draw the live map: areas in groups, and the 100 m grid.

Both are documents for a frame in a page of the app, in the words and colours of the live map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from folium.template import Template

from wijkbeeld.export.html import AreaLayers
from wijkbeeld.export.html_document import (
    WHEN_SIZED,
    Layers,
    html_document,
    legend_box,
    legend_list,
)

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS84)."""


class _CellLayers(Layers):
    """Picture per wave, asked for when it is shown, below the borders of gemeenten."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function () {
          const map = {{ this._parent.get_name() }}, content = {{ this.content }};
"""
        + WHEN_SIZED
        + """
          map.getContainer().style.background = content.ground;
          const layers = {};
          for (const [name, url] of Object.entries(content.pictures)) {
            const alt = `Vierkanten van 100 meter, ${name}`;
            layers[name] = L.imageOverlay(url, content.corners, { alt, className: "wb-cells" });
          }
          map.attributionControl.setPrefix("Leaflet");
          L.control.scale({ imperial: false }).addTo(map);
          layers[content.name].addTo(map);
          const isChoice = Object.keys(layers).length > 1;
          if (isChoice) L.control.layers(layers, {}, { collapsed: false }).addTo(map);
          L.geoJSON(content.outline, {
            interactive: false, style: { color: content.border, weight: 1, fill: false },
          }).addTo(map);
          view(content.bounds);
        })();
        {% endmacro %}
    """
    )


@dataclass(frozen=True)
class Words:
    """What stands in the box on a map.

    Attributes
    ----------
    classes
        Colour and name of each class, the highest first.
    """

    title: str
    classes: tuple[tuple[str, str], ...]
    about: str

    @property
    def box(self) -> str:
        """The box as markup."""
        return legend_box(self.title, legend_list(self.classes), self.about)


@dataclass(frozen=True)
class Cells:
    """Pictures of the 100 m grid.

    Attributes
    ----------
    pictures
        Address of each picture by the name of its wave.
    name
        Name of the wave to open on.
    corners
        Longitude and latitude of the pictures: upper left, upper right, lower right, lower left.
    bounds
        Part to open on.
    outline
        Borders of gemeenten as GeoJSON.
    ground, border
        Colours of what lies below the cells, and of those borders.
    """

    pictures: dict[str, str]
    name: str
    corners: list[list[float]]
    bounds: Bounds
    outline: dict[str, Any]
    ground: str
    border: str


def html_grid(cells: Cells, words: Words) -> str:
    """Write a map of the 100 m grid, of which only the wave that is shown is loaded."""
    (west, north), _, (east, south), _ = cells.corners
    content = {
        "pictures": cells.pictures,
        "name": cells.name,
        "corners": _south_first((west, south, east, north)),
        "bounds": _south_first(cells.bounds),
        "outline": cells.outline,
        "ground": cells.ground,
        "border": cells.border,
    }
    crisp = "<style>.wb-cells { image-rendering: pixelated; }</style>"
    return html_document(words.title, _CellLayers(content), crisp + words.box)


def html_groups(
    shapes: dict[str, Any],
    groups: Sequence[int],
    kinds: Sequence[tuple[str, str]],
    words: Words,
    *,
    marked: Sequence[int] = (),
    bounds: Bounds | None = None,
) -> str:
    """Write a map of areas in groups.

    Parameters
    ----------
    shapes
        GeoJSON as :func:`wijkbeeld.export.html.html_map` takes it.
    groups
        Number of the group of each feature, from 1.
    kinds
        Label and colour of groups 1, 2, ….
    marked
        Numbers of the features with an outline of their own.
    bounds
        Part to open on; without, all areas.
    """
    content: dict[str, Any] = {
        "shapes": shapes,
        "waves": [0],
        "wave": 0,
        "names": {0: words.title},
        "classes": {0: "".join(str(g) for g in groups)},
        "texts": {0: [kinds[g - 1][0] for g in groups]},
        "colours": ["none", *(colour for _, colour in kinds)],
        "marked": list(marked),
    }
    if bounds is not None:
        content["bounds"] = _south_first(bounds)
    return html_document(words.title, AreaLayers(content), words.box)


def _south_first(bounds: Bounds) -> list[list[float]]:
    """Bounds as Leaflet takes them: south west and north east, latitude first."""
    west, south, east, north = bounds
    return [[south, west], [north, east]]
