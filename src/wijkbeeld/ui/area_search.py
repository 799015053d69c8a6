"""Find an area by name, code or postcode."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.store.read import Dataset
from wijkbeeld.words.markdown import escape_markdown

MOST = 12
_NEAR, _ALIKE = 3, 0.75
"""Names to suggest at most, and how alike they are at least (0 to 1)."""


@dataclass(frozen=True)
class Hit:
    """An area that answers a search."""

    level: str
    edition: int
    code: str
    label: str
    name: str
    gemeente_code: str


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
    if has_postcodes(data):
        return "Zoek op een deel van de naam, een CBS-code of een postcode."
    return "Zoek op een deel van de naam of op een CBS-code."


def has_postcodes(data: Dataset) -> bool:
    """Whether areas can be found by postcode."""
    scopes = [data.scope(v, data.editions(v)[0]) for v in ("buurt", "wijk") if v in data.levels()]
    return any("postcode" in set(data.figure_years(s)["indicator"]) for s in scopes)


def near(data: Dataset, text: str) -> list[Hit]:
    """Areas whose name is written about like a search text, nearest first."""
    index = _index(data.version, data)
    names = difflib.get_close_matches(fold(text), index["folded"].unique(), _NEAR, _ALIKE)
    hits = pd.concat([index[index["folded"] == n] for n in names]) if names else index[:0]
    return _hits(hits.head(MOST))


def shown(data: Dataset, text: str) -> list[Hit]:
    """Areas to offer for a search text; says so when there are more, or only near names."""
    hits = find(data, text)
    if not hits:
        suggested = near(data, text)
        names = " of ".join(dict.fromkeys(escape_markdown(h.name) for h in suggested))
        told = f"Bedoel je {names}?" if suggested else advice(data, text)
        st.caption(f"Niets gevonden voor '{escape_markdown(text)}'. {told}")
        return suggested
    if len(hits) > MOST:
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
    return _hits(hits.head(MOST + 1))


def _hits(rows: pd.DataFrame) -> list[Hit]:
    return [
        Hit(
            str(r.level),
            int(r.edition),
            str(r.code),
            str(r.label),
            str(r.name),
            str(r.gemeente_code),
        )
        for r in rows.itertuples()
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
