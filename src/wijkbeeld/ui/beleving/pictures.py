"""Pictures of the page *Beleving*: two panels with scales of their own, and the scatter."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.perception import mean_margins
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.charts.perception import Group, Points, scatter_figure
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui.beleving import groups
from wijkbeeld.ui.beleving.computed import Outcome, shown_values
from wijkbeeld.ui.provenance import fictional, picture, source_line
from wijkbeeld.ui.theme import accent, ink, show, style
from wijkbeeld.words import perception as words
from wijkbeeld.words.numbers import number, signed

_HEIGHT = 240
_MEAN_MARGIN = "Streepje: marge (95%) van het gemiddelde over de gebieden."


@dataclass(frozen=True)
class _Panel:
    """One of the two panels: a measure over its years, and how its lines are made."""

    measure: Measure
    years: tuple[int, int]
    table: pd.DataFrame
    what: str
    key: str
    has_margins: bool
    told: str


def panels(outcome: Outcome) -> None:
    """Draw statistics and survey beside each other, each with its own scale."""
    choice = outcome.choice
    paper = opened(choice.scope).wide(choice.scope, choice.paper.id).reindex(outcome.both)
    felt = shown_values(choice, outcome.both)
    left, right = st.columns(2, gap="medium")
    with left:
        told = words.limits(choice.paper, outcome.limits)
        _panel(
            outcome,
            _Panel(choice.paper, choice.paper_years, paper, "Op papier", "bel_papier", False, told),
        )
    with right:
        _panel(
            outcome,
            _Panel(
                choice.felt, choice.felt_years, felt, "Beleving", "bel_enquete", True, _MEAN_MARGIN
            ),
        )


def _panel(outcome: Outcome, panel: _Panel) -> None:
    choice, measure = outcome.choice, panel.measure
    decimals = measure.decimals + (1 if panel.has_margins else 0)
    lines, changes, counted = [], [], []
    for name, index in groups.parts(outcome):
        means = mean_margins(panel.table.reindex(index))
        lines.append(_line(name, means, len(index), panel))
        counted.append(f"{name} n = {number(len(index))}")
        change = means["mean"].get(panel.years[1]) - means["mean"].get(panel.years[0])
        written = signed(change, max(measure.change_decimals, decimals))
        changes.append(f"{name} {written}")
    period = f"{panel.years[0]}–{panel.years[1]}"
    heading = Heading(
        f"{panel.what}: {', '.join(changes)} ({period}){fictional(choice.scope)}",
        f"{panel.told}\n{source_line(choice.scope, measure)}",
        f"{measure.label} ({words.plain_unit(measure)}), gemiddelde per groep, ongewogen. "
        f"Gebieden met beide metingen: {', '.join(counted)}.",
    )
    show(
        series_figure(
            lines,
            Axis(measure.unit, decimals),
            heading,
            style(_HEIGHT),
            Years(breaks=measure.breaks),
        ),
        panel.key,
        picture(choice.scope, panel.what.lower(), measure, panel.years, _about(outcome)),
        f"{heading.title}. {measure.label} over de jaren",
    )


def _line(name: str, means: pd.DataFrame, n: int, panel: _Panel) -> Line:
    """Mean of a group over the years; of the survey with its margin."""
    years = [int(y) for y in means.index]
    known = means["half"].dropna() if panel.has_margins else means["half"][:0]
    return Line(
        f"{name} (n = {number(n)})",
        years,
        means["mean"].tolist(),
        Kind.ALL if name == words.OTHERS else Kind.MAIN,
        label=name,
        counts=dict(zip(years, means["n"].astype(int), strict=True)),
        counted="gebieden",
        margins={int(y): float(h) for y, h in known.items()},
    )


def _about(outcome: Outcome) -> list[str]:
    place = outcome.choice.place
    return [] if place.is_all else [place.label]


def scatter(outcome: Outcome) -> None:
    """Draw change on paper against change felt."""
    choice = outcome.choice
    index = outcome.renewed.union(outcome.others, sort=False)
    felt = outcome.felt.of(index)
    says = outcome.felt_says[index]
    points = Points(
        outcome.paper[index],
        felt.value,
        felt.low,
        felt.high,
        opened(choice.scope).by_code(choice.scope)["label"],
        says == "unclear",
    )
    paper, own = choice.paper, choice.felt
    names = groups.names(choice)
    drawn = [
        Group(names[1], outcome.others),
        Group(names[0], outcome.renewed, is_marked=choice.set is not None),
    ]
    clear = int((says != "unclear").sum())
    heading = Heading(
        words.scatter_finding(clear, len(index), has_margin=outcome.has_margin)
        + fictional(choice.scope),
        "Open punt: in beleving onduidelijk (de marge bevat nul, of is niet bekend). Streepje: "
        f"marge (95%).\n{source_line(choice.scope, paper)}; {own.source}",
        f"{paper.label} {_period(choice.paper_years)} tegen {own.label.lower()} "
        f"{_period(choice.felt_years)}.",
    )
    axes = (
        Axis(words.change_unit(paper), 2 if paper.is_score else paper.change_decimals),
        Axis(words.change_unit(own), own.change_decimals + (0 if own.unit.startswith("%") else 1)),
    )
    show(
        scatter_figure(points, drawn, axes, heading, ink(), accent()),
        "bel_wolk",
        picture(choice.scope, "papier en beleving", own, choice.felt_years, _about(outcome)),
        f"{heading.title}. Elk gebied op verandering op papier en in beleving",
    )


def _period(years: tuple[int, int]) -> str:
    return f"{years[0]}–{years[1]}"
