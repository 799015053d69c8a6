"""The eight steps: their questions, and what each found in one line."""

from __future__ import annotations

import math

import pandas as pd

from wijkbeeld.analysis.levels import mean_line
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.analysis.specification import Comparison
from wijkbeeld.words.numbers import count, number, signed

TITLES = {
    1: "Welke gebieden zijn vernieuwd?",
    2: "Hoe ontwikkelden ze zich?",
    3: "Met wie vergelijken we, en hoe gelijk waren ze?",
    4: "Hoe groot is het verschil?",
    5: "Hoeveel hangt van de keuzes af?",
    6: "Welk gebied deed het beter dan vergelijkbare gebieden?",
    7: "Was het inhaalgroei?",
    8: "Wat kun je hiermee zeggen?",
}
NOTHING = "Niet te zeggen met deze keuzes."


def areas_finding(chosen: int, compared: int) -> str:
    """Step 1: how many areas, and how many can be compared."""
    return f"{count(chosen, 'gebied', 'gebieden')}, {number(compared)} te vergelijken."


def trends_finding(panel: Panel, others: list[int]) -> str:
    """Step 2: means of both groups, weighed as chosen, in the first and the last wave.

    Parameters
    ----------
    others
        Positions of the areas they are compared with.
    """
    if not panel.groups or not others:
        return NOTHING
    table = pd.DataFrame(panel.values, columns=list(panel.waves))
    mass = pd.Series(panel.weights)
    mine = mean_line(table[panel.treated], mass)["mean"]
    theirs = mean_line(table.iloc[others], mass)["mean"]
    first, last = panel.waves[0], panel.waves[-1]
    return (
        f"Van {number(mine[first], 2)} in {first} naar {number(mine[last], 2)} in {last}; de "
        f"vergelijking van {number(theirs[first], 2)} naar {number(theirs[last], 2)}."
    )


def before_step_finding(start: Start) -> str:
    """Step 3: what the waves before the start allow to see."""
    if start.before[1] == 0:
        return "Er is geen meting van voor de start."
    if start.before[1] == 1:
        return "Eén meting vooraf: of ze al gelijk opgingen, is niet te zien."
    if start.is_passing:
        return "Ze begonnen in een tijdelijk dal."
    if start.is_high:
        return "Ze begonnen op een tijdelijke piek."
    if start.is_drifting:
        return "Ze ontwikkelden zich vooraf al anders."
    return f"{number(start.before[1])} metingen vooraf, zonder opvallend verschil."


def difference_finding(comparison: Comparison) -> str:
    """Step 4: the difference of the chosen comparison."""
    if comparison.effect is None:
        return NOTHING
    e = comparison.effect.overall
    if not (math.isfinite(e.low) and math.isfinite(e.high)):
        return f"{signed(e.value, 3)} punt, zonder marge."
    bears = "kan toeval zijn" if e.low <= 0 <= e.high else "nul ligt buiten de marge"
    low, high = signed(e.low, 3), signed(e.high, 3)
    return f"{signed(e.value, 3)} punt (marge {low} tot {high}): {bears}."


def choices_finding(values: pd.Series) -> str:
    """Step 5: how far the answers lie apart."""
    known = values.dropna()
    if len(known) < 2:
        return NOTHING
    low, high = signed(float(known.min()), 3), signed(float(known.max()), 3)
    return f"Van {low} tot {high} punt, bij {number(len(known))} manieren van vergelijken."


def each_finding(areas: pd.DataFrame, last: int) -> str:
    """Step 6: how many areas went better than their look-alikes, up to the last wave."""
    if areas.empty or areas["difference"].isna().all():
        return "Er zijn geen vergelijkbare gebieden te kiezen."
    known = areas["difference"].dropna()
    better = number(int((known > 0).sum()))
    return (
        f"{better} van {number(len(known))} stegen van de startmeting tot {last} meer dan gebieden "
        "die erop lijken; bij toeval is dat ongeveer de helft."
    )


def catch_up_finding(residual: pd.Series | None) -> str:
    """Step 7: what is left beside areas with the same start."""
    if residual is None:
        return "Er is geen meting van voor de start om het niveau van te nemen."
    mean = signed(float(residual.mean()), 3)
    return f"Gemiddeld {mean} punt anders dan gebieden in dezelfde startklasse, overal."


def meaning_finding() -> str:
    """Step 8."""
    return "Wat je met deze cijfers wel en niet kunt zeggen."
