"""Views seen last, to go back to; only the user's own browser keeps them.

They outlive a session, and a server does not know who its users are: a file in the store would show
everyone what the others looked at. So the document (:data:`SCRIPT`) writes title and address to the
local storage of the browser, and a component lists them there. Python hears of a view only when it
is opened.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from wijkbeeld.ui import pages, taken

MOST = 8

_KEPT = """
const base = () => new URL(".", document.baseURI).pathname;
const kept = () => `wijkbeeld bekeken ${base()}`;
const visits = () => {
  try { return JSON.parse(localStorage.getItem(kept())) ?? []; } catch { return []; }
};
"""

SCRIPT = (
    """
// Views seen last, for the list on Start: title and address, in this browser only.
{"""
    + _KEPT
    + f"const most = {MOST};"
    + """
  let waiting, titled = false;
  const note = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const [title, own] = document.title.split(/ · (?=Wijkbeeld$)/);
    if (!titled || !own) return;
    const path = location.pathname.slice(base().length) + location.search;
    const others = visits().filter((one) => one.title !== title);
    try {
      localStorage.setItem(kept(), JSON.stringify([{ title, path }, ...others].slice(0, most)));
    } catch { /* a browser that keeps nothing */ }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(note, 700); };
  for (const way of ["pushState", "replaceState"]) {
    const change = history[way];
    history[way] = function (state, title, address) {
      const stays = new URL(address ?? "", location.href).pathname === location.pathname;
      if (!stays && waiting) note();
      const done = change.call(this, state, title, address);
      if (!stays) titled = false;  // the title is still that of the page before
      soon();
      return done;
    };
  }
  addEventListener("popstate", () => { titled = false; });
  addEventListener("pagehide", () => { if (waiting) note(); });
  new MutationObserver(() => { titled = true; soon(); })
    .observe(document.querySelector("title"), { childList: true });
}
"""
)

_CSS = """
:host, div { font-family: var(--st-font); color: var(--st-text-color); }
ul { list-style: none; margin: 0; padding: 0; }
a { display: block; padding: .35rem 0; color: inherit; text-decoration: underline;
  text-decoration-color: var(--st-border-color); text-underline-offset: 4px; }
a:hover { text-decoration-color: currentColor; }
p { margin: 0; font-size: .875rem; opacity: .9; max-width: 31rem; }
button { margin-top: .5rem; padding: .3rem .75rem; font: inherit; color: inherit; cursor: pointer;
  background: transparent; border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius); }
a:focus-visible, button:focus-visible { outline: 3px solid var(--st-primary-color);
  outline-offset: 2px; }
"""

_JS = (
    _KEPT
    + """
export default function ({ parentElement, data, setTriggerValue }) {
  const [list, none, wipe] = ["ul", "p", "button"].map((one) => parentElement.querySelector(one));
  const draw = () => {
    const shown = visits()
      .filter(({ path }) => path.startsWith(data.only) && path.includes(data.having));
    list.replaceChildren(...shown.map(({ title, path }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.textContent = title;
      link.href = new URL(path, document.baseURI).href;
      link.onclick = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        setTriggerValue("open", path);
      };
      item.append(link);
      return item;
    }));
    none.textContent = shown.length ? "" : data.none;
    wipe.hidden = !shown.length;
  };
  wipe.onclick = () => { localStorage.removeItem(kept()); draw(); };
  draw();
}
"""
)


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component(
        "wijkbeeld_bekeken",
        html='<ul></ul><p></p><button type="button">Wis deze lijst</button>',
        css=_CSS,
        js=_JS,
    )


def show(only: str = "", having: str = "", *, none: str) -> None:
    """List the views seen last; one that is clicked opens without loading the app again.

    Parameters
    ----------
    only
        Page to list views of; of all where it is empty.
    having
        Key that their link must hold.
    none
        What to say where there are none.
    """
    if taken.is_taking():
        return
    result = _component()(
        key="laatst_bekeken",
        data={
            "only": f"{only}?" if only else "",
            "having": f"{having}=" if having else "",
            "none": none,
        },
        on_open_change=lambda: None,
        height="content",
    )
    if result.open:
        parts = urlsplit(str(result.open))
        if parts.path in pages.names():
            st.switch_page(pages.page(parts.path), query_params=parse_qsl(parts.query))
