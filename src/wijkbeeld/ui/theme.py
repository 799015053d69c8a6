"""How charts look in the theme in use."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from wijkbeeld.charts.lines import Style
from wijkbeeld.charts.text import painted
from wijkbeeld.map import palette
from wijkbeeld.ui import taken


def line_colours() -> tuple[str, ...]:
    """Line colours for the theme in use."""
    return palette.LINES_DARK if _kind() == "dark" else palette.LINES


@dataclass(frozen=True)
class _Colour:
    """One colour of text, by the theme of the page."""

    light: str
    dark: str

    def in_use(self) -> str:
        return self.dark if _kind() == "dark" else self.light


_INK = _Colour("#44505c", "#b9c4cf")
_SOFT = _Colour("#5c6874", "#9aa7b4")
_STRONG = _Colour("#16202b", "#e8edf2")
_ACCENT = _Colour("#a9480f", "#f2a46b")
_BRAND = _Colour("#1b5e9b", "#6fb1ea")
_GROUND = _Colour("#ffffff", "#12181f")


def _kind() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def ink() -> str:
    """Colour of small labels for the theme in use."""
    return _INK.in_use()


def soft() -> str:
    """Colour of the source and of text about everything, for the theme in use."""
    return _SOFT.in_use()


def strong() -> str:
    """Colour of titles for the theme in use."""
    return _STRONG.in_use()


def light_of_dark() -> dict[str, str]:
    """Colours of charts on a dark page, as a browser writes them, with those for paper."""
    text = (_INK, _SOFT, _STRONG, _ACCENT, _BRAND, _GROUND)
    pairs = {c.dark: c.light for c in text} | dict(
        zip(palette.LINES_DARK, palette.LINES, strict=True)
    )
    return {_rgb(dark): light for dark, light in pairs.items()}


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


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
    return _ACCENT.in_use()


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
