"""Read own figures by their mapping."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld.catalog import catalog, codes
from wijkbeeld.sources.errors import SourceError, dutch
from wijkbeeld.sources.kerncijfers.harmonise import FIGURE_COLUMNS, plausible
from wijkbeeld.sources.own import values
from wijkbeeld.sources.own.mapping import ColumnMapping, Mapping
from wijkbeeld.sources.own.rows import Rows, usable
from wijkbeeld.sources.own.shape import column_groups
from wijkbeeld.sources.own.table import Table, load_table
from wijkbeeld.store.reading import OwnIndicator, Reading, Refusal

_KEY = ["year", "level", "code", "indicator"]
_DIVIDED = ("cijfer", "voorlopig")


@dataclass(frozen=True)
class _Target:
    """One measure to read: its cells and years, on the lines of the file."""

    name: str
    raw: pd.Series
    year: pd.Series
    means: ColumnMapping


def read(path: Path, mapping: Mapping) -> Reading:
    """Read a table by its mapping.

    Raises
    ------
    SourceError
        As :func:`read_table`, or the file is no table.
    """
    return read_table(load_table(path, mapping.blad, mapping.kopregel), mapping)


def read_table(table: Table, mapping: Mapping, known: pd.DataFrame | None = None) -> Reading:
    """Read a loaded table by its mapping.

    Parameters
    ----------
    known
        Areas of the dataset (:data:`areas.KNOWN_COLUMNS`); codes that the classification of the
        mapping does not have are refused. None: every sound code is taken.

    Returns
    -------
    Reading
        ``figures`` in catalog units. Every row of the table gives a figure or is refused, by line
        and reason; a cell that cannot be read is told too, and counts no row.

    Raises
    ------
    SourceError
        A mapped column is missing, or no row at all has a CBS code.
    """
    _need_columns(table, mapping)
    reading = Reading(table.file, "eigen", "", "eigen", rows_read=len(table.cells))
    reading.notes += table.notes
    reading.part = table.sheet
    rows = usable(table, mapping, known, reading)
    parts = [_measured(t, rows, mapping, reading) for t in _targets(table, rows, mapping)]
    empty = pd.DataFrame(columns=[*FIGURE_COLUMNS, "line"])
    figures = pd.concat(parts) if parts else empty
    figures = _once(figures.dropna(subset=["year"]), reading)
    _account(rows, figures, reading)
    reading.figures = (
        figures[list(FIGURE_COLUMNS)]
        .reset_index(drop=True)
        .astype({"year": "int16", "indeling": "int16", "value": "float64"})
    )
    reading.indicators += indicators_of(mapping)
    reading.figures_from = mapping.bron
    reading.label = label_of(mapping, reading.figures["code"].nunique())
    return reading


def label_of(mapping: Mapping, areas: int) -> str:
    """What was read, for the account of files."""
    count = len(mapping.kolommen)
    noun = "maat" if count == 1 else "maten"
    places = "gebied" if areas == 1 else "gebieden"
    return f"{mapping.bron}: {count} {noun}, {dutch(areas)} {places}"


def _need_columns(table: Table, mapping: Mapping) -> None:
    """Raise when a mapped column is not in the table."""
    needed = [mapping.code, mapping.jaarkolom, mapping.variabele, mapping.waarde]
    if mapping.vorm == "breed":
        needed += mapping.kolommen
    for means in mapping.kolommen.values():
        needed += [means.delen_door, means.n, means.marge]
    missing = [c for c in dict.fromkeys(needed) if c and c not in table.cells.columns]
    if missing:
        raise SourceError(
            table.file,
            f"Deze kolommen ontbreken: {', '.join(missing)}. Wel gevonden: "
            f"{', '.join(map(str, table.cells.columns[:8]))}.",
            "Kies andere kolommen of pas het koppelbestand aan.",
            where=f"regel {table.header}",
        )


def _targets(table: Table, rows: Rows, mapping: Mapping) -> list[_Target]:
    """Every measure with its usable cells, and beside it its n and margin."""
    cells = table.cells.loc[rows.area.index]
    found = []
    if mapping.vorm == "lang":
        for name, means in mapping.kolommen.items():
            mine = cells[cells[mapping.variabele] == name]
            found += _with_companions(
                name, mine, mine[mapping.waarde], rows.year[mine.index], means
            )
        return found
    for key, column, year in column_groups(table, mapping):
        years = rows.year if year is None else pd.Series(float(year), index=cells.index)
        means = mapping.kolommen[key]
        found += _with_companions(column, cells, cells[column], years, means)
    return found


def _with_companions(
    name: str, cells: pd.DataFrame, raw: pd.Series, years: pd.Series, means: ColumnMapping
) -> list[_Target]:
    """A measure and the measures that say how sure it is."""
    found = [_Target(name, raw, years, means)]
    for suffix, column in (("n", means.n), ("marge", means.marge)):
        if column:
            beside = companion(means, suffix)
            found.append(_Target(column, cells[column], years, beside))
    return found


def companion(means: ColumnMapping, suffix: str) -> ColumnMapping:
    """The measure beside a measure: its number of respondents (``n``) or margin (``marge``)."""
    is_n = suffix == "n"
    return ColumnMapping(
        indicator=f"{means.indicator}_{suffix}",
        label=f"{means.label or means.indicator}: {'aantal ondervraagden' if is_n else 'marge'}",
        eenheid="ondervraagden" if is_n else means.eenheid,
        notatie="" if is_n else means.notatie,
        decimalen=0 if is_n else means.decimalen,
        soort="aantal" if is_n else "gemiddelde",
    )


def _measured(target: _Target, rows: Rows, mapping: Mapping, reading: Reading) -> pd.DataFrame:
    """Figures of one measure, in the unit of its indicator; unreadable cells are told."""
    means = target.means
    value, status = values.parse(
        target.raw, whole=_is_count(means), notation=means.notatie, bare=means.zonder_procent
    )
    value = value * means.factor
    if means.delen_door:
        divisor = rows.cells.loc[target.raw.index, means.delen_door]
        whole, _ = values.parse(divisor, whole=True)
        value = 100 * value / whole.where(whole > 0)
        status = status.mask(value.isna() & status.isin(_DIVIDED), "onmogelijk")
    if means.indicator in catalog().indicators:
        value, status = plausible(catalog().indicators[means.indicator], value, status)
    reading.refusals += [
        Refusal(f"kolom '{target.name}': {values.why_unreadable(cell)}", int(line), 0, "")
        for line, cell in target.raw[status == "onleesbaar"].items()
    ]
    area = rows.area.loc[target.raw.index].explode()
    spread = area.index
    return pd.DataFrame(
        {
            "line": spread,
            "year": target.year.loc[spread].to_numpy(),
            "indeling": mapping.indeling or target.year.loc[spread].to_numpy(),
            "level": codes.levels_of(area).to_numpy(object),
            "code": area.to_numpy(object),
            "indicator": means.indicator,
            "value": value.loc[spread].to_numpy(),
            "status": status.loc[spread].to_numpy(object),
        }
    )


def _is_count(means: ColumnMapping) -> bool:
    """Tell whether a column holds whole numbers, in which a point can only part thousands."""
    known = catalog().indicators.get(means.indicator)
    if known is None:
        return means.decimalen == 0
    return known.kind == "aantal" or bool(means.delen_door)


def _once(figures: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """One figure per area, year and measure; rows that say the same twice keep the first.

    Where rows contradict each other none is used: nothing tells which is right.
    """
    if not figures.duplicated(_KEY).any():
        return figures
    same = figures.groupby(_KEY, observed=True)["value"].transform(
        lambda v: v.nunique(dropna=False) == 1
    )
    first = figures.groupby(_KEY, observed=True)["line"].transform("min")
    doubled = figures.duplicated(_KEY, keep=False)
    contradicted = figures[doubled & ~same].drop_duplicates("line")
    repeated = figures[doubled & same & (figures["line"] != first)].drop_duplicates("line")
    kept = figures[~doubled | (same & ~figures.duplicated(_KEY))]
    told = {r.line for r in reading.refusals if r.rows} | set(kept["line"])
    for rows, why in (
        (contradicted, "staat meer dan eens in {}, met verschillende cijfers"),
        (repeated, "staat in {} al op een eerdere regel"),
    ):
        for row in rows.itertuples():
            counts = 0 if row.line in told else 1
            told.add(row.line)
            reason = f"gebied {row.code} {why.format(int(row.year))}"
            reading.refusals.append(Refusal(reason, int(row.line), counts, str(row.code)))
    return kept


def _account(rows: Rows, figures: pd.DataFrame, reading: Reading) -> None:
    """Refuse the rows that gave nothing, so that rows read are rows stored and rows refused."""
    told = {r.line for r in reading.refusals if r.rows}
    silent = rows.area.index.difference(pd.Index(figures["line"].unique()))
    for line in silent:
        if line not in told:
            reading.refusals.append(
                Refusal("geen cijfer van een gekozen maat", int(line), 1, str(rows.area[line][0]))
            )


def indicators_of(mapping: Mapping) -> list[OwnIndicator]:
    """The measures that the catalog does not have."""
    every: list[ColumnMapping] = []
    for means in mapping.kolommen.values():
        every.append(means)
        every += [companion(means, s) for s, c in (("n", means.n), ("marge", means.marge)) if c]
    larger = " (cijfer van een groter gebied)" if mapping.verdelen else ""
    return [
        OwnIndicator(
            m.indicator,
            re.sub(r"\s+", " ", m.label).strip() + larger,
            m.eenheid,
            m.decimalen,
            mapping.bron,
            m.richting,
            m.kind,
        )
        for m in every
        if m.indicator not in catalog().indicators
    ]
