"""Names of columns in files to take away, and what each of them means.

On screen a heading is short, because the page says the rest. A file stands alone: there a column
names its measure, year or years, and unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

_AS_MEASURED = ("Waarde", "Score")
_CHANGES = (
    "Verandering",
    "Verandering min die van eerste",
    "Gegeven startniveau",
    "Eigen ontwikkeling",
    "Vergelijkbare gebieden",
    "Verschil",
    "Laag",
    "Hoog",
)
COMPARED_WITH = "Vergeleken met"
"""Column with the areas that a development is set beside."""
_AT_THE_END = "Verschil met eerste"
_MEANS = {
    "Rang": "1 is de hoogste waarde",
    "Percentiel": "deel van de andere gebieden met een lagere waarde, in procenten",
    "Rang (dataset)": "plaats onder alle gebieden; 1 is de hoogste waarde",
    "n (dataset)": "aantal gebieden met een waarde",
    "Rang (gemeente)": "plaats onder de gebieden van de eigen gemeente; 1 is de hoogste waarde",
    "n (gemeente)": "aantal gebieden van de eigen gemeente met een waarde",
    "n": "aantal gebieden met een cijfer, waarmee is vergeleken",
    "Klasse": "naam van de klasse waarin de waarde valt",
    "Startklasse": "klasse van de waarde in het startjaar",
    "Verandering": "waarde in het laatste jaar min die in het startjaar",
    "Verschil met eerste": "waarde in het laatste jaar min die van het eerste gebied",
    "Verandering min die van eerste": "verandering min de verandering van het eerste gebied",
    "Verschil in klassen": "aantal klassen hoger (+) of lager (−) dan het eerste gebied",
    "Gegeven startniveau": "verandering min wat past bij de waarde in het startjaar, afgelezen "
    "van een vloeiende lijn door de andere gebieden",
    COMPARED_WITH: "gebieden waardoor die lijn loopt",
    "Eigen ontwikkeling": "verandering van het gebied zelf",
    "Vergelijkbare gebieden": "gemiddelde verandering van de gebieden waarmee is vergeleken",
    "Verschil": "ontwikkeling van vernieuwde gebieden min die van de vergelijking",
    "Laag": "onderkant van de marge",
    "Hoog": "bovenkant van de marge",
    "p": "kans op een verschil van ten minste deze grootte, wanneer er geen effect is",
    "n vernieuwd": "aantal vernieuwde gebieden",
    "n vergelijking": "aantal gebieden in de vergelijking",
    "Afstand": "hoe ver kenmerken uiteenliggen van gebieden die zijn vergeleken; 0 is gelijk",
    "Status": "cijfer, of waarom er geen is",
    "Koppeling": "hoe het cijfer bij dit gebied is gelegd: zelf, of gewogen uit kleinere gebieden",
    "Deel (%)": "deel met een score in de klasse zwak of lager",
    "Niet bekend": "wat niet meetelt omdat een cijfer ontbreekt",
    "Aantal ondervraagden (n)": "op hoeveel mensen het cijfer berust, volgens het eigen bestand",
    "Marge": "cijfer plus en min deze marge, volgens het eigen bestand",
}
"""What a column says, for those that do not say it themselves."""


@dataclass(frozen=True)
class Named:
    """What columns are named with: measure, units of a value and of a change, and the period."""

    measure: str
    unit: str
    period: str
    level_unit: str = ""
    change_unit: str = ""


def named(frame: pd.DataFrame, by: Named) -> pd.DataFrame:
    """The same table, with every column of values named by measure, year and unit."""
    return frame.rename(columns={c: _name(str(c), by) for c in frame.columns})


def _name(column: str, by: Named) -> str:
    level, change = by.level_unit or by.unit, by.change_unit or by.unit
    years = re.findall(r"\d{4}", by.period)
    if column in _AS_MEASURED:
        year = f" {by.period}" if len(years) == 1 else ""
        return f"{by.measure}{year}{_unit(level)}"
    if found := re.fullmatch(r"(?:Start )?(\d{4})", column):
        return f"{by.measure} {found[1]}{_unit(level)}"
    if column == _AT_THE_END:
        return f"{column} {years[-1]}{_unit(change)}" if years else f"{column}{_unit(change)}"
    if column in _CHANGES:
        period = f" {years[0]}–{years[-1]}" if len(years) > 1 else ""
        return f"{column}{period}{_unit(change)}"
    return column


def _unit(unit: str) -> str:
    return f" ({unit})" if unit and not unit.startswith("zie ") else ""


def definitions(columns: Iterable[str], measure: str = "") -> str:
    """What the measure is and what the columns mean, as one text.

    Parameters
    ----------
    columns
        As they are named on screen.
    measure
        Definition of the measure.
    """
    told = [f"{c}: {_MEANS[c]}." for c in columns if c in _MEANS]
    return " ".join(filter(None, [measure.strip(), *told]))


def meaning(column: str) -> str:
    """What a column means, as a sentence."""
    text = _MEANS[column]
    return f"{text[:1].upper()}{text[1:]}."
