"""Rows that cannot be used, each with its line and the reason."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.store.reading import Refusal
from wijkbeeld.words.files import by_reason, shortened
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

MOST = 2000
"""Most rows in the table."""


def show_refused(refusals: list[Refusal]) -> None:
    """Say why rows and cells cannot be used, and list them."""
    for reason, rows in shortened(by_reason(refusals), 6):
        st.markdown(f"- {count(rows, 'rij', 'rijen')}: {escape_markdown(reason)}")
    listed = sorted(refusals, key=lambda r: r.line or 0)[:MOST]
    table = pd.DataFrame(
        {
            "Regel": [r.line for r in listed],
            "Gebied": [r.example for r in listed],
            "Reden": [r.reason for r in listed],
        }
    )
    st.dataframe(table, hide_index=True, alt="Rijen die niet te gebruiken zijn, met de reden")
