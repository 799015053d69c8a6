"""Which rows of an own table can be used: those with an area and a year; why not the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from wijkbeeld.catalog import codes
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own.areas import clean_codes
from wijkbeeld.sources.own.crosswalk import Pairs, best_pairs, crosswalk_of
from wijkbeeld.sources.own.mapping import Mapping
from wijkbeeld.sources.own.shape import PERIOD
from wijkbeeld.sources.own.table import YEAR, Table, load_table
from wijkbeeld.store.reading import Reading, Refusal

FOOTNOTE = "regel onder de tabel"
"""Reason of a row that is no row of the table: told, but nothing is wrong with it."""
_NO_AREA = (
    "geen gebied in deze rij",
    "geen CBS-gebiedscode",
    "staat niet in de omzettabel of op de kaart",
)
OWN_CODE = "eigen code van de gemeente: hiervoor is een omzettabel nodig"
_OWN_CODE = r"(?!NL)[A-Z]{1,2}\d{1,3}[a-z]?\b"


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
    why = why.mask(_below(table, mapping, why), FOOTNOTE)
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
    strange = area.map(lambda found: found[0] if len(found) else "")
    named = named.mask(why.str.contains("geladen kaart") & (strange != ""), strange)
    reading.refusals += [Refusal(str(why[n]), int(n), 1, str(named[n])) for n in cells.index[bad]]
    return Rows(cells[~bad], area[~bad], years[~bad])


def _areas(table: Table, mapping: Mapping) -> tuple[pd.Series, pd.Series]:
    """CBS codes of each row, and why there are none or too many; empty where all is well."""
    cells = table.cells[mapping.code]
    pairs = _pairs(cells, mapping)
    found, why = {}, {}
    once = pd.Series(cells.unique(), dtype="str")  # a file names an area again for every year
    for cell, plain in zip(once, clean_codes(once), strict=True):
        hit = pairs.get(cell) or _coded(plain, mapping)
        found[cell], why[cell] = hit, ""
        if not hit:
            why[cell] = _why_not(cell, has_table=bool(pairs))
        elif len(hit) > 1 and not _may_spread(mapping):
            why[cell] = f"hoort bij {len(hit)} CBS-gebieden; dit cijfer is niet van één daarvan"
    of_row = [found[c] for c in cells]
    return pd.Series(of_row, cells.index, dtype="object"), cells.map(why).astype("str")


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
    if has_table:
        return "staat niet in de omzettabel of op de kaart"
    if re.match(_OWN_CODE, cell):
        return OWN_CODE
    return "geen CBS-gebiedscode"


def _below(table: Table, mapping: Mapping, why: pd.Series) -> pd.Series:
    """Which rows stand under the last row with an area, and hold no figure: notes and sources."""
    has_area = ~why.isin(_NO_AREA)
    last = has_area[::-1].idxmax() if has_area.any() else None
    after = pd.Series(False, index=why.index)
    if last is not None:
        after = after.mask(why.index > last, True)
    for line in after.index[after]:
        rest = table.cells.loc[line].drop(mapping.code)
        after[line] = not rest.str.fullmatch(r"[-€]?\s*[\d.,]*\d[\d.,]*\s*%?\*?").any()
    return after.astype(bool)


def _unknown(area: pd.Series, mapping: Mapping, known: pd.DataFrame) -> pd.Series:
    """Refuse codes that the loaded map of the classification does not have.

    The map can have fewer areas than CBS has codes (water, or a smaller extent): what is missing
    there is not said not to exist.
    """
    year = mapping.indeling
    here = known[known["indeling"] == year]
    levels = set(here["level"])
    existing, others = set(here["code"]), known.drop_duplicates(["code", "indeling"])
    elsewhere = others.groupby("code")["indeling"].max().to_dict() if len(others) else {}

    @cache
    def judge(found: tuple[str, ...]) -> str:
        strange = [c for c in found if codes.level_of(c) in levels and c not in existing]
        if not strange:
            return ""
        other = elsewhere.get(strange[0])
        also = f"; wel op die van {other}" if other else ""
        return f"staat niet op de geladen kaart van {year}{also}"

    return pd.Series([judge(tuple(found)) for found in area], area.index, dtype="str")


def _years(table: Table, mapping: Mapping) -> pd.Series:
    """Year of each row; that of columns with years is their own."""
    index = table.cells.index
    if mapping.vorm == "jaren":
        return pd.Series(0.0, index=index)
    if not mapping.jaarkolom:
        return pd.Series(mapping.jaar, index=index, dtype="float64")
    cells = table.cells[mapping.jaarkolom]
    found = cells.str.extract(rf"(?<!\d)({YEAR})(?!\d)", expand=False)
    if mapping.periode == "laatste":
        found = cells.str.extract(PERIOD)[1].fillna(found)
    years = pd.to_numeric(found, errors="coerce").astype("float64")
    return years.where(years.between(1990, 2100))
