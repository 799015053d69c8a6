"""Files of a dataset: each with its ×, what was refused in it, and the way on to own figures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pandas as pd
import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.catalog import catalog
from wijkbeeld.store import versions
from wijkbeeld.store.build import NOT_ALONE
from wijkbeeld.store.manifest import FileAccount, Manifest, manifest_of
from wijkbeeld.store.parts import together
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.reading import Reading, Refusal
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import pages, url_state
from wijkbeeld.ui.gegevens import report
from wijkbeeld.ui.gegevens.progress import tell, with_progress
from wijkbeeld.ui.gegevens.refused import remarks
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number

_NEXT = "eigen_verder"


def files(data: Dataset) -> None:
    """List the files of a dataset, own ones first, each with a button that takes it out."""
    manifest = data.manifest
    own = [f for f in manifest.files if f.layer]
    official = [f for f in manifest.files if not f.layer]
    st.header("Bestanden in deze dataset")
    _way_back(manifest)
    for file in own:
        _row(file, f"eigen_weg_{file.layer}", _described(file), lambda f: _remove(manifest, f))
        _remarks(manifest, file)
    refused = sum(f.rows_refused for f in official)
    with st.expander(
        f"{count(len(official), 'officieel bestand', 'officiële bestanden')}, "
        f"{count(refused, 'geweigerde rij', 'geweigerde rijen')}",
        icon=":material/folder:",
    ):
        if any(together(official, f) is None for f in official):
            st.caption(NOT_ALONE)
        for file in official:
            _official(manifest, official, file)
            _remarks(manifest, file)
        for name in sorted({f.source for f in manifest.files}):
            source = catalog().sources[name]
            st.caption(f"{source.name}: {source.publisher}, licentie {source.licence}.")


def _row(
    file: FileAccount,
    key: str,
    text: str,
    take_out: Callable[[FileAccount], None],
    *,
    is_fixed: bool = False,
) -> None:
    """A file with the button that takes it out."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"bestand_{key}"):
        st.button(
            ":material/close:",
            key=key,
            on_click=take_out,
            args=(file,),
            help=NOT_ALONE if is_fixed else f"Verwijder {file.file} uit de dataset",
            disabled=is_fixed,
        )
        st.markdown(text)


def _official(manifest: Manifest, official: list[FileAccount], file: FileAccount) -> None:
    """An official file; says which others go with it, and why."""
    gone = together(official, file)
    others = [escape_markdown(f.file) for f in gone or [] if f is not file]
    named = ", ".join(others[:2]) + (
        f" en {number(len(others) - 2)} andere" if len(others) > 2 else ""
    )
    shared = f"  \n:material/link: Gaat samen weg met {named}." if others else ""
    key = hashlib.sha256(file.key.encode()).hexdigest()[:16]
    _row(
        file,
        f"weg_{key}",
        f"**{escape_markdown(file.file)}**  \n{escape_markdown(file.label)}. {_rows(file)} "
        f"Licentie {catalog().sources[file.source].licence}.{shared}",
        lambda f: st.session_state.update({_OUT: (manifest.dataset, f)}),
        is_fixed=gone is None,
    )


_OUT = "gegevens_eruit"


def take_out() -> None:
    """Take out the official file whose × was clicked: a new version, so with progress."""
    asked = st.session_state.pop(_OUT, None)
    if asked is None:
        return
    dataset, file = asked
    made = with_progress(
        f"{escape_markdown(file.file)} verwijderen",
        lambda say: pipeline.remove_official(file.key, dataset, say=say),
    )
    if made is not None:
        _removed()
        st.rerun()


def _remarks(manifest: Manifest, file: FileAccount) -> None:
    remarks(
        file.file,
        [Refusal(**r) for r in file.refusals],
        file.notes,
        file.rows_refused,
        hashlib.sha256(file.key.encode()).hexdigest()[:16],
        is_fictional=manifest.fictional,
    )


def _rows(file: FileAccount) -> str:
    """How many rows were used."""
    stored = file.rows_read - file.rows_refused
    refused = f", {number(file.rows_refused)} niet bruikbaar" if file.rows_refused else ""
    return f"{number(stored)} van {number(file.rows_read)} rijen gebruikt{refused}."


def _described(file: FileAccount) -> str:
    added = pd.Timestamp(file.imported).tz_convert("Europe/Amsterdam")
    return f"**{escape_markdown(file.file)}**  \n{_rows(file)} Toegevoegd op {added:%d-%m-%Y}."


def _remove(manifest: Manifest, file: FileAccount) -> None:
    try:
        pipeline.remove_file(file.layer, manifest.dataset)
    except StoreError as error:
        tell(str(error), is_error=True)
        return
    _removed()


def _removed() -> None:
    """What was told of the last import is old news."""
    st.session_state.pop(_NEXT, None)
    report.clear()


def _way_back(manifest: Manifest) -> None:
    """Say which files the version in use lost since the one before, and offer to go back to it."""
    gone = _lost(manifest)
    if not gone:
        return
    text, back = st.columns([4, 1], vertical_alignment="center")
    names = ", ".join(escape_markdown(name) for name in gone)
    text.success(
        f"{names} {'is' if len(gone) == 1 else 'zijn'} verwijderd.", icon=":material/check:"
    )
    back.button("Zet terug", icon=":material/undo:", on_click=_undo, args=(manifest.dataset,))


def _lost(manifest: Manifest) -> list[str]:
    """Files of the version before that were only taken out; none where anything was added."""
    folder = versions.previous(manifest.dataset)
    if folder is None or folder.name > manifest.version:
        return []
    try:
        before = manifest_of(folder)
    except StoreError:
        return []
    now = {f.key for f in manifest.files}
    if not now < {f.key for f in before.files}:
        return []
    return [f.file for f in before.files if f.key not in now]


def _undo(dataset: str) -> None:
    try:
        versions.undo(dataset)
        tell("Het bestand is terug.")
    except StoreError as error:
        tell(str(error), is_error=True)


def keep_next(reading: Reading, dataset: str) -> None:
    """Remember what was added last, for :func:`next_steps`: measure, and gemeente if it is one."""
    figures = reading.figures
    if figures is None or figures.empty:
        return
    known = figures[figures["value"].notna()]
    if known.empty:
        return
    level = str(known["level"].mode().iloc[0])
    here = known[known["level"] == level]
    towns = {f"GM{code[2:6]}" for code in here["code"].unique()}
    place = towns.pop() if len(towns) == 1 else None
    st.session_state[_NEXT] = (dataset, level, str(here["indicator"].iloc[0]), place)


def next_steps() -> None:
    """Offer to look at the figures that were added last."""
    kept = st.session_state.get(_NEXT)
    if kept is None:
        return
    dataset, level, indicator, place = kept
    if st.button("Bekijk in Verloop", icon=":material/show_chart:", key="eigen_verloop"):
        url_state.put(
            dataset=dataset,
            niveau=level,
            maat=indicator,
            plek=place,
            cijfer=None,
            gebieden=None,
            gebied=None,
            keuze=None,
        )
        st.switch_page(pages.page("verloop"))
