"""Files that the user adds: read at once, official ones added as they are, own ones looked over."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.sources.recognise import Offer
from wijkbeeld.store import versions
from wijkbeeld.store.placing import Placed
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session
from wijkbeeld.ui.gegevens import files, map_year, own_step, pending, report
from wijkbeeld.ui.gegevens.dataset import view_next
from wijkbeeld.ui.gegevens.progress import tell, with_progress
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_TURN = "gegevens_beurt"
_OFFER = "gegevens_aanbod"
_PATHS = "gegevens_paden"
_SPENT = "gegevens_aanbod_op"
_UPLOADS = "gegevens_map"
"""Set while an import uses up what was read: after one that failed it is read again."""
_NEW_DATASET = "Nieuwe dataset…"


def add_files() -> None:
    """Take files that the user drops; show what became of each."""
    st.header("Bestanden toevoegen")
    files.next_steps()
    if pending.waiting():
        own_step.form(_add_own)
        with st.expander("Meer bestanden toevoegen", icon=":material/upload_file:"):
            _drop_box()
        return
    st.write(
        "Eigen cijfers (CSV of Excel), of een bestand van de Leefbaarometer of CBS dat je zelf "
        "hebt gedownload (zip, CSV, Excel, gpkg, GeoJSON). Wijkbeeld herkent wat het is. Bij eigen "
        "cijfers zie je eerst wat ervan te tonen is."
    )
    _drop_box()
    report.show()
    map_year.form(_add_maps)


def _drop_box() -> None:
    """Where files are dropped: own tables go to the guided step, the rest waits for the button."""
    uploads = st.file_uploader(
        "Bestanden", accept_multiple_files=True, key=f"w_bestanden_{_turn()}"
    )
    target = _target()
    if not uploads or target is None:
        return
    offer = _read(uploads, target)
    if (
        st.button(
            "Controleer en voeg toe",
            type="secondary" if pending.waiting() else "primary",
            key="gegevens_toevoegen",
        )
        and offer is not None
    ):
        _import(offer, target)


def is_busy() -> bool:
    """Whether files wait for the user, so that adding them is what the page is for now."""
    return bool(pending.waiting() or st.session_state.get(f"w_bestanden_{_turn()}"))


def _turn() -> int:
    """Number of the import: a new one empties the box with files."""
    return int(st.session_state.get(_TURN, 0))


def _next_turn() -> None:
    st.session_state[_TURN] = _turn() + 1
    st.session_state.pop(_OFFER, None)
    st.session_state.pop(_SPENT, None)


def _real() -> list[str]:
    return [n for n in versions.datasets() if n != pipeline.DEMO]


def fill() -> str:
    """Dataset that is added to unless the user says otherwise; never the fictional one."""
    viewed = session.chosen_name()
    return viewed if viewed in _real() else pipeline.OFFICIAL


def _target() -> str | None:
    """Dataset to add to: the one in view when it is real, another, or a new name."""
    options = list(dict.fromkeys([fill(), pipeline.OFFICIAL, *_real(), _NEW_DATASET]))
    left, right = st.columns([2, 3])
    with left:
        chosen = st.selectbox("Toevoegen aan dataset", options, key="w_doel")
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


def _read(uploads: list[Any], target: str) -> Offer | None:
    """Read what was dropped, once; tables that no loader knows go straight to the guided step."""
    key = tuple(u.file_id for u in uploads)
    kept = st.session_state.get(_OFFER)
    if kept is not None and kept[0] == key:
        offer: Offer = kept[1]
        return _read_again(key, offer) if st.session_state.get(_SPENT) else offer
    folder = _new_folder()
    paths = {}
    for upload in uploads:
        path = _free(folder, re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", upload.name).lstrip("."))
        path.write_bytes(upload.getvalue())
        paths[path.name] = path
    read = with_progress(
        "Bestanden lezen", lambda say: pipeline.read_offer(list(paths.values()), [], say)
    )
    if read is None:
        return None
    report.clear()
    refused = pending.take(paths, read.skipped, target)
    own = {w.name for w in pending.waiting()} | {name for name, _ in refused}
    read.skipped = [s for s in read.skipped if s.file not in own]
    st.session_state[_OFFER] = (key, read)
    st.session_state[_PATHS] = list(paths.values())
    for name, reason in refused:
        tell(f"{escape_markdown(name)}: {reason}", is_error=True)
    if own and not read.readings and not read.skipped:
        _next_turn()
    if own:
        st.rerun()
    return read


def _new_folder() -> Path:
    """A folder for what was dropped now, in the session's own: that goes when the session does."""
    if _UPLOADS not in st.session_state:
        st.session_state[_UPLOADS] = tempfile.TemporaryDirectory(
            prefix="wijkbeeld-upload-", ignore_cleanup_errors=True
        )
    return Path(tempfile.mkdtemp(dir=st.session_state[_UPLOADS].name))


