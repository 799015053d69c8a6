"""The mapping of a table: which column is what, written by the user or by the guided step."""

from __future__ import annotations

import fnmatch
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any, Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from wijkbeeld.catalog import catalog
from wijkbeeld.sources.errors import SourceError

SUFFIX = ".wijkbeeld.toml"
TO_MEND = "Pas het koppelbestand aan; zie 'Eigen cijfers' in docs/bronnen.md."
Shape = Literal["breed", "lang", "jaren"]
Notation = Literal["", "nederlands", "engels"]
"""1.234,5 or 1,234.5; empty: as the column suggests."""
Bare = Literal["", "fractie", "procent"]
"""What numbers to 1 without percent sign are: 0,48 is 48% or 0,48%; empty: as they stand."""
SINGLE = "waarde"
"""Key in ``kolommen`` of the one measure whose columns are called after years only."""


class ColumnMapping(BaseModel):
    """What one column of the table means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    eenheid: str = ""
    decimalen: int = Field(default=1, ge=0, le=4)
    factor: float = 1.0
    delen_door: str = ""
    richting: Literal["hoger is beter", "lager is beter", "neutraal"] = "neutraal"
    soort: Literal["", "aantal", "aandeel", "gemiddelde"] = ""
    n: str = ""
    marge: str = ""
    notatie: Notation = ""
    zonder_procent: Bare = ""

    @property
    def kind(self) -> Literal["aantal", "aandeel", "gemiddelde"]:
        """What the number is; by its unit and decimals where it is not said."""
        if self.soort:
            return self.soort
        if self.eenheid.strip().startswith("%"):
            return "aandeel"
        return "aantal" if self.decimalen == 0 else "gemiddelde"


class Mapping(BaseModel):
    """How to read one table.

    ``jaar`` is the year of the figures when nothing in the table gives it; ``periode`` the year
    that stands for a period such as 2019-2020; ``indeling`` the year of the area classification
    (the year of the figures when absent). In a table of form ``lang`` the keys of ``kolommen`` are
    the names in column ``variabele``; of form ``jaren`` they are the names of columns without
    their year, or ``waarde`` where nothing is left.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    patroon: str = ""
    blad: str = ""
    kopregel: int | None = Field(default=None, ge=1)
    vorm: Shape = "breed"
    code: str
    niveau: Literal["", "gemeente", "wijk", "buurt"] = ""
    omzettabel: dict[str, list[str]] = {}
    omzetbestand: str = ""
    verdelen: bool = False
    jaar: int | None = Field(default=None, ge=1990, le=2100)
    jaarkolom: str = ""
    periode: Literal["laatste", "eerste"] = "laatste"
    variabele: str = ""
    waarde: str = ""
    indeling: int | None = Field(default=None, ge=1990, le=2100)
    bron: str = "Eigen cijfers"
    kolommen: dict[str, ColumnMapping]

    @field_validator("omzettabel", mode="before")
    @classmethod
    def _one_or_more(cls, table: Any) -> Any:
        """A single code may stand without brackets."""
        if not isinstance(table, dict):
            return table
        return {k: [v] if isinstance(v, str) else v for k, v in table.items()}


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
    check(mapping, name)
    return mapping


def check(mapping: Mapping, name: str) -> None:
    """Raise when what the columns are said to be is not complete or not possible.

    Raises
    ------
    SourceError
        An indicator twice, a new one without name or unit, or no year.
    """
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
    if mapping.jaar is None and not mapping.jaarkolom and mapping.vorm != "jaren":
        raise SourceError(name, "Het jaar van de cijfers ontbreekt.", "Geef jaar of jaarkolom op.")
    if mapping.vorm == "lang" and not (mapping.variabele and mapping.waarde):
        raise SourceError(
            name, "De vorm is 'lang', maar een kolom ontbreekt.", "Geef variabele en waarde op."
        )


def identifier(label: str, unit: str) -> str:
    """Id of an own measure: the same name and unit give the same measure in every file."""
    plain = unicodedata.normalize("NFKD", f"{label} {unit.replace('%', ' pct ')}".lower())
    folded = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_")
    return f"eigen_{folded or 'maat'}"


def to_toml(mapping: Mapping) -> str:
    """Write a mapping as TOML, as :func:`parse_mapping` reads it."""
    content = mapping.model_dump(exclude_defaults=True, exclude_none=True)
    if "omzettabel" in content:
        content["omzettabel"] = {
            k: v[0] if len(v) == 1 else v for k, v in content["omzettabel"].items()
        }
    return tomli_w.dumps(content)


def find_mapping(path: Path, folders: list[Path]) -> Mapping | None:
    """Find the mapping for a table: beside it, or by pattern in one of ``folders``."""
    beside = path.with_name(path.name.split(".")[0] + SUFFIX)
    if beside.is_file():
        return _parsed(beside)
    for folder in folders:
        for file in sorted(folder.glob("*" + SUFFIX)):
            mapping = _parsed(file)
            pattern = mapping.patroon or file.name.removesuffix(SUFFIX) + ".*"
            if fnmatch.fnmatch(path.name, pattern):
                return mapping
    return None


def _parsed(file: Path) -> Mapping:
    """Read a mapping; the crosswalk that it names stands beside it."""
    mapping = parse_mapping(file.read_text(encoding="utf-8-sig"), file.name)
    if not mapping.omzetbestand:
        return mapping
    return mapping.model_copy(update={"omzetbestand": str(file.parent / mapping.omzetbestand)})
