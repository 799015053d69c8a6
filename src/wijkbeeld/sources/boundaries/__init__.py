"""Boundaries of gemeenten, wijken and buurten, and WFS layers that carry scores with them.

Recognised by the values of a code column (GM/WK/BU), whatever its name: CBS and PDOK maps of any
year, Leefbaarometer geometry, municipal layers. Formats: design ``data.md`` sections 1 and 3.
"""

from wijkbeeld.sources.boundaries.columns import attributes
from wijkbeeld.sources.boundaries.layers import read
from wijkbeeld.sources.boundaries.shapes import RD, polygons, to_rd

__all__ = ["RD", "attributes", "polygons", "read", "to_rd"]