def _read_again(key: tuple[str, ...], spent: Offer) -> Offer | None:
    """Read files anew whose import failed on the way; of own tables that wait nothing was used."""
    paths = st.session_state[_PATHS]
    read = with_progress("Bestanden lezen", lambda say: pipeline.read_offer(paths, [], say))
    if read is None:
        return None
    told = {s.file for s in spent.skipped}
    read.skipped = [s for s in read.skipped if s.file in told]
    st.session_state[_OFFER] = (key, read)
    st.session_state.pop(_SPENT, None)
    return read


def _free(folder: Path, name: str) -> Path:
    """Path for a file; of two with the same name the second is told apart by a number."""
    path, n = folder / (name or "bestand"), 2
    while path.exists():
        path, n = folder / f"{Path(name).stem} ({n}){Path(name).suffix}", n + 1
    return path


def _add_maps(paths: list[Path], target: str, year: int) -> None:
    """Add maps again, now with their year."""
    offer = with_progress("Kaart lezen", lambda say: pipeline.read_offer(paths, [], say))
    if offer is not None:
        _import(offer, target, paths, year)


def _import(
    offer: Offer, target: str, paths: list[Path] | None = None, map_of: int | None = None
) -> None:
    """Add what was read to a dataset; say what became of each file."""
    files = paths if paths is not None else st.session_state.get(_PATHS, [])
    if paths is None:
        st.session_state[_SPENT] = True
    imported = with_progress(
        "Bestanden controleren en toevoegen",
        lambda say: _build(offer, target, say, files, map_of),
    )
    if imported is None:
        return
    report.keep(imported.offer.readings, imported.offer.errors)
    view_next(target)
    _next_turn()
    tell(f"Dataset '{target}' is bijgewerkt.")
    st.rerun()


def _build(
    offer: Offer, target: str, say: pipeline.Say, files: list[Path], map_of: int | None
) -> pipeline.Imported:
    """Import; when nothing was usable, say why per file, and keep maps whose year is asked."""
    if not offer.readings:
        report.keep([], offer.skipped)
        raise StoreError("Geen enkel bestand was bruikbaar. Hieronder staat per bestand waarom.")
    try:
        return pipeline.import_offer(offer, target, say=say, classification=map_of)
    finally:
        map_year.ask(files, offer, target)


def _add_own(reading: Reading, placed: Placed, one: pending.Waiting) -> None:
    """Store own figures that were looked over."""
    imported = with_progress(
        "Eigen cijfers toevoegen",
        lambda say: pipeline.import_offer(Offer([reading]), one.target, say=say),
    )
    if imported is None:
        return
    report.keep(imported.offer.readings, [])
    pending.drop(one.number)
    view_next(one.target)
    files.keep_next(reading, one.target)
    tell(
        f"{count(placed.numbers, 'cijfer', 'cijfers')} uit {escape_markdown(one.name)} "
        f"toegevoegd aan dataset '{one.target}'."
    )
    st.rerun()
