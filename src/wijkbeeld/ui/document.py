"""The document that every page starts with: Dutch, styled, and told which files come.

Streamlit serves one document of its own for all pages. What a page script adds comes a second
later, and one piece at a time; what must hold from the start is put into the document itself.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wijkbeeld.present import stage_files
from wijkbeeld.ui import (
    big,
    connection,
    controls,
    forced_colours,
    map_style,
    pages,
    paper,
    phone,
    recent,
    renewal_style,
    start_pictures,
    streamlit_words,
    window,
)
from wijkbeeld.ui.preload import links
from wijkbeeld.ui.url_keys import keys_of

FICTIONAL_MARK = "fictief"
"""Key of the mark of invented figures: in the brand bar, so in sight wherever a page stands."""

_STYLE = """
.block-container .st-key-fictief { position: fixed; top: 1rem; left: auto; right: 3.5rem;
  z-index: 999991; width: fit-content; pointer-events: none; }
.block-container .st-key-fictief > div { width: fit-content; }
.block-container .st-key-fictief p { padding: .1rem .6rem; border-radius: 6px;
  background: #8a4b00; color: #fff;
  font-size: .875rem; font-weight: 600; white-space: nowrap; }
/* A phone has its menu on the left: there the mark stands at the edge. */
@media (max-width: 640px) { .block-container .st-key-fictief { right: .75rem; } }
/* A bar with the navigation and no room beside it: at the foot of the window instead. */
@media (min-width: 641px) and (max-width: 900px) {
  .block-container .st-key-fictief { top: auto; bottom: .75rem; right: .75rem; } }
.block-container { padding: 4.2rem 2rem 2rem !important; max-width: 1760px !important; }
h1 { font-size: 1.5rem !important; padding: 0 0 .1rem !important; }
h2 { font-size: 1.25rem !important; }
h3 { font-size: 1.05rem !important; padding-top: .6rem !important; }
@media (max-width: 640px) { .block-container { padding: 4.2rem .8rem 2rem !important; } }
/* The toolbar of tables is English and downloads without source: each page has its own download. */
[data-testid="stElementToolbar"] { display: none !important; }
/* Streamlit's own grey for small text misses 4.5:1 on white. */
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {
  color: inherit !important; opacity: .9 !important; }
