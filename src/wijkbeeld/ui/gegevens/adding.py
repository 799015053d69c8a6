"""Files that the user adds, and what became of each."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.store import versions
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.gegevens import map_year, mapping, report
from wijkbeeld.ui.gegevens.dataset import view_next
from wijkbeeld.ui.gegevens.progress import tell, with_progress

_TURN = "gegevens_beurt"
_NEW_DATASET = "Nieuwe dataset…"


def add_files() -> None:
    """Take files that the user drops; show what became of each."""
    st.header("Bestanden toevoegen")
    st.write(
        "Zet hier bestanden neer: de zip of CSV van de Leefbaarometer, kerncijfers van CBS (CSV "
        "of Excel), een kaart (gpkg, GeoJSON of shapefile in een zip) of je eigen cijfers (CSV "
        "of Excel)."
    )
    uploads = st.file_uploader(
        "Bestanden", accept_multiple_files=True, key=f"w_bestanden_{_turn()}"
    )
    target = _target()
    if st.button("Controleer en voeg toe", type="primary", disabled=not uploads or target is None):
        folder = Path(tempfile.mkdtemp(prefix="wijkbeeld-upload-"))
        saved = []
        for upload in uploads:
            path = folder / re.sub(r"[^\w.\- ]", "_", upload.name)
            path.write_bytes(upload.getvalue())
            saved.append(path)
        _import(saved, str(target))
    report.show()
    map_year.form(_import)
    mapping.form(_import)


def _turn() -> int:
    """Number of the import: a new one empties the box with files."""
    return int(st.session_state.get(_TURN, 0))


def _target() -> str | None:
    """Dataset to add to: an existing real one, or a new name."""
    real = [n for n in versions.datasets() if n != pipeline.DEMO]
    options = list(dict.fromkeys([pipeline.OFFICIAL, *real, _NEW_DATASET]))
    left, right = st.columns([2, 3])
    with left:
        chosen = st.selectbox("Toevoegen aan", options, key="w_doel")
    if chosen != _NEW_DATASET:
        return str(chosen)
    with right:
        name = st.text_input(
            "Naam van de nieuwe dataset", placeholder="bijvoorbeeld: almelo-2024", key="w_naam"
        ).strip()
    try:
        return versions.check_name(name) if name else None
    except StoreError as error:
        st.error(str(error))
        return None


def _import(paths: list[Path], target: str, map_of: int | None = None) -> None:
    """Read files into a dataset; what was not recognised goes to the guided step."""
    imported = with_progress(
        "Bestanden lezen en controleren", lambda say: _read_and_build(paths, target, say, map_of)
    )
    if imported is None:
        return
    report.keep(imported.offer.readings, imported.offer.errors)
    mapping.offer(paths, imported.offer.skipped, target)
    view_next(target)
    st.session_state[_TURN] = _turn() + 1
    tell(f"Dataset '{target}' is bijgewerkt.")
    st.rerun()


def _read_and_build(
    paths: list[Path], target: str, say: pipeline.Say, map_of: int | None
) -> pipeline.Imported:
    """Import; when nothing was usable, say why per file and keep tables for the guided step."""
    offer = pipeline.read_offer(paths, [], say)
    if not offer.readings:
        report.keep([], offer.skipped)
        mapping.offer(paths, offer.skipped, target)
        raise StoreError("Geen enkel bestand was bruikbaar. Hieronder staat per bestand waarom.")
    try:
        return pipeline.import_offer(offer, target, say=say, classification=map_of)
    finally:
        map_year.ask(paths, offer, target)
