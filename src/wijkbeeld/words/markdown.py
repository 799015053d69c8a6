"""Text from files, made safe for places that read Markdown."""

from __future__ import annotations

import re


def escape_markdown(text: object) -> str:
    """Escape everything that Markdown, LaTeX or icon names would read as a mark.

    Names come from files: a name may never become a link, an image or a heading.
    """
    return re.sub(r"([\\\\`*_{}\[\]()#+!|<>~$:&-])", r"\\\1", str(text))


def plain(markdown: str) -> str:
    """A sentence of ours without bold marks, and with the names in it as they were."""
    return re.sub(r"\\(.)|\*\*", lambda m: m.group(1) or "", markdown)
