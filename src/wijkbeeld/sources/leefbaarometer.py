"""Leefbaarometer 3.0 score files (CSV): read, check, account for every row.

Format: design ``data.md`` section 1, seen in the official files of editions 2022 and 2024.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from wijkbeeld.catalog import codes
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store.reading import SCORE_COLUMNS, Reading, Refusal

TOLERANCE = 1e-6
"""Largest deviation of the two identities; official files stay below 2e-15."""

FIRST_EDITION = 2018
"""No edition of the 3.0 model ends before this wave."""

BLOCK = 1 << 20
AT_ONCE = 64 << 20
"""Files up to this many bytes are parsed at once; larger ones in blocks of bounded memory."""

MAX_REFUSED = 0.01
"""Share of refused rows above which a file as a whole is not trusted."""

_CODE = {
    "gm_code": "gemeente",
    "wk_code": "wijk",
    "bu_code": "buurt",
    "pc4": "pc4",
    "pc4_code": "pc4",
    "grid_id": "grid",
    "gridcode": "grid",
}
_NAME = {"gemeente": "gm_naam", "wijk": "wk_naam", "buurt": "bu_naam"}
_LEVEL_LABEL = {
    "gemeente": "gemeenten",
    "wijk": "wijken",
    "buurt": "buurten",
    "pc4": "postcodegebieden (PC4)",
    "grid": "vierkanten van 100 meter",
}


def is_version_2(names: list[str]) -> bool:
    """Tell a Leefbaarometer 2.0 header (other model, other dimensions) from a 3.0 one."""
    lower = {n.lower() for n in names}
    return bool({"kl02", "rlbrmtr", "rlbrmtr12", "rlbbev12"} & lower)


def matches(names: list[str]) -> bool:
    """Recognise a 3.0 score header, in any order and case, with extra columns."""
    lower = {n.lower() for n in names}
    return {"jaar", "lbm"} <= lower and bool(set(_CODE) & lower)


def refuse_version_2(file: str) -> SourceError:
    """Error for a 2.0 file, with the reason."""
    return SourceError(
        file,
        "Dit is Leefbaarometer 2.0. Dat is een ander model, met andere dimensies en een referentie "
        "per jaar. De cijfers zijn niet te vergelijken met versie 3.0.",
        "Gebruik de open data van Leefbaarometer 3.0.",
    )


def read(path: Path) -> Reading:
    """Read one Leefbaarometer 3.0 score file.

    Returns
    -------
    Reading
        ``scores`` with one row per area and wave. Rows that break an identity
        (``lbm - afw`` = reference, dimensions sum to ``afw``; both within 1e-6) are refused.

    Raises
    ------
    SourceError
        Wrong separator, missing columns, version 2.0, half a download, two editions mixed,
        contradicting duplicates, or more than 1% of the rows refused.
    """
    line = text.first_line(path)
    sep = text.separator(line)
    names = [n.lower() for n in text.columns(line, sep)]
    if is_version_2(names):
        raise refuse_version_2(path.name)
    if sep != ",":
        raise SourceError(
            path.name,
            f"De kolommen zijn gescheiden door '{sep}' en niet door een komma. "
            "Waarschijnlijk is het bestand in Excel opnieuw opgeslagen.",
            text.AGAIN,
            where="regel 1",
        )
    code_column = _code_column(path, names)
    level = _CODE[code_column]
    table, lines, refusals = _table(path, names, code_column, level)
    if len(table) == 0:
        raise SourceError(path.name, "Er staan geen rijen met scores in dit bestand.", text.AGAIN)
    scores = _checked(path, table, lines, level, refusals)
    edition = int(scores["wave"].max())
    if edition < FIRST_EDITION:
        raise SourceError(
            path.name,
            f"De laatste meting in dit bestand is {edition}. Het is niet helemaal gedownload.",
            text.AGAIN,
        )
    scores.insert(0, "edition", np.int16(edition))
    total = len(table) + sum(1 for r in refusals if r.example == "kolommen")
    _trusted(path, total, refusals)
    _one_edition(path, scores, level)
    reading = Reading(
        file=path.name,
        kind="leefbaarometer",
        label=f"Leefbaarometer 3.0, editie {edition}, {_LEVEL_LABEL[level]}",
        source="leefbaarometer",
        rows_read=total,
        refusals=refusals,
        scores=scores,
    )
    extra = [n for n in names if n not in {code_column, "jaar", *SCORE_COLUMNS, *_NAME.values()}]
    if extra:
        reading.notes.append(f"Extra kolommen niet gebruikt: {', '.join(extra)}.")
    return reading


def _code_column(path: Path, names: list[str]) -> str:
    found = [n for n in names if n in _CODE]
    missing = [c for c in ("jaar", *SCORE_COLUMNS) if c not in names]
    if not found or missing:
        wanted = missing if found else ["gm_code, wk_code, bu_code, PC4 of grid_id"]
        raise SourceError(
            path.name,
            f"In de eerste regel ontbreekt: {', '.join(wanted)}.",
            text.AGAIN,
            where="regel 1",
        )
    doubled = sorted({n for n in names if names.count(n) > 1})
    if doubled:
        raise SourceError(
            path.name,
            f"Deze kolom staat er dubbel in: {', '.join(doubled)}.",
            text.AGAIN,
            "regel 1",
        )
    return min(found, key=lambda n: LEVEL_ORDER.index(_CODE[n]))


LEVEL_ORDER = ("grid", "pc4", "buurt", "wijk", "gemeente")


def _table(
    path: Path, names: list[str], code_column: str, level: str
) -> tuple[pd.DataFrame, np.ndarray, list[Refusal]]:
    """Parse in blocks; return the rows, their line numbers, and rows of the wrong width."""
    bad: list[Any] = []

    def odd_row(row: Any) -> str:
        bad.append(row)
        return "skip"

    name_column = _NAME.get(level, "")
    wanted = [code_column, "jaar", *SCORE_COLUMNS] + ([name_column] if name_column in names else [])
    unique = [n if n else f"kolom_{i + 1}" for i, n in enumerate(names)]
    types: dict[str, pa.DataType] = {c: pa.float64() for c in SCORE_COLUMNS}
    types |= {code_column: pa.string(), name_column: pa.string(), "jaar": pa.int32()}

    def parse(column_types: dict[str, pa.DataType], *, whole: bool = False) -> pa.Table:
        """Parse block by block with line numbers, or the whole file at once on all cores."""
        bad.clear()
        options = {
            "read_options": pc.ReadOptions(
                column_names=unique, skip_rows=1, use_threads=whole, block_size=BLOCK
            ),
            "parse_options": pc.ParseOptions(ignore_empty_lines=False, invalid_row_handler=odd_row),
            "convert_options": pc.ConvertOptions(
                column_types=column_types,
                include_columns=wanted,
                null_values=["NA", ""],
                strings_can_be_null=False,
            ),
        }
        if whole:
            return pc.read_csv(path, **options)
        with pc.open_csv(path, **options) as reader:
            return reader.read_all()

    try:
        parsed = parse(types, whole=path.stat().st_size <= AT_ONCE)
        if bad:
            parsed = parse(types)
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            parsed = pa.table({n: pa.array([], pa.string()) for n in wanted})
        else:
            parsed = _parse_as_text(path, parse, wanted)
    frame = parsed.to_pandas()
    frame = frame.rename(columns={code_column: "code", name_column: "name", "jaar": "wave"})
    odd = sorted(int(r.number) for r in bad)
    lines = np.delete(np.arange(2, len(frame) + len(odd) + 2), np.array(odd, dtype=int) - 2)
    blank = ((frame["code"].isna() | (frame["code"] == "")) & frame["lbm"].isna()).to_numpy(bool)
    if blank.any():
        frame, lines = frame[~blank].reset_index(drop=True), lines[~blank]
    _not_half(path, [r for r in bad if r.text.strip()], len(blank) + len(odd) + 1)
    refusals = [
        Refusal(
            f"{r.actual_columns} kolommen in plaats van {r.expected_columns}",
            int(r.number),
            1,
            "kolommen",
        )
        for r in bad
        if r.text.strip()
    ]
    return frame, lines, refusals


def _parse_as_text(path: Path, parse: Any, wanted: list[str]) -> pa.Table:
    """Parse with every cell as text, so that unreadable numbers can be pointed at."""
    try:
        return parse({n: pa.string() for n in wanted})
    except pa.ArrowInvalid as error:
        raise SourceError(path.name, "Dit bestand is niet als CSV te lezen.", text.AGAIN) from error


def _not_half(path: Path, bad: list[Any], last_line: int) -> None:
    """Raise when the last line is cut off in the middle."""
    if bad and int(bad[-1].number) == last_line:
        with path.open("rb") as raw:
            raw.seek(-1, 2)
            if raw.read(1) not in b"\r\n":
                raise SourceError(
                    path.name,
                    "De laatste regel is afgebroken. Het bestand is niet helemaal gedownload.",
                    text.AGAIN,
                    where=f"regel {last_line}",
                )


def _checked(
    path: Path, table: pd.DataFrame, lines: np.ndarray, level: str, refusals: list[Refusal]
) -> pd.DataFrame:
    """Keep the rows that pass every check; append the others to ``refusals``."""
    wanted = ["wave", *SCORE_COLUMNS]
    numbers = table[wanted]
    unreadable = np.zeros(len(table), bool)
    for column in wanted:
        if not pd.api.types.is_numeric_dtype(numbers[column]):
            as_text = (
                numbers[column]
                .astype("str")
                .where(~numbers[column].isin(["", "NA"]) & numbers[column].notna())
            )
            as_number = pd.to_numeric(as_text, errors="coerce")
            unreadable |= (as_number.isna() & as_text.notna()).to_numpy()
            numbers = numbers.assign(**{column: as_number})
    values = numbers[list(SCORE_COLUMNS)].to_numpy("float64")
    lbm, afw, dimensions = values[:, 0], values[:, 1], values[:, 2:]
    wave = numbers["wave"].to_numpy("float64", na_value=np.nan)
    place, distinct = pd.factorize(table["code"], use_na_sentinel=False)
    cleaned = codes.clean(pd.Series(distinct))
    code = cleaned.take(place).reset_index(drop=True)
    well_formed = codes.valid(cleaned, level).to_numpy(bool)[place]
    have = (~np.isnan(dimensions)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        no_total = np.isnan(lbm) | np.isnan(afw)
        checks = [
            (~well_formed, f"geen geldige code voor niveau {level}"),
            (unreadable, "een getal is onleesbaar (komma, punt of tekst door Excel veranderd?)"),
            (~((wave >= 2002) & (wave <= dt.date.today().year + 1)), "geen geldig jaar"),
            (no_total, "totaalscore of afwijking ontbreekt"),
            (~((lbm > 1.0) & (lbm < 7.0)), "totaalscore buiten de schaal"),
            ((have != 0) & (have != 5), "een deel van de vijf dimensies ontbreekt"),
            (np.abs(lbm - afw - REFERENCE) > TOLERANCE, "lbm min afw is niet de vaste referentie"),
            (
                (have == 5) & (np.abs(dimensions.sum(axis=1) - afw) > TOLERANCE),
                "de dimensies tellen niet op tot de afwijking",
            ),
        ]
    good = np.ones(len(table), bool)
    for failed, reason in checks:
        refusals += [
            Refusal(reason, int(n), 1, str(c))
            for n, c in zip(lines[failed & good], code[failed & good], strict=True)
        ]
        good &= ~failed
    kept = pd.DataFrame(values, columns=list(SCORE_COLUMNS))[good]
    kept.insert(0, "level", level)
    kept.insert(1, "code", code[good].to_numpy())
    kept.insert(2, "wave", wave[good].astype("int16"))
    kept["klasse"] = pd.arrays.IntegerArray(np.zeros(len(kept), "int8"), np.ones(len(kept), bool))
    if "name" in table:
        kept["name"] = table["name"][good].to_numpy()
    if kept.empty:
        first = refusals[0]
        raise SourceError(
            path.name,
            f"Geen enkele rij is bruikbaar: {first.reason}.",
            text.AGAIN,
            where=f"regel {first.line}",
        )
    return _without_doubles(path, kept.reset_index(drop=True), lines[good], refusals)


def _without_doubles(
    path: Path, kept: pd.DataFrame, lines: np.ndarray, refusals: list[Refusal]
) -> pd.DataFrame:
    """Drop repeated identical rows; contradicting ones make the file unusable."""
    again = kept.duplicated(["code", "wave"]).to_numpy()
    if not again.any():
        return kept
    same = kept.duplicated(["code", "wave", "lbm", "afw"]).to_numpy()
    differ = again & ~same
    if differ.any():
        n = int(np.flatnonzero(differ)[0])
        raise SourceError(
            path.name,
            f"{int(differ.sum())} combinaties van gebied en jaar staan er met verschillende scores "
            f"in, bijvoorbeeld {kept['code'][n]} in {kept['wave'][n]}. Waarschijnlijk zijn twee "
            "edities samengevoegd.",
            "Importeer elke editie als apart bestand.",
            where=f"regel {int(lines[n])}",
        )
    refusals += [Refusal("dubbele rij", int(n)) for n in lines[again]]
    return kept[~again].reset_index(drop=True)


def _trusted(path: Path, total: int, refusals: list[Refusal]) -> None:
    refused = sum(r.rows for r in refusals)
    if refused > max(1, MAX_REFUSED * total):
        first = refusals[0]
        raise SourceError(
            path.name,
            f"{refused} van de {total} rijen kloppen niet. De eerste: {first.reason}.",
            text.AGAIN,
            where=f"regel {first.line}",
        )


def _one_edition(path: Path, scores: pd.DataFrame, level: str) -> None:
    """Raise when the codes cannot come from one area classification."""
    if level not in ("wijk", "buurt"):
        return
    unique = pd.Series(scores["code"].unique())
    lettered = unique.str.slice(6).str.contains("[A-Z]", regex=True)
    gemeente = unique.str.slice(2, 6)
    mixed = sorted(set(gemeente[lettered]) & set(gemeente[~lettered])) if lettered.any() else []
    newest = int(scores["wave"].max())
    stopped = len(unique) - int((scores["wave"] == newest).sum())  # an area has one row per wave
    if mixed:
        raise SourceError(
            path.name,
            f"In gemeente {mixed[0]} staan oude en nieuwe wijkcodes door elkaar. Dat zijn twee "
            "edities in één bestand.",
            "Importeer elke editie als apart bestand.",
        )
    if stopped > 0.2 * len(unique) and stopped > 10:
        raise SourceError(
            path.name,
            f"{stopped} van de {len(unique)} gebieden hebben geen score in {newest}. "
            "Dat wijst op twee edities door elkaar, of op een half bestand.",
            text.AGAIN,
        )
