"""Rows that cannot be used, each with its line and the reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from wijkbeeld.export.csv_text import csv_bytes
from wijkbeeld.export.names import file_name
from wijkbeeld.store.reading import Refusal
from wijkbeeld.ui import paper
from wijkbeeld.words.files import by_reason, shortened
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

MOST = 2000
"""Most rows in the table."""


def show_refused(refusals: list[Refusal]) -> None:
    """Say why rows and cells cannot be used, and list them."""
    for reason, many in shortened(by_reason(refusals), 6):
        st.markdown(f"- {count(many, 'rij', 'rijen')}: {escape_markdown(reason)}")
    rows, alt = listed(refusals).head(MOST), "Rijen die niet te gebruiken zijn, met de reden"
    st.dataframe(rows, hide_index=True, alt=alt)
    paper.table(rows, alt)


def listed(refusals: list[Refusal]) -> pd.DataFrame:
    """A row per refusal, in the order of the file."""
    ordered = sorted(refusals, key=lambda r: r.line or 0)
    return pd.DataFrame(
        {
            "Regel": pd.array([r.line for r in ordered], dtype="Int64"),
            "Gebied": [r.example for r in ordered],
            "Rijen": [r.rows for r in ordered],
            "Reden": [r.reason for r in ordered],
        }
    )


def account_csv(file: str, refusals: list[Refusal], notes: list[str]) -> bytes:
    """What was refused in a file and noted about it, as a file to take away."""
    noted = pd.DataFrame({"Reden": notes}).assign(Wat="opmerking")
    rows = pd.concat([listed(refusals).assign(Wat="geweigerd"), noted], ignore_index=True)
    rows.insert(0, "Bestand", file)
    return csv_bytes(rows[["Bestand", "Wat", "Regel", "Gebied", "Rijen", "Reden"]])


def remarks(
    file: str, refusals: list[Refusal], notes: list[str], rows: int, key: str, *, is_fictional: bool
) -> None:
    """Notes and refused rows of one file, with a file of them; nothing where there are none.

    Parameters
    ----------
    rows
        All rows refused: ``refusals`` may hold the first only.
    """
    if not refusals and not notes:
        return
    refused = count(rows, "geweigerde rij", "geweigerde rijen") if rows else ""
    noted = count(len(notes), "opmerking", "opmerkingen") if notes else ""
    unread = "" if rows or not refusals else "onleesbare cellen"
    told = ", ".join(filter(None, (refused, unread, noted)))
    with st.expander(f"{escape_markdown(file)}: {told}"):
        for note in notes:
            st.write(escape_markdown(note))
        if refusals:
            show_refused(refusals)
        if rows > sum(r.rows for r in refusals):
            st.caption("Dit zijn de eerste geweigerde rijen; de overige zijn alleen geteld.")
        st.download_button(
            "Download deze lijst",
            lambda: account_csv(file, refusals, notes),
            file_name("geweigerd", Path(file).stem, ending="csv", fictional=is_fictional),
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"csv_geweigerd_{key}",
        )
