"""How charts look in the theme in use."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from wijkbeeld.charts.lines import Style
from wijkbeeld.charts.text import painted
from wijkbeeld.map import palette
from wijkbeeld.ui import taken


def line_colours() -> tuple[str, ...]:
    """Line colours for the theme in use."""
    return palette.LINES_DARK if _kind() == "dark" else palette.LINES


def _kind() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def ink() -> str:
    """Colour of small labels for the theme in use."""
    return "#b9c4cf" if _kind() == "dark" else "#44505c"


def soft() -> str:
    """Colour of the source and of text about everything, for the theme in use."""
    return "#9aa7b4" if _kind() == "dark" else "#5c6874"


def strong() -> str:
    """Colour of titles for the theme in use."""
    return "#e8edf2" if _kind() == "dark" else "#16202b"


def style(height: int) -> Style:
    """How a series looks in the theme in use, with a plot of some pixels high."""
    return Style(line_colours(), ink(), soft(), height)


def show(figure: go.Figure, key: str, file: str, alt: str) -> None:
    """Show a figure with its text in the colours of the theme.

    Parameters
    ----------
    file
        Name of a saved picture, without ending.
    alt
        What the picture shows, for who cannot see it.
    """
    drawn = painted(figure, strong(), ink(), soft())
    taken.show_chart(drawn, key, alt, chart_config(file))


def accent() -> str:
    """Colour of renewed areas for the theme in use, as text."""
    return "#f2a46b" if _kind() == "dark" else "#a9480f"


_WORDS = {
    "Download plot as a PNG": "Bewaar als afbeelding (PNG)",
    "Download plot": "Bewaar als afbeelding",
    "Taking snapshot - this may take a few seconds": "De afbeelding wordt gemaakt",
    "Snapshot succeeded": "De afbeelding is bewaard",
    "Sorry, there was a problem downloading your snapshot!": "De afbeelding maken is niet gelukt",
    "Double-click to zoom back out": "Dubbelklik om weer alles te zien",
    "Double-click on legend to isolate one trace": "Dubbelklik in de legenda voor alleen die lijn",
}
"""What Plotly says in English of itself."""


def chart_config(name: str) -> dict[str, object]:
    """Plotly settings shared by all charts: Dutch words and file name, no logo, no link."""
    return {
        "displaylogo": False,
        "locale": "nl",
        "locales": {"nl": {"dictionary": _WORDS, "format": {"decimal": ",", "thousands": "."}}},
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": name, "scale": 2},
    }
