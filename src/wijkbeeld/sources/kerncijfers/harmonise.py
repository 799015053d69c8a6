"""From the columns of one CBS table to the indicators of the catalog."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.catalog import Indicator, KwbKey, catalog, codes
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers import cells
from wijkbeeld.store.reading import Reading, Refusal

_CUT_FROM = 30
"""Letters from which CBS may have cut an OData v3 key off."""

FIGURE_COLUMNS = ("year", "indeling", "level", "code", "indicator", "value", "status")


@dataclass(frozen=True)
class Column:
    """One column as its publisher describes it.

    ``path`` is the chain of titles joined by ``/``; ``measure`` an OData v4 code; ``short`` a
    column name of a kwb workbook; ``key`` an OData v3 key of which no title is known.
    """

    name: str
    path: str = ""
    unit: str = ""
    measure: str = ""
    short: str = ""
    key: str = ""


def normal(title: str) -> str:
    """Fold a title for comparison: lower case, single blanks, no line breaks."""
    return re.sub(r"\s+", " ", title).strip().lower()


def split_unit(title: str) -> tuple[str, str]:
    """Split 'Koopwoningen (%)' into title and unit."""
    parts = re.fullmatch(r"(.*?)\s*\(([^()]*)\)\s*", title, re.DOTALL)
    return (parts.group(1), parts.group(2)) if parts else (title, "")


def _fits_unit(wanted: str, unit: str) -> bool:
    """Compare units as far as a table tells them: a percentage is never a count."""
    return not unit or ("%" in unit) == (wanted == "%")


def _fits(key: KwbKey, column: Column, wanted: str) -> int:
    """How surely a column is meant by a key: 0 not, higher is surer.

    ``wanted`` is the unit that the key asks for: ``%`` or anything else.
    """
    if column.short:
        return 3 if column.short.lower() in {x.lower() for x in key.xls} else 0
    if column.key:
        return 1 if any(_is_key_of(title, column.key) for title in key.titles) else 0
    if not _fits_unit(wanted, column.unit):
        return 0
    if column.measure and column.measure in key.v4:
        return 3
    path = normal(column.path)
    for title in key.titles:
        tail = normal(title)
        if path and (path == tail or path.endswith("/" + tail)):
            return 2 if "/" in tail else 1
    return 0


def _is_key_of(title: str, key: str) -> bool:
    """Whether CBS made an OData v3 key of this title: letters and digits, cut off when long."""
    base = re.sub(r"[\W_]", "", re.sub(r"^k_(?=\d)|_\d+$", "", key)).lower()
    folded = re.sub(r"[\W_]", "", title).lower()
    return base == folded or (len(base) >= _CUT_FROM and folded.startswith(base))


def choose(columns: list[Column], year: int) -> tuple[dict[str, tuple[Column, KwbKey]], list[str]]:
    """Choose one column per indicator for ``year``.

    Returns
    -------
    chosen, notes
        Notes name the indicators for which several columns fit equally well: those are left out,
        because a wrong column is worse than a gap.
    """
    chosen: dict[str, tuple[Column, KwbKey]] = {}
    notes: list[str] = []
    for indicator in catalog().kwb.values():
        keys = [k for k in indicator.keys if k.years[0] <= year <= k.years[1]]
        usual = "%" if indicator.unit == "%" else "aantal"
        ranked = [
            (f, c, k) for c in columns for k in keys if (f := _fits(k, c, k.unit or usual)) > 0
        ]
        if not ranked:
            continue
        top = max(f for f, _, _ in ranked)
        best = [(c, k) for f, c, k in ranked if f == top]
        if len({c.name for c, _ in best}) > 1:
            names = ", ".join(sorted({c.name for c, _ in best})[:3])
            notes.append(f"Voor '{indicator.label}' passen meer kolommen ({names}): niet gebruikt.")
            continue
        chosen[indicator.id] = best[-1]  # of two eras that both fit, the later
    return chosen, notes


def figures(
    table: pd.DataFrame, area: pd.Series, columns: list[Column], year: int, reading: Reading
) -> pd.DataFrame:
    """Make the long figures frame of one table and year.

    Parameters
    ----------
    table
        One row per area, one column per published column.
    area
        Clean CBS codes, on the index of ``table``.
    columns
        Description of each column of ``table``.
    reading
        Receives notes and refusals.

    Returns
    -------
    DataFrame
        Columns ``year, indeling, level, code, indicator, value, status``.
    """
    chosen, notes = choose(columns, year)
    reading.notes += notes
    values = _values(table, chosen, reading)
    if not values:
        raise SourceError(
            reading.file,
            f"In deze tabel over {year} is geen enkele kolom herkend.",
            "Klopt het jaar? Download opnieuw.",
        )
    frame = _long(area, year, values)
    unreadable = int((frame["status"] == "onleesbaar").sum())
    if unreadable:
        reading.refusals.append(Refusal("cel is geen getal en geen CBS-teken", None, 0))
        reading.notes.append(f"{unreadable} cellen zijn onleesbaar en blijven leeg.")
    return frame


def _values(
    table: pd.DataFrame, chosen: dict[str, tuple[Column, KwbKey]], reading: Reading
) -> dict[str, tuple[pd.Series, pd.Series]]:
    """Value and status of every chosen indicator, in the unit of the catalog."""
    cells_of: dict[str, tuple[pd.Series, pd.Series]] = {}
    for id_, (column, key) in chosen.items():
        cells_of[id_] = cells.parse(table[column.name], whole=_is_whole(id_, key))
    values = {}
    for id_, (_, key) in chosen.items():
        value, status = cells_of[id_]
        if key.share_of:
            if key.share_of not in cells_of:
                reading.notes.append(f"'{id_}' overgeslagen: het totaal ontbreekt in deze tabel.")
                continue
            value, status = _share(value, status, *cells_of[key.share_of])
        values[id_] = plausible(catalog().indicators[id_], value, status)
    return values


def _is_whole(id_: str, key: KwbKey) -> bool:
    """Whether a column holds whole numbers, in which a point can only stand between thousands."""
    indicator = catalog().indicators[id_]
    is_count = indicator.kind == "aantal" or key.share_of is not None
    return is_count or (indicator.unit != "%" and indicator.decimals == 0)


def _long(
    area: pd.Series, year: int, values: dict[str, tuple[pd.Series, pd.Series]]
) -> pd.DataFrame:
    """One row per indicator and area."""
    status = [s.to_numpy(object) for _, s in values.values()]
    return pd.DataFrame(
        {
            "year": np.full(len(area) * len(values), year, dtype="int16"),
            "indeling": np.full(len(area) * len(values), year, dtype="int16"),
            "level": _tiled(codes.levels_of(area), len(values)),
            "code": _tiled(area, len(values)),
            "indicator": _repeated(list(values), len(area)),
            "value": np.concatenate([v.to_numpy("float64") for v, _ in values.values()]),
            "status": pd.Categorical(np.concatenate(status), categories=sorted(cells.STATUSES)),
        }
    )


def _tiled(column: pd.Series, times: int) -> pd.Categorical:
    """A text column several times below itself."""
    once = pd.Categorical(column.astype("str"))
    return pd.Categorical.from_codes(np.tile(once.codes, times), dtype=once.dtype)


def _repeated(names: list[str], times: int) -> pd.Categorical:
    """Each name several times, one name after the other."""
    once = pd.Categorical(names)
    return pd.Categorical.from_codes(np.repeat(once.codes, times), dtype=once.dtype)


def _share(
    count: pd.Series, status: pd.Series, total: pd.Series, total_status: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Counts as percentage of a total; without a usable total there is no share."""
    usable = total > 0
    share = (100 * count / total.where(usable)).clip(upper=100)
    broken = count.notna() & ~usable
    known = total_status.isin(["cijfer", "voorlopig"])
    return share, status.mask(broken & ~known, total_status).mask(broken & known, "onmogelijk")


def plausible(
    indicator: Indicator, value: pd.Series, status: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Negative counts and percentages over 100 are reading errors, not figures."""
    wrong = value < 0
    if indicator.unit == "%":
        wrong |= value > 100
    if not wrong.any():
        return value, status
    return value.mask(wrong), status.mask(wrong, "onleesbaar")


def describe(reading: Reading, frame: pd.DataFrame) -> None:
    """Attach figures to a reading, with the label that users see."""
    reading.figures = frame
    years = sorted(int(y) for y in frame["year"].unique())
    count = frame["indicator"].nunique()
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}" if years else "?"
    reading.label = f"Kerncijfers wijken en buurten {span}, {count} indicatoren"
    reading.figures_from = reading.label
