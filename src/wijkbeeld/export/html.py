"""One HTML file with a map that opens anywhere: folium, with Leaflet inside the file.

Geometry stands in the file once; each wave is a layer that colours it.
"""

from __future__ import annotations

from html import escape
from typing import Any

from folium.template import Template

from wijkbeeld.export.html_document import (
    WHEN_SIZED,
    Layers,
    html_document,
    legend_box,
    legend_list,
    named_classes,
)
from wijkbeeld.export.subject import Second, Subject
from wijkbeeld.words.numbers import number, signed


class AreaLayers(Layers):
    """Layer per wave over the same polygons, and an outline around those that are marked.

    Content: ``shapes`` (GeoJSON, features numbered 0, 1, …), ``waves`` and their ``names``, the
    ``wave`` to open on, per wave ``classes`` (one character per feature) and ``texts``,
    ``colours`` of classes 0, 1, …; where wanted ``marked`` (numbers of features) and ``bounds``
    to open on (south west, north east; latitude first).
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function () {
          const map = {{ this._parent.get_name() }}, content = {{ this.content }};
          const renderer = L.canvas({ padding: 0.3 });
"""
        + WHEN_SIZED
        + """          const chosen = (area) => {
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
          // From afar borders would hide what lies between them: no white there.
          const style = (wave) => (feature) => {
            const fillColor = content.colours[+content.classes[wave][feature.id]];
            const color = map.getZoom() < 9 ? fillColor : "#ffffff";
            return { color, weight: 0.8, fillOpacity: 1, fillColor };
          };
          const layer = (wave) => L.geoJSON(content.shapes, {
            renderer,
            style: style(wave),
            onEachFeature: (feature, shape) => {
              shape.bindPopup(() => popup(feature, wave));
              shape.on("click", () => chosen(feature.properties.c));
            },
          });
          const layers = {};
          for (const wave of content.waves) layers[content.names[wave]] = layer(wave);
          map.on("zoomend", () => {
            for (const wave of content.waves) layers[content.names[wave]].setStyle(style(wave));
          });
          map.attributionControl.setPrefix("Leaflet");
          L.control.scale({ imperial: false }).addTo(map);
          const last = content.names[content.wave];
          layers[last].addTo(map);
          const isChoice = content.waves.length > 1;
          if (isChoice) L.control.layers(layers, {}, { collapsed: false }).addTo(map);
          const marked = new Set(content.marked);
          L.geoJSON(content.shapes, {
            renderer,
            interactive: false,
            filter: (feature) => marked.has(feature.id),
            style: { color: "#16202b", weight: 3, fill: false },
          }).addTo(map);
          view(content.bounds ?? layers[last].getBounds());
        })();
        {% endmacro %}
    """
    )


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
    layers = AreaLayers(_content(subject, shapes, wave, colours, missing))
    box = _box(subject, colours, missing)
    return html_document(subject.full_title, layers, box, background=background)


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
    named = named_classes(colours, subject.labels, subject.limits)
    return legend_list([*named, (missing, "geen cijfer")])


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


def _box(subject: Subject, colours: tuple[str, ...], missing: str) -> str:
    """Title, legend and source line."""
    second = subject.second
    legend = (
        _square(subject, second, colours, missing) if second else _list(subject, colours, missing)
    )
    return legend_box(subject.full_title, legend, _about(subject))
