"""The files that the page *Kaart* offers, made from what is on the map."""

from __future__ import annotations

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.html import html_map
from wijkbeeld.export.subject import Subject
from wijkbeeld.map.geometry_index import outlines
from wijkbeeld.map.thematic import Thematic
from wijkbeeld.store.read import opened
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen


def subject(scope: Scope, choice: Choice, shown: Thematic, codes: list[str]) -> Subject:
    """Collect what a file needs to stand on its own."""
    data = opened(scope)
    manifest = data.manifest
    source = f"{choice.measure.source}, editie {scope.classification}"
    licence = catalog().sources["leefbaarometer"].licence
    return Subject(
        title=shown.title,
        unit="score" if shown.is_level else "punt",
        decimals=shown.decimals,
        areas=data.by_code(scope).loc[codes],
        values=shown.values.loc[codes],
        classes=shown.classes.loc[codes],
        labels=shown.labels,
        period=f"{choice.base}-{{wave}}" if choice.base else "{wave}",
        source=source,
        fictional=manifest.fictional,
        definitions=_definitions(choice, shown),
        sources=(
            ("Cijfers", source),
            ("Licentie", "fictieve cijfers" if manifest.fictional else licence),
            ("Dataset", f"{manifest.dataset}, gebouwd {manifest.built}"),
            ("Leegte", "Een lege cel betekent: geen cijfer. Een lege cel is nooit nul."),
        ),
    )


def _definitions(choice: Choice, shown: Thematic) -> tuple[tuple[str, str], ...]:
    """What the measure is, what the classes are, and what was compared with what."""
    measure = choice.measure
    return (
        (measure.label, f"{measure.definition} {measure.note}".strip()),
        *((f"Klasse {n}", label) for n, label in enumerate(shown.labels, start=1)),
        *([("Vergelijking", shown.note)] if shown.note else []),
    )


def html(scope: Scope, choice: Choice, seen: Seen, codes: list[str], *, background: bool) -> str:
    """HTML map of some areas with every wave of the measure."""
    polygons = outlines(scope, codes)
    mapped = [str(f["properties"]["c"]) for f in polygons["features"]]
    content = subject(scope, choice, seen.shown, mapped)
    colours = choice.colours
    return html_map(
        content, polygons, seen.wave, colours.classes, colours.missing, background=background
    )
