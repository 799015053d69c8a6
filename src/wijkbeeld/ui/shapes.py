"""Boundaries of all areas of a level, once per process."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.store.read import Dataset


@st.cache_resource(max_entries=6, show_spinner=False)
def _shapes(version: str, edition: int, level: str, _data: Dataset) -> pd.Series:
    del version
    frame = _data.geometry(edition, level)
    return pd.Series(frame.geometry.to_numpy(), index=pd.Index(frame["code"]))


def shapes(data: Dataset, edition: int, level: str) -> pd.Series:
    """Polygons in metres (RD New) by area code; areas without a boundary are left out."""
    return _shapes(data.version, edition, level, data)
