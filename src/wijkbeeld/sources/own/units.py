"""In which unit a measure seems to be; none where name and numbers leave it open."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.sources.own import values
from wijkbeeld.sources.own.mapping import Notation

NAMELESS = "Eigen cijfer"
"""What a table is about whose file name says nothing."""
COUNTED = {"woningen", "huishoudens", "inwoners"}
_SHARE = r"%|percentage|\bpct\b|aandeel|\b\w+[_ ]p$"
_UNITS = (
    (_SHARE, "%"),
    (r"bevolkingsdichtheid|inwoners per (?:km|vierkante)", "inwoners per km²"),
    (r"\bper (?:km|vierkante|ha\b|hectare)", ""),
    (r"^afstand|\bafstand (?:tot|in km)", "km"),
    (r"\bkm ?[2²]|\bkm2\b|vierkante kilometer", "km²"),
    (r"\bha\b|hectare", "ha"),
    (r"\bm2\b|m²|vierkante meter", "m²"),
    (r"\bbinnen ?\d+ ?km", "aantal"),
    (r"rapportcijfer|tevreden|cohesie|\bscore|\bcijfer|oordeel", "punten"),
    (r"woning|huur\b|verhuur|eigenaar|koop", "woningen"),
    (r"huishoud", "huishoudens"),
    (r"inwoner|bevolking|personen|bewoners|^bev", "inwoners"),
    (r"^aantal\b", "aantal"),
    (r"€|\beuro\b", "euro"),
)
_NOT_COUNTED = r"gemiddeld|\bper\b|grootte|dichtheid|waarde|prijs|inkomen|verbruik"
_SAYS_COUNT = r"\baantal|woningvoorraad|\btotaal"
_MOST_PERCENT = 100


def words(name: str) -> str:
    """A name in lower case, with blanks between its words: ``oppervlakteLandHa``, ``aant_inw``."""
    parted = re.sub(r"(?<=[a-z0-9²])(?=[A-Z])", " ", name)
    return re.sub(r"[\s_]+", " ", parted).strip().lower()


@cache
def _published() -> dict[str, str]:
    """Units of the catalog by the names that CBS and Wijkbeeld give a quantity; '' for a count."""
    found: dict[str, set[str]] = {}
    for id_, known in catalog().kwb.items():
        unit = catalog().indicators[id_].unit
        names = {(catalog().indicators[id_].label, "")}
        for key in known.keys:
            names |= {(n, key.unit) for n in (*key.xls, *key.titles)}
            names |= {(t.rsplit("/", 1)[-1], key.unit) for t in key.titles}
        for name, other in names:
            found.setdefault(_folded(name), set()).add(other or unit)
    found.pop("oppervlakte", None)  # a user's own can be in any unit
    return {name: units.pop() for name, units in found.items() if len(units) == 1}


def _folded(name: str) -> str:
    """The words of a name that tell quantities apart, joined."""
    plain = re.sub(r"\b(?:gemiddelde?|percentage|aantal|tot|van|de|het)\b", " ", words(name))
    return re.sub(r"[\W_]", "", plain)


def published(name: str, numbers: pd.Series) -> str:
    """Unit of the CBS quantity that a column is called after, if its numbers can be that."""
    folded = _folded(re.sub(r"\([^()]*\)", " ", name))
    aliases = {"wozwaarde": "woz", "huisarts": "afstandhuisarts"}
    unit = _published().get(aliases.get(folded, folded), "")
    largest = float(numbers.abs().max()) if len(numbers) else 0.0
    if unit.startswith("%") and largest > _MOST_PERCENT:
        return ""
    if unit.startswith("× 1.000") and largest >= 10_000:
        return unit.removeprefix("× 1.000 ")
    return unit


def unit_of(name: str, said: str, around: str, raw: pd.Series, notation: Notation = "") -> str:
    """Suggest a unit: between brackets, by CBS, or by words; empty where that can be wrong.

    Parameters
    ----------
    name
        Of the column or variable.
    said
        Name, label and subject in lower case.
    around
        Title and file name in lower case.
    raw
        Cells.
    """
    stated = re.search(r"\(([^()]{1,15})\)\s*$", name)
    if stated and not re.search(r"\d", stated.group(1)):
        return stated.group(1).strip()
    numbers, _ = values.parse(raw, whole=False, notation=notation)
    numbers = numbers.dropna()
    if len(raw) and values.has_percent(raw.str.strip()).mean() > 0.5:
        return "%"
    if re.search(_SHARE, words(name)):
        return "%"
    whole = bool((numbers % 1 == 0).all()) or values.decimals(raw, notation) == 0
    unit = published(name, numbers)
    if (
        unit
        and (whole or unit not in COUNTED)
        and not (unit == "%" and re.search(_SAYS_COUNT, around))
    ):
        return unit
    said = f"{words(name)} {said.replace(NAMELESS.lower(), ' ')}".strip()
    for pattern, unit in _UNITS:
        if re.search(pattern, said):
            if unit not in (*COUNTED, "aantal"):
                return unit
            return unit if _is_count(said, around, numbers, whole=whole) else ""
    if re.search(_NOT_COUNTED, said) or not whole:
        return ""
    counted = next((u for p, u in _UNITS if u in COUNTED and re.search(p, around)), "")
    return counted if _is_count(said, around, numbers, whole=whole) else ""


def is_mean(name: str, unit: str) -> bool:
    """Whether whole figures are means all the same: amounts, distances, marks."""
    return "euro" in unit or unit in ("km", "punten") or bool(re.search(_NOT_COUNTED, words(name)))


def says_count(name: str) -> bool:
    """Whether a name alone says that its figures are counts."""
    said = words(name)
    counted = any(re.search(p, said) for p, u in _UNITS if u in COUNTED or u == "aantal")
    other = any(re.search(p, said) for p, u in _UNITS if u not in COUNTED and u != "aantal")
    return counted and not other and not re.search(_NOT_COUNTED, said)


def _is_count(said: str, around: str, numbers: pd.Series, *, whole: bool) -> bool:
    """Whether figures can only be counts: whole, and more than a percentage can be or said so."""
    if not whole or re.search(_NOT_COUNTED, said):
        return False
    if re.search(_SAYS_COUNT, f"{said} {around}") or re.search(r"inwoner|bevolking|^bev", said):
        return True
    return len(numbers) > 0 and float(numbers.max()) > _MOST_PERCENT
