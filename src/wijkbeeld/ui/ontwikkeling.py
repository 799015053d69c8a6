"""Parts of the page *Ontwikkeling*: development given the level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.relative import given_level, means_by_start
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
from wijkbeeld.store.groups import groups
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui import measures, session, tables, url_state
from wijkbeeld.ui.provenance import about, origin, source_line
from wijkbeeld.ui.selectors import pick_level, pick_measure, pick_scope
from wijkbeeld.ui.start_classes import scale, start_classes, start_colours
from wijkbeeld.ui.theme import chart_config, ink
from wijkbeeld.ui.within import narrowed
from wijkbeeld.words import figure_change, figure_map, sentences
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


def controls(data: Dataset, levels: list[str], place: Place) -> Choice | None:
    """Choose measure, waves, and what to mark; None when there is only one wave."""
    line, fields = controls_place.place()
    first, second, third, fourth, fifth, sixth = fields.columns([1.3, 1.3, 0.7, 0.7, 1.4, 0.65])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data, levels)
    with sixth:
        scope = narrowed(pick_scope(data, level), place)
    waves = data.mappable_waves(scope, measure.id)
    if not waves:
        measures.say_absent(data, measure, level)
        return None
    if not measure.is_score and not measures.bases(measure, waves):
        st.info(figure_map.no_change(measure, waves), icon=":material/info:")
        return None
    if len(waves) < 2:
        st.info(
            f"Voor {measure.label.lower()} op dit niveau is er maar één meting. Een ontwikkeling "
            "heeft er twee nodig. Kies een ander niveau of een andere maat, of voeg op Gegevens "
            "de volledige scores toe.",
            icon=":material/info:",
        )
        return None
    with third:
        base = measures.pick_base(measure, waves, "Van")
    with fourth:
        wave = measures.pick_end(measure, waves, base)
    with fifth:
        marked, name = _pick_marked(scope)
    noun = session.LEVEL_LABEL[level].lower()
    controls_place.say(line, measure.label, noun, f"{base}–{wave}", name)
    return Choice(scope, measure, base, wave, marked, name)


def _pick_marked(scope: Scope) -> tuple[list[str], str]:
    """Offer groups and gemeenten to mark: their areas and their name."""
    areas = opened(scope).by_code(scope)
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    known = groups(scope)
    chosen = url_state.pick(
        "uitgelicht",
        "Uitgelicht",
        ["", *known, *names],
        "",
        lambda k: "Niets" if not k else known[k].label if k in known else names[k],
        as_list=True,
    )
    if chosen in known:
        return list(known[chosen].codes), known[chosen].label
    if chosen:
        return list(areas.index[areas["gemeente_code"] == chosen]), names[chosen]
    return [], ""


def compute(scope: Scope, choice: Choice) -> Outcome:
    """Start, change and what is left after the mean change of the start class."""
    table = opened(scope).wide(scope, choice.measure.id)
    start, change = table[choice.base], table[choice.wave] - table[choice.base]
    classes, labels = start_classes(choice.measure, start[change.notna()])
    classes = pd.Series(classes, change.dropna().index).reindex(start.index, fill_value=0)
    residual = given_level(classes.to_numpy(), change, LEAST_IN_CLASS)
    return Outcome(start, change, classes.to_numpy(), residual, labels)


def pictures(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Draw the scatter with quadrants, and the means by starting class."""
    means = outcome.means
    st.markdown(
        sentences.catch_up_sentence(
            scope.level,
            (choice.base, choice.wave),
            means[means["n"] >= LEAST_IN_CLASS],
            outcome.labels,
            figure_change.writer(choice.measure),
        )
    )
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
    st.caption(
        _pattern(choice.measure, outcome)
        + (
            f" Klassen zijn {how}. Klassen met minder dan "
            f"{LEAST_IN_CLASS} gebieden tellen niet mee in 'gegeven startniveau'."
        )
    )


def _pattern(measure: Measure, outcome: Outcome) -> str:
    """What the means by start class say, in words that fit a score or a figure."""
    if measure.is_score:
        return sentences.regression_sentence(outcome.means, LEAST_IN_CLASS)
    return figure_change.pattern(outcome.means, LEAST_IN_CLASS)


