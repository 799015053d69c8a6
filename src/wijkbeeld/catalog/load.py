"""Read ``data/``: TOML in, typed declarations out, and one clear error naming file and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from wijkbeeld import paths
from wijkbeeld.catalog.features import Feature
from wijkbeeld.catalog.interventions import CaseFact, Intervention, Reference
from wijkbeeld.catalog.marks import PublishedMarks
from wijkbeeld.catalog.models import (
    Band,
    Classes,
    Declared,
    EarlyStock,
    Indicator,
    Programme,
    Source,
    StatedGoal,
)
from wijkbeeld.catalog.regions import Alias, Corop

D = TypeVar("D", bound=Declared)


class CatalogError(ValueError):
    """A declaration cannot be used; the message names file, line and cause."""

    def __init__(self, file: Path, line: int, cause: str) -> None:
        self.file, self.line, self.cause = file, line, cause
        super().__init__(f"{file.name}, line {line}: {cause}")


def _line_of(text: str, table: str, index: int, key: str | None) -> int:
    """Line of the ``index``-th ``[[table]]`` (or of ``key`` inside it), counted from 1."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if line.strip() == f"[[{table}]]"]
    if index >= len(heads):
        return 1
    end = heads[index + 1] if index + 1 < len(heads) else len(lines)
    if key is not None:
        for n in range(heads[index], end):
            if re.match(rf"\s*{re.escape(key)}\s*=", lines[n]):
                return n + 1
    return heads[index] + 1


def _parse(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(file, 1, f"cannot be read as UTF-8 text ({error})") from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else len(text.splitlines())
        raise CatalogError(file, line, f"not valid TOML: {error}") from error


def read_tables(file: Path, table: str, model: type[D]) -> tuple[D, ...]:
    """Read every ``[[table]]`` of a TOML file as ``model``.

    Raises
    ------
    CatalogError
        When the file is not TOML, holds other tables, or a table does not fit the model.
    """
    text, content = _parse(file)
    strange = sorted(set(content) - {table})
    if strange:
        raise CatalogError(file, 1, f"expected only [[{table}]], found {', '.join(strange)}")
    rows = content.get(table, [])
    if not isinstance(rows, list) or not rows:
        raise CatalogError(file, 1, f"expected at least one [[{table}]]")
    return tuple(_validated(file, text, table, n, row, model) for n, row in enumerate(rows))


def _validated(file: Path, text: str, table: str, n: int, row: Any, model: type[D]) -> D:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = [str(p) for p in first["loc"]]
        line = _line_of(text, table, n, place[0] if place else None)
        where = ".".join(place) or table
        raise CatalogError(file, line, f"{where}: {first['msg']}") from error


@dataclass(frozen=True)
class Catalog:
    """All declarations of one ``data/`` folder.

    Attributes are read when first used and then kept: a folder is read once per process.
    """

    folder: Path

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id, in the order of the file."""
        file = self.folder / "indicators.toml"
        rows = read_tables(file, "indicator", Indicator)
        text = file.read_text(encoding="utf-8")
        found: dict[str, Indicator] = {}
        for n, row in enumerate(rows):
            if row.id in found:
                line = _line_of(text, "indicator", n, "id")
                raise CatalogError(file, line, f"indicator '{row.id}' is declared twice")
            found[row.id] = row
        for n, row in enumerate(rows):
            wanted = {row.weight, *(k.share_of for k in row.keys)} - {None}
            for other in wanted - set(found):
                line = _line_of(text, "indicator", n, "weight")
                raise CatalogError(file, line, f"'{row.id}' refers to unknown '{other}'")
        return found

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        files = sorted((self.folder / "sources").glob("*.toml"))
        rows = [s for f in files for s in read_tables(f, "source", Source)]
        return {s.id: s for s in rows}

    @cached_property
    def classes(self) -> dict[str, Classes]:
        """Class scales by id: ``situatie``, ``afwijking``, ``ontwikkeling``."""
        rows = read_tables(self.folder / "classes.toml", "scale", Classes)
        return {c.id: c for c in rows}

    @cached_property
    def timeline(self) -> tuple[Band, ...]:
        """Policy bands, oldest first."""
        file = self.folder / "programmes" / "tijdlijn.toml"
        return tuple(sorted(read_tables(file, "band", Band), key=lambda b: b.start))

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Programmes and case areas by id."""
        files = sorted((self.folder / "programmes").glob("*.toml"))
        rows = [
            p
            for f in files
            if f.name != "tijdlijn.toml"
            for p in read_tables(f, "programme", Programme)
        ]
        return {p.id: p for p in rows}

    @cached_property
    def goals(self) -> tuple[StatedGoal, ...]:
        """Published goals and results of programmes, the example users start from."""
        return read_tables(self.folder / "doelen.toml", "goal", StatedGoal)

    @cached_property
    def features(self) -> dict[str, Feature]:
        """Features that an area can be mixed by, by id, in the order of the file."""
        file = self.folder / "kenmerken.toml"
        rows = read_tables(file, "feature", Feature)
        used = {i for f in rows for v in f.variants for i in (*v.indicators, *v.weights)}
        if strange := sorted(used - set(self.indicators)):
            raise CatalogError(file, 1, f"unknown indicators: {', '.join(strange)}")
        return {f.id: f for f in rows}

    @cached_property
    def marks(self) -> tuple[PublishedMarks, ...]:
        """Published marks of residents, an example for who has no survey."""
        return read_tables(self.folder / "beleving.toml", "mark", PublishedMarks)

    @cached_property
    def corops(self) -> tuple[Corop, ...]:
        """COROP areas, which make up the provincies."""
        return read_tables(self.folder / "regios.toml", "corop", Corop)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Everyday names of gemeenten by code, where CBS writes another name."""
        rows = read_tables(self.folder / "namen.toml", "alias", Alias)
        return {a.code: a.name for a in rows}

    @cached_property
    def early_stock(self) -> tuple[EarlyStock, ...]:
        """Dwellings of areas that were nearly empty once, from before there are figures."""
        return read_tables(self.folder / "voorraad.toml", "stock", EarlyStock)

    @cached_property
    def interventions(self) -> dict[str, Intervention]:
        """What can be done in a wijk, by id, in the order of the file."""
        rows = read_tables(self.folder / "maatregelen.toml", "intervention", Intervention)
        return {i.id: i for i in rows}

    @cached_property
    def references(self) -> dict[str, Reference]:
        """Publications that interventions lean on, by id."""
        rows = read_tables(self.folder / "literatuur.toml", "reference", Reference)
        return {r.id: r for r in rows}

    @cached_property
    def case_facts(self) -> tuple[CaseFact, ...]:
        """What is public about the case wijken."""
        return read_tables(self.folder / "voorbeelden.toml", "fact", CaseFact)

    @property
    def kwb(self) -> dict[str, Indicator]:
        """Indicators that come from CBS kerncijfers wijken en buurten."""
        return {k: v for k, v in self.indicators.items() if v.source == "kwb"}


@lru_cache(maxsize=4)
def catalog(folder: Path | None = None) -> Catalog:
    """Return the catalog of ``folder`` (this project's own when None)."""
    return Catalog(folder or paths.declarations())
