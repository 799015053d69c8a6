"""Which rows of an own table can be used: those with an area and a year; why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld.catalog import codes
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own.areas import clean_codes
from wijkbeeld.sources.own.crosswalk import Pairs, best_pairs, crosswalk_of
from wijkbeeld.sources.own.mapping import Mapping
from wijkbeeld.sources.own.table import YEAR, Table, load_table
from wijkbeeld.store.reading import Reading, Refusal


@dataclass(frozen=True)
class Rows:
    """Usable rows: CBS codes (mostly one) and year of each, on the lines of the file."""

    cells: pd.DataFrame
    area: pd.Series
    year: pd.Series


def usable(table: Table, mapping: Mapping, known: pd.DataFrame | None, reading: Reading) -> Rows:
    """Keep the rows with an area and a year; refuse the others, with line and reason.

    Raises
    ------
    SourceError
        No row at all has an area.
    """
    cells = table.cells
    area, why = _areas(table, mapping)
    if known is not None and len(known):
        why = why.where(why != "", _unknown(area, mapping, known))
    years = _years(table, mapping)
    why = why.where((why != "") | years.notna(), "geen geldig jaar")
    if mapping.vorm == "lang":
        chosen = cells[mapping.variabele].isin(list(mapping.kolommen))
        why = why.where((why != "") | chosen, "maat niet gekozen")
    if known is None and len(cells) and (area.map(len) == 0).all():
        example = str(cells[mapping.code].iloc[0])
        raise SourceError(
            table.file,
            f"Kolom '{mapping.code}' bevat geen CBS-codes (gevonden: '{example[:30]}').",
            "Gebruik codes als GM0363, WK036300 of BU03630000, geef het niveau op, of gebruik een "
            "omzettabel.",
        )
    bad = why != ""
    named = cells[mapping.code].str.slice(0, 60)
    reading.refusals += [Refusal(str(why[n]), int(n), 1, str(named[n])) for n in cells.index[bad]]
    return Rows(cells[~bad], area[~bad], years[~bad])


def _areas(table: Table, mapping: Mapping) -> tuple[pd.Series, pd.Series]:
    """CBS codes of each row, and why there are none or too many; empty where all is well."""
    cells = table.cells[mapping.code]
    pairs = _pairs(cells, mapping)
    found, why = {}, {}
    cleaned = clean_codes(cells)
    for line, cell, plain in zip(cells.index, cells, cleaned, strict=True):
        hit = pairs.get(cell) or _coded(plain, mapping)
        found[line], why[line] = hit, ""
        if not hit:
            why[line] = _why_not(cell, has_table=bool(pairs))
        elif len(hit) > 1 and not _may_spread(mapping):
            why[line] = f"hoort bij {len(hit)} CBS-gebieden; dit cijfer is niet van één daarvan"
    return pd.Series(found, dtype="object"), pd.Series(why, dtype="str")


def _may_spread(mapping: Mapping) -> bool:
    """Whether a figure of a larger area may stand at each of its parts: never a count."""
    return mapping.verdelen and all(m.kind != "aantal" for m in mapping.kolommen.values())


def _pairs(cells: pd.Series, mapping: Mapping) -> Pairs:
    """CBS codes by cell, from the mapping or the crosswalk file that it names."""
    if not mapping.omzetbestand:
        return mapping.omzettabel
    file = Path(mapping.omzetbestand)
    walk, _ = crosswalk_of(load_table(file), file.name)
    return best_pairs(cells, [walk], set()) | mapping.omzettabel


def _coded(plain: str, mapping: Mapping) -> list[str]:
    """The code itself; bare numbers get prefix and zeros when the mapping names the level."""
    if codes.level_of(plain) is not None:
        return [plain]
    code = codes.from_number(plain, mapping.niveau) if mapping.niveau else None
    return [code] if code is not None else []


def _why_not(cell: str, *, has_table: bool) -> str:
    if not cell:
        return "geen gebied in deze rij"
    return "staat niet in de omzettabel" if has_table else "geen CBS-gebiedscode"


def _unknown(area: pd.Series, mapping: Mapping, known: pd.DataFrame) -> pd.Series:
    """Refuse codes that the classification does not have, where its areas are known."""
    year = mapping.indeling
    here = known[known["indeling"] == year]
    levels = set(here["level"])
    existing = set(here["code"])

    def judge(found: list[str]) -> str:
        strange = [c for c in found if codes.level_of(c) in levels and c not in existing]
        return f"{strange[0]} bestaat niet in de indeling van {year}" if strange else ""

    return area.map(judge).astype("str")


def _years(table: Table, mapping: Mapping) -> pd.Series:
    """Year of each row; that of columns with years is their own."""
    index = table.cells.index
    if mapping.vorm == "jaren":
        return pd.Series(0.0, index=index)
    if not mapping.jaarkolom:
        return pd.Series(mapping.jaar, index=index, dtype="float64")
    found = table.cells[mapping.jaarkolom].str.extract(rf"(?<!\d)({YEAR})(?!\d)", expand=False)
    years = pd.to_numeric(found, errors="coerce").astype("float64")
    return years.where(years.between(1990, 2100))
