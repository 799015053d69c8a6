"""What the stage draws of a deck: every scene made beforehand, kept beside the dataset."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wijkbeeld.present.deck import Deck, Scene
from wijkbeeld.store.read import Dataset

FOLDER = "presentaties"
_SHAPE = "2"
"""Raised when what is kept would no longer be read."""

_making = threading.Lock()


@dataclass(frozen=True)
class SceneContent:
    """A scene as the stage draws it.

    Attributes
    ----------
    sub
        What is measured, below the title.
    missing
        Why the picture is not there, or is not what the link asks for; empty when it is.
    signs
        What signs in a chart mean: ``sign``, ``colour``, ``label``.
    real
        Whether it holds of the real country, also beside fictional figures.
    sentence
        What a phone says besides.
    changed
        That the figures changed since the scene was kept; for the presenter only.
    map, svg, table, lines, question
        What is drawn; one of them, or none where it is missing. ``table`` has ``header`` and
        ``rows`` of texts.
    second
        The map to the right of ``map``.
    """

    id: str
    kind: str
    title: str
    note: str = ""
    sub: str = ""
    source: str = ""
    alt: str = ""
    missing: str = ""
    real: bool = False
    sentence: str = ""
    changed: str = ""
    signs: tuple[dict[str, str], ...] = ()
    map: dict[str, Any] | None = None
    second: dict[str, Any] | None = None
    svg: str | None = None
    table: dict[str, Any] | None = None
    lines: tuple[str, ...] = ()
    question: dict[str, Any] | None = None


@dataclass(frozen=True)
class DeckContent:
    """A deck as the stage draws it."""

    name: str
    dataset: str
    version: str
    fictional: bool
    stamp: str
    scenes: tuple[SceneContent, ...] = field(default_factory=tuple)

    def json(self) -> bytes:
        """As the stage reads it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()


Draw = Callable[[Scene], SceneContent]


def plain_scene(scene: Scene) -> SceneContent:
    """A scene without figures: lines of text, or a question."""
    question = scene.question.model_dump() if scene.question else None
    table = _columns(scene.lines)
    return SceneContent(
        scene.id,
        scene.kind,
        scene.title,
        scene.note,
        source=f"Bron: {scene.source}" if scene.source else "",
        real=bool(scene.source),
        table=table,
        lines=() if table else scene.lines,
        question=question,
    )


def _columns(lines: tuple[str, ...]) -> dict[str, Any] | None:
    """A table of lines with columns between bars; the first is its head. None of other lines."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return None
    return {"header": rows[0], "rows": rows[1:]}


def kept(deck: Deck, data: Dataset, draw: Draw) -> bytes:
    """Content of a deck as gzipped JSON: made once for a version of its dataset.

    Parameters
    ----------
    draw
        Makes the content of a scene with a link; what it raises is not kept.
    """
    stamp = _stamp(deck, data)
    folder = data.folder.parent.parent / FOLDER
    name = hashlib.sha256(deck.name.encode()).hexdigest()[:12]
    file = folder / f"{name}-{stamp}.json.gz"
    with _making:  # two that open the stage at once make it once
        if file.is_file():
            return file.read_bytes()
        made = gzip.compress(make(deck, data, draw).json(), 6, mtime=0)
        _write(file, made)
        for other in folder.glob(f"{name}-*.json.gz"):
            if other != file:
                other.unlink(missing_ok=True)
    return made


def make(deck: Deck, data: Dataset, draw: Draw) -> DeckContent:
    """Content of a deck."""
    scenes = tuple(draw(s) if s.kind == "beeld" else plain_scene(s) for s in deck.scenes)
    return DeckContent(
        deck.name, deck.dataset, data.version, data.manifest.fictional, _stamp(deck, data), scenes
    )


def _stamp(deck: Deck, data: Dataset) -> str:
    """Changes with the deck and with the figures."""
    text = f"{_SHAPE} {data.version} {deck.text()}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    draft.write_bytes(content)
    os.replace(draft, file)
