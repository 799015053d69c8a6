"""The frame around every page: page settings, navigation, first start, banner of the demo."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import data, pages

_STYLE = """
<style>
  .block-container { padding: 3.6rem 2rem 2rem; max-width: 1760px; }
  h1 { font-size: 1.5rem !important; padding: 0 0 .1rem !important; }
  h2 { font-size: 1.25rem !important; }
  h3 { font-size: 1.05rem !important; padding-top: .6rem !important; }
  @media (max-width: 640px) { .block-container { padding: 3.6rem .8rem 2rem; } }
  /* The toolbar of tables is English and downloads without source: each page has its own download. */
  [data-testid="stElementToolbar"] { display: none; }
  /* Streamlit's own grey for small text misses 4.5:1 on white. */
  [data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit; opacity: .9; }
  [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > script) { display: none; }
  [data-testid="stMetricValue"] { font-size: 1.5rem; }
  /* Words of Streamlit itself are English and cannot be set: these stand in for them. */
  [data-testid="stFileUploaderDropzone"] button p, [data-testid="stFileUploaderDropzoneInstructions"] span,
  [data-testid="InputInstructions"] { font-size: 0 !important; }
  [data-testid="stFileUploaderDropzone"] button p::after { content: "Kies bestand"; font-size: .875rem; }
  [data-testid="stFileUploaderDropzoneInstructions"] span::after {
    content: "of sleep het hierheen (hoogstens 1 GB)"; font-size: .875rem; }
  [data-testid="InputInstructions"]::after { content: "Druk op Enter"; font-size: .75rem; }
</style>
"""

_HISTORY = """
<script>
  // Streamlit adds a step to the browser's history for every value in the link. A change within a page replaces the
  // step instead, so that Back goes to the page before, as it was left.
  if (!window.wijkbeeldHistory) {
    window.wijkbeeldHistory = true;
    const push = history.pushState;
    history.pushState = function (state, title, address) {
      const stays = new URL(address ?? "", location.href).pathname === location.pathname;
      return (stays ? this.replaceState : push).call(this, state, title, address);
    };
  }
</script>
"""

_DARK = """
<style>
  /* Chosen areas are white on the light blue of the dark theme, which cannot be read. */
  [data-testid="stMultiSelect"] span[title] { color: #0d1b2a; }
</style>
"""


def main() -> None:
    """Run one page inside the frame."""
    st.set_page_config(page_title="Wijkbeeld", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
    st.markdown(_STYLE + (_DARK if st.context.theme.type == "dark" else ""), unsafe_allow_html=True)
    st.html(_HISTORY, unsafe_allow_javascript=True)
    chosen = st.navigation([pages.page(n) for n in pages.names()], position="top")
    data.ensure_some_dataset()
    _banner()
    chosen.run()


def _banner() -> None:
    """Say on every page that a fictional dataset is fictional."""
    name = data.chosen_name()
    if name is None:
        return
    try:
        fictional = open_dataset(name).manifest.fictional
    except StoreError:
        return
    if fictional:
        text, link = st.columns([5, 2], vertical_alignment="center")
        text.warning(
            "**Fictieve regio.** Alle gebieden en cijfers zijn verzonnen, om Wijkbeeld te leren kennen.",
            icon=":material/science:",
        )
        link.page_link(pages.page("gegevens"), label="Officiële cijfers toevoegen", icon=":material/download:")


main()
