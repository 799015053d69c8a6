"""Read own figures by their mapping."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog, codes
from wijkbeeld.sources.errors import SourceError, dutch
from wijkbeeld.sources.kerncijfers import cells
from wijkbeeld.sources.kerncijfers.harmonise import FIGURE_COLUMNS, plausible
from wijkbeeld.sources.own.mapping import ColumnMapping, Mapping
from wijkbeeld.sources.own.table import load_table
from wijkbeeld.store.reading import OwnIndicator, Reading, refuse


@dataclass(frozen=True)
class _Rows:
    """Usable rows of a table: area and year of each, on the index of its cells."""

    cells: pd.DataFrame
    area: pd.Series
    year: pd.Series


def read(path: Path, mapping: Mapping) -> Reading:
    """Read a table by its mapping.

    Returns
    -------
    Reading
        ``figures`` in catalog units; rows without a usable code or year are refused with line.

    Raises
    ------
    SourceError
        A mapped column is missing, codes are no CBS codes, or an area and year stand twice.
    """
    table = load_table(path, mapping.blad)
    _need_columns(path, table, mapping)
    reading = Reading(path.name, "eigen", "", "eigen", rows_read=len(table))
    rows = _usable(path, table, mapping, reading)
    parts = [_column(rows, column, target, mapping) for column, target in mapping.kolommen.items()]
    figures = pd.concat(parts, ignore_index=True)[list(FIGURE_COLUMNS)]
    reading.figures = figures.astype({"year": "int16", "indeling": "int16"})
    reading.indicators += [
        OwnIndicator(t.indicator, t.label, t.eenheid, t.decimalen, mapping.bron)
        for t in mapping.kolommen.values()
        if t.indicator not in catalog().indicators
    ]
    count = figures["indicator"].nunique()
    noun = "indicator" if count == 1 else "indicatoren"
    reading.figures_from = mapping.bron
    reading.label = f"{mapping.bron}: {count} {noun}, {dutch(rows.area.nunique())} gebieden"
    return reading


def _need_columns(path: Path, table: pd.DataFrame, mapping: Mapping) -> None:
    """Raise when a mapped column is not in the table."""
    needed = [mapping.code, *mapping.kolommen, *([mapping.jaarkolom] if mapping.jaarkolom else [])]
    needed += [m.delen_door for m in mapping.kolommen.values() if m.delen_door]
    missing = [c for c in needed if c not in table.columns]
    if missing:
        raise SourceError(
            path.name,
            f"Deze kolommen ontbreken: {', '.join(missing)}. Wel gevonden: "
            f"{', '.join(map(str, table.columns[:8]))}.",
            "Kies andere kolommen of pas het koppelbestand aan.",
            where="regel 1",
        )


def _column(rows: _Rows, column: str, target: ColumnMapping, mapping: Mapping) -> pd.DataFrame:
    """Figures of one column, in the unit of its indicator."""
    value, status = cells.parse(rows.cells[column], whole=_is_count(target))
    value = value * target.factor
    if target.delen_door:
        whole, _ = cells.parse(rows.cells[target.delen_door], whole=True)
        value = 100 * value / whole.where(whole > 0)
        status = status.mask(value.isna() & status.isin(["cijfer", "voorlopig"]), "onmogelijk")
    if target.indicator in catalog().indicators:
        value, status = plausible(catalog().indicators[target.indicator], value, status)
    return pd.DataFrame(
        {
            "year": rows.year,
            "indeling": mapping.indeling or rows.year,
            "level": codes.levels_of(rows.area),
            "code": rows.area,
            "indicator": target.indicator,
            "value": value,
            "status": status,
        }
    )


def _is_count(target: ColumnMapping) -> bool:
    """Tell whether a column holds whole numbers, in which a point can only part thousands."""
    known = catalog().indicators.get(target.indicator)
    if known is None:
        return target.decimalen == 0
    return known.kind == "aantal" or bool(target.delen_door)


def _area(raw: pd.Series, mapping: Mapping) -> pd.Series:
    """Clean codes; bare numbers get prefix and zeros when the mapping names the level."""
    area = codes.clean(raw)
    if not mapping.niveau:
        return area
    level = mapping.niveau
    numbered = area.map(
        lambda c: codes.from_number(str(c), level) if codes.level_of(str(c)) is None else c
    )
    return numbered.astype("str")


def _years(table: pd.DataFrame, mapping: Mapping) -> pd.Series:
    if not mapping.jaarkolom:
        return pd.Series(mapping.jaar, index=table.index, dtype="float64")
    years = (
        table[mapping.jaarkolom].astype("str").str.extract(r"^\s*((?:19|20)\d{2})", expand=False)
    )
    return pd.to_numeric(years, errors="coerce").astype("float64")


def _usable(path: Path, table: pd.DataFrame, mapping: Mapping, reading: Reading) -> _Rows:
    """Keep the rows with an area and a year; refuse the others."""
    area, years = _area(table[mapping.code], mapping), _years(table, mapping)
    no_code, no_year = codes.levels_of(area).isna(), years.isna()
    if no_code.all():
        example = str(table[mapping.code].iloc[0]) if len(table) else "niets"
        raise SourceError(
            path.name,
            f"Kolom '{mapping.code}' bevat geen CBS-codes (gevonden: '{example[:30]}').",
            "Gebruik codes als GM0363, WK036300 of BU03630000, of geef het niveau op.",
        )
    doubled = pd.DataFrame({"a": area, "y": years})[~no_code & ~no_year].duplicated()
    if doubled.any():
        line = int(doubled[doubled].index[0])
        raise SourceError(
            path.name,
            f"Gebied {area[line]} staat meer dan eens in hetzelfde jaar.",
            "Laat één rij per gebied en jaar staan.",
            where=f"regel {line + 2}",
        )
    for mask, reason in (
        (no_code, "geen CBS-gebiedscode"),
        (no_year & ~no_code, "geen geldig jaar"),
    ):
        lines = np.flatnonzero(mask.to_numpy(bool)) + 2
        reading.refusals += refuse(reason, lines, area[mask])
    good = ~(no_code | no_year)
    return _Rows(table[good], area[good], years[good])
