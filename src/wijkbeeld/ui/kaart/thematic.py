"""From a choice to what a map shows: values, classes and their names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import change
from wijkbeeld.analysis.relative import equal_parts, given_level, minus_own_group, minus_reference
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui.groups import Group, people
from wijkbeeld.ui.kaart.choice import EQUAL, FIXED, OWN_TOWN, START, waves_of

_STEPS = (
    "heel ver onder",
    "ver onder",
    "onder",
    "iets onder",
    "rond",
    "iets boven",
    "boven",
    "ver boven",
    "heel ver boven",
)
_PARTS = ("laagste deel", *(f"deel {n}" for n in range(2, 9)), "hoogste deel")
_KNOWN_PART = 0.9
"""Part of the areas whose inhabitants must be known to weigh with them."""


@dataclass(frozen=True)
class Shown:
    """What one level of a map shows.

    Attributes
    ----------
    values
        Rows all areas of the level, columns waves; in the unit ``unit``.
    classes
        Same shape, 1..9; 0 is missing.
    labels
        Names of classes 1..9.
    note
        What the classes are and what was compared with what.
    """

    values: pd.DataFrame
    classes: pd.DataFrame
    labels: tuple[str, ...]
    title: str
    heading: str
    unit: str
    decimals: int
    note: str
    is_level: bool
    """Whether values are plain total scores, with their official classes."""
    reference: str = ""
    """What relative classes are above or below, for the legend and sentences."""

    def class_name(self, number: int) -> str:
        """Class in a sentence: with what it is relative to."""
        name = self.labels[number - 1] if number else "geen klasse"
        return f"{name} {self.reference}".strip() if number else name


@st.cache_resource(max_entries=64, show_spinner=False)
def _shown(
    version: str,
    level: str,
    edition: int,
    measure: str,
    base: int | None,
    against: str,
    group: Group | None,
    _data: Dataset,
) -> Shown:
    del version
    label = _data.measures()[measure].label
    table = _data.wide(edition, level, measure)
    waves = [w for w in waves_of(_data, edition, level, measure) if base is None or w > base]
    if base is None:
        values = table[waves]
    else:
        values = pd.DataFrame({w: change(table, base, w) for w in waves}, index=table.index)
    title = label if base is None else f"{label}: ontwikkeling"
    plain_score = measure == "lbm" and base is None
    heading = (
        ("Score")
        if plain_score
        else ("Verandering (punt)")
        if base is not None
        else ("Afwijking (punt)")
    )
    shift = REFERENCE if plain_score else 0.0
    scales = catalog().classes
    scale = (
        scales["ontwikkeling"]
        if base is not None
        else scales["situatie" if plain_score else "afwijking"]
    )
    steps = scales["ontwikkeling" if base is not None else "afwijking"]
    decimals = 2 if plain_score else 3
    if against == EQUAL:
        classes = pd.DataFrame({w: equal_parts(values[w]) for w in values}, index=values.index)
        note = "Negen even grote groepen gebieden per meting: laag en hoog zijn hier betrekkelijk."
        return Shown(
            values,
            classes,
            _PARTS,
            f"{title}, in negen gelijke groepen",
            heading,
            "(score)" if plain_score else "punt",
            decimals,
            note,
            False,
        )
    if against == START and base is not None:
        start = classify(
            table[base] - (REFERENCE if measure == "lbm" else 0.0),
            scales["situatie" if measure == "lbm" else "afwijking"],
        )
        values = pd.DataFrame(
            {w: given_level(start, values[w]) for w in values}, index=values.index
        )
        note = (
            f"De ontwikkeling min het ongewogen gemiddelde van alle gebieden die in {base} in "
            "dezelfde klasse begonnen. Startklassen met minder dan tien gebieden hebben geen "
            "cijfer. Klassen: eigen grenzen."
        )
        return _relative(
            values, steps, f"{title}, gegeven het startniveau", "wat past bij het startniveau", note
        )
    if against == OWN_TOWN or group is not None:
        mass = people(_data, edition, level)
        weights = mass.counts if mass.counts.notna().mean() >= _KNOWN_PART else None
        how = f"gewogen naar inwoners ({mass.year})" if weights is not None else "ongewogen"
        if group is not None:
            values = minus_reference(values, list(group.codes), weights)
            note = (
                f"Afstand tot het gemiddelde ({how}) van {group.label}. {group.note} Klassen: "
                "eigen grenzen."
            )
            return _relative(
                values, steps, f"{title}, ten opzichte van {group.label}", "het gemiddelde", note
            )
        towns = _data.by_code(edition, level)["gemeente_code"]
        values = minus_own_group(values, towns, weights)
        note = (
            f"Afstand tot het gemiddelde ({how}) van de eigen gemeente in dezelfde meting. "
            "Klassen: eigen grenzen."
        )
        return _relative(
            values, steps, f"{title}, ten opzichte van de eigen gemeente", "het gemiddelde", note
        )
    found = {w: classify(values[w] - shift, scale) for w in values}
    if plain_score:
        given = _data.wide(edition, level, "klasse")
        for w in values:
            official = given[w].fillna(0).to_numpy("uint8")
            found[w] = np.where(official > 0, official, found[w]).astype("uint8")
    classes = pd.DataFrame(found, index=values.index)
    return Shown(
        values,
        classes,
        tuple(c.name for c in scale.limits),
        title,
        heading,
        "(score)" if plain_score else "punt",
        decimals,
        "",
        plain_score,
    )


def _relative(values: pd.DataFrame, steps: object, title: str, reference: str, note: str) -> Shown:
    classes = pd.DataFrame({w: classify(values[w], steps) for w in values}, index=values.index)  # type: ignore[arg-type]
    return Shown(
        values, classes, _STEPS, title, "Verschil (punt)", "punt", 3, note, False, reference
    )


def shown(
    data: Dataset,
    level: str,
    edition: int,
    measure: str,
    base: int | None,
    against: str = FIXED,
    group: Group | None = None,
) -> Shown:
    """Values and classes of all areas of a level; once for all sessions."""
    return _shown(data.version, level, edition, measure, base, against, group, data)
