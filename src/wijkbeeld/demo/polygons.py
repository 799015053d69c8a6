"""Draw areas that look grown: divide a polygon into cells, and bend straight borders."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import MultiPoint, Polygon


def voronoi(points: np.ndarray, within: Polygon) -> list[Polygon]:
    """Voronoi cells of points, cut to a polygon, in the order of the points."""
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=within))
    tree = shapely.STRtree(cells)
    order = [int(tree.query(shapely.Point(p), predicate="within")[0]) for p in points]
    return [_largest(cells[i].intersection(within)) for i in order]


def _largest(shape: shapely.Geometry) -> Polygon:
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    return max(parts, key=lambda p: p.area)


def split(whole: Polygon, parts: int, rng: np.random.Generator, pull: float) -> list[Polygon]:
    """Divide a polygon in cells of similar size, smaller near its middle as ``pull`` rises."""
    if parts == 1:
        return [whole]
    points = _inside(whole, parts, rng)
    middle = np.array(whole.centroid.coords[0])
    for _ in range(6):
        cells = voronoi(points, whole)
        points = np.array(
            [
                c.representative_point().coords[0]
                if not whole.contains(c.centroid)
                else c.centroid.coords[0]
                for c in cells
            ]
        )
    moved = points + (middle - points) * pull * rng.uniform(0.4, 1.0, (parts, 1))
    keep = shapely.contains_xy(whole, moved[:, 0], moved[:, 1])
    return voronoi(np.where(keep[:, None], moved, points), whole)


def _inside(whole: Polygon, count: int, rng: np.random.Generator) -> np.ndarray:
    x0, y0, x1, y1 = whole.bounds
    points = np.empty((0, 2))
    while len(points) < count:
        candidates = np.c_[rng.uniform(x0, x1, 4 * count), rng.uniform(y0, y1, 4 * count)]
        points = np.vstack(
            [points, candidates[shapely.contains_xy(whole, candidates[:, 0], candidates[:, 1])]]
        )
    return points[:count]


def bent(shapes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Bend straight borders by one smooth displacement: neighbours keep sharing their edge."""
    fine = shapely.segmentize(shapes, 220.0)
    waves = [
        (
            rng.uniform(1.1e-3, 3.2e-3),
            rng.uniform(0, 2 * np.pi),
            rng.uniform(0, np.pi),
            62.0 / (k + 1),
        )
        for k in range(4)
    ]

    def displace(points: np.ndarray) -> np.ndarray:
        out = points.copy()
        for frequency, phase, direction, size in waves:
            along = points[:, 0] * np.cos(direction) + points[:, 1] * np.sin(direction)
            out[:, 0] += size * np.sin(frequency * along + phase)
            out[:, 1] += size * np.cos(frequency * along * 0.9 + phase)
        return np.round(out, 1)

    moved = np.array([_largest(g) for g in shapely.make_valid(shapely.transform(fine, displace))])
    return np.asarray(shapely.coverage_clean(moved, gap_width=4.0))