/* On the light blue of the dark theme white cannot be read (2.3:1): chosen areas, main button. */
[kind^="primary"], [kind^="primary"]:is(:hover, :focus, :active),
[kind^="primary"] *, [data-testid="stMultiSelect"] span[title] {
  color: light-dark(#ffffff, #0d1b2a); }
/* The name of a control that waits for another one is as readable as any. */
[data-testid="stWidgetLabel"][disabled] { color: inherit !important; }
[data-testid="stMetricValue"] { font-size: 1.5rem !important; }
[data-testid="stMetricValue"] * { white-space: normal !important; overflow: visible !important; }
/* Running text: at most some 70 characters on a line. */
.block-container :is(p, li, blockquote) { max-width: 32em; }
.block-container button p { max-width: none; }
"""

_HISTORY = """
// Streamlit adds a step to the browser's history for every value in the link. A change within a
// page replaces the step instead, so that Back goes to the page before.
{
  const push = history.pushState;
  history.pushState = function (state, title, address) {
    const stays = new URL(address ?? "", location.href).pathname === location.pathname;
    return (stays ? this.replaceState : push).call(this, state, title, address);
  };
}
"""
_WITHOUT_SCRIPT = "<noscript><p>Zet JavaScript aan om Wijkbeeld te gebruiken.</p></noscript>"
_TITLE = "<title>Wijkbeeld</title>"
UNKNOWN = "niet_gevonden"
"""Key in a link: the page that was asked for and is not there."""

_FIRST, *_OTHERS = pages.names()
_BESIDE = ("volg",)
"""Pages that are no pages of Streamlit."""
_MAP = "kaart"
_ON_FIRST = {k.name for k in keys_of(_FIRST)}
_OF_MAP = {k.name for k in keys_of(_MAP)} | {k.before for k in keys_of(_MAP) if k.before}
_NOT_ASKED = (b"if-none-match", b"if-modified-since", b"accept-encoding")


class Document:
    """ASGI middleware that completes Streamlit's document.

    The document is asked for whole: not compressed (Streamlit's own compression comes after this),
    and not only when it is newer, for a browser would keep the old one when only this project is
    renewed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer where it is the document of a page."""
        page = scope["path"].strip("/") if scope["type"] == "http" else None
        if scope["type"] == "http" and _is_unknown_page(scope):
            # Streamlit says in English that it is not there; the app says it in Dutch
            rest = scope["query_string"].decode("latin-1")
            query = "&".join(filter(None, (urlencode({UNKNOWN: page}), rest)))
            there = f"{scope.get('root_path', '')}/?{query}"
            await RedirectResponse(there)(scope, receive, send)
            return
        if page not in ("", _FIRST, *_OTHERS) or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        if (moved := _moved(str(page), query)) is not None:
            here = f"{scope.get('root_path', '')}/{moved}{'?' if query else ''}{query}"
            await RedirectResponse(here)(scope, receive, send)
            return
        held: list[Message] = []
        body = b""

        async def complete(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start" and _is_document(message):
                held.append(message)
            elif held and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    of_map = query if page == _MAP else None
                    whole = completed(body.decode("utf-8"), of_map).encode("utf-8")
                    await send({**held[0], "headers": _headers(held[0], len(whole))})
                    await send({"type": "http.response.body", "body": whole})
            else:
                await send(message)

        plain = {
            **scope,
            "headers": [(k, v) for k, v in scope["headers"] if k not in _NOT_ASKED],
            "extensions": {
                k: v
                for k, v in scope.get("extensions", {}).items()
                if k != "http.response.pathsend"
            },
        }
        await self.app(plain, receive, complete)


def _moved(page: str, query: str) -> str | None:
    """Page that a request is really for; None when it is the page itself.

    Streamlit knows its first page by no name, and says in English that it is not there. Links from
    before the map had a name lead to the first page, with a view of the map behind it.
    """
    if page == _FIRST:
        return ""
    asked = {key for key, _ in parse_qsl(query)}
    return _MAP if page == "" and asked & (_OF_MAP - _ON_FIRST) else None


def _is_unknown_page(scope: Scope) -> bool:
    """Whether a browser asks for a page that is not there; files and sockets are no pages."""
    page = scope["path"].strip("/")
    accepts = dict(scope["headers"]).get(b"accept", b"")
    return bool(
        scope["method"] == "GET"
        and b"text/html" in accepts
        and re.fullmatch(r"\w[\w-]*", page)
        and not page.startswith("_")
        and page not in (_FIRST, *_OTHERS, *_BESIDE)
    )


def _is_document(start: Message) -> bool:
    headers = dict(start["headers"])
    html = headers.get(b"content-type", b"").startswith(b"text/html")
    return start["status"] == 200 and html and b"content-encoding" not in headers


def _headers(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    left_out = (b"content-length", b"etag", b"last-modified")
    kept = [(k, v) for k, v in start["headers"] if k not in left_out]
    return [*kept, (b"content-length", str(length).encode())]


def completed(html: str, query: str | None) -> str:
    """Put language, name, style and files of the map into a document.

    Parameters
    ----------
    query
        Query string of a page with a map; None for a page without.
    """
    parts = (
        big,
        connection,
        phone,
        controls,
        start_pictures,
        streamlit_words,
        renewal_style,
        map_style,
        forced_colours,
        paper,
    )
    styles = "".join(part.STYLE for part in parts)
    scripts = (
        streamlit_words.SCRIPT,
        window.SCRIPT,
        phone.SCRIPT,
        paper.SCRIPT,
        recent.SCRIPT,
        connection.SCRIPT,
    )
    head = [
        f"<style>{_STYLE}{styles}</style>",
        f"<script>{_HISTORY}{''.join(scripts)}</script>",
    ]
    script = f"./{stage_files.PREFIX[1:]}/{stage_files.fingerprint()}/big_picture.js"
    head.append(f'<script type="module" src="{script}"></script>')
    if query is not None:
        head += links(query)
    whole = html.replace('<html lang="en">', '<html lang="nl">').replace(
        "<title>Streamlit</title>", _TITLE
    )
    whole = re.sub(r"<noscript>.*?</noscript>", _WITHOUT_SCRIPT, whole, count=1, flags=re.DOTALL)
    return whole.replace("</head>", "\n".join([*head, "</head>"]), 1)
