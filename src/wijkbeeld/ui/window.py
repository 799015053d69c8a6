"""How wide the browser's window is: the text of charts is wrapped to it, and Python cannot ask.

The page tells it with a cookie of its own, which holds a number of pixels and nothing else, and
comes along with the connection. A window that grows or shrinks after that is told with the next
page that is opened.
"""

from __future__ import annotations

import streamlit as st

COOKIE = "wijkbeeld_breedte"

SCRIPT = f"""
// How wide the window is, for the text of charts; of what can be turned the short side counts.
{{
  const turns = matchMedia("(pointer: coarse)").matches;
  const tell = () => {{
    const wide = turns ? Math.min(innerWidth, screen.width, screen.height) : innerWidth;
    document.cookie = `{COOKIE}=${{Math.round(wide)}}; path=/; SameSite=Strict`;
  }};
  tell();
  addEventListener("resize", tell);
}}
"""


def width() -> int | None:
    """Width of the window in pixels; None where the browser did not tell."""
    told = st.context.cookies.get(COOKIE, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None
