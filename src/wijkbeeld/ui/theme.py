"""How charts look in the theme in use."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.map import palette


def line_colours() -> tuple[str, ...]:
    """Line colours for the theme in use."""
    return palette.LINES_DARK if _kind() == "dark" else palette.LINES


def _kind() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def ink() -> str:
    """Colour of small labels for the theme in use."""
    return "#c9d3dd" if _kind() == "dark" else "#3d4a57"


def accent() -> str:
    """Colour of renewed areas for the theme in use, as text."""
    return "#f2a46b" if _kind() == "dark" else "#a9480f"


def chart_config(name: str) -> dict[str, object]:
    """Plotly settings shared by all charts: Dutch file name, no logo, no link."""
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": name, "scale": 2},
    }
