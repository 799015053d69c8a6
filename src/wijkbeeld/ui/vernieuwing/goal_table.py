"""Goals beside results: what a programme set out to do, and what came of it."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.export.names import file_name
from wijkbeeld.store import goals as store
from wijkbeeld.store.goals import Goal
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import paper
from wijkbeeld.words.markdown import escape_markdown

_COLUMNS = {
    "programme": "Programma",
    "goal": "Onderwerp",
    "target": "Doel",
    "result": "Resultaat",
    "year": "Stand van",
    "source": "Bron",
}

_EXAMPLE = (
    "Voorbeeld: Amsterdam Nieuw-West, met bron. Vervang het door je eigen programma, of vul het "
    "aan."
)
_BEGIN_EMPTY = (
    "Schrijf hier wat het programma wilde bereiken en wat ervan kwam. Bij de fictieve regio staat "
    "geen voorbeeld: echte programma's horen er niet bij."
)


def panel(data: Dataset) -> None:
    """Show goals and results, editable; before the user records any, the worked example.

    The example is of a real programme, so beside invented figures the table begins empty.
    """
    st.header("Doelen en resultaten")
    is_fictional = data.manifest.fictional
    rows = store.goals(data.manifest.dataset)
    if rows is None:
        rows = [] if is_fictional else [Goal(**g.model_dump()) for g in catalog().goals]
        st.caption(_BEGIN_EMPTY if is_fictional else _EXAMPLE)
    frame = pd.DataFrame(
        [[getattr(g, f) for f in _COLUMNS] for g in rows], columns=list(_COLUMNS.values())
    ).astype("str")
    wide = {c: st.column_config.TextColumn(width="medium") for c in ("Doel", "Resultaat")}
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key="w_doelen",
        column_config=wide,
        placeholder="",
    )
    paper.table(edited, "Doelen en resultaten")
    with st.container(horizontal=True, gap="small"):
        if st.button("Bewaar doelen en resultaten", icon=":material/save:"):
            _save(data, edited)
        st.download_button(
            "Download als CSV",
            lambda: _csv(edited),
            file_name("doelen", ending="csv", fictional=is_fictional),
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
    st.caption("Cijfers staan hier zoals jij ze opschrijft; Wijkbeeld rekent er niet mee.")


def _save(data: Dataset, edited: pd.DataFrame) -> None:
    rows = [
        Goal(*("" if pd.isna(v) or str(v) == "None" else str(v).strip() for v in row))
        for row in edited[list(_COLUMNS.values())].itertuples(index=False)
    ]
    try:
        store.replace(data.manifest.dataset, [r for r in rows if any(asdict(r).values())])
    except StoreError as error:
        st.error(f"Niet bewaard. {escape_markdown(error)}", icon=":material/error:")
    else:
        st.success("Bewaard.", icon=":material/check:")


def _csv(frame: pd.DataFrame) -> bytes:
    return str(frame.to_csv(sep=";", index=False)).encode("utf-8-sig")
