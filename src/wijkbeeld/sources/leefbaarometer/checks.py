"""Which rows of a score file can be used, and whether the file as a whole can be trusted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from wijkbeeld.catalog import codes
from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.sources import text
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.leefbaarometer.parsing import Parsed
from wijkbeeld.store.reading import DIMENSIONS, SCORE_COLUMNS, Refusal, refuse

TOLERANCE = 1e-6
"""Largest deviation of the two identities; official files stay below 2e-15."""

EXACT = 5e-15
"""Largest deviation in a last line without an end: it may lack digits."""

MAX_REFUSED = 0.01
"""Share of refused rows above which a file as a whole is not trusted."""


def sound_scores(path: Path, parsed: Parsed, level: str) -> tuple[pd.DataFrame, list[Refusal]]:
    """Keep the rows that pass every check; refuse the others by line.

    Raises
    ------
    SourceError
        No row is usable, or an area and year stand there twice with different scores.
    """
    numbers, unreadable = _numbers(parsed.rows)
    code, is_code = _codes(parsed.rows["code"], level)
    checks = [
        (~is_code, f"geen geldige code voor niveau {level}"),
        (unreadable, "een getal is onleesbaar (komma, punt of tekst door Excel veranderd?)"),
        *_failures(numbers),
    ]
    if not parsed.is_ended:
        checks.append((_half_end(numbers), "de laatste regel is afgebroken"))
    refusals = list(parsed.refusals)
    good = np.ones(len(code), bool)
    for failed, reason in checks:
        refusals += refuse(reason, parsed.lines[failed & good], code[failed & good])
        good &= ~failed
    if not good.any():
        first = refusals[0]
        raise SourceError(
            path.name,
            f"Geen enkele rij is bruikbaar: {first.reason}.",
            text.AGAIN,
            where=f"regel {first.line}",
        )
    kept = numbers[list(SCORE_COLUMNS)]
    kept = kept if good.all() else kept[good]
    kept.insert(0, "level", level)
    kept.insert(1, "code", code[good].to_numpy())
    kept.insert(2, "wave", numbers["wave"][good].astype("int16"))
    kept["klasse"] = pd.arrays.IntegerArray(np.zeros(len(kept), "int8"), np.ones(len(kept), bool))
    if "name" in parsed.rows:
        kept["name"] = parsed.rows["name"][good].to_numpy()
    kept = kept.reset_index(drop=True)
    return _without_doubles(path, kept, parsed.lines[good], refusals), refusals


def _numbers(rows: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Wave and scores as numbers, and the rows in which one is unreadable."""
    numbers = {}
    unreadable = np.zeros(len(rows), bool)
    for column in ("wave", *SCORE_COLUMNS):
        cells = rows[column]
        if not pd.api.types.is_numeric_dtype(cells):
            is_filled = ~cells.isin(["", "NA"]) & cells.notna()
            as_text = cells.astype("str").where(is_filled)
            cells = pd.to_numeric(as_text, errors="coerce")
            unreadable |= (cells.isna() & as_text.notna()).to_numpy()
        is_plain = cells.dtype == np.float64
        numbers[column] = (
            cells.to_numpy() if is_plain else cells.to_numpy("float64", na_value=np.nan)
        )
    return pd.DataFrame(numbers, copy=False), unreadable


def _codes(raw: pd.Series, level: str) -> tuple[pd.Series, np.ndarray]:
    """Clean codes, and which are well formed; a code stands in as many rows as there are waves."""
    place, distinct = pd.factorize(raw, use_na_sentinel=False)
    cleaned = codes.clean(pd.Series(distinct))
    code = cleaned.take(place).reset_index(drop=True)
    return code, codes.valid(cleaned, level).to_numpy(bool)[place]


def _failures(numbers: pd.DataFrame) -> list[tuple[np.ndarray, str]]:
    """Rows that fail each check of the figures, in the order in which they are told."""
    wave, lbm, afw = (numbers[c].to_numpy() for c in ("wave", "lbm", "afw"))
    dimensions = numbers[[c for c in SCORE_COLUMNS if c in DIMENSIONS]].to_numpy()
    have = (~np.isnan(dimensions)).sum(axis=1)
    next_year = dt.date.today().year + 1
    with np.errstate(invalid="ignore"):
        return [
            (~((wave >= 2002) & (wave <= next_year)), "geen geldig jaar"),
            (np.isnan(lbm) | np.isnan(afw), "totaalscore of afwijking ontbreekt"),
            (~((lbm > 1.0) & (lbm < 7.0)), "totaalscore buiten de schaal"),
            ((have != 0) & (have != 5), "een deel van de vijf dimensies ontbreekt"),
            (np.abs(lbm - afw - REFERENCE) > TOLERANCE, "lbm min afw is niet de vaste referentie"),
            (
                (have == 5) & (np.abs(dimensions.sum(axis=1) - afw) > TOLERANCE),
                "de dimensies tellen niet op tot de afwijking",
            ),
        ]


def _half_end(numbers: pd.DataFrame) -> np.ndarray:
    """The last row, when its identities do not hold to the last digit."""
    half = np.zeros(len(numbers), bool)
    last = numbers.iloc[-1]
    parts = last[list(DIMENSIONS)]
    half[-1] = abs(last["lbm"] - last["afw"] - REFERENCE) > EXACT or (
        bool(parts.notna().all()) and abs(parts.sum() - last["afw"]) > EXACT
    )
    return half


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


def need_trust(path: Path, total: int, refusals: list[Refusal]) -> None:
    """Raise when too many of the rows were refused."""
    refused = sum(r.rows for r in refusals)
    if refused > max(1, MAX_REFUSED * total):
        first = refusals[0]
        raise SourceError(
            path.name,
            f"{refused} van de {total} rijen kloppen niet. De eerste: {first.reason}.",
            text.AGAIN,
            where=f"regel {first.line}",
        )


def need_one_edition(path: Path, scores: pd.DataFrame, level: str) -> None:
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
