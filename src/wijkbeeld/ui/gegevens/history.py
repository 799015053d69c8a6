"""Versions of a dataset: the one in use, the one before, and the way back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.store import versions
from wijkbeeld.store.manifest import Manifest, manifest_of
from wijkbeeld.ui import rescue
from wijkbeeld.ui.gegevens import report
from wijkbeeld.words.holdings import changes
from wijkbeeld.words.markdown import escape_markdown


def history(manifest: Manifest) -> None:
    """Show what changed in the version in use, and offer the one that was in use before."""
    st.header("Versies")
    folder = versions.previous(manifest.dataset)
    before = manifest_of(folder) if folder else None
    st.markdown(
        f":material/radio_button_checked: **Nu**: {_when(manifest)}  \n"
        f"{escape_markdown(changes(before, manifest))}."
    )
    if before is not None:
        st.markdown(
            f":material/radio_button_unchecked: **Hiervoor**: {_when(before)}  \n"
            f"{escape_markdown(changes(None, before))}."
        )
    rescue.undo_button(manifest.dataset, report.clear)
    st.caption(
        "Bij elke wijziging maakt Wijkbeeld een nieuwe versie en bewaart het de vorige. Er wordt "
        f"dus nooit iets half gewijzigd. Versie in gebruik: {manifest.version}, gemaakt met "
        f"Wijkbeeld {manifest.wijkbeeld}."
    )


def _when(manifest: Manifest) -> str:
    return f"{pd.Timestamp(manifest.built).tz_convert('Europe/Amsterdam'):%d-%m-%Y, %H:%M}"
