"""Every area beside the first one, in figures and classes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.thematic import thematic
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, prose, tables
from wijkbeeld.ui.provenance import origin
from wijkbeeld.ui.vergelijken.choice import Choice
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number

_SIGNED = ("Verandering", "Verschil met eerste", "Verandering min die van eerste")
"""Columns that hold a change or a difference."""


def differences(scope: Scope, choice: Choice) -> None:
    """Show every area beside the first one, with what a difference means in classes."""
    st.header("Verschillen")
    table = opened(scope).wide(scope, choice.measure.id).loc[choice.codes]
    frame = _beside_first(scope, choice, table[choice.base], table[choice.wave])
    measure = choice.measure
    levels = dict.fromkeys((str(choice.base), str(choice.wave)), measure.decimals)
    tables.show(
        frame,
        levels | dict.fromkeys(_SIGNED, measure.change_decimals),
        "Verschillen tussen de gekozen gebieden",
        with_sign=_SIGNED,
    )
    _tell_extremes(choice, table[choice.wave] - table[choice.base])
    prose.note(
        "Klassen in deze tabel zijn afgeleid van de waarde; gebieden aan weerszijden van een "
        "grens kunnen bijna gelijk zijn. Een verschil tussen gebieden zegt niet waardoor het "
        "komt."
    )
    tables.download(
        frame,
        f"wijkbeeld_vergelijking_{choice.measure.id}",
        origin(scope, choice.measure, choice.measure.unit, f"{choice.base} en {choice.wave}"),
    )


def _beside_first(scope: Scope, choice: Choice, start: pd.Series, end: pd.Series) -> pd.DataFrame:
    """Start, end, change and class of each area, and how far they are from the first one's."""
    classes, names = _classes(scope, choice, end)
    change = end - start
    frame = pd.DataFrame(
        {
            "Gebied": choice.names,
            str(choice.base): start.to_numpy(),
            str(choice.wave): end.to_numpy(),
            "Verandering": change.to_numpy(),
            "Verschil met eerste": (end - end.iloc[0]).to_numpy(),
            "Verandering min die van eerste": (change - change.iloc[0]).to_numpy(),
            "Klasse": [names.get(int(k), "–") for k in classes],
            "Verschil in klassen": [_apart(int(k), int(classes[0])) for k in classes],
            "Code": choice.codes,
        }
    ).set_index("Gebied")
    return inhabitants.with_marks(frame, scope, choice.codes)


def _classes(scope: Scope, choice: Choice, end: pd.Series) -> tuple[np.ndarray, dict[int, str]]:
    """Classes of the last values and their names; those of a figure are the map's."""
    measure = choice.measure
    scale = measure.level_scale
    if scale is None:
        shown = thematic(scope, measure.id, None)
        names = dict(enumerate(shown.labels, start=1))
        if choice.wave not in shown.classes:
            return np.zeros(len(end), dtype="uint8"), names
        return shown.classes[choice.wave].reindex(end.index).to_numpy(), names
    classes = classify(end - (REFERENCE if measure.id == "lbm" else 0.0), scale)
    return classes, {c.number: c.name for c in scale.limits}


def _tell_extremes(choice: Choice, change: pd.Series) -> None:
    """Say which area changed most for the better and which for the worse."""
    known = change.dropna()
    if len(known) < 2 or choice.base == choice.wave:
        return
    named = known.rename(index=dict(zip(choice.codes, choice.names, strict=True)))
    unit = choice.measure.change_unit
    decimals = choice.measure.change_decimals
    prose.say(sentences.comparison_sentence(named, choice.base, choice.wave, unit, decimals))


def _apart(own: int, first: int) -> str:
    if own == 0 or first == 0:
        return "–"
    steps = own - first
    return "gelijk" if steps == 0 else f"{number(abs(steps))} {'hoger' if steps > 0 else 'lager'}"
