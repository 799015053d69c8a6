"""Take away what is on the map: a link, an HTML map, a workbook, a GeoPackage."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.export.geopackage import geopackage
from wijkbeeld.export.html import html_map
from wijkbeeld.export.subject import Subject
from wijkbeeld.export.workbook import workbook
from wijkbeeld.map import palette
from wijkbeeld.map.geometry_index import outlines
from wijkbeeld.map.thematic import Thematic
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import DRAWN, Seen
from wijkbeeld.words import sentences

ALL, TOWN, CHOSEN = "alles", "gemeente", "keuze"


def panel(data: Dataset, choice: Choice, seen: Seen) -> None:
    """Offer the files and the link, once the map stands."""
    if seen.has_map and not st.session_state.get(DRAWN):
        return
    with st.expander("Deel en download", icon=":material/share:"):
        st.caption(
            "De link opent dit beeld, voor wie Wijkbeeld op hetzelfde adres gebruikt met "
            "dezelfde gegevens. Ook dezelfde uitsnede van de kaart? Neem dan het adres uit de "
            "adresbalk."
        )
        st.code(_link(), language=None)
        if choice.is_grid:
            st.caption(
                "De vierkanten van 100 meter zijn niet als bestand te delen; bewaar de kaart "
                "als afbeelding (s)."
            )
            return
        scope = st.radio(
            "Welke gebieden?",
            _scopes(data, choice, seen),
            format_func=_scope_label,
            horizontal=True,
            key="w_deel",
        )
        count = _count(data, choice, seen, scope)
        fictional = "_fictief" if data.manifest.fictional else ""
        name = f"wijkbeeld_{choice.scope.level}_{choice.measure.id}_{seen.wave}{fictional}"
        st.caption(
            f"{sentences.areas(choice.scope.level, count).capitalize()}, alle metingen van deze "
            "maat."
        )

        def areas() -> list[str]:
            return _codes(data, choice, seen, scope)

        def content() -> Subject:
            return subject(data, choice, seen.shown, areas())

        with st.container(horizontal=True):
            if seen.has_map:
                st.download_button(
                    "Kaart als HTML",
                    lambda: html(
                        data,
                        choice,
                        seen.shown,
                        areas(),
                        seen.wave,
                        background=not data.manifest.fictional,
                    ),
                    f"{name}.html",
                    "text/html",
                    on_click="ignore",
                    icon=":material/map:",
                    help=(
                        "Eén bestand dat in elke browser opent. De achtergrondkaart komt van PDOK."
                    ),
                )
            st.download_button(
                "Excel met toelichting",
                lambda: workbook(content()),
                f"{name}.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                on_click="ignore",
                icon=":material/table:",
            )
            if seen.has_map:
                st.download_button(
                    "GeoPackage",
                    lambda: geopackage(content(), data.geometry(choice.scope)),
                    f"{name}.gpkg",
                    "application/geopackage+sqlite3",
                    on_click="ignore",
                    icon=":material/layers:",
                )


def _link() -> str:
    """Address of this view."""
    base = str(st.context.url or "").split("?")[0]
    base += "/" if base.count("/") == 2 else ""
    query = st.query_params.to_dict()
    return f"{base}?{urlencode(query)}"


def _scope_label(scope: str) -> str:
    return {
        ALL: "Alles op de kaart",
        TOWN: "Gemeente van het gekozen gebied",
        CHOSEN: "Gekozen gebieden",
    }[scope]


def _scopes(data: Dataset, choice: Choice, seen: Seen) -> list[str]:
    known = data.by_code(choice.scope).index
    chosen = [c for c in seen.selected if c in known]
    town = [TOWN] if chosen and choice.scope.level != "gemeente" else []
    return [ALL, *town, *([CHOSEN] if chosen else [])]


def _count(data: Dataset, choice: Choice, seen: Seen, scope: str) -> int:
    """Number of areas in a scope; the list itself is made when a file is asked for."""
    if scope == ALL:
        return len(data.by_code(choice.scope))
    return len(_codes(data, choice, seen, scope))


def _codes(data: Dataset, choice: Choice, seen: Seen, scope: str) -> list[str]:
    areas = data.by_code(choice.scope)
    if scope == ALL:
        return list(areas.index)
    chosen = [c for c in seen.selected if c in areas.index]
    if scope == CHOSEN:
        return chosen
    return list(areas.index[areas["gemeente_code"].isin(areas["gemeente_code"].reindex(chosen))])


def subject(data: Dataset, choice: Choice, shown: Thematic, codes: list[str]) -> Subject:
    """Collect what a file needs to stand on its own."""
    areas = data.by_code(choice.scope).loc[codes]
    measure = choice.measure
    definitions = [
        (measure.label, f"{measure.definition} {measure.note}".strip()),
        *((f"Klasse {n}", label) for n, label in enumerate(shown.labels, start=1)),
        *([("Vergelijking", shown.note)] if shown.note else []),
    ]
    source = catalog().sources["leefbaarometer"]
    return Subject(
        title=shown.title,
        unit="score" if shown.is_level else "punt",
        decimals=shown.decimals,
        areas=areas,
        values=shown.values.loc[codes],
        classes=shown.classes.loc[codes],
        labels=shown.labels,
        period=f"{choice.base}-{{wave}}" if choice.base else "{wave}",
        source=f"{measure.source}, editie {choice.scope.classification}",
        fictional=data.manifest.fictional,
        definitions=tuple(definitions),
        sources=(
            ("Cijfers", f"{measure.source}, editie {choice.scope.classification}"),
            ("Licentie", "fictieve cijfers" if data.manifest.fictional else source.licence),
            ("Dataset", f"{data.manifest.dataset}, gebouwd {data.manifest.built}"),
            ("Leegte", "Een lege cel betekent: geen cijfer. Een lege cel is nooit nul."),
        ),
    )


def html(
    data: Dataset, choice: Choice, shown: Thematic, codes: list[str], wave: int, *, background: bool
) -> str:
    """HTML map of some areas with every wave of the measure."""
    drawn = outlines(choice.scope, codes)
    kept = [str(f["properties"]["c"]) for f in drawn["features"]]
    look: palette.Palette = choice.colours
    what = subject(data, choice, shown, kept)
    return html_map(what, drawn, wave, look.classes, look.missing, background=background)
