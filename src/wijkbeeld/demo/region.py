"""Geography of the fictional region: nested areas, a river, a lake and populated cells.

It lies in the North Sea (RD New), so that no background map can suggest a real place.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, Polygon

from wijkbeeld.demo.names import named
from wijkbeeld.demo.polygons import bent, split, voronoi

ORIGIN = (56_000.0, 522_000.0)
SIZE = (27_000.0, 22_000.0)
CITY = "GM9901"
DISTRICTS = (
    "Binnenstad",
    "Oosterveld",
    "De Hoven",
    "Zuidrand",
    "Nieuw-Meer",
    "Westerkwartier",
    "Noordpark",
)
GEMEENTEN = (
    "Lindervoort",
    "Hoogwaarde",
    "Meersum",
    "Zandervliet",
    "Kromwolde",
    "Elsterdam",
    "Broekhaven",
)
WIJKEN = (45, 13, 13, 13, 12, 12, 12)
BUURTEN = (180, 46, 46, 45, 45, 44, 44)
_BUURT_COLUMNS = ["code", "name", "wijk", "wijk_name", "gemeente", "gemeente_name", "district"]
_BUURT_COLUMNS += ["urban", "inhabitants", "geometry"]


@dataclass(frozen=True)
class Region:
    """The areas of the region.

    Attributes
    ----------
    buurten
        Land, EPSG:28992: ``code, name, wijk, wijk_name, gemeente, gemeente_name, district,
        urban`` (0..1) and ``inhabitants``.
    water
        Water areas by gemeente: ``code, name, gemeente, gemeente_name``.
    cells
        Populated cells of 100 m: ``grid_id, x, y, buurt, inhabitants``.
    """

    buurten: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    cells: pd.DataFrame

    def wijken(self) -> gpd.GeoDataFrame:
        """Wijken as unions of their buurten."""
        columns = ["wijk", "wijk_name", "gemeente", "gemeente_name", "district"]
        joined = self.buurten.dissolve(by="wijk", aggfunc=dict.fromkeys(columns[1:], "first"))
        return joined.reset_index().rename(columns={"wijk": "code", "wijk_name": "name"})

    def gemeenten(self) -> gpd.GeoDataFrame:
        """Gemeenten as unions of their buurten."""
        joined = self.buurten.dissolve(by="gemeente", aggfunc={"gemeente_name": "first"})
        return joined.reset_index().rename(columns={"gemeente": "code", "gemeente_name": "name"})


def make_region(rng: np.random.Generator) -> Region:
    """Draw the region.

    Parameters
    ----------
    rng
        Seeded generator: the same seed gives the same region.
    """
    x0, y0 = ORIGIN
    centre = np.array([x0 + SIZE[0] / 2, y0 + SIZE[1] / 2])
    frame = _divided(centre, rng)
    bent_shapes = bent(np.asarray(frame.geometry.array), rng)
    wet = _water(centre, rng)
    land = shapely.difference(bent_shapes, wet)
    frame = frame.set_geometry(gpd.GeoSeries(land, crs="EPSG:28992"))
    frame = named(frame, rng)
    frame["district"] = _districts(frame, centre)
    distance = np.hypot(*(np.c_[frame.centroid.x, frame.centroid.y] - centre).T)
    frame["urban"] = np.exp(-((distance / 5200) ** 2)) * 0.85 + 0.15 * rng.random(len(frame))
    frame["inhabitants"] = _inhabitants(frame, rng)
    return Region(frame[_BUURT_COLUMNS], _wet_parts(frame, bent_shapes, wet), _cells(frame, rng))


def _divided(centre: np.ndarray, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Divide the region in gemeenten, those in wijken and those in buurten, with their codes."""
    outline = _outline(centre, rng)
    angles = np.linspace(0, 2 * np.pi, 7)[:-1] + 0.35
    around = centre + np.c_[np.cos(angles) * 9600, np.sin(angles) * 7800]
    towns = voronoi(np.vstack([centre, around]), outline)
    rows = []
    for number, (town, name) in enumerate(zip(towns, GEMEENTEN, strict=True)):
        gemeente = f"GM99{number + 1:02d}"
        wijken = split(town, WIJKEN[number], rng, 0.35 if gemeente == CITY else 0.15)
        share = _share_out(BUURTEN[number], np.array([w.area for w in wijken]), rng)
        for w, (shape, parts) in enumerate(zip(wijken, share, strict=True), start=1):
            wijk = f"WK{gemeente[2:]}{w:02d}"
            for b, buurt in enumerate(split(shape, int(parts), rng, 0.0), start=1):
                rows.append((gemeente, name, wijk, f"BU{wijk[2:]}{b:02d}", buurt))
    columns = ["gemeente", "gemeente_name", "wijk", "code", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, crs="EPSG:28992")


