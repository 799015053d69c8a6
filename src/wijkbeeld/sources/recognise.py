"""One door for everything a user offers: folder, zip or file, recognised by content."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from wijkbeeld.catalog.memory import give_back
from wijkbeeld.sources import books, boundaries, kerncijfers, leefbaarometer, own, text
from wijkbeeld.sources.errors import SourceError, UnknownTableError
from wijkbeeld.sources.kerncijfers import odata, raw, statline, workbook
from wijkbeeld.sources.listing import BOOKS, is_same_map, packages, unpacked
from wijkbeeld.store.errors import disk_reason
from wijkbeeld.store.reading import Reading

_RUST = "pyo3_runtime"
"""Module of what a library written in Rust raises when it panics; no :class:`Exception`."""
_LOG = logging.getLogger(__name__)
_GEO = (".gpkg", ".geojson", ".shp")
_SHAPE_PARTS = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".xml")
_TEXTS = (".pdf", ".md", ".txt", ".html", ".htm", ".doc", ".docx")
_DOCUMENTS = (*_TEXTS, ".sld", ".qml", ".png", ".jpg")
_OWN = (
    "Zijn het eigen cijfers? Koppel de kolommen dan op de pagina Gegevens of met een "
    f"koppelbestand ({own.SUFFIX})."
)


class NoData(Enum):
    """Why a file holds no figures or areas; the sentences are in :mod:`wijkbeeld.words.files`."""

    MAPPING = auto()
    DOCUMENT = auto()
    SHAPEFILE_PART = auto()
    OTHER_JSON = auto()
    SAME_MAP = auto()
    """A map in another format beside the one that is read."""
    CBS_LIST = auto()
    """A list of codes that belongs to a download of StatLine."""


class Unusable(Enum):
    """Why a file that was expected to be used was not."""

    UNSOUND = auto()
    """It looked usable but was not sound."""
    UNKNOWN_TABLE = auto()
    """A table of no known kind: its columns have to be mapped first."""


@dataclass(frozen=True)
class Skipped:
    """A file that was not used, and why.

    Attributes
    ----------
    reason
        What was found, where, and what to do, in Dutch; empty where the kind says all.
    """

    file: str
    kind: NoData | Unusable
    reason: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the user expected it to be used."""
        return isinstance(self.kind, Unusable)


@dataclass
class Offer:
    """Everything that was offered in one import."""

    readings: list[Reading] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def errors(self) -> list[Skipped]:
        """Files that looked usable but were refused."""
        return [s for s in self.skipped if s.is_error]


Progress = Callable[[int, int, str], None]


def read_all(
    paths: list[Path], mappings: list[Path] | None = None, progress: Progress | None = None
) -> Offer:
    """Read every usable file among ``paths`` (files, zips, folders).

    A file that cannot be used becomes a :class:`Skipped`; it never stops the others.

    Parameters
    ----------
    paths
        What the user offers.
    mappings
        Folders with ``*.wijkbeeld.toml`` files for own figures.
    progress
        Called with (files done, files in all, name of the next file).
    """
    offer = Offer()

    def refuse(name: str, error: Exception) -> None:
        offer.skipped.append(_refused(name, error))

    outcomes: dict[int, list[Reading] | Skipped] = {}
    with unpacked(paths, refuse) as files:
        with_package = packages([file for file, _ in files])
        # maps first, while nothing else takes memory: they need most of it for a while
        order = sorted(range(len(files)), key=lambda n: files[n][0].suffix.lower() not in _GEO)
        for done, n in enumerate(order):
            file, name = files[n]
            if progress:
                progress(done, len(files), name)
            if is_same_map(file, with_package):
                outcomes[n] = Skipped(name, NoData.SAME_MAP)
                continue
            outcomes[n] = _read_or_refuse(file, mappings or [], name)
            give_back()
        if progress:
            progress(len(files), len(files), "")
    for _, outcome in sorted(outcomes.items()):
        if isinstance(outcome, Skipped):
            offer.skipped.append(outcome)
        else:
            offer.readings += outcome
    return offer


def _read_or_refuse(path: Path, mappings: list[Path], name: str) -> list[Reading] | Skipped:
    """Read one file; whatever is wrong with it, the others can still be read."""
    try:
        digest = sha256(path)
        outcome = read_file(path, mappings, name)
    except BaseException as error:  # a file that no loader foresaw must not stop the others
        if not isinstance(error, Exception) and type(error).__module__ != _RUST:
            raise
        return _refused(name, error)
    if isinstance(outcome, NoData):
        return Skipped(name, outcome)
    for reading in outcome:
        reading.sha256 = digest
    return outcome


