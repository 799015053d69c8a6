"""One click copies the address of a view: this one, or that of something saved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from wijkbeeld.ui import taken

_HTML = """
<button type="button"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10.6 13.4a4 4 0 0 0
5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1m.8 4.9a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"/></svg><span
></span></button><span role="status"></span><input readonly hidden aria-label="Adres">
"""

_CSS = """
:host, div { font-family: var(--st-font); }
button { display: inline-flex; gap: .4rem; align-items: center; justify-content: center;
  width: 100%; min-height: 2.5rem; padding: 0 .75rem; font-family: inherit; font-size: .875rem;
  color: inherit; cursor: pointer; white-space: nowrap; background: transparent;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
svg { width: 1.1rem; height: 1.1rem; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; }
[role="status"] { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
.quiet { border-color: transparent; padding: 0; }
@media (max-width: 640px) { button:not([data-done], .quiet) span { display: none; } }
input { width: 100%; box-sizing: border-box; font: inherit; margin-top: .3rem; }
"""

_JS = """
export default function ({ parentElement, data }) {
  const [button, said, field] =
    ["button", "[role=status]", "input"].map((one) => parentElement.querySelector(one));
  const label = button.querySelector("span");
  if (!button.dataset.done) label.textContent = data.label;
  button.title = data.title;
  button.classList.toggle("quiet", data.quiet);
  button.setAttribute("aria-label", data.label);
  button.onclick = async () => {
    const address = data.path ? new URL(data.path, document.baseURI).href : location.href;
    let done = false;
    try {
      await navigator.clipboard.writeText(address);
      done = true;
    } catch {  // no clipboard: an address without https, or a browser that forbids it
      field.value = address;
      field.hidden = false;
      field.select();
      done = document.execCommand("copy");
      field.hidden = done;
    }
    const text = done ? "Link gekopieerd" : "Kopieer het adres hieronder";
    label.textContent = said.textContent = text;
    button.dataset.done = "";
    setTimeout(() => {
      delete button.dataset.done;
      label.textContent = data.label;
      said.textContent = "";
    }, 3000);
  };
}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("wijkbeeld_kopieer", html=_HTML, css=_CSS, js=_JS)


def copy_link(
    key: str, page: str = "", query: Mapping[str, str] | None = None, *, is_quiet: bool = False
) -> None:
    """Offer a button that puts an address on the clipboard, without a run of the page.

    Parameters
    ----------
    page, query
        The view of the address; without a page the one in the address bar, whole.
    is_quiet
        One among many: without a border, with its words on a phone too.
    """
    if taken.is_taking():
        return
    title = "Kopieer het adres, om te mailen of te bewaren. Wie het opent, ziet hetzelfde beeld."
    path = f"{page}?{urlencode(query or {})}" if page else ""
    _component()(
        key=key,
        data={"label": "Kopieer link", "path": path, "title": title, "quiet": is_quiet},
        width="content",
        height="content",
    )
