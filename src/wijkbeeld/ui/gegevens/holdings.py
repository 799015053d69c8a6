"""What a dataset holds: waves, areas, figures, files and refused rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.store.manifest import FileAccount, Manifest
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number

_KIND = {
    "leefbaarometer": "Scores",
    "wfs": "Scores en grenzen",
    "grenzen": "Grenzen",
    "kwb": "Kerncijfers",
    "eigen": "Eigen cijfers",
}
_LEVEL = {
    "gemeente": "Gemeenten",
    "wijk": "Wijken",
    "buurt": "Buurten",
    "pc4": "Postcodes (PC4)",
    "grid": "Vierkanten 100 m",
}
MOST_REFUSALS = 50
"""Refused rows shown per file."""


def overview(data: Dataset) -> None:
    """Show what the dataset holds: waves, areas, figures, files and refused rows."""
    manifest = data.manifest
    _built(manifest)
    scores, areas, figures, files = st.tabs(
        ["Scores", "Gebieden", "Kerncijfers", "Bestanden en licenties"]
    )
    with scores:
        _scores(manifest.areas_per_wave)
    with areas:
        _areas(manifest.areas)
    with figures:
        _figures(manifest.figures)
    with files:
        _files(data)


def _built(manifest: Manifest) -> None:
    """When the version was built, and its size."""
    kind = "Fictieve gegevens" if manifest.fictional else "Officiële en eigen gegevens"
    built = pd.Timestamp(manifest.built).tz_convert("Europe/Amsterdam")
    st.caption(
        f"{kind}. Gebouwd op {built:%d-%m-%Y om %H:%M}, versie {manifest.version}, Wijkbeeld "
        f"{manifest.wijkbeeld}."
    )
    refused = sum(f.rows_refused for f in manifest.files)
    cells = st.columns(4)
    cells[0].metric("Edities", ", ".join(str(e) for e in manifest.editions) or "geen")
    cells[1].metric("Bestanden", number(len(manifest.files)))
    cells[2].metric("Gelezen rijen", number(sum(f.rows_read for f in manifest.files)))
    cells[3].metric("Geweigerde rijen", number(refused))


def _scores(rows: list[dict[str, Any]]) -> None:
    if not rows:
        st.info("Nog geen scores van de Leefbaarometer.")
        return
    frame = pd.DataFrame(rows)
    frame["Meting"] = frame["wave"].astype(str)
    frame["Niveau"] = frame["level"].map(lambda lv: _LEVEL.get(lv, lv))
    table = frame.pivot_table(
        index=["edition", "Niveau"], columns="Meting", values="areas", aggfunc="sum"
    )
    table.index = [f"Editie {e}: {lv}" for e, lv in table.index]
    st.caption("Aantal gebieden met een score, per meting. – betekent: niet in de gegevens.")
    st.dataframe(
        table.map(number), alt="Aantal gebieden met een score per editie, niveau en meting"
    )


def _counts(
    rows: list[dict[str, Any]], headings: dict[str, str], counted: list[str], alt: str, empty: str
) -> None:
    """Show counts per level; ``headings`` names the cells of a row, in the order of the columns."""
    if not rows:
        st.info(empty)
        return
    frame = pd.DataFrame(rows)[list(headings)].rename(columns=headings)
    frame["Niveau"] = frame["Niveau"].map(lambda lv: _LEVEL.get(lv, lv))
    styled = frame.style.format(dict.fromkeys(counted, number))
    st.dataframe(styled, hide_index=True, alt=alt)


def _areas(rows: list[dict[str, Any]]) -> None:
    headings = {
        "indeling": "Indeling",
        "level": "Niveau",
        "areas": "Gebieden",
        "with_map": "Met grens",
    }
    counted = ["Gebieden", "Met grens"]
    _counts(rows, headings, counted, "Gebieden per indeling en niveau", "Nog geen gebieden.")


def _figures(rows: list[dict[str, Any]]) -> None:
    headings = {
        "year": "Jaar",
        "level": "Niveau",
        "areas": "Gebieden met cijfers",
        "indicators": "Indicatoren",
    }
    counted = ["Gebieden met cijfers", "Indicatoren"]
    none = "Nog geen kerncijfers. Haal ze op bij CBS of voeg een bestand toe."
    _counts(rows, headings, counted, "Kerncijfers per jaar en niveau", none)


def _files(data: Dataset) -> None:
    """List files and sources, with what was refused or noted per file."""
    files = data.manifest.files
    rows = [
        {
            "Bestand": f.file,
            "Soort": _KIND.get(f.kind, f.kind),
            "Herkend als": f.label,
            "Rijen": f.rows_read,
            "Geweigerd": f.rows_refused,
            "Licentie": catalog().sources[f.source].licence,
        }
        for f in files
    ]
    st.dataframe(
        pd.DataFrame(rows).style.format({"Rijen": number, "Geweigerd": number}),
        hide_index=True,
        alt="Bestanden in deze dataset",
    )
    for file in files:
        if file.refusals or file.notes:
            _remarks(file)
    for name in sorted({f.source for f in files}):
        source = catalog().sources[name]
        st.caption(f"{source.name}: {source.publisher}, licentie {source.licence}.")


def _remarks(file: FileAccount) -> None:
    """Notes and refused rows of one file."""
    name = escape_markdown(file.file)
    with st.expander(
        f"{name}: {count(file.rows_refused, 'geweigerde rij', 'geweigerde rijen')}, "
        f"{count(len(file.notes), 'opmerking', 'opmerkingen')}"
    ):
        for note in file.notes:
            st.write(escape_markdown(note))
        for refusal in file.refusals[:MOST_REFUSALS]:
            where = f"Regel {refusal['line']}: " if refusal["line"] else ""
            st.write(
                f"{where}{escape_markdown(refusal['reason'])} "
                f"{escape_markdown(refusal['example'])} "
                f"({count(refusal['rows'], 'rij', 'rijen')})"
            )
