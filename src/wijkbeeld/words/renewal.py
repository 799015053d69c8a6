"""Sentences about renewed areas: the finding, its uncertainty, what may not be concluded.

No adjective without a number; no "door" (because of): the design compares, it does not prove.
"""

from __future__ import annotations

import math

import pandas as pd

from wijkbeeld.analysis.effect import Estimate
from wijkbeeld.analysis.pretrends import Start
from wijkbeeld.words.classes import points
from wijkbeeld.words.ladder import p_sentence
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number, signed

SMALL = 5
"""With fewer renewed areas a sentence says that the finding is about these areas only: our own
limit.
"""
UNUSUAL = 0.05
"""A joint p of the waves before the start below this is told as a difference that was there
already.
"""


def estimate_sentence(label: str, found: Estimate, measure: str) -> str:
    """State a difference with its size in classes, its interval and what it can bear.

    Parameters
    ----------
    measure
        Id of the measure: its classes give the scale.
    """
    first = (
        f"**{escape_markdown(label)}:** de vernieuwde gebieden ontwikkelden zich gemiddeld "
        f"{points(found.value, measure)} anders dan de vergelijking (n = "
        f"{number(found.n_treated)} vernieuwd, {number(found.n_control)} in de vergelijking)."
    )
    if not (math.isfinite(found.low) and math.isfinite(found.high)):
        return f"{first} Er zijn te weinig gebieden om er een marge bij te geven."
    margin = f" De marge loopt van {signed(found.low, 3)} tot {signed(found.high, 3)} (95%)."
    if found.n_treated < SMALL:
        margin += " Met zo weinig vernieuwde gebieden gaat dit alleen over deze gebieden zelf."
    seen = (
        f" Een verschil kleiner dan ±{number(found.detectable, 3)} punt is met deze gebieden niet "
        "te zien."
        if math.isfinite(found.detectable)
        else ""
    )
    if found.low <= 0 <= found.high:
        return f"{first}{margin} Nul ligt binnen de marge: dit verschil kan toeval zijn.{seen}"
    return f"{first}{margin} Nul ligt buiten de marge. {p_sentence(found.p)}{seen}"


def before_sentence(fewest: int, most: int, several: int = 0, n: int = 0) -> str:
    """Say how many waves there are before the start, and what cannot be checked with so few.

    Parameters
    ----------
    several, n
        Renewed areas with more than one wave before the start, of how many.
    """
    if most == 0:
        return "Er is **geen meting voor de start**. Dan is er niets om vanaf te tellen."
    if most == 1:
        return (
            "Er is maar **één meting voor de start**. Of de gebieden zich vóór de vernieuwing "
            "gelijk ontwikkelden, is niet te controleren. Het verschil hieronder kan dus ook "
            "een verschil zijn dat er al was."
        )
    proof = (
        "Een rustig beeld vooraf bewijst niet dat ze zich zonder vernieuwing gelijk hadden "
        "ontwikkeld."
    )
    if fewest <= 1:
        return (
            f"Bij {number(several)} van de {number(n)} vernieuwde gebieden zijn er meer metingen "
            f"voor de start (hoogstens {number(most)}). Alleen bij die gebieden is te zien of ze "
            f"zich vooraf al anders ontwikkelden. {proof}"
        )
    range_ = number(most) if fewest == most else f"{number(fewest)} tot {number(most)}"
    return (
        f"Er zijn {range_} metingen voor de start. Daarmee is te zien of de gebieden zich vooraf "
        f"al verschillend ontwikkelden. {proof}"
    )


def before_finding(dynamic: pd.DataFrame, before_p: float) -> str:
    """Say whether the waves before the start, taken together, differ more than chance gives.

    Parameters
    ----------
    dynamic, before_p
        As in :class:`wijkbeeld.analysis.effect.Effect`: one test of all waves, so that many
        waves do not raise a false alarm.
    """
    early = dynamic[dynamic.index < 0].dropna(subset=["att"])
    if early.empty:
        return ""
    if math.isnan(before_p):
        return "Er zijn te weinig gebieden om de eerdere metingen met een marge te vergelijken."
    waves = (
        "de eerdere meting"
        if len(early) == 1
        else (f"de {number(len(early))} eerdere metingen samen")
    )
    if before_p >= UNUSUAL:
        return (
            f"In {waves} is het verschil niet groter dan toeval kan geven. Met weinig gebieden "
            "zegt dat weinig."
        )
    largest = float(early["att"][early["att"].abs().idxmax()])
    return (
        f"**Let op:** in {waves} is het verschil groter dan toeval meestal geeft (het grootste is "
        f"{signed(largest, 3)} punt). De gebieden ontwikkelden zich vóór de start al anders."
    )


