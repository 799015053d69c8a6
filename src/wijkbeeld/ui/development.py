"""Development given the level, as pictures with what they show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.given_start import Pattern, pattern
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
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, session
from wijkbeeld.ui.area_names import names
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import fictional, picture, source_line
from wijkbeeld.ui.start_classes import scale, start_colours
from wijkbeeld.ui.theme import accent, ink, show
from wijkbeeld.ui.within import whose
from wijkbeeld.words import equals, figure_change, given_start
from wijkbeeld.words.findings import cloud_finding
from wijkbeeld.words.numbers import number, signed


@dataclass(frozen=True)
class Choice:
    """What is drawn: development of a measure between two waves, with a city or group marked."""

    scope: Scope
    place: Place
    measure: Measure
    base: int
    wave: int
    marked: list[str]
    marked_name: str


@dataclass(frozen=True)
class Outcome:
    """Start, change, start class and residual of all areas, on one index.

    Attributes
    ----------
    beside, note
        Areas that a residual is taken from, and how it is computed.
    """

    start: pd.Series
    change: pd.Series
    classes: np.ndarray
    residual: pd.Series
    labels: tuple[str, ...]
    beside: str
    note: str

    @property
    def pattern(self) -> Pattern | None:
        """How change goes with the start."""
        return pattern(self.start, self.change)

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
    say(_beside_equals(scope, choice, outcome) or given_start.none(scope.level))
    if rest := _beside_rest(choice, outcome):
        say(rest)
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
    told = given_start.pattern_sentence(outcome.pattern, choice.measure)
    note(f"{told} Startklassen zijn {how}.".strip())
    inhabitants.offer_figures(scope)


def _beside_equals(scope: Scope, choice: Choice, outcome: Outcome) -> str:
    """Which areas did better than areas that began about equally high."""
    residual = outcome.residual.dropna()
    codes = list(residual.sort_values(ascending=False).index)
    areas = opened(scope).by_code(scope)
    named = dict(zip(codes, names(areas, codes), strict=True))
    return equals.beside_equals(
        residual[codes].rename(index=named),
        outcome.beside,
        scope.level,
        choice.measure,
        [named[c] for c in inhabitants.hollow(scope, codes)],
        [named[c] for c in inhabitants.unknown(scope, codes)],
    )


def _beside_rest(choice: Choice, outcome: Outcome) -> str:
    """How the marked areas changed, and the rest of the place; empty where nothing is marked."""
    if not choice.marked:
        return ""
    change = outcome.change.dropna()
    is_marked = change.index.isin(choice.marked)
    rest = "de andere gebieden" if choice.place.is_all else f"de rest {whose(choice.place)}"
    return figure_change.beside_rest(
        choice.marked_name, rest, change[is_marked], change[~is_marked], choice.measure
    )


def _scatter(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Every area by its start and its change."""
    label, measure = choice.measure.label, choice.measure
    period = f"{choice.base}–{choice.wave}"
    names_of_all = opened(scope).by_code(scope)["label"]
    drawn = outcome.change.dropna().index
    marks = inhabitants.marks(scope, drawn)
    noun = session.LEVEL_LABEL[scope.level].lower()
    title = cloud_finding(outcome.start, outcome.change, f"{noun} {whose(choice.place)}".strip())
    start = f"{label} in {choice.base} ({measure.unit})"
    heading = Heading(
        (title or f"{label}: niveau en ontwikkeling") + fictional(scope),
        "\n".join(
            [
                *inhabitants.told(scope, names_of_all[drawn].to_dict(), measure),
                source_line(scope, measure),
            ]
        ),
        f"{label}: niveau in {choice.base} en ontwikkeling {period}. n = {number(len(drawn))}. "
        + _middles(choice, outcome),
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
        picture(
            scope, "niveau en ontwikkeling", measure, (choice.base, choice.wave), _about(choice)
        ),
        f"{heading.title}. Elk gebied op startniveau en ontwikkeling",
    )


def _about(choice: Choice) -> list[str]:
    """The place of a picture, and which areas stand out in it."""
    place = [] if choice.place.is_all else [choice.place.label]
    return place or [choice.marked_name] * bool(choice.marked)


def _middles(choice: Choice, outcome: Outcome) -> str:
    """What the dotted lines of the scatter are."""
    measure = choice.measure
    start = number(float(outcome.start[outcome.change.notna()].mean()), measure.decimals)
    change = signed(float(outcome.change.mean()), measure.change_decimals)
    return (
        f"Stippellijnen: gemiddeld begin ({start}) en gemiddelde ontwikkeling "
        f"({change} {measure.change_unit})."
    )


def _by_start_class(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Mean change by start class, of all areas and of those that are marked."""
    marked = None
    if choice.marked:
        marked = ClassMeans(
            choice.marked_name, outcome.means_of(choice.marked), scale(choice.measure)
        )
    title = given_start.pattern_title(outcome.pattern, choice.measure)
    neutral = "Gemiddelde ontwikkeling naar startklasse"
    where = f" {whose(choice.place)}".rstrip()
    heading = Heading(
        (title or neutral) + fictional(scope),
        source_line(scope, choice.measure),
        f"{neutral}{where}, {choice.base}–{choice.wave}, ongewogen ({choice.measure.change_unit}).",
    )
    show(
        means_figure(
            ClassMeans("alle gebieden", outcome.means, scale(choice.measure)),
            marked,
            outcome.labels,
            start_colours(choice.measure, len(outcome.labels)),
            heading,
        ),
        "ontw_klassen",
        picture(scope, "startklasse", choice.measure, (choice.base, choice.wave), _about(choice)),
        f"{heading.title}. {neutral}",
    )
