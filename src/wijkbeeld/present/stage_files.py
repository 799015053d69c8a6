"""The page of the stage: its files, their address, and the document that asks for them."""

from __future__ import annotations

import html
import importlib.util
import secrets
from functools import lru_cache
from pathlib import Path

from wijkbeeld import served_files
from wijkbeeld.map import frontend_files
from wijkbeeld.room import pages

FRONTEND = Path(__file__).parent / "frontend"
PREFIX = frontend_files.PREFIX + "/podium"
FONT = "source-sans.woff2"
STYLES = ("podium.css", "words.css")
"""Styles of the stage's own document."""

CSP = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' data:; worker-src blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""The map's worker is a blob and its styles are inline; nothing comes from a third party."""

FACE = (
    "@font-face {{ font-family: 'Source Sans'; font-weight: 200 900; font-display: block; "
    "src: url('{address}') format('woff2'); }}"
)


@lru_cache(maxsize=1)
def assets() -> dict[str, Path]:
    """Files of the stage by name: its own, those of the map, and the letter of the app.

    Raises
    ------
    RuntimeError
        When the installed Streamlit has not that letter.
    """
    package = importlib.util.find_spec("streamlit")
    found = Path(package.origin).parent if package and package.origin else Path()
    fonts = sorted(found.glob("static/static/media/SourceSansVF-Upright.*.woff2"))
    if not fonts:
        raise RuntimeError("package 'streamlit' lacks the font Source Sans")
    own = {f.name: f for f in sorted(FRONTEND.iterdir()) if f.suffix in (".js", ".css")}
    return frontend_files.assets() | own | {FONT: fonts[0]}


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Hash of all files: part of their address, so that they can be cached for ever."""
    return served_files.fingerprint(assets())


def document(title: str, root: str = "") -> tuple[str, dict[str, str]]:
    """The document of the stage, and the headers that guard it.

    Parameters
    ----------
    root
        What stands before every address of the app.
    """
    nonce = secrets.token_urlsafe(16)
    at = f"{root}{PREFIX}/{fingerprint()}"
    face = FACE.format(address=f"{at}/{FONT}")
    room = f"{root}/volg/deel/{pages.stamp()}/"
    head = f'<style>{face}</style>\n{_sheets(at)}\n<meta name="zaal" content="{room}">'
    script = f'<script type="module" nonce="{nonce}" src="{at}/podium.js"></script>'
    headers = {
        "Content-Security-Policy": CSP.format(nonce=nonce),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return filled(title, head, script), headers


def _sheets(at: str) -> str:
    return "\n".join(f'<link rel="stylesheet" href="{at}/{name}">' for name in STYLES)


def filled(title: str, head: str, script: str) -> str:
    """The document with its parts."""
    text = (FRONTEND / "podium.html").read_text(encoding="utf-8")
    for name, part in (("title", html.escape(title)), ("head", head), ("script", script)):
        text = text.replace("{{" + name + "}}", part, 1)
    return text
