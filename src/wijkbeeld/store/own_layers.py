"""Own figures as they came in, one layer a file, so that one file can go without the others.

The table ``figures`` holds of every area, year and measure the one that counts. What gave way is
kept in the layer of its file: when the file on top is removed, it comes back.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from wijkbeeld.store.reading import OwnIndicator, Reading

FOLDER = "eigen"
_INDEX = "lagen.json"


@dataclass(frozen=True)
class Layer:
    """Figures and measures of one own file; ``figures`` has the columns of the table, ranked."""

    key: str
    file: str
    figures: pd.DataFrame
    indicators: tuple[OwnIndicator, ...]


def key_of(reading: Reading) -> str:
    """Key of the layer that a reading makes; empty for official files.

    The same sheet of the same file replaces itself, however it is mapped.
    """
    if reading.kind != "eigen" or reading.figures is None:
        return ""
    sheet = re.sub(r"[^a-z0-9]+", "-", reading.part.lower()).strip("-")
    return "-".join(filter(None, (reading.sha256[:16] or "zonder", sheet[:40])))


def layers_of(readings: list[Reading]) -> dict[str, Layer]:
    """Layers that readings make, by key."""
    made = {}
    for reading in readings:
        key = key_of(reading)
        if key and reading.figures is not None:
            figures = reading.figures.assign(bron=reading.figures_from, rang=np.int8(1))
            made[key] = Layer(key, reading.file, figures, tuple(reading.indicators))
    return made


def laid(old: dict[str, Layer], new: dict[str, Layer]) -> dict[str, Layer]:
    """Old layers with new ones on top; a layer that is laid again moves to the top."""
    return {k: v for k, v in old.items() if k not in new} | new


def write(folder: Path, layers: dict[str, Layer]) -> None:
    """Write layers into the folder of a version, the lowest first."""
    if not layers:
        return
    (folder / FOLDER).mkdir()
    index = []
    for n, layer in enumerate(layers.values()):
        name = f"laag_{n:03d}.parquet"
        layer.figures.to_parquet(folder / FOLDER / name, index=False)
        index.append(
            {
                "key": layer.key,
                "file": layer.file,
                "table": name,
                "indicators": [asdict(i) for i in layer.indicators],
            }
        )
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (folder / FOLDER / _INDEX).write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, Layer]:
    """Layers of a version, the lowest first; none where it has no own files."""
    index = folder / FOLDER / _INDEX
    if not index.is_file():
        return {}
    return {
        row["key"]: Layer(
            row["key"],
            row["file"],
            pd.read_parquet(folder / FOLDER / row["table"]),
            tuple(OwnIndicator(**i) for i in row["indicators"]),
        )
        for row in json.loads(index.read_text(encoding="utf-8"))
    }
