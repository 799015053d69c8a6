"""Text from files, made safe for places that read Markdown."""

from __future__ import annotations

import re


def escape_markdown(text: object) -> str:
    """Escape everything that Markdown, LaTeX or icon names would read as a mark.

    Names come from files: a name may never become a link, an image or a heading.
    """
    return re.sub(r"([\\\\`*_{}\[\]()#+!|<>~$:&-])", r"\\\1", str(text))
