"""Find an area by name, code or postcode."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.markdown import escape_markdown

MOST = 12


@dataclass(frozen=True)
class Hit:
    """An area that answers a search."""

    level: str
    edition: int
    code: str
    label: str


def fold(text: str) -> str:
    """Fold case and accents, so that 'Nijlan' finds 'Nijlân'."""
    apart = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in apart if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", letters).strip().lower()


@st.cache_resource(max_entries=4, show_spinner=False)
def _index(version: str, _data: Dataset) -> pd.DataFrame:
    """All areas of every level with their folded names; one per dataset version."""
    del version
    parts = []
    for rank, level in enumerate(_data.levels()):
        edition = _data.editions(level)[0]
        areas = _data.areas(_data.scope(level, edition))
        parts.append(areas.assign(level=level, edition=edition, rank=rank))
    index = pd.concat(parts, ignore_index=True)
    return index.assign(folded=index["name"].map(fold))


def advice(data: Dataset, text: str) -> str:
    """What to try when nothing was found."""
    if re.fullmatch(r"[1-9]\d{3}\s?[a-z]{0,2}", fold(text)):
        return "Postcodes komen mee met de kerncijfers van CBS; voeg die toe op Gegevens."
    return "Zoek op een deel van de naam, een CBS-code of een postcode."


def shown(data: Dataset, text: str) -> list[Hit]:
    """Areas to offer for a search text; says so when there are none, or more."""
    hits = find(data, text)
    if not hits:
        st.caption(f"Niets gevonden voor '{escape_markdown(text)}'. {advice(data, text)}")
    elif len(hits) > MOST:
        st.caption(
            f"Er zijn meer gebieden met '{escape_markdown(text)}'. Typ meer letters, of voeg de "
            "gemeente toe."
        )
    return hits[:MOST]


def find(data: Dataset, text: str) -> list[Hit]:
    """Areas for a search text, best first; one more than ``MOST`` when there are more.

    Parameters
    ----------
    text
        Part of a name, a CBS code, or four digits of a postcode.
    """
    query = fold(text)
    if len(query) < 2:
        return []
    index = _index(data.version, data)
    query = _official(index, query)
    code = re.sub(r"\s", "", text).upper()
    if re.fullmatch(r"(GM|WK|BU)\w*", code):
        hits = index[index["code"].str.startswith(code)]
    elif re.fullmatch(r"[1-9]\d{3}\s?[a-z]{0,2}", query):
        hits = _by_postcode(data, index, int(query[:4]))
    else:
        hits = _by_name(index, query)
    return [
        Hit(str(r.level), int(r.edition), str(r.code), str(r.label))
        for r in hits.head(MOST + 1).itertuples()
    ]


def _official(index: pd.DataFrame, query: str) -> str:
    """Name that CBS gives the gemeente whose everyday name is searched for."""
    codes = [code for code, name in catalog().aliases.items() if fold(name) == query]
    names = index.loc[index["code"].isin(codes), "folded"]
    return query if names.empty else str(names.iloc[0])


def _by_name(index: pd.DataFrame, query: str) -> pd.DataFrame:
    """Areas with the text in their name: the whole name first, then those that start with it."""
    folded = index["folded"]
    hits = index[folded.str.contains(query, regex=False)]
    starts, is_whole = hits["folded"].str.startswith(query), hits["folded"] == query
    ordered = hits.assign(order=3 - starts.astype(int) - is_whole.astype(int))
    return ordered.sort_values(["order", "rank", "folded"])


def _by_postcode(data: Dataset, index: pd.DataFrame, postcode: int) -> pd.DataFrame:
    """Areas whose most common postcode (CBS) is this one."""
    parts = []
    for level in ("buurt", "wijk"):
        if level not in data.levels():
            continue
        edition = data.editions(level)[0]
        years = data.figure_years(data.scope(level, edition))
        years = years[years["indicator"] == "postcode"]
        if years.empty:
            continue
        figure = data.figure(data.scope(level, edition), "postcode", int(years["year"].max()))
        codes = figure.loc[figure["value"] == postcode, "code"]
        parts.append(index[(index["level"] == level) & index["code"].isin(codes)])
    return pd.concat(parts) if parts else index.iloc[:0]