def start_sentence(found: Start) -> str:
    """Warn for regression to the mean where the start gives reason to."""
    if math.isnan(found.difference):
        return ""
    place = (
        f"{number(abs(found.difference), 1)} standaarddeviatie "
        f"{'lager' if found.difference < 0 else 'hoger'}"
    )
    text = f"De vernieuwde gebieden stonden in de startmeting gemiddeld {place} dan de andere."
    if found.is_passing:
        return (
            f"{text} **Let op:** ze stonden toen ook lager dan in hun eigen eerdere metingen, "
            f"{number(abs(found.dip), 3)} punt meer dan de andere gebieden "
            f"({_waves_of(found.n_dip)}). {p_sentence(found.dip_p)} Na een tijdelijk dal stijgt "
            "een score meestal weer, ook waar niets gedaan is. Een deel van de stijging hierna kan "
            "daarbij horen."
        )
    if found.is_suspect:
        return (
            f"{text} **Let op:** of dat een tijdelijk dal was, is met één meting niet te zien. "
            "Gebieden die even laag begonnen, stegen gemiddeld ook (stap 7)."
        )
    if math.isnan(found.dip):
        return text
    if found.is_high:
        return (
            f"{text} **Let op:** ze stonden toen hoger dan in hun eigen eerdere metingen, "
            f"{number(found.dip, 3)} punt meer dan de andere gebieden "
            f"({_waves_of(found.n_dip)}). {p_sentence(found.dip_p)} Na een tijdelijke piek daalt "
            "een score meestal weer."
        )
    if found.is_drifting:
        way = "daalden" if found.drift < 0 else "stegen"
        return (
            f"{text} **Let op:** ze {way} vóór de startmeting al, {number(abs(found.drift), 3)} "
            f"punt meer dan de andere gebieden. {p_sentence(found.drift_p)} Dat kan na de start "
            "zijn doorgegaan, ook zonder vernieuwing."
        )
    return (
        f"{text} Een tijdelijk dal vlak voor de start is niet gevonden ({_waves_of(found.n_dip)})."
    )


def _waves_of(n: int) -> str:
    """Of how many areas earlier waves are known."""
    return f"te zien bij {count(n, 'gebied', 'gebieden')}"


def robustness_sentence(values: pd.Series, chosen: float) -> str:
    """Say how much the answer depends on choices."""
    known = values.dropna()
    if known.empty:
        return ""
    up = int((known > 0).sum())
    return (
        f"Bij {number(len(known))} manieren van vergelijken loopt het verschil van "
        f"{signed(float(known.min()), 3)} tot {signed(float(known.max()), 3)} punt; {number(up)} "
        f"daarvan zijn positief. De keuze op deze pagina geeft {signed(chosen, 3)}."
    )


def leave_out_sentence(values: pd.Series, names: pd.Series) -> str:
    """Say how far one area carries the result."""
    if values.empty:
        return ""
    low, high = str(values.idxmin()), str(values.idxmax())
    return (
        f"Zonder {escape_markdown(names.get(low, low))} is het verschil "
        f"{signed(float(values[low]), 3)}, zonder {escape_markdown(names.get(high, high))} "
        f"{signed(float(values[high]), 3)}. De uitkomst ligt daartussen als je steeds één gebied "
        "weglaat."
    )


def catch_up_sentence(residual: pd.Series, expected: float) -> str:
    """Set the development of renewed areas beside that of others with the same start."""
    n, mean = len(residual), float(residual.mean())
    low, high = (float(v) for v in residual.quantile([0.25, 0.75]))
    return (
        "Niet vernieuwde gebieden die even laag of hoog begonnen, ontwikkelden zich gemiddeld "
        f"{signed(expected, 3)} punt. De {count(n, 'vernieuwd gebied', 'vernieuwde gebieden')} "
        f"ontwikkelden zich gemiddeld {signed(mean, 3)} punt anders (middelste helft "
        f"{signed(low, 3)} tot {signed(high, 3)}). Wat gebieden met dezelfde start ook doen, is "
        "geen opbrengst van vernieuwing."
    )
