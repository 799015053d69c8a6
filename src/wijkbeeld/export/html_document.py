"""The document around a map: Leaflet inside the file, a box with legend, and layers by a script.

What is put into a script or a legend comes from files of others: it is text, never markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, MacroElement
from xstatic.pkg import leaflet

PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"


WHEN_SIZED = """
          // A document in a frame can start without a size: take the view when there is one.
          const view = (bounds) => {
            let sized = false;
            new ResizeObserver(() => {
              map.invalidateSize(false);
              if (sized || !map.getSize().x) return;
              sized = true;
              map.fitBounds(bounds, { padding: [20, 20], animate: false });
            }).observe(map.getContainer());
          };
"""
"""Script for in a template of layers: ``view(bounds)`` brings a part of ``map`` into view."""


class Layers(MacroElement):
    """Layers that a script puts on the map, from content that it is given as JSON."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Metingen"
        # "<" cannot end the script, and no separator of lines breaks it.
        text = json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
        self.content = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@lru_cache(maxsize=1)
def _leaflet() -> tuple[str, str]:
    folder = Path(leaflet.BASE_DIR)
    return (folder / "leaflet.js").read_text("utf-8"), (folder / "leaflet.css").read_text("utf-8")


def html_document(title: str, layers: Layers, box: str, *, background: bool = False) -> str:
    """Write a map with its layers and its box.

    Parameters
    ----------
    background
        Show the background map of PDOK: the only thing that the file takes from elsewhere.

    Returns
    -------
    str
        A whole HTML document.
    """
    chart = folium.Map(tiles=None, control_scale=False, prefer_canvas=True)
    # of this map only: the lists of the class point to a CDN
    chart.default_js, chart.default_css = [], []
    root: Any = chart.get_root()
    _fill_head(root.header, title)
    if background:
        folium.TileLayer(
            tiles=PDOK, attr="Kaartgegevens © Kadaster", control=False, max_zoom=19
        ).add_to(chart)
    layers.add_to(chart)
    root.html.add_child(Element(box), name="legenda")
    return str(root.render())


def _fill_head(head: Any, title: str) -> None:
    """Put Leaflet itself into the document, and its title."""
    script, style = _leaflet()
    head.add_child(Element(f"<style>{style}</style>"), name="leaflet_css")
    head.add_child(Element(f"<script>{script}</script>"), name="leaflet_js")
    head.add_child(Element(f"<title>{escape(title)}</title>"), name="titel")


def named_classes(
    colours: tuple[str, ...], labels: tuple[str, ...], limits: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Colour and name of each class that has one, with its limits, the highest first."""
    rows = [
        (colour, f"{label}: {limit}" if limit else label)
        for colour, label, limit in zip(colours, labels, limits or ("",) * len(labels), strict=True)
        if label
    ]
    return rows[::-1]


def legend_list(rows: Iterable[tuple[str, str]]) -> str:
    """Legend of one measure: a line per colour and its name, in the order given."""
    items = (f'<li><i style="background:{c}"></i>{escape(label)}</li>' for c, label in rows)
    return f"<ul>{''.join(items)}</ul>"


def legend_box(title: str, legend: str, about: str) -> str:
    """Box on the map: title, legend (markup) and source line."""
    return f"""
    <style>
      .wb {{ position: fixed; z-index: 900; background: #fffffff0; padding: .5rem .8rem;
             border-radius: 6px; font: 13px/1.3 system-ui, sans-serif; color: #16202b;
             box-shadow: 0 1px 6px #0004; max-width: 19rem; }}
      .wb strong {{ display: block; }}
      .wb ul {{ margin: .3rem 0 0; padding: 0; list-style: none; }}
      .wb li {{ display: flex; align-items: center; gap: .45rem; }}
      .wb i {{ width: 1.1rem; height: .85rem; border: 1px solid #0006; }}
      .wb-square {{ display: grid; grid-template-columns: repeat(3, 1.9rem); gap: 2px;
                    margin: .2rem 0; }}
      .wb .wb-square i {{ width: 1.9rem; height: 1.5rem; }}
      .wb-up, .wb-right {{ font-size: 12px; }}
      .wb-up {{ margin-top: .3rem; }}
      .wb small {{ display: block; margin-top: .4rem; font-size: 11px; }}
      @media (max-width: 600px) {{ .wb ul {{ columns: 2; font-size: 11px; }} }}
    </style>
    <div class="wb" style="left: .7rem; bottom: 3.6rem">
      <strong>{escape(title)}</strong>
      {legend}
      <small>{escape(about)}</small></div>"""
