"""Colours of the nine classes. Purple to green reads with every common colour vision."""

from __future__ import annotations

CLASSES = ("#762a83", "#9970ab", "#c2a5cf", "#e7d4e8", "#f3f1ea", "#d9f0d3", "#a6dba0", "#5aae61", "#1b7837")
"""Classes 1..9, low to high: ColorBrewer PRGn, safe for protan, deutan and tritan vision."""

MISSING = "#b9bcc2"
"""Areas without a score: a grey that is no class colour."""

LINES = ("#1b5e9b", "#a9480f", "#0b7a75", "#8a3b8f", "#6b6b00", "#b3263e", "#3d4f63", "#7a5c3a")
"""Line colours for areas in charts: 4.5:1 or more on white."""

LINES_DARK = ("#7cb7ee", "#f2a46b", "#5ecfc8", "#d9a0de", "#d3cf55", "#f28a9a", "#b8c7d6", "#d0b18d")
"""The same, for a dark background."""
