"""Take away what is on the map: a link, an HTML map, a workbook, a GeoPackage."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.geopackage import geopackage
from wijkbeeld.export.names import file_name
from wijkbeeld.export.subject import Subject
from wijkbeeld.export.workbook import workbook
from wijkbeeld.store.read import opened
from wijkbeeld.ui import share
from wijkbeeld.ui.kaart import export
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import DRAWN, Seen
from wijkbeeld.ui.provenance import where
from wijkbeeld.words import sentences

ALL, TOWN, CHOSEN = "alles", "gemeente", "keuze"

_LABELS = {
    ALL: "Alle gebieden",
    TOWN: "Gemeente van het gekozen gebied",
    CHOSEN: "Gekozen gebieden",
}


def panel(scope: Scope, choice: Choice, seen: Seen) -> None:
    """Offer the files and the link, once the map stands."""
    if seen.has_map and not st.session_state.get(DRAWN):
        return
    with st.expander("Deel en download", icon=":material/share:", key="kaart_deel"):
        share.copy_link("deel_kaart")
        st.caption(
            "De link opent dit beeld, voor wie Wijkbeeld op hetzelfde adres gebruikt met "
            "dezelfde gegevens."
        )
        if choice.is_grid:
            st.caption(
                "De vierkanten van 100 meter zijn niet als bestand te delen; bewaar de kaart "
                "als afbeelding (s)."
            )
            return
        part = st.radio(
            "Welke gebieden?",
            _parts(scope, seen),
            format_func=_LABELS.__getitem__,
            horizontal=True,
            key="w_deel",
        )
        count = _count(scope, seen, part)
        st.caption(
            f"{sentences.areas(scope.level, count).capitalize()}, alle metingen van deze maat."
        )
        with st.container(horizontal=True):
            _files(scope, choice, seen, part)


def _files(scope: Scope, choice: Choice, seen: Seen, part: str) -> None:
    """Offer the files; each is made when it is asked for."""
    data = opened(scope)
    is_fictional = data.manifest.fictional
    chosen = _codes(scope, seen, part)
    measures = choice.measure.id + (f"_{choice.second}" if choice.together else "")
    what = (scope.level, measures, choice.period(seen.wave))
    unit = "" if choice.together else seen.shown.unit.strip("()")
    place = where(scope, chosen)

    def name(ending: str) -> str:
        return file_name(*what, unit, place, ending=ending, fictional=is_fictional)

    def codes() -> list[str]:
        return chosen

    def content() -> Subject:
        return export.subject(scope, choice, seen.shown, codes())

    if seen.has_map:
        st.download_button(
            "Kaart als HTML",
            lambda: export.html(scope, choice, seen, codes(), background=not is_fictional),
            name("html"),
            "text/html",
            on_click="ignore",
            icon=":material/map:",
            help="Eén bestand dat in elke browser opent. De achtergrondkaart komt van PDOK.",
        )
    st.download_button(
        "Excel met toelichting",
        lambda: workbook(content()),
        name("xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/table:",
    )
    if seen.has_map:
        st.download_button(
            "GeoPackage",
            lambda: geopackage(content(), data.geometry(scope)),
            name("gpkg"),
            "application/geopackage+sqlite3",
            on_click="ignore",
            icon=":material/layers:",
        )


def _parts(scope: Scope, seen: Seen) -> list[str]:
    """Parts of the map that can be taken away."""
    known = opened(scope).by_code(scope).index
    if not any(c in known for c in seen.selected):
        return [ALL]
    return [ALL, CHOSEN] if scope.level == "gemeente" else [ALL, TOWN, CHOSEN]


def _count(scope: Scope, seen: Seen, part: str) -> int:
    """Number of areas in a part; the list itself is made when a file is asked for."""
    if part == ALL:
        return len(opened(scope).by_code(scope))
    return len(_codes(scope, seen, part))


def _codes(scope: Scope, seen: Seen, part: str) -> list[str]:
    areas = opened(scope).by_code(scope)
    if part == ALL:
        return list(areas.index)
    chosen = [c for c in seen.selected if c in areas.index]
    if part == CHOSEN:
        return chosen
    return list(areas.index[areas["gemeente_code"].isin(areas["gemeente_code"].reindex(chosen))])
