"""KWB tables as saved from StatLine: ``;``, padded codes, header = path of titles."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from wijkbeeld.catalog import codes
from wijkbeeld.catalog.text_columns import stacked
from wijkbeeld.sources import halves, lines, text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.kerncijfers.harmonise import Column, describe, figures, split_unit
from wijkbeeld.sources.kerncijfers.last_number import is_whole
from wijkbeeld.store.reading import Reading, Refusal, refuse


def matches(names: list[str]) -> bool:
    """Recognise the header of a StatLine KWB table."""
    lower = [n.lower() for n in names]
    return bool(lower) and lower[0].startswith("wijken en buurten") and any("/" in n for n in lower)


def year_in_name(name: str) -> int | None:
    """Year in a file name; StatLine puts it before the moment of download."""
    years = set(re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", name))
    return int(years.pop()) if len(years) == 1 else None


def read(path: Path, *, year: int | None = None) -> Reading:
    """Read a StatLine CSV of one KWB year.

    Raises
    ------
    SourceError
        A line is cut off or changed, no code column, no year to be found, or no row with a CBS
        code.
    """
    text.first_line(path, by_excel=True)
    whole = lines.read_table(path, ";", is_whole)
    table = whole.cells.set_axis(pd.Index(whole.lines))
    reading = Reading(path.name, "kwb", "", "kwb", rows_read=len(table), notes=whole.notes)
    area = codes.clean(table[_code_column(path, table)])
    period = next((c for c in table.columns if c.lower().startswith("perioden")), None)
    stated = year or year_in_name(path.name)
    if period is None and stated is None:
        raise SourceError(
            path.name,
            "Het jaar van deze kerncijfers staat niet in het bestand.",
            "Zet het jaar in de bestandsnaam, bijvoorbeeld kerncijfers_2019.csv.",
        )
    good = codes.levels_of(area).notna()
    is_country = area.str.startswith("NL")
    reading.refusals += _refuse("geen code van gemeente, wijk of buurt", area, ~good & ~is_country)
    if not good.any():
        raise SourceError(path.name, "Geen enkele rij heeft een CBS-gebiedscode.", text.AGAIN)
    columns = [Column(c, *split_unit(c)) for c in table.columns]
    years = table[period].str.extract(r"((?:19|20)\d{2})", expand=False) if period else None
    if years is not None:
        reading.refusals += _refuse("geen jaar in kolom Perioden", area, good & years.isna())
    parts = [
        figures(table[mask], area[mask], columns, y, reading)
        for y, mask in _years(good, years, stated)
    ]
    describe(reading, stacked(parts))
    assert reading.figures is not None
    reading.notes += halves.notes_on_figures(reading.figures)
    _no_doubles(path, reading)
    _keep_changes(reading, table, good, stated)
    return reading


def _code_column(path: Path, table: pd.DataFrame) -> str:
    column = next((str(c) for c in table.columns if "codering" in c.lower()), None)
    if column is None:
        raise SourceError(
            path.name,
            "De kolom met de codering van wijken en buurten ontbreekt.",
            "Kies in StatLine ook 'Regioaanduiding, codering' en download opnieuw.",
        )
    return column


def _refuse(reason: str, area: pd.Series, rows: pd.Series) -> list[Refusal]:
    """Refuse rows by their line."""
    return refuse(reason, area.index[rows], area[rows])


def _years(
    good: pd.Series, years: pd.Series | None, chosen: int | None
) -> list[tuple[int, pd.Series]]:
    if years is None:
        return [(int(chosen or 0), good)]
    return [(int(y), good & (years == y)) for y in sorted(years[good].dropna().unique())]


def _no_doubles(path: Path, reading: Reading) -> None:
    frame = reading.figures
    if frame is not None and frame.duplicated(["year", "code", "indicator"]).any():
        code = frame["code"][frame.duplicated(["year", "code", "indicator"])].iloc[0]
        raise SourceError(
            path.name,
            f"Gebied {code} staat meer dan eens in deze tabel.",
            "Download één jaar per bestand, zonder samenvoegen.",
        )


def _keep_changes(reading: Reading, table: pd.DataFrame, good: pd.Series, year: int | None) -> None:
    """Note how many areas changed code or boundary since the year before."""
    column = next((c for c in table.columns if "indelingswijziging" in c.lower()), None)
    if column is None or year is None:
        return
    changed = table[column][good].str.strip().isin(["2", "3"])
    if changed.any():
        reading.notes.append(
            f"{int(changed.sum())} gebieden hebben in {year} een andere code of grens dan een "
            "jaar eerder."
        )
