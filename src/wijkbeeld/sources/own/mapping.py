"""The mapping of a table: which column is what, written by the user or by the guided step."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path
from typing import Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wijkbeeld.catalog import catalog
from wijkbeeld.sources.errors import SourceError

SUFFIX = ".wijkbeeld.toml"
TO_MEND = "Pas het koppelbestand aan; zie 'Eigen cijfers' in docs/bronnen.md."


class ColumnMapping(BaseModel):
    """What one column of the table means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    eenheid: str = ""
    decimalen: int = Field(default=1, ge=0, le=4)
    factor: float = 1.0
    delen_door: str = ""


class Mapping(BaseModel):
    """How to read one table.

    ``jaar`` is the year of the figures when no ``jaarkolom`` gives it; ``indeling`` the year of
    the area classification (the year of the figures when absent).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    patroon: str = ""
    code: str
    niveau: Literal["", "gemeente", "wijk", "buurt"] = ""
    jaar: int | None = Field(default=None, ge=1990, le=2100)
    jaarkolom: str = ""
    indeling: int | None = Field(default=None, ge=1990, le=2100)
    blad: str = ""
    bron: str = "Eigen cijfers"
    kolommen: dict[str, ColumnMapping]


def parse_mapping(content: str, name: str) -> Mapping:
    """Read a mapping from TOML text.

    Raises
    ------
    SourceError
        Not TOML, an unknown key, or a new indicator without label or unit.
    """
    try:
        mapping = Mapping.model_validate(tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            name, f"Dit koppelbestand is geen geldige TOML: {error}.", TO_MEND
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise SourceError(name, f"'{place}' klopt niet: {first['msg']}.", TO_MEND) from error
    _check(mapping, name)
    return mapping


def _check(mapping: Mapping, name: str) -> None:
    """Raise when what the columns are said to be is not complete or not possible."""
    chosen = [target.indicator for target in mapping.kolommen.values()]
    twice = sorted({i for i in chosen if chosen.count(i) > 1})
    if twice:
        raise SourceError(
            name,
            f"Meer dan één kolom is gekoppeld aan '{twice[0]}'.",
            "Koppel één kolom per indicator.",
        )
    for column, target in mapping.kolommen.items():
        if target.indicator not in catalog().indicators and not (target.label and target.eenheid):
            raise SourceError(
                name,
                f"Kolom '{column}': '{target.indicator}' is een nieuwe indicator.",
                "Geef een label en een eenheid op.",
            )
    if mapping.jaar is None and not mapping.jaarkolom:
        raise SourceError(name, "Het jaar van de cijfers ontbreekt.", "Geef jaar of jaarkolom op.")


def to_toml(
    code: str,
    year_column: str,
    year: int,
    classification: int | None,
    source: str,
    columns: dict[str, tuple[str, str, str]],
) -> str:
    """Write a mapping as TOML, as :func:`parse_mapping` reads it.

    Parameters
    ----------
    year_column, year
        Column with the year; where it is empty, ``year`` holds for all rows.
    classification
        Year of the classification; None: that of the figures.
    source
        Name of the table.
    columns
        Indicator, label and unit per column; label and unit are empty for indicators of the
        catalog.
    """
    content: dict[str, object] = {"code": code}
    content |= {"jaarkolom": year_column} if year_column else {"jaar": year}
    if classification is not None:
        content["indeling"] = classification
    content["bron"] = f"Eigen cijfers, {source}"
    content["kolommen"] = {
        column: {"indicator": id_} | ({"label": label, "eenheid": unit} if label else {})
        for column, (id_, label, unit) in columns.items()
    }
    return tomli_w.dumps(content)


def find_mapping(path: Path, folders: list[Path]) -> Mapping | None:
    """Find the mapping for a table: beside it, or by pattern in one of ``folders``."""
    beside = path.with_name(path.name.split(".")[0] + SUFFIX)
    if beside.is_file():
        return parse_mapping(beside.read_text(encoding="utf-8-sig"), beside.name)
    for folder in folders:
        for file in sorted(folder.glob("*" + SUFFIX)):
            mapping = parse_mapping(file.read_text(encoding="utf-8-sig"), file.name)
            pattern = mapping.patroon or file.name.removesuffix(SUFFIX) + ".*"
            if fnmatch.fnmatch(path.name, pattern):
                return mapping
    return None
