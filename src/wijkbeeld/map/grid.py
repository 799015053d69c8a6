"""The 100 m grid as a picture: cells in RD New drawn in Web Mercator, a colour per class."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image
from pyproj import Transformer

CELL = 100
"""Side of a cell in metres (RD New)."""

_OVERSAMPLE = 1.5
_STEP = 16
_MARGIN = 2


@dataclass(frozen=True)
class Window:
    """Part of the RD New grid that holds all cells.

    Attributes
    ----------
    west, north
        Upper left corner in metres.
    columns, rows
        Size in cells.
    """

    west: int
    north: int
    columns: int
    rows: int


@dataclass(frozen=True)
class Frame:
    """How a window looks in Web Mercator.

    Attributes
    ----------
    source
        Shape (height, width): number of the grid cell (row * columns + column) under each pixel;
        the number of cells where there is none.
    corners
        Longitude and latitude of the picture: upper left, upper right, lower right, lower left.
    """

    source: np.ndarray
    corners: list[list[float]]


def window(west: int, south: int, east: int, north: int) -> Window:
    """Window with a margin around all cells.

    Parameters
    ----------
    west, south, east, north
        Outer edges of all cells in metres (RD New).
    """
    edge = _MARGIN * CELL
    west, south, east, north = west - edge, south - edge, east + edge, north + edge
    return Window(west, north, (east - west) // CELL, (north - south) // CELL)


def numbers(x: np.ndarray, y: np.ndarray, part: Window) -> np.ndarray:
    """Number of each cell in a window: row from the north times columns plus column.

    Parameters
    ----------
    x, y
        Lower left corners in metres, shape (cells,).
    """
    column = (x - part.west) // CELL
    row = (part.north - CELL - y) // CELL
    return np.asarray(row * part.columns + column, dtype="int64")


def frame(part: Window) -> Frame:
    """Find for every pixel of the picture which cell lies there.

    The transform is computed exactly on a coarse lattice and bilinearly in between (error far
    below a metre). Pixels are 1.5 times finer than cells, so that no cell falls between pixels.
    """
    x0, x1, y0, y1 = _mercator_bounds(part)
    middle = Transformer.from_crs(28992, 4326, always_xy=True).transform(
        part.west + part.columns * CELL / 2, part.north - part.rows * CELL / 2
    )
    size = CELL / np.cos(np.radians(middle[1])) / _OVERSAMPLE
    width, height = int(np.ceil((x1 - x0) / size)), int(np.ceil((y1 - y0) / size))
    x1, y0 = x0 + width * size, y1 - height * size
    column, row = _lattice(
        part, x0 + (np.arange(width) + 0.5) * size, y1 - (np.arange(height) + 0.5) * size
    )
    outside = (column < 0) | (column >= part.columns) | (row < 0) | (row >= part.rows)
    source = row * part.columns + column
    source[outside] = part.rows * part.columns
    to_degrees = Transformer.from_crs(3857, 4326, always_xy=True).transform
    corners = [
        [round(v, 7) for v in to_degrees(x, y)] for x, y in ((x0, y1), (x1, y1), (x1, y0), (x0, y0))
    ]
    return Frame(source, corners)


def _mercator_bounds(part: Window) -> tuple[float, float, float, float]:
    """Bounds in Web Mercator of a window, whose straight edges bend there."""
    east, south = part.west + part.columns * CELL, part.north - part.rows * CELL
    along_x, along_y = np.linspace(part.west, east, 60), np.linspace(south, part.north, 60)
    edge_x = np.r_[along_x, along_x, np.full(60, part.west), np.full(60, east)]
    edge_y = np.r_[np.full(60, south), np.full(60, part.north), along_y, along_y]
    x, y = Transformer.from_crs(28992, 3857, always_xy=True).transform(edge_x, edge_y)
    return float(x.min()), float(x.max()), float(y.min()), float(y.max())


def _lattice(part: Window, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Column and row of the cell under every pixel, exact on every sixteenth row and column.

    Works in cells from the corner of the window, where single precision is exact to centimetres.
    """
    at_x = np.unique(np.r_[np.arange(0, len(x), _STEP), len(x) - 1])
    at_y = np.unique(np.r_[np.arange(0, len(y), _STEP), len(y) - 1])
    grid_x, grid_y = np.meshgrid(x[at_x], y[at_y])
    rd_x, rd_y = Transformer.from_crs(3857, 28992, always_xy=True).transform(grid_x, grid_y)
    place = np.interp(np.arange(len(y)), at_y, np.arange(len(at_y)))
    above = np.minimum(place.astype(int), max(len(at_y) - 2, 0))
    share = (place - above).astype("float32")[:, None]

    def fill(values: np.ndarray) -> np.ndarray:
        wide = np.stack([np.interp(np.arange(len(x)), at_x, row) for row in values]).astype(
            "float32"
        )
        steps = np.diff(wide, axis=0, append=wide[-1:])
        between = steps[above]
        between *= share
        between += wide[above]
        return np.asarray(np.floor(between, out=between).astype("int32"))

    return fill((rd_x - part.west) / CELL), fill((part.north - rd_y) / CELL)


def picture(
    classes: np.ndarray, where: np.ndarray, part: Window, view: Frame, colours: tuple[str, ...]
) -> bytes:
    """Draw classes as a palette PNG.

    Parameters
    ----------
    classes
        Class (1..9, 0 missing) of each cell, shape (cells,).
    where
        Number of each cell (:func:`numbers`), shape (cells,).
    colours
        Nine colours, ``#rrggbb``; missing is transparent.
    """
    flat = np.zeros(part.rows * part.columns + 1, dtype="uint8")
    flat[where] = classes
    image = Image.fromarray(flat[view.source], mode="P")
    palette = [0, 0, 0] + [int(c[i : i + 2], 16) for c in colours for i in (1, 3, 5)]
    image.putpalette(palette)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", transparency=0, compress_level=1)
    return buffer.getvalue()