def _scatter(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Every area by its start and its change."""
    label, period = choice.measure.label, f"{choice.base}-{choice.wave}"
    names = opened(scope).by_code(scope)["label"]
    n = number(int(outcome.change.notna().sum()))
    st.plotly_chart(
        level_figure(
            Development(outcome.start, outcome.change, names, scale(choice.measure)),
            Highlight(choice.marked_name, choice.marked),
            Heading(
                f"{label}: niveau {choice.base} en ontwikkeling {period}{about(scope)}",
                f"n = {n}. {source_line(scope, choice.measure)}",
            ),
            f"{label} in {choice.base} ({choice.measure.unit})",
            ink(),
        ),
        key="ontw_wolk",
        config=chart_config("wijkbeeld_niveau_ontwikkeling"),
        alt="Elk gebied op startniveau en ontwikkeling",
    )


def _by_start_class(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Mean change by start class, of all areas and of those that are marked."""
    marked = None
    if choice.marked:
        marked = ClassMeans(
            choice.marked_name, outcome.means_of(choice.marked), scale(choice.measure)
        )
    st.plotly_chart(
        means_figure(
            ClassMeans("alle gebieden", outcome.means, scale(choice.measure)),
            marked,
            outcome.labels,
            start_colours(choice.measure, len(outcome.labels)),
            Heading(
                f"Gemiddelde ontwikkeling naar startklasse{about(scope)}",
                f"Ongewogen. {source_line(scope, choice.measure)}",
            ),
        ),
        key="ontw_klassen",
        config=chart_config("wijkbeeld_startklasse"),
        alt="Gemiddelde ontwikkeling per klasse in de eerste meting",
    )


def residuals(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """List the areas that did better or worse than those that started in the same class."""
    st.header("Meer of minder dan past bij het startniveau")
    frame = _residual_table(scope, choice, outcome)
    if choice.marked:
        only = st.toggle(f"Alleen {choice.marked_name}", value=True, key="w_alleen")
        frame = frame[frame.index.isin(choice.marked)] if only else frame
        _tell_marked(scope, choice, outcome)
    frame = frame.sort_values("Gegeven startniveau", ascending=False).set_index("Gebied")
    decimals = {
        f"Start {choice.base}": choice.measure.decimals,
        "Verandering": choice.measure.change_decimals,
        "Gegeven startniveau": choice.measure.change_decimals,
    }
    tables.show(
        frame,
        decimals,
        "Ontwikkeling gegeven het startniveau",
        360,
        with_sign=("Verandering", "Gegeven startniveau"),
    )
    tables.download(
        frame,
        f"wijkbeeld_gegeven_niveau_{choice.measure.id}",
        origin(scope, choice.measure, choice.measure.change_unit, f"{choice.base}-{choice.wave}"),
    )


def _residual_table(scope: Scope, choice: Choice, outcome: Outcome) -> pd.DataFrame:
    """Areas with a residual: where they started, how they changed, and what is left."""
    areas = opened(scope).by_code(scope)
    return pd.DataFrame(
        {
            "Gebied": areas["name"],
            "Gemeente": areas["gemeente_naam"],
            f"Start {choice.base}": outcome.start,
            "Startklasse": [outcome.labels[k - 1] if k else "–" for k in outcome.classes],
            "Verandering": outcome.change,
            "Gegeven startniveau": outcome.residual,
            "Code": areas.index,
        },
        index=areas.index,
    ).dropna(subset=["Gegeven startniveau"])


def _tell_marked(scope: Scope, choice: Choice, outcome: Outcome) -> None:
    """Say how the marked areas did given their start."""
    residual = outcome.residual[outcome.residual.index.isin(choice.marked)].dropna()
    if len(residual) and not choice.measure.is_score:
        name = choice.marked_name
        st.markdown(figure_change.residual(name, scope.level, choice.measure, residual))
    elif len(residual):
        st.markdown(
            sentences.residual_sentence(
                choice.marked_name,
                scope.level,
                float(residual.mean()),
                float(residual.median()),
                int((residual > 0).sum()),
                len(residual),
            )
        )