def _refused(name: str, error: BaseException) -> Skipped:
    """Why a file is not used: unsound, not given by the system, or foreseen by no loader."""
    if isinstance(error, SourceError):
        where = f" ({error.where})" if error.where else ""
        is_unknown = isinstance(error, UnknownTableError)
        kind = Unusable.UNKNOWN_TABLE if is_unknown else Unusable.UNSOUND
        return Skipped(name, kind, f"{error.what}{where} {error.todo}")
    if isinstance(error, OSError) and error.errno:
        todo = "Controleer of je het zelf kunt openen, en sluit het in andere programma's."
        what = f"Dit is niet te openen: {disk_reason(error)}."
        return Skipped(name, Unusable.UNSOUND, f"{what} {todo}")
    _LOG.error("unforeseen failure while reading %s", name, exc_info=error)
    what = "Dit bestand is niet te lezen: de inhoud is anders dan die van elk bekend bestand."
    return Skipped(name, Unusable.UNSOUND, f"{what} {text.AGAIN}")


def read_file(path: Path, mappings: list[Path], name: str | None = None) -> list[Reading] | NoData:
    """Read one file, or say why it is no data for Wijkbeeld.

    Raises
    ------
    SourceError
        The file is of a known kind but not sound, or of no known kind.
    """
    name = name or path.name
    suffix = path.suffix.lower()
    if path.name.endswith(own.SUFFIX):
        return NoData.MAPPING
    if suffix in _DOCUMENTS:
        return NoData.DOCUMENT
    if suffix in _SHAPE_PARTS:
        return NoData.SHAPEFILE_PART
    if suffix in books.OTHER_BOOKS:
        books.need_book(path)
    mapping = own.find_mapping(path, mappings)
    own_figures = [own.read(path, mapping)] if mapping else []
    if suffix in _GEO:
        if suffix == ".geojson":
            text.first_line(path)  # GDAL reads half of what is no text without a word
        return own_figures + _readings_of_map(path, name, is_needed=not own_figures)
    if suffix in BOOKS:
        return own_figures or _from_workbook(path, name)
    if suffix == ".json":
        return own_figures or _from_json(path, name)
    if own_figures:
        return own_figures
    return NoData.CBS_LIST if raw.is_code_list(path) else [_from_text(path, name)]


def _readings_of_map(path: Path, name: str, *, is_needed: bool) -> list[Reading]:
    """Areas of a map; a map without them is wrong only when it gave nothing else."""
    try:
        return boundaries.read(path, name)
    except SourceError:
        if is_needed:
            raise
        return []


def _from_text(path: Path, name: str) -> Reading:
    try:
        line = text.first_line(path)
    except SourceError as error:
        names = own.column_names(path)
        if raw.matches(names) or statline.matches(names):  # as Excel saves them
            return _kerncijfers(path, name, names)
        if not _is_official_header(names):
            raise _unknown_table(name, "zijn niet in UTF-8 opgeslagen") from error
        raise
    names = text.columns(line, text.separator(line))
    if leefbaarometer.is_version_2(names):
        raise leefbaarometer.refuse_version_2(name)
    if leefbaarometer.matches(names) or (
        "ontwikkeling" not in path.name.lower() and "lbm" in line.lower()
    ):
        return leefbaarometer.read(path)
    if "leefbaarometer-ontwikkeling" in path.name.lower():
        raise SourceError(
            name,
            "Dit zijn ontwikkelingscijfers. Wijkbeeld rekent die zelf uit de scores.",
            "Importeer het bestand met scores.",
        )
    if statline.matches(names) or raw.matches(names):
        return _kerncijfers(path, name, names)
    raise _unknown_table(name, f"zijn: {', '.join(names[:6])[:120]}")


def _kerncijfers(path: Path, name: str, names: list[str]) -> Reading:
    """Read a CSV with kerncijfers: of StatLine, or with the names of OData or the workbooks."""
    is_statline = statline.matches(names)
    return kerncijfers.read_statline(path) if is_statline else raw.read_csv(path, name)


def _is_official_header(names: list[str]) -> bool:
    """Tell whether columns are those of an official file, or there are none."""
    return (
        not names
        or leefbaarometer.matches(names)
        or bool({n.lower() for n in names} & {"lbm", "afw"})
    )


def _unknown_table(name: str, columns: str) -> UnknownTableError:
    return UnknownTableError(
        name,
        f"Dit bestand is niet herkend. De eerste kolommen {columns}.",
        _OWN,
    )


def _from_workbook(path: Path, name: str) -> list[Reading]:
    reading = kerncijfers.read_workbook(path, workbook.sheets(path))
    if reading is None:
        what = "In deze werkmap zijn geen kerncijfers van CBS herkend."
        raise UnknownTableError(name, what, _OWN)
    return [reading]


def _from_json(path: Path, name: str) -> list[Reading] | NoData:
    text.first_line(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            name, "Dit JSON-bestand is afgebroken of beschadigd.", text.AGAIN
        ) from error
    if odata.matches(content):
        return [kerncijfers.read_odata(path, content)]
    rows = raw.records_of(content)
    if rows is not None:
        return [raw.read_json(path, content, rows, name)]
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        return boundaries.read(path, name)
    return NoData.OTHER_JSON


def sha256(path: Path) -> str:
    """Checksum of a file, in hexadecimal."""
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
