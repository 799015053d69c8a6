"""The map for browsers without WebGL: a folium document in a frame, whose clicks come back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from wijkbeeld.map.frontend_files import folder

_FRAME = """
const skip = import(new URL("{path}skip_link.js", document.baseURI).href);
export default function (component) {{
  const {{ parentElement, data, setStateValue }} = component;
  let frame = parentElement.querySelector("iframe");
  if (!frame) {{
    frame = document.createElement("iframe");
    frame.title = "Eenvoudige kaart";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.style.cssText = "width: 100%; border: 1px solid #cfd4da; border-radius: 8px;";
    parentElement.append(frame);
  }}
  frame.style.height = `${{data.height}}px`;
  if (frame.dataset.stamp !== data.stamp) {{
    frame.srcdoc = data.html;
    frame.dataset.stamp = data.stamp;
  }}
  const heard = (event) => {{
    if (event.source === frame.contentWindow && typeof event.data?.wijkbeeld === "string") {{
      setStateValue("area", event.data.wijkbeeld);
    }}
  }};
  window.addEventListener("message", heard);
  let gone = false;
  skip.then((link) => {{ if (!gone) link.offerSkip(frame); }});
  return () => {{
    gone = true;
    window.removeEventListener("message", heard);
    skip.then((link) => link.withdrawSkip(frame));
  }};
}}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component(
        "wijkbeeld_plain_map", js=_FRAME.format(path=folder()), isolate_styles=True
    )


def plain_map(html: str, stamp: str, key: str, height: int = 560) -> str | None:
    """Show an HTML map and return the code of the area that was clicked last.

    Parameters
    ----------
    html
        Document of :func:`wijkbeeld.export.html.html_map`.
    stamp
        Changes when the document does; the frame is left alone otherwise.
    """
    data = {"html": html, "stamp": stamp, "height": height}
    result = _component()(key=key, data=data, on_area_change=_nothing, height="content")
    return str(result.area) if result.area else None


def _nothing() -> None:
    """Streamlit asks for a callback per state; the rerun itself is enough."""
