"""Development given the level, as pictures with what they show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.relative import means_by_start
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.level import (
    ClassMeans,
    Development,
    Highlight,
    level_figure,
    means_figure,
)
from wijkbeeld.charts.text import Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, session
from wijkbeeld.ui.area_names import names
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import fictional, source_line
from wijkbeeld.ui.reference import whole
from wijkbeeld.ui.start_classes import scale, start_colours
from wijkbeeld.ui.theme import accent, ink, show
from wijkbeeld.words import equals, figure_change, sentences
from wijkbeeld.words.findings import cloud_finding
from wijkbeeld.words.numbers import number

LEAST_IN_CLASS = 10


@dataclass(frozen=True)
class Choice:
    """What is drawn: development of a measure between two waves, with a city or group marked."""

    scope: Scope
    measure: Measure
    base: int
    wave: int
    marked: list[str]
    marked_name: str


@dataclass(frozen=True)
class Outcome:
    """Start, change, start class and residual of all areas, on one index."""

    start: pd.Series
    change: pd.Series
    classes: np.ndarray
    residual: pd.Series
    labels: tuple[str, ...]

    @property
    def means(self) -> pd.DataFrame:
        """Mean change by start class."""
        return means_by_start(self.classes, self.change)

    def means_of(self, codes: list[str]) -> pd.DataFrame:
        """Mean change by start class of some areas."""
        part = self.change.index.isin(codes)
        return means_by_start(self.classes[part], self.change[part])


def pictures(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Draw the scatter with quadrants, and the means by starting class."""
    told = _beside_equals(scope, choice, outcome)
    say(told or sentences.too_few_per_class())
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        _scatter(scope, choice, outcome)
    with right:
        _by_start_class(scope, choice, outcome)
    how = (
        "afgeleid van de score in de eerste meting"
        if choice.measure.is_score
        else f"even grote groepen naar de waarde in {choice.base}"
    )
    note(
        _pattern(choice.measure, outcome)
        + (
            f" Klassen zijn {how}. Klassen met minder dan "
            f"{LEAST_IN_CLASS} gebieden tellen niet mee in ‘gegeven startniveau’."
        )
    )


def _beside_equals(scope: Scope, choice: Choice, outcome: Outcome) -> str:
    """Which areas did better than areas of this place that began equally high."""
    residual = outcome.residual.dropna()
    codes = list(residual.sort_values(ascending=False).index)
    areas = opened(scope).by_code(scope)
    marks = inhabitants.marks(scope, codes)
    few = inhabitants.hollow(scope, codes)
    named = [
        f"{name}, {marks[code]}" if code in few else name
        for code, name in zip(codes, names(areas, codes), strict=True)
    ]
    where = scope.part or whole(opened(scope), areas).replace("De fictieve", "de fictieve")
    return equals.beside_equals(
        residual[codes].set_axis(named),
        where,
        scope.level,
        choice.base,
        choice.measure,
    )


def _pattern(measure: Measure, outcome: Outcome) -> str:
    """What the means by start class say, in words that fit a score or a figure."""
    if measure.is_score:
        return sentences.regression_sentence(outcome.means, LEAST_IN_CLASS)
    return figure_change.pattern(outcome.means, LEAST_IN_CLASS)


def _scatter(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Every area by its start and its change."""
    label, measure = choice.measure.label, choice.measure
    period = f"{choice.base}-{choice.wave}"
    names_of_all = opened(scope).by_code(scope)["label"]
    drawn = outcome.change.dropna().index
    marks = inhabitants.marks(scope, drawn)
    noun = session.LEVEL_LABEL[scope.level].lower()
    where = f" in {scope.part}" if scope.part else ""
    title = cloud_finding(outcome.start, outcome.change, f"{noun}{where}")
    start = f"{label} in {choice.base} ({measure.unit})"
    heading = Heading(
        (title or f"{label}: niveau en ontwikkeling") + fictional(scope),
        "\n".join(
            [
                *inhabitants.told(scope, names_of_all[drawn].to_dict()),
                source_line(scope, measure),
            ]
        ),
        f"{label}: niveau in {choice.base} en ontwikkeling {period}. n = {number(len(drawn))}. "
        "Stippellijnen: gemiddelden.",
    )
    development = Development(
        outcome.start,
        outcome.change,
        names_of_all,
        scale(measure),
        marks.to_dict(),
        inhabitants.hollow(scope, drawn),
    )
    highlight = Highlight(choice.marked_name, choice.marked)
    show(
        level_figure(development, highlight, heading, start, ink(), accent()),
        "ontw_wolk",
        "wijkbeeld_niveau_ontwikkeling",
        f"{heading.title}. Elk gebied op startniveau en ontwikkeling",
    )


def _by_start_class(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Mean change by start class, of all areas and of those that are marked."""
    marked = None
    if choice.marked:
        marked = ClassMeans(
            choice.marked_name, outcome.means_of(choice.marked), scale(choice.measure)
        )
    means, decimals = outcome.means, choice.measure.change_decimals
    title = equals.by_class_finding(means[means["n"] >= LEAST_IN_CLASS], outcome.labels, decimals)
    neutral = "Gemiddelde ontwikkeling naar startklasse"
    where = f" in {scope.part}" if scope.part else ""
    heading = Heading(
        (title or neutral) + fictional(scope),
        source_line(scope, choice.measure),
        f"{neutral}{where}, {choice.base}-{choice.wave}, ongewogen ({choice.measure.change_unit}).",
    )
    show(
        means_figure(
            ClassMeans("alle gebieden", means, scale(choice.measure)),
            marked,
            outcome.labels,
            start_colours(choice.measure, len(outcome.labels)),
            heading,
        ),
        "ontw_klassen",
        "wijkbeeld_startklasse",
        f"{heading.title}. {neutral}",
    )
