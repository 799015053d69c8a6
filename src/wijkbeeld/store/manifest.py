"""The manifest of a version: what it holds, and an account of every file that was offered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from wijkbeeld.store.errors import DamagedError, disk_reason

Row = Mapping[str, Any]
"""What a manifest counts of one level in one year."""


@dataclass(frozen=True)
class FileAccount:
    """What became of one offered file.

    ``layer`` is the key of an own file's figures; ``parts`` what an official file fills
    (:mod:`wijkbeeld.store.parts`), None where an older Wijkbeeld did not say.
    """

    file: str
    kind: str
    label: str
    source: str
    sha256: str
    rows_read: int
    rows_refused: int
    refusals: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    imported: str = ""
    layer: str = ""
    parts: list[str] | None = None

    @property
    def key(self) -> str:
        """What tells this file from the others of its dataset."""
        return self.layer or self.sha256 + self.label


@dataclass(frozen=True)
class Manifest:
    """Description of one version of a dataset."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    dataset: str
    version: str
    built: str
    wijkbeeld: str
    fictional: bool
    editions: list[int]
    areas_per_wave: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    files: list[FileAccount]
    indicators: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Manifest as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


_ADAPTER = TypeAdapter(Manifest)
_ROWS: Mapping[str, Mapping[str, type]] = {
    "areas_per_wave": {"edition": int, "level": str, "wave": int, "areas": int},
    "areas": {"indeling": int, "level": str, "areas": int, "with_map": int},
    "figures": {"year": int, "level": str, "areas": int, "indicators": int},
    "indicators": {"id": str, "label": str, "unit": str, "decimals": int, "source": str},
}
"""Cells that every row of a part of the manifest has."""


def manifest_of(folder: Path) -> Manifest:
    """Read the manifest of the version in ``folder``.

    Raises
    ------
    DamagedError
        It cannot be read, is cut off, lacks a part, or was written by another Wijkbeeld.
    """
    dataset = folder.parent.parent.name
    try:
        manifest = _ADAPTER.validate_json((folder / "manifest.json").read_bytes(), strict=True)
    except OSError as error:
        raise DamagedError(
            dataset, f"Het overzicht manifest.json is niet te lezen: {disk_reason(error)}."
        ) from error
    except ValidationError as error:
        raise DamagedError(dataset, _what(error)) from error
    if (manifest.dataset, manifest.version) != (dataset, folder.name) or not _is_whole(manifest):
        raise DamagedError(dataset, "Het overzicht manifest.json hoort niet bij deze gegevens.")
    return manifest


def _what(error: ValidationError) -> str:
    """Tell a file that is broken from one of another make."""
    kinds = {str(e["type"]) for e in error.errors()}
    if kinds == {"extra_forbidden"} or kinds == {"unexpected_keyword_argument"}:
        return "Het overzicht manifest.json is door een andere uitgave van Wijkbeeld geschreven."
    return "Het overzicht manifest.json is beschadigd."


def _is_whole(manifest: Manifest) -> bool:
    """Whether every row has its cells, of the right kind."""
    return all(
        isinstance(row.get(cell), kind)
        for part, cells in _ROWS.items()
        for row in getattr(manifest, part)
        for cell, kind in cells.items()
    )
