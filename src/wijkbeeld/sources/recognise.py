"""One door for everything a user offers: folder, zip or file, recognised by content."""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from wijkbeeld.sources import archive, boundaries, kerncijfers, leefbaarometer, own, text
from wijkbeeld.sources.errors import SourceError, UnknownTableError
from wijkbeeld.sources.kerncijfers import odata, statline, workbook
from wijkbeeld.store.reading import Reading

_LOG = logging.getLogger(__name__)
_GEO = (".gpkg", ".geojson", ".shp")
_SHAPE_PARTS = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".xml")
_DOCUMENTS = (
    ".pdf",
    ".md",
    ".txt",
    ".html",
    ".htm",
    ".doc",
    ".docx",
    ".sld",
    ".qml",
    ".png",
    ".jpg",
)
_BOOKS = (".xls", ".xlsx", ".xlsm")


class NoData(Enum):
    """Why a file holds no figures or areas; the sentences are in :mod:`wijkbeeld.words.files`."""

    MAPPING = auto()
    DOCUMENT = auto()
    SHAPEFILE_PART = auto()
    OTHER_JSON = auto()


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
    with _unpacked(paths, offer) as files:
        for n, (file, name) in enumerate(files):
            if progress:
                progress(n, len(files), name)
            outcome = _read_or_refuse(file, mappings or [], name)
            if isinstance(outcome, Skipped):
                offer.skipped.append(outcome)
                continue
            digest = sha256(file)
            for reading in outcome:
                reading.sha256 = digest
            offer.readings += outcome
        if progress:
            progress(len(files), len(files), "")
    return offer


def _read_or_refuse(path: Path, mappings: list[Path], name: str) -> list[Reading] | Skipped:
    """Read one file; whatever is wrong with it, the others can still be read."""
    try:
        outcome = read_file(path, mappings, name)
    except SourceError as error:
        return _refused(name, error)
    except Exception as error:  # a file that no loader foresaw must not stop the others
        _LOG.exception("unforeseen failure while reading %s", name)
        what = f"Dit bestand is niet te lezen ({type(error).__name__})."
        return Skipped(name, Unusable.UNSOUND, f"{what} {text.AGAIN}")
    return Skipped(name, outcome) if isinstance(outcome, NoData) else outcome


def _refused(name: str, error: SourceError) -> Skipped:
    where = f" ({error.where})" if error.where else ""
    is_unknown = isinstance(error, UnknownTableError)
    kind = Unusable.UNKNOWN_TABLE if is_unknown else Unusable.UNSOUND
    return Skipped(name, kind, f"{error.what}{where} {error.todo}")


@contextmanager
def _unpacked(paths: list[Path], offer: Offer) -> Iterator[list[tuple[Path, str]]]:
    """List the files behind ``paths``; unpacked zips live until the block ends."""
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-") as scratch:
        files: list[tuple[Path, str]] = []
        for path in paths:
            if path.is_dir():
                inside = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
                files += [(p, str(p.relative_to(path))) for p in inside]
            elif path.is_file():
                files.append((path, path.name))
            else:
                why = "Dit bestand bestaat niet. Controleer de naam."
                offer.skipped.append(Skipped(str(path), Unusable.UNSOUND, why))
        out: list[tuple[Path, str]] = []
        for n, (path, name) in enumerate(files):
            if not _is_zip(path):
                out.append((path, name))
                continue
            into = Path(scratch) / str(n)
            into.mkdir()
            try:
                members = archive.unpack(path, into)
            except SourceError as error:
                offer.skipped.append(_refused(name, error))
                continue
            out += [(m, f"{name} › {m.relative_to(into)}") for m in sorted(members)]
        yield [(p, n) for p, n in out if not p.name.startswith((".", "~$", "__MACOSX"))]


def _hidden(path: Path, root: Path) -> bool:
    return any(p.startswith(".") for p in path.relative_to(root).parts)


def _is_zip(path: Path) -> bool:
    """A zip by ending or content; workbooks are zips too, but not for unpacking."""
    if path.suffix.lower() in _BOOKS:
        return False
    if path.suffix.lower() == ".zip":
        return True
    with path.open("rb") as raw:
        return raw.read(4) == b"PK\x03\x04" and zipfile.is_zipfile(path)


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
    mapping = own.find_mapping(path, mappings)
    own_figures = [own.read(path, mapping)] if mapping else []
    if suffix in _GEO:
        return own_figures + _readings_of_map(path, name, is_needed=not own_figures)
    if suffix in _BOOKS:
        return own_figures or _from_workbook(path, name)
    if suffix == ".json":
        return own_figures or _from_json(path, name)
    return own_figures or [_from_text(path, name)]


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
        if not _is_official_header(own.column_names(path)):
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
    if statline.matches(names):
        return kerncijfers.read_statline(path)
    raise _unknown_table(name, f"zijn: {', '.join(names[:6])[:120]}")


def _is_official_header(names: list[str]) -> bool:
    """Tell whether columns are those of an official file, or there are none."""
    is_official = leefbaarometer.matches(names) or statline.matches(names)
    return not names or is_official or bool({n.lower() for n in names} & {"lbm", "afw"})


def _unknown_table(name: str, columns: str) -> UnknownTableError:
    return UnknownTableError(
        name,
        f"Dit bestand is niet herkend. De eerste kolommen {columns}.",
        "Zijn het eigen cijfers? Koppel de kolommen dan op de pagina Gegevens of met een "
        f"koppelbestand ({own.SUFFIX}).",
    )


def _from_workbook(path: Path, name: str) -> list[Reading]:
    reading = kerncijfers.read_workbook(path, workbook.sheets(path))
    if reading is None:
        raise UnknownTableError(
            name,
            "In deze werkmap zijn geen kerncijfers van CBS herkend.",
            "Zijn het eigen cijfers? Koppel de kolommen dan op de pagina Gegevens of met een "
            f"koppelbestand ({own.SUFFIX}).",
        )
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
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        return boundaries.read(path, name)
    return NoData.OTHER_JSON


def sha256(path: Path) -> str:
    """Checksum of a file, in hexadecimal."""
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
