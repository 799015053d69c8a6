"""Classes that nobody declared: of figures, and of scores by limits that the user asks for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wijkbeeld.analysis.class_limits import NATURAL
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.map.classing import DECLARED, OWN, Classed, Cut, Scale, classed, last_full
from wijkbeeld.map.content import Thematic
from wijkbeeld.words.figure_map import Ways

OWN_LIMITS = "Klassen: eigen grenzen."
"""Ends the note of distances in the classes of our own for scores."""


def of_figure(
    values: pd.DataFrame,
    classes: pd.DataFrame,
    labels: tuple[str, ...],
    subject: Measure,
    base: int | None,
) -> Thematic:
    """Values of a figure in its own unit, or their change."""
    is_change = base is not None
    unit = subject.change_unit if is_change else subject.unit
    return Thematic(
        values,
        classes,
        labels,
        f"{subject.label}: ontwikkeling" if is_change else subject.label,
        f"Verandering ({unit})" if is_change else f"Waarde ({unit})",
        unit,
        subject.change_decimals if is_change else subject.decimals,
        "",
        is_level=False,
        signed=is_change,
        ramp="change" if is_change else "amount",
        direction=subject.direction,
    )


def by_limits(
    absolute: Thematic, subject: Measure, base: int | None, cut: Cut, *, with_middle: bool = True
) -> Thematic:
    """Values by limits that hold in all years of the measure.

    Parameters
    ----------
    absolute
        Values as they are, or their change, without classes.
    with_middle
        Whether classes lie on both sides of a middle, where the measure has one.
    """
    values = absolute.values
    middle = 0.0 if base is not None else _middle(values, subject)
    middle = middle if with_middle else None
    scale = Scale(absolute.decimals, absolute.signed, middle, subject.kind == "code")
    found = classed(values, cut, scale)
    return replace(
        absolute,
        classes=found.classes,
        labels=found.labels,
        places=found.places,
        note=_how_cut(cut, subject, values, is_change=base is not None),
        is_level=False,
        ramp="amount" if middle is None else "change",
    )


def _middle(values: pd.DataFrame, subject: Measure) -> float | None:
    """Value with a meaning of its own: the reference of a score, zero of a balance."""
    if subject.is_score:
        return subject.middle
    numbers = values.to_numpy("float64")
    is_balance = (numbers < 0).any() and (numbers > 0).any()
    return 0.0 if is_balance else None


def distances_by_limits(shown: Thematic, subject: Measure, cut: Cut) -> Thematic:
    """Distances by limits of their own, where no classes are declared or others are asked for."""
    if cut.method == DECLARED and subject.is_score:
        return shown
    found: Classed = classed(shown.values, cut, Scale(shown.decimals, signed=True, middle=0.0))
    how = _how_cut(cut, subject, shown.values, is_change=False)
    return replace(
        shown,
        classes=found.classes,
        labels=found.labels,
        places=found.places,
        note=f"{shown.note.removesuffix(OWN_LIMITS).strip()} {how}",
        reference="",
        limits=(),
        own_limits=False,
        ramp="change",
    )


def ways(shown: Thematic, year: int) -> Ways:
    """How many areas changed which way until a year.

    Areas in the class around no change are about equal; where no class has a limit on both sides
    of it, the sign of the change as it is written decides.
    """
    changes = shown.values[year].dropna().round(shown.decimals)
    around = shown.places.index(0.5) + 1 if 0.5 in shown.places[1:-1] else None
    if around is None:
        higher, lower = int((changes > 0).sum()), int((changes < 0).sum())
        return Ways(higher, lower, len(changes) - higher - lower)
    classes = shown.classes.loc[changes.index, year]
    higher, lower = int((classes > around).sum()), int((classes < around).sum())
    return Ways(higher, lower, len(changes) - higher - lower, shown.labels[around - 1])


def _how_cut(cut: Cut, subject: Measure, values: pd.DataFrame, *, is_change: bool) -> str:
    """What the classes are, and that a change of year leaves them as they are."""
    if subject.kind == "code":
        return "Elke kleur is één waarde."
    same = "De grenzen zijn in alle jaren gelijk, dus twee jaren zijn te vergelijken."
    if is_change:
        same = "De grenzen zijn voor alle eindjaren gelijk."
    if cut.method == OWN and cut.own:
        return f"Klassen: door jou getypte grenzen. {same}"
    last = last_full(values) or "het laatste jaar"
    if cut.method == NATURAL:
        return f"Klassen: natuurlijke grenzen (Fisher-Jenks) van {last}. {same}"
    return f"Klassen: even grote groepen (kwantielen) van {last}. {same}"
