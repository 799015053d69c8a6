"""The pages of the room, with the headers that keep them to themselves."""

from __future__ import annotations

import secrets
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from wijkbeeld.served_files import fingerprint

FOLDER = Path(__file__).parent / "frontend"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{0}' 'strict-dynamic'; worker-src blob:; "
    "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""MapLibre's worker is a blob, and it styles its own elements. No third party, no eval. Browsers
that know ``strict-dynamic`` pass over ``self``; older ones need it for modules."""


@lru_cache(maxsize=1)
def parts() -> dict[str, Path]:
    """Scripts and styles of the room, by the name under which they are served."""
    return {f.name: f for f in sorted(FOLDER.iterdir()) if f.suffix in (".js", ".css")}


@lru_cache(maxsize=1)
def stamp() -> str:
    """Part of the address of scripts and styles."""
    return fingerprint(parts())


def page(name: str, status: int = 200, **values: str) -> HTMLResponse:
    """A page of the frontend, with values put in where it says ``{{name}}``, escaped."""
    nonce = secrets.token_urlsafe(12)
    text = (FOLDER / name).read_text(encoding="utf-8")
    for key, value in {"nonce": nonce, "stamp": stamp(), **values}.items():
        text = text.replace(f"{{{{{key}}}}}", escape(value, quote=True))
    policy = {"Content-Security-Policy": _POLICY.format(nonce)}
    return HTMLResponse(text, status, HEADERS | policy)


def enter(message: str = "", status: int = 200, *, below: bool = False) -> HTMLResponse:
    """The page on which a code is typed, with what went wrong.

    Parameters
    ----------
    below
        Whether the address has a part after ``/volg``: its files lie elsewhere from there.
    """
    here = "." if below else "volg"
    return page("enter.html", status, message=message, here=here, shown="" if message else "hidden")
