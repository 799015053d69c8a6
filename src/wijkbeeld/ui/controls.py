"""The controls of a page: one row on a desk, folded under what they say on a phone."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wijkbeeld.words.markdown import escape_markdown

STYLE = """
/* A phone folds the controls under the line that says what they hold, until that line is opened:
   without a line they stay in sight. */
@media (min-width: 641px) { .st-key-keuzes .st-key-keuzes_regel { display: none; } }
@media (max-width: 640px) {
  .st-key-keuzes:has(.st-key-keuzes_regel details:not([open])) > :has(.st-key-keuzes_velden) {
    display: none; }
}
/* A window that is enlarged twice, or a tablet: controls go over more rows, and none is cut. */
@media (min-width: 641px) and (max-width: 1000px) {
  .st-key-keuzes_velden [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  .st-key-keuzes_velden [data-testid="stColumn"] { flex: 1 1 11rem; min-width: 11rem; }
  .st-key-keuzes_velden [data-testid="stColumn"]:has([data-testid="stButtonGroup"]) {
    flex-basis: 17rem; min-width: 17rem; }
}
.st-key-lijst_gebieden button[kind="tertiary"] { min-height: 1.9rem; text-align: left; }
"""


def place() -> tuple[Any, Any]:
    """Where the line goes that says what is chosen, and where the controls go."""
    with st.container(key="keuzes", gap="small"):
        return st.container(key="keuzes_regel"), st.container(key="keuzes_velden", gap="small")


def say(line: Any, *parts: str) -> None:
    """Say on a phone, above the folded controls, what is chosen."""
    text = " · ".join(escape_markdown(p) for p in parts if p)
    fold = line.expander(f"{text} · **Wijzig**", key="keuzes_open", icon=":material/tune:")
    fold.caption("Wat je kiest, staat ook in de link van deze pagina.")


def options() -> Any:
    """A fold for choices that few need, at the height of the controls beside it."""
    st.space(12)  # with the gap below it: the height of a label
    return st.popover("Opties", icon=":material/tune:", width="stretch")