def _outline(centre: np.ndarray, rng: np.random.Generator) -> Polygon:
    """Edge of the region: an ellipse with bays and capes."""
    turn = np.linspace(0, 2 * np.pi, 181)[:-1]
    bumps = sum(
        size * np.sin(k * turn + rng.uniform(0, 2 * np.pi))
        for k, size in ((3, 0.06), (5, 0.04), (9, 0.02))
    )
    radius = 1 + np.asarray(bumps)
    half = np.array(SIZE) / 2
    return Polygon(centre + np.c_[np.cos(turn), np.sin(turn)] * half * radius[:, None])


def _share_out(total: int, sizes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Divide ``total`` buurten over wijken, at least two each."""
    extra = rng.multinomial(total - 2 * len(sizes), np.sqrt(sizes) / np.sqrt(sizes).sum())
    return np.asarray(extra + 2)


def _water(centre: np.ndarray, rng: np.random.Generator) -> shapely.Geometry:
    """A river through the city and a lake beside it."""
    x = np.linspace(ORIGIN[0] - 500, ORIGIN[0] + SIZE[0] + 500, 60)
    y = centre[1] - 1500 + 1300 * np.sin((x - ORIGIN[0]) / 3900 + rng.uniform(0, 1))
    river = LineString(np.c_[x, y]).buffer(120, quad_segs=4)
    lake = shapely.Point(centre[0] - 4300, centre[1] + 2600).buffer(900, quad_segs=12)
    return shapely.union_all([river, lake])


def _wet_parts(
    frame: gpd.GeoDataFrame, shapes: np.ndarray, wet: shapely.Geometry
) -> gpd.GeoDataFrame:
    cut = gpd.GeoSeries(shapely.intersection(shapes, wet), crs="EPSG:28992")
    parts = frame[["gemeente", "gemeente_name"]].set_geometry(cut)
    parts = parts[parts.geometry.area > 0].dissolve(by="gemeente", aggfunc="first").reset_index()
    return parts.assign(
        code="BU" + parts["gemeente"].str[2:] + "9998", name="Water in " + parts["gemeente_name"]
    )


def _districts(frame: gpd.GeoDataFrame, centre: np.ndarray) -> pd.Series:
    """Divide the city in a centre and six sectors, whole wijken together."""
    city = frame[frame["gemeente"] == CITY]
    middle = city.dissolve(by="wijk").centroid
    offset = np.c_[middle.x, middle.y] - centre
    angle = np.degrees(np.arctan2(offset[:, 1], offset[:, 0])) % 360
    sector = (angle // 60).astype(int) + 1
    inner = np.hypot(*offset.T).argsort().argsort() < 9
    label = pd.Series(np.where(inner, 0, sector), index=middle.index)
    named = frame["wijk"].map(label.map(dict(enumerate(DISTRICTS))))
    return named.fillna("").astype("str")


def _inhabitants(frame: gpd.GeoDataFrame, rng: np.random.Generator) -> np.ndarray:
    """Skewed as in the real buurten of 2024: many small ones, some empty."""
    density = 350 + 5800 * frame["urban"].to_numpy() ** 1.4
    people = density * frame.area.to_numpy() / 1e6 * rng.lognormal(-0.25, 0.7, len(frame))
    people[rng.random(len(frame)) < 0.03] = 0
    return np.where(people < 15, 0, people).round()


def _cells(frame: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Populated hectares: each buurt's inhabitants on part of its cells."""
    x0, y0, x1, y1 = frame.total_bounds
    xs = np.arange(np.floor(x0 / 100) * 100 + 50, x1, 100)
    ys = np.arange(np.floor(y0 / 100) * 100 + 50, y1, 100)
    x, y = (a.ravel() for a in np.meshgrid(xs, ys))
    tree = shapely.STRtree(np.asarray(frame.geometry.array))
    point, area = tree.query(shapely.points(x, y), predicate="within")
    people = frame["inhabitants"].to_numpy()
    count = np.bincount(area, minlength=len(frame))
    chance = np.clip(people / 60 / np.maximum(count, 1), 0.0, 0.85)
    lived = (rng.random(len(point)) < chance[area]) & (people[area] > 0)
    point, area = point[lived], area[lived]
    weight = rng.gamma(2.0, 1.0, len(area))
    total = np.bincount(area, weight, minlength=len(frame))
    cells = pd.DataFrame({"x": x[point].astype(int), "y": y[point].astype(int)})
    cells["grid_id"] = [
        f"E{a // 100:04d}N{b // 100:04d}" for a, b in zip(cells["x"], cells["y"], strict=True)
    ]
    cells["buurt"] = frame["code"].to_numpy()[area]
    cells["inhabitants"] = people[area] * weight / total[area]
    return cells
