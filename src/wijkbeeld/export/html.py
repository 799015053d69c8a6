"""One HTML file with a map that opens anywhere: folium, with Leaflet inside the file.

Geometry stands in the file once; each wave is a layer that colours it. Names come from files of
others: they are written as text, never as markup.
"""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template
from xstatic.pkg import leaflet

from wijkbeeld.export.subject import Second, Subject
from wijkbeeld.words.numbers import number, signed

PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"


class _Layers(MacroElement):
    """Layer per wave over the same polygons."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        (function () {
          const map = {{ this._parent.get_name() }}, content = {{ this.content }};
          const renderer = L.canvas({ padding: 0.3 });
          const chosen = (area) => {
            if (window.parent !== window) window.parent.postMessage({ wijkbeeld: area }, "*");
          };
          const popup = (feature, wave) => {
            const box = document.createElement("div");
            const { n, g } = feature.properties;
            const lines = [["b", n], ["div", g], ["div", content.texts[wave][feature.id]]];
            for (const [tag, text] of lines) {
              const part = document.createElement(tag);
              part.textContent = text;
              box.append(part);
            }
            return box;
          };
          const layer = (wave) => L.geoJSON(content.shapes, {
            renderer,
            style: (feature) => ({ color: "#ffffff", weight: 0.8, fillOpacity: 1,
              fillColor: content.colours[+content.classes[wave][feature.id]] }),
            onEachFeature: (feature, shape) => {
              shape.bindPopup(() => popup(feature, wave));
              shape.on("click", () => chosen(feature.properties.c));
            },
          });
          const layers = {};
          for (const wave of content.waves) layers[content.names[wave]] = layer(wave);
          map.attributionControl.setPrefix("Leaflet");
          L.control.scale({ imperial: false }).addTo(map);
          const last = content.names[content.wave];
          layers[last].addTo(map);
          L.control.layers(layers, {}, { collapsed: false }).addTo(map);
          // A document in a frame can start without a size: take the view when there is one.
          let sized = false;
          new ResizeObserver(() => {
            map.invalidateSize(false);
            if (sized || !map.getSize().x) return;
            sized = true;
            map.fitBounds(layers[last].getBounds(), { padding: [20, 20], animate: false });
          }).observe(map.getContainer());
        })();
        {% endmacro %}
    """)

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


def html_map(
    subject: Subject,
    shapes: dict[str, Any],
    wave: int,
    colours: tuple[str, ...],
    missing: str,
    *,
    background: bool,
) -> str:
    """Write the map.

    Parameters
    ----------
    subject
        What is shown; its areas in the order of the features of ``shapes``.
    shapes
        GeoJSON; every feature with ``id`` 0, 1, … and properties ``c`` (code), ``n`` (name), ``g``
        (gemeente).
    wave
        Wave to open on.
    colours
        Of classes 1..9; ``missing`` for areas without a value.
    background
        Show the background map of PDOK around the areas: the only thing that the file takes from
        elsewhere. Areas are opaque, so that their colours are those of the legend.

    Returns
    -------
    str
        A whole HTML document.
    """
    chart = folium.Map(tiles=None, control_scale=False, prefer_canvas=True)
    # of this map only: the lists of the class point to a CDN
    chart.default_js, chart.default_css = [], []
    root: Any = chart.get_root()
    _fill_head(root.header, subject.full_title)
    if background:
        folium.TileLayer(
            tiles=PDOK, attr="Kaartgegevens © Kadaster", control=False, max_zoom=19
        ).add_to(chart)
    _Layers(_content(subject, shapes, wave, colours, missing)).add_to(chart)
    root.html.add_child(Element(_frame(subject, colours, missing)), name="legenda")
    return str(root.render())


def _fill_head(head: Any, title: str) -> None:
    """Put Leaflet itself into the document, and its title."""
    script, style = _leaflet()
    head.add_child(Element(f"<style>{style}</style>"), name="leaflet_css")
    head.add_child(Element(f"<script>{script}</script>"), name="leaflet_js")
    head.add_child(Element(f"<title>{escape(title)}</title>"), name="titel")


def _content(
    subject: Subject,
    shapes: dict[str, Any],
    wave: int,
    colours: tuple[str, ...],
    missing: str,
) -> dict[str, Any]:
    waves = [int(w) for w in subject.values.columns]
    write = signed if subject.has_sign else number
    unit = "" if subject.unit == "score" else f" {subject.unit}"
    texts = {
        w: [
            f"{subject.when(w)}: {write(float(v), subject.decimals)}{unit}, "
            f"{subject.class_name(int(k))}{_of_second(subject, w, n)}"
            if k
            else f"{subject.when(w)}: geen cijfer"
            for n, (v, k) in enumerate(zip(subject.values[w], subject.classes[w], strict=True))
        ]
        for w in waves
    }
    return {
        "shapes": shapes,
        "waves": waves,
        "wave": wave,
        "names": {w: subject.when(w) for w in waves},
        "classes": {w: "".join(str(int(k)) for k in subject.classes[w]) for w in waves},
        "texts": texts,
        "colours": [missing, *colours],
    }


def _of_second(subject: Subject, wave: int, n: int) -> str:
    """Value of the n-th area for the other measure of a map of two."""
    second = subject.second
    if second is None:
        return ""
    value = number(float(second.values[wave].iloc[n]), second.decimals)
    return f"; {second.title}: {value} {second.unit}"


def _about(subject: Subject) -> str:
    """Unit, source and day, for below the legend."""
    day = f" op {subject.made}" if subject.made else ""
    ours = " Klassen: eigen grenzen van Wijkbeeld." if subject.own_limits else ""
    return (
        f"Eenheid: {subject.unit.strip('()')}.{ours} Bron: {subject.source}. "
        f"Gemaakt met Wijkbeeld{day}."
    )


def _list(subject: Subject, colours: tuple[str, ...], missing: str) -> str:
    """Legend of one measure: a line per class, the highest first."""
    limits = subject.limits or ("",) * len(subject.labels)
    named = [
        (colour, f"{label}: {limit}" if limit else label)
        for colour, label, limit in zip(colours, subject.labels, limits, strict=True)
        if label
    ]
    rows = [*named[::-1], (missing, "geen cijfer")]
    items = (f'<li><i style="background:{c}"></i>{escape(label)}</li>' for c, label in rows)
    return f"<ul>{''.join(items)}</ul>"


def _square(subject: Subject, second: Second, colours: tuple[str, ...], missing: str) -> str:
    """Legend of two measures: three by three, the first to the right, the second upwards."""
    cells = "".join(
        f'<i role="img" style="background:{colours[k - 1]}" '
        f'aria-label="{escape(subject.class_name(k))}" title="{escape(subject.class_name(k))}"></i>'
        for row in (3, 2, 1)
        for k in range(3 * row - 2, 3 * row + 1)
    )
    return (
        f'<div class="wb-up">↑ {escape(second.title)}: hoger</div>'
        f'<div class="wb-square">{cells}</div>'
        f'<div class="wb-right">{escape(subject.first)}: hoger →</div>'
        f'<ul><li><i style="background:{missing}"></i>geen cijfer</li></ul>'
    )


def _frame(subject: Subject, colours: tuple[str, ...], missing: str) -> str:
    """Title, legend and source line."""
    second = subject.second
    legend = (
        _square(subject, second, colours, missing) if second else _list(subject, colours, missing)
    )
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
      <strong>{escape(subject.full_title)}</strong>
      {legend}
      <small>{escape(_about(subject))}</small></div>"""
