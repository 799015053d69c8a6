"""From a choice to what a map shows: values, classes and their names."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from wijkbeeld.analysis.levels import change
from wijkbeeld.analysis.relative import (
    equal_parts,
    minus_own_group,
    minus_reference,
)
from wijkbeeld.catalog import Classes, catalog
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map import given_start
from wijkbeeld.map.classing import DECLARED, DECLARED_CUT, Cut
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.figure_classes import OWN_LIMITS, by_limits, distances_by_limits, of_figure
from wijkbeeld.map.given_start import Inside
from wijkbeeld.store.characteristics import people
from wijkbeeld.store.groups import Group
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.words.class_names import class_names

FIXED, OWN_TOWN, EQUAL, START = "vast", "gemeente", "delen", "start"
"""What values are set against: fixed classes, the own gemeente, equal parts, the start level."""

GIVEN_START = "Gegeven startniveau"
"""Column of what is left of a change."""

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


__all__ = ["EQUAL", "FIXED", "OWN_TOWN", "START", "Thematic", "thematic", "uncut"]


@lru_cache(maxsize=64)
def thematic(
    scope: Scope,
    measure: str,
    base: int | None,
    against: str = FIXED,
    group: Group | Inside | None = None,
    cut: Cut = DECLARED_CUT,
) -> Thematic:
    """Values and classes of all areas of a level; once for all sessions.

    Parameters
    ----------
    base
        Wave from which a change counts; None for the situation in each wave.
    against
        ``FIXED``, ``OWN_TOWN``, ``EQUAL`` or ``START``; with a group anything else.
    group
        Areas whose mean is taken off; with ``START`` the place in which areas that began equally
        high are sought, None for all.
    cut
        How values are cut in classes; figures have no declared classes and get quantiles.
    """
    data = opened(scope)
    subject = data.measures()[measure]
    values = _values(data, scope, measure, base)
    if against == EQUAL:
        return _in_equal_parts(values, subject, base)
    if against == START and base is not None:
        shown = _given_start(
            values, scope, group if isinstance(group, Inside) else None, subject, base
        )
        return distances_by_limits(shown, subject, cut)
    if isinstance(group, Group) or against == OWN_TOWN:
        beside = group if isinstance(group, Group) else None
        return distances_by_limits(
            _beside_mean(values, data, scope, subject, base, beside), subject, cut
        )
    if cut.method != DECLARED or not subject.is_score:
        return by_limits(uncut(scope, measure, base), subject, base, cut)
    return _in_fixed_classes(values, data, scope, subject, base)


def uncut(scope: Scope, measure: str, base: int | None) -> Thematic:
    """Values of a measure or their changes, with title and unit but without classes."""
    data = opened(scope)
    subject = data.measures()[measure]
    values = _values(data, scope, measure, base)
    return _absolute(values, values, (), subject, base)


def _values(data: Dataset, scope: Scope, measure: str, base: int | None) -> pd.DataFrame:
    table = data.wide(scope, measure)
    waves = data.any_waves(scope, measure)
    if base is not None:
        waves = data.measures()[measure].later(base, waves)
    if base is None:
        return table[waves]
    return pd.DataFrame({w: change(table, base, w) for w in waves}, index=table.index)


def _title(subject: Measure, base: int | None) -> str:
    return subject.label if base is None else f"{subject.label}: ontwikkeling"


def _is_plain_score(subject: Measure, base: int | None) -> bool:
    return subject.id == "lbm" and base is None


def _steps(base: int | None) -> Classes:
    return catalog().classes["ontwikkeling" if base is not None else "afwijking"]


def _absolute(
    values: pd.DataFrame,
    classes: pd.DataFrame,
    labels: tuple[str, ...],
    subject: Measure,
    base: int | None,
) -> Thematic:
    """Values with their own unit: a score or figure, or a deviation or change."""
    if not subject.is_score:
        return of_figure(values, classes, labels, subject, base)
    is_score = _is_plain_score(subject, base)
    change_or_deviation = "Verandering (punt)" if base is not None else "Afwijking (punt)"
    return Thematic(
        values,
        classes,
        labels,
        _title(subject, base),
        "Score" if is_score else change_or_deviation,
        "(score)" if is_score else "punt",
        2 if is_score else 3,
        "",
        is_score,
        signed=not is_score,
    )


def _in_equal_parts(values: pd.DataFrame, subject: Measure, base: int | None) -> Thematic:
    classes = pd.DataFrame({w: equal_parts(values[w]) for w in values}, index=values.index)
    absolute = _absolute(values, classes, _PARTS, subject, base)
    return replace(
        absolute,
        title=f"{absolute.title}, in negen gelijke groepen",
        note="Negen even grote groepen gebieden per meting: laag en hoog zijn hier betrekkelijk.",
        is_level=False,
    )


def _in_fixed_classes(
    values: pd.DataFrame, data: Dataset, scope: Scope, subject: Measure, base: int | None
) -> Thematic:
    is_score = _is_plain_score(subject, base)
    scale = subject.level_scale if base is None else subject.change_scale
    if scale is None:
        raise KeyError(subject.id)
    labels = tuple(c.name for c in scale.limits)
    if is_score:
        stored = data.wide(scope, "klasse")
        classes = {w: _stored_or_derived(stored[w], values[w], scale) for w in values}
    else:
        classes = {w: classify(values[w], scale) for w in values}
    frame = pd.DataFrame(classes, index=values.index)
    plain = _absolute(values, frame, labels, subject, base)
    limits = _limits(scale, REFERENCE if is_score else 0.0, plain.decimals, signed=plain.signed)
    return replace(plain, limits=limits, own_limits=scale.status == "eigen")


def _limits(scale: Classes, middle: float, decimals: int, *, signed: bool) -> tuple[str, ...]:
    """Limits of declared classes in the unit of the map.

    Parameters
    ----------
    middle
        What the limits of the scale are distances from.
    """
    lowers = (c.lower for c in scale.limits)
    rising = tuple(round(middle + low, decimals) for low in lowers if low is not None)
    return class_names(rising, decimals, signed=signed)


def _stored_or_derived(stored: pd.Series, scores: pd.Series, scale: Classes) -> np.ndarray:
    """Classes of total scores as the store holds them; derived only where it holds none."""
    classes: np.ndarray = stored.fillna(0).to_numpy("uint8", copy=True)
    is_open = (classes == 0) & scores.notna().to_numpy()
    if is_open.any():
        classes[is_open] = classify(scores[is_open] - REFERENCE, scale)
    return classes


def _given_start(
    values: pd.DataFrame, scope: Scope, inside: Inside | None, subject: Measure, base: int
) -> Thematic:
    """Change less that of the areas of the place, or else of all, that began about equally high."""
    found = {
        int(w): given_start.of_scope(scope, inside, subject.id, base, values[w]) for w in values
    }
    shown = _relative(
        pd.DataFrame({w: one.values for w, one in found.items()}, index=values.index),
        base,
        subject,
        f"{_title(subject, base)}, gegeven het startniveau",
        "wat past bij het startniveau",
        f"{given_start.note(scope, inside, found, base)} {OWN_LIMITS}",
    )
    return replace(
        shown,
        heading=GIVEN_START,
        beside={w: given_start.beside(scope, inside, one, base) for w, one in found.items()},
    )


def _beside_mean(
    values: pd.DataFrame,
    data: Dataset,
    scope: Scope,
    subject: Measure,
    base: int | None,
    group: Group | None,
) -> Thematic:
    """Values minus the mean of a group, or of the own gemeente where there is none."""
    mass = people(scope)
    is_known = mass.counts.notna().mean() >= _KNOWN_PART
    weights = mass.counts if is_known else None
    how = f"gewogen naar inwoners ({mass.year})" if is_known else "ongewogen"
    title = _title(subject, base)
    if group is not None:
        return _relative(
            minus_reference(values, list(group.codes), weights),
            base,
            subject,
            f"{title}, ten opzichte van {group.label}",
            "het gemiddelde",
            f"Afstand tot het gemiddelde ({how}) van {group.label}. {group.note} {OWN_LIMITS}",
        )
    towns = data.by_code(scope)["gemeente_code"]
    return _relative(
        minus_own_group(values, towns, weights),
        base,
        subject,
        f"{title}, ten opzichte van de eigen gemeente",
        "het gemiddelde",
        f"Afstand tot het gemiddelde ({how}) van de eigen gemeente in dezelfde meting. "
        f"{OWN_LIMITS}",
    )


def _relative(
    values: pd.DataFrame, base: int | None, subject: Measure, title: str, reference: str, note: str
) -> Thematic:
    steps = _steps(base)
    classes = pd.DataFrame({w: classify(values[w], steps) for w in values}, index=values.index)
    return Thematic(
        values,
        classes,
        _STEPS,
        title,
        f"Verschil ({subject.change_unit})",
        subject.change_unit,
        subject.change_decimals,
        note,
        is_level=False,
        reference=reference,
        direction=subject.direction,
        limits=_limits(steps, 0.0, subject.change_decimals, signed=True),
        own_limits=True,
    )
