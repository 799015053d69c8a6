"""Indicators that would show whether an intervention works, with what they say now."""

from __future__ import annotations

from wijkbeeld.catalog.interventions import Intervention
from wijkbeeld.diagnosis.known import latest
from wijkbeeld.diagnosis.subject import Subject
from wijkbeeld.store.read import opened
from wijkbeeld.words import perspective
from wijkbeeld.words.numbers import number


def shows(subject: Subject, one: Intervention) -> tuple[str, ...]:
    """Each indicator with its last value here, its unit and year, or that it has none."""
    measures = opened(subject.scope).measures()
    told = []
    for id_ in one.indicators:
        measure, known = measures[id_], latest(subject, id_)
        if known is None:
            told.append(f"{measure.label} (geen cijfer van dit gebied)")
            continue
        value, year = known
        decimals = 2 if id_ == "lbm" else 3 if measure.is_score else measure.decimals
        written = perspective.with_unit(number(value, decimals), measure.unit)
        told.append(f"{measure.label}: {written} in {year}")
    return tuple(told)
