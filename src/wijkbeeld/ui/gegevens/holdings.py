"""What a dataset holds: in plain words, and in counts."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from wijkbeeld.store.manifest import Manifest
from wijkbeeld.ui import paper
from wijkbeeld.words.holdings import Held, held
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

_LEVEL = {
    "gemeente": "Gemeenten",
    "wijk": "Wijken",
    "buurt": "Buurten",
    "pc4": "Postcodes (PC4)",
    "grid": "Vierkanten 100 m",
}


def overview(manifest: Manifest, lacking: list[str]) -> None:
    """Say per source what the dataset holds, until when, and what is missing."""
    st.header("Wat er is")
    if manifest.fictional:
        st.write("Dit is de fictieve regio: alle cijfers zijn verzonnen.")
        lacking = []
    for line in held(manifest, lacking):
        st.markdown(_line(line))


def _line(line: Held) -> str:
    """One source: its sign, until when, what is there and what is not."""
    is_there = bool(line.until) or not line.lacks
    sign = (
        ":material/check_circle:" if is_there and not line.lacks else ":material/incomplete_circle:"
    )
    until = f" tot en met **{line.until}**" if line.until else ""
    lacks = f"  \n:orange[:material/warning: Ontbreekt: {escape_markdown(line.lacks)}.]"
    what = line.what[:1].upper() + line.what[1:]
    return (
        f"{sign} **{line.title}**{until}  \n{escape_markdown(what)}.{lacks if line.lacks else ''}"
    )


def counts(manifest: Manifest) -> None:
    """All counts: areas with a score per wave, areas and boundaries, figures per year."""
    with st.expander("Aantallen per meting, niveau en jaar", icon=":material/table:"):
        scores, areas, figures = st.tabs(["Scores", "Gebieden", "Kerncijfers"])
        with scores:
            _scores(manifest.areas_per_wave)
        with areas:
            _areas(manifest.areas)
        with figures:
            _figures(manifest.figures)


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
    alt = "Aantal gebieden met een score per editie, niveau en meting"
    st.dataframe(table.map(number), alt=alt)
    counted = table.rename_axis(index="Editie en niveau", columns=None)
    paper.table(counted.reset_index(), alt, dict.fromkeys(map(str, table.columns), number))


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
    paper.table(frame, alt, dict.fromkeys(counted, number))


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
