"""What a measure of an own table is: its name, unit, direction and kind, guessed from its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from wijkbeeld.catalog.models import Direction
from wijkbeeld.sources.own import units, values
from wijkbeeld.sources.own.mapping import ColumnMapping, Notation, identifier
from wijkbeeld.sources.own.table import YEAR

_BETTER = r"tevreden|cohesie|rapportcijfer|veilig(?!heidsind)|vertrouwen|gezond"
_WORSE = r"overlast|onveilig|werklo|misdrij|eenza|schuld|armoede|vervuil|criminal|\blaag"
_BARE = r"(?:totaal|total|aantal|waarde|value|score|cijfer|percentage|%|som|gemiddeld\w*)"
_N = r"n|n[_ ].*|.*[_ ]n|.*\brespons|.*respondent.*|.*ondervraagd.*|.*waarnemingen"
_MARGIN = r".*marge.*|.*±.*|.*betrouwbaarheid.*|.*[_ ]ci"


def is_n(column: str) -> bool:
    """Whether a column is called as the number of respondents is."""
    return bool(re.fullmatch(_N, column.strip().lower()))


def is_margin(column: str) -> bool:
    """Whether a column is called as a margin of error is."""
    return bool(re.fullmatch(_MARGIN, column.strip().lower()))


def readable(name: str) -> str:
    """A column name as a label: blanks for underscores, a capital in front, no unit behind."""
    is_joined = re.fullmatch(r"[a-z]+(?:[A-Z0-9][a-z0-9]*)+", name) and re.search("[A-Z]", name)
    plain = units.words(name) if is_joined else re.sub(r"_+", " ", name)
    plain = re.sub(r"\s*\((?:%|euro|€|aantal|punten|woningen|m²|m2)\)\s*$", "", plain)
    plain = re.sub(r"(?<=\w)\s*%$", "", plain.strip())
    plain = re.sub(r"\s+", " ", plain).strip(" -–:,;.")
    return plain[:1].upper() + plain[1:]


def without_years(name: str) -> str:
    """A name without the year or years that it is of."""
    return re.sub(rf"\(?(?<!\d){YEAR}(?:\s*[-–/_]\s*{YEAR})?(?!\d)\)?", " ", name)


def measure(
    name: str, raw: pd.Series, subject: str, around: str = "", notation: Notation = ""
) -> ColumnMapping:
    """Suggest what a measure is.

    Parameters
    ----------
    name
        Of its column or variable; empty when columns are called after years only.
    raw
        Its cells.
    subject
        What the table is about, used where the name says too little.
    around
        Other text to tell the unit from: title and file name.
    notation
        Of its numbers, where that matters and is known.
    """
    label = readable(name)
    says_little = re.fullmatch(_BARE, label, re.IGNORECASE) or not re.search(r"[^\W\d]{2}", label)
    if says_little:
        label = f"{subject}: {label.lower()}" if label and label != "%" else subject
    said = label if name else f"{subject} {around}"
    shown = min(values.decimals(raw, notation), 2)
    unit = units.unit_of(name, said.lower(), around.lower(), raw, notation)
    return ColumnMapping(
        indicator=identifier(label, unit),
        label=label,
        eenheid=unit,
        decimalen=shown,
        soort="gemiddelde" if not shown and unit and units.is_mean(name, unit) else "",
        richting=_direction(label.lower()),
        notatie=notation,
    )


def _direction(label: str) -> Direction:
    if re.search(_WORSE, label):
        return "lager is beter"
    return "hoger is beter" if re.search(_BETTER, label) else "neutraal"


def distinct(targets: dict[str, ColumnMapping], keys: Iterable[str]) -> dict[str, ColumnMapping]:
    """Measures with different ids: one that repeats gets its own column's name behind it."""
    seen: set[str] = set()
    result = {}
    for key in keys:
        target = targets[key]
        label, n = target.label, 2
        while identifier(label, target.eenheid) in seen:
            label, n = f"{target.label} ({n})", n + 1
        seen.add(identifier(label, target.eenheid))
        result[key] = target.model_copy(
            update={"label": label, "indicator": identifier(label, target.eenheid)}
        )
    return result
