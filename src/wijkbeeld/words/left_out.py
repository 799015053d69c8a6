"""Renewed areas that cannot be compared, and starts that were moved: how many, and why."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.specification import Comparison
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_NAMED = 6
"""Areas that a sentence calls by name."""


def not_compared(
    comparison: Comparison, starts: pd.Series, programme_start: int | None, names: pd.Series
) -> list[str]:
    """Sentences about renewed areas that take no part, and about the start.

    Parameters
    ----------
    starts
        Year from which renewal counts, by area code.
    programme_start
        Year in which the programme began, where the set has no dates of its own.
    names
        Of the areas, by code.
    """
    panel = comparison.panel
    return [
        *_outside_the_waves(panel, names),
        *_without_a_figure(comparison),
        *_about_the_start(panel, starts, programme_start),
    ]


def _outside_the_waves(panel: Panel, names: pd.Series) -> list[str]:
    told = []
    if panel.always:
        told.append(
            f"Bij {count(len(panel.always), 'gebied', 'gebieden')} begon de vernieuwing in of "
            f"voor de eerste meting ({panel.waves[0]}): er is niets van ervoor om mee te "
            f"vergelijken. {_listed(panel.always, names)}."
        )
    if panel.late:
        told.append(
            f"Bij {count(len(panel.late), 'gebied', 'gebieden')} telt de vernieuwing pas na de "
            f"laatste meting ({panel.waves[-1]}). Ze doen niet mee, ook niet als vergelijking. "
            f"{_listed(panel.late, names)}."
        )
    return told


def _without_a_figure(comparison: Comparison) -> list[str]:
    told, panel, effect = [], comparison.panel, comparison.effect
    lost = int(panel.treated.sum()) - (effect.overall.n_treated if effect else 0)
    if effect and lost > 0:
        told.append(
            f"{count(lost, 'vernieuwd gebied heeft', 'vernieuwde gebieden hebben')} geen cijfer "
            "in de startmeting of geen gebied om mee te vergelijken, en "
            f"{'telt' if lost == 1 else 'tellen'} niet mee in stap 4."
        )
    if panel.unweighted:
        told.append(
            f"{count(len(panel.unweighted), 'gebied heeft', 'gebieden hebben')} geen gewicht en "
            f"{'doet' if len(panel.unweighted) == 1 else 'doen'} niet mee."
        )
    return told


def _about_the_start(panel: Panel, starts: pd.Series, programme_start: int | None) -> list[str]:
    told = []
    if programme_start and int(starts.iloc[0]) != programme_start:
        why = ", want er is geen eerdere meting" if programme_start <= panel.waves[0] else ""
        told.append(
            f"Dit programma begon in {programme_start}. We rekenen vanaf "
            f"{int(starts.iloc[0])}{why}: een deel van de vernieuwing kan al in de startmeting "
            "zitten."
        )
    last = panel.waves[-1]
    if panel.groups and panel.waves[panel.groups[-1]] == last and (starts == last).any():
        told.append(f"De enige meting na de start is die van het startjaar zelf ({last}).")
    return told


def _listed(codes: tuple[str, ...], names: pd.Series) -> str:
    return escape_markdown(", ".join(names.reindex(list(codes))[:_NAMED].astype("str"))) + (
        " en andere" if len(codes) > _NAMED else ""
    )
