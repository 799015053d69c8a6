"""Bring a file with renewal: hear what cannot be used, and put the rest in the table."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.placing import placed
from wijkbeeld.sources import register as reader
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.register import RegisterFile
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import RegisterRow
from wijkbeeld.ui import session, tables
from wijkbeeld.ui.vernieuwing import drawn_polygon, placing, saved_registers
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number
from wijkbeeld.words.register import problems_of_file_row

_NAMED = 6
"""Unknown codes that are named; of more only the number."""


def panel(scope: Scope) -> None:
    """Ask for a file, tell what is in it, and offer to put its rows in the table."""
    upload = st.file_uploader(
        "Bestand met vernieuwing (CSV, XLSX, GeoJSON, GeoPackage of gezipte shapefile)",
        type=["csv", "txt", "xlsx", "xls", "geojson", "json", "gpkg", "zip"],
        key="w_reg_bestand",
        help="Kolommen: code (of een vlak), naam, start, eind, soort, woningen, aandeel, bron.",
    )
    if upload is None:
        return
    try:
        file = _read(upload.name, upload.getvalue())
    except SourceError as error:
        st.error(escape_markdown(error), icon=":material/error:")
        return
    has_polygons = any(row.shape is not None for row in file.rows)
    if has_polygons and drawn_polygon.corners(scope.dataset) is None:
        placing.settings(scope)  # with a drawn polygon they stand above
    rows, told = placed(scope, file.rows, placing.chosen_limit(), placing.chosen_unit(scope))
    bad = [row for row in file.rows if row.problems]
    st.markdown(
        f"**{escape_markdown(upload.name)}**: {count(len(file.rows), 'rij', 'rijen')}, "
        f"{number(len(bad))} met een probleem, {count(len(rows), 'rij', 'rijen')} voor de tabel."
    )
    for note in [*file.notes, *told]:
        st.caption(escape_markdown(note))
    _report_unknown(scope, {r.code for r in rows} - {r.code for r in bad} - {""})
    _report_bad(bad)
    if rows:
        st.button(
            "Zet deze rijen in de tabel",
            type="primary",
            on_click=saved_registers.start,
            args=(tuple(rows), Path(upload.name).stem),
        )


def _read(name: str, content: bytes) -> RegisterFile:
    """Read an uploaded file; the loaders go by its name, so it gets one on disk."""
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-register-") as scratch:
        path = Path(scratch) / Path(name).name
        path.write_bytes(content)
        return reader.read(path)


def _report_unknown(scope: Scope, codes: set[str]) -> None:
    """Name codes that are not areas of the level, apart from rows with a problem of their own."""
    unknown = sorted(codes - set(opened(scope).by_code(scope).index))
    if not unknown:
        return
    more = f" en nog {len(unknown) - _NAMED}" if len(unknown) > _NAMED else ""
    st.warning(
        f"{count(len(unknown), 'code bestaat', 'codes bestaan')} niet bij "
        f"{session.LEVEL_LABEL[scope.level].lower()} van editie {scope.classification}: "
        f"{escape_markdown(', '.join(unknown[:_NAMED]) + more)}. Kies boven een ander niveau of "
        "een andere editie, of verbeter de code in de tabel.",
        icon=":material/rule:",
    )


def _report_bad(rows: list[RegisterRow]) -> None:
    """List rows with a problem, and what is wrong with each."""
    if not rows:
        return
    st.warning(
        f"{count(len(rows), 'rij heeft', 'rijen hebben')} een probleem. Rijen met een "
        "probleem komen mee in de tabel, waar je ze kunt herstellen, en tellen tot dan niet "
        "mee.",
        icon=":material/rule:",
    )
    table = pd.DataFrame(
        [(r.number, r.code or "–", r.name or "–", problems_of_file_row(r)) for r in rows],
        columns=["Rij", "Code", "Naam", "Wat is er mis"],
    ).set_index("Rij")
    tables.show(table, {}, "Rijen met een probleem")
