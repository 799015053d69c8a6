"""What a room shows: the content of a deck, without what only the presenter may know.

``content`` is what the stage draws::

    {"name", "title", "dataset", "version", "fictional", "stamp",
     "scenes": [{"id", "kind", "title", "note", "sub", "missing", "sentence", "source", "alt",
                 "map" | "svg" | "table" | "lines" | "question"}]}

A map on a phone has ``finds`` beside it: the wave that title and sentence tell of, if any.
``sub`` is what is measured, ``missing`` why a picture is not there, ``sentence`` what it tells; all
may be left out. ``map`` is what the map's frontend takes; ``svg`` text of a drawing; ``table`` has
``header`` and ``rows`` (texts, or numbers); ``lines`` texts; ``question`` as `questions.Question`
has it, its id being that of the scene. A question may come with a ``map`` too; for a place on the
map (``punt``) without one, the last map before it serves.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from wijkbeeld.room.errors import ContentError
from wijkbeeld.room.light_maps import LightMaps, Read
from wijkbeeld.room.questions import Question

MOST_SCENES = 200
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_HEAD = ("name", "title", "dataset", "version", "fictional", "stamp")
_SHOWN = ("id", "kind", "title", "sub", "missing", "sentence", "source", "alt")
_DRAWN = ("map", "svg", "table", "lines")
_ADDRESS = re.compile(r"\.\./\.\./((?:kaart|raster|cel)(?:/[A-Za-z0-9][A-Za-z0-9._-]*)+)")


@dataclass(frozen=True)
class Content:
    """Content split into what is sent and what is kept.

    Attributes
    ----------
    index
        Head of the deck and its scenes in order (id, kind, title); gzipped JSON.
    scenes
        By id what one scene shows; gzipped JSON.
    shapes
        Lighter geometry for the maps, by name; gzipped GeoJSON.
    files
        Paths of geometry and pictures that the maps ask for beyond those.
    """

    index: bytes
    scenes: dict[str, bytes]
    questions: tuple[Question, ...]
    shapes: dict[str, bytes]
    files: frozenset[str]


def split(content: Mapping[str, Any], read: Read) -> Content:
    """Take a deck's content apart; notes and answers do not come along.

    Parameters
    ----------
    read
        Gives the geometry file of a dataset by its name, gzipped, or None.

    Raises
    ------
    ContentError
        It has scenes without a good id, or a question that cannot be asked.
    """
    given = content.get("scenes", [])
    ids = [str(scene.get("id", "")) for scene in given]
    if len(given) > MOST_SCENES or len(set(ids)) < len(ids) or not all(map(_ID.fullmatch, ids)):
        raise ContentError
    questions = tuple(_question(scene) for scene in given if scene.get("question"))
    by_id = {question.id: question for question in questions}
    maps = LightMaps(read)
    scenes = [_shown(scene, by_id.get(str(scene["id"])), maps) for scene in given]
    head: dict[str, Any] = {key: content.get(key) for key in _HEAD}
    head["scenes"] = [{key: scene.get(key) for key in ("id", "kind", "title")} for scene in scenes]
    for row, scene in zip(head["scenes"], scenes, strict=True):
        row["map"] = "map" in scene
    return Content(
        index=_pack(head),
        scenes={scene["id"]: _pack(scene) for scene in scenes},
        questions=questions,
        shapes=maps.files,
        files=frozenset(_addresses(scenes)),
    )


def _question(scene: Mapping[str, Any]) -> Question:
    told = {"title": scene.get("title") or "", **scene["question"], "id": str(scene["id"])}
    try:
        return Question.model_validate(told)
    except ValidationError as error:
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise ContentError(f"De vraag '{told['title']}' kan niet worden gesteld: {why}.") from error


def _shown(scene: Mapping[str, Any], question: Question | None, maps: LightMaps) -> dict[str, Any]:
    shown = {key: scene[key] for key in (*_SHOWN, *_DRAWN) if scene.get(key)}
    if "map" in shown:
        shown["finds"] = (shown["map"].get("stage") or {}).get("finds")
        shown["map"] = maps.light(shown["map"]) | {"stage": None}  # a phone has a title of its own
    if question:
        shown["question"] = question.model_dump(exclude={"answer"})
    return shown | {"id": str(scene["id"])}


def _addresses(told: object) -> Iterator[str]:
    """Paths that a map asks for, wherever they stand in its data."""
    if isinstance(told, Mapping):
        told = list(told.values())
    if isinstance(told, list | tuple):
        for part in told:
            yield from _addresses(part)
    elif isinstance(told, str) and (found := _ADDRESS.fullmatch(told.split("?")[0])):
        yield f"/wijkbeeld/{found[1]}"


def _pack(told: object) -> bytes:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode("utf-8"), 6, mtime=0)
