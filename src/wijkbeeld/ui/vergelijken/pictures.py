"""The areas drawn side by side: their series, their change, their dimensions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import SAME_AREAS, mean_line
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.compare import dumbbell_figure, heat_figure, multiples_figure
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.map import palette
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, prose, respondents, session
from wijkbeeld.ui.chart_titles import course_title, measured, writing
from wijkbeeld.ui.provenance import fictional, picture, source_line
from wijkbeeld.ui.reference import Part, all_of
from wijkbeeld.ui.theme import line_colours, show, style
from wijkbeeld.ui.vergelijken.choice import Choice
from wijkbeeld.words.findings import apart_finding, farthest_finding
from wijkbeeld.words.weights import span

HEAT_LIMIT = 0.2352
"""End of the colour scale of dimensions: the highest class limit, one and a half times 0.1568."""


def pictures(scope: Scope, choice: Choice) -> None:
    """Draw series, dumbbells and dimensions."""
    table = opened(scope).wide(scope, choice.measure.id)
    table = table[table.columns[table.notna().any()]]
    chosen = table.loc[choice.codes].set_axis(choice.names)
    _series(scope, choice, with_breaks(table, choice))
    if not choice.measure.is_score:
        _change(scope, choice, chosen)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _change(scope, choice, chosen)
    with right:
        _heat(scope, choice)


def with_breaks(table: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Columns without values at breaks: no line goes over them."""
    breaks = [b.year - 0.5 for b in choice.measure.breaks]
    inside = [b for b in breaks if len(table.columns) and table.columns[0] < b < table.columns[-1]]
    return table.reindex(columns=sorted([*table.columns, *inside])) if inside else table


def _axis(choice: Choice) -> Axis:
    return Axis(choice.measure.unit, choice.measure.decimals)


def _foot(scope: Scope, choice: Choice, *more: str, is_first: bool = False) -> str:
    """Marks and source, for below a picture of the areas.

    Parameters
    ----------
    is_first
        Whether no picture of these areas stands above it on the page.
    """
    named = dict(zip(choice.codes, choice.names, strict=True))
    told = (
        inhabitants.told(scope, named, choice.measure)
        if is_first
        else inhabitants.open_points_told(scope, choice.codes)
    )
    return "\n".join([*more, *told, source_line(scope, choice.measure)])


def _series(scope: Scope, choice: Choice, table: pd.DataFrame) -> None:
    """One small chart per area, beside the means of the place and of all areas.

    Parameters
    ----------
    table
        Of all areas; half years are breaks.
    """
    measure = choice.measure
    for one in measure.breaks_between(int(table.columns[0]), int(table.columns[-1])):
        prose.note(f"Breuk in {one.year}: {one.note}")
    sure = respondents.sure_of(scope, measure, choice.codes)
    few = respondents.few_texts(sure)
    marks = inhabitants.marks(scope, choice.codes)
    hollow = inhabitants.hollow(scope, choice.codes)
    lines = [
        Line(
            name,
            list(table.columns),
            table.loc[code].tolist(),
            label=f"{name} ({marks[code]})" if code in hollow else name,
            note=marks[code],
            counts=sure[code].counts,
            margins=sure[code].margins,
            few=few[code],
            is_hollow=code in hollow,
        )
        for code, name in zip(choice.codes, choice.names, strict=True)
    ]
    references = _references(scope, choice, table) if measure.has_mean else []
    period = choice.base, choice.wave
    title = course_title(lines, writing(measure), measure, period) or measure.label
    heading = Heading(
        title + fictional(scope),
        _foot(scope, choice, *respondents.told(sure), is_first=True),
        f"{measured(measure)} Grijs: de andere gebieden. Gemiddelden zijn ongewogen.",
    )
    show(
        multiples_figure(lines, references, _axis(choice), style(0), heading),
        "vgl_klein",
        picture(
            scope,
            "vergelijken",
            measure,
            (int(table.columns[0]), int(table.columns[-1])),
            choice.names,
        ),
        f"{heading.title}. {measure.label} van {', '.join(choice.names)}",
    )


def _references(scope: Scope, choice: Choice, table: pd.DataFrame) -> list[Line]:
    """Unweighted means of the place and of everything, in waves where most have a value."""
    noun = session.LEVEL_LABEL[scope.level].lower()
    place = choice.inside.part
    inside = table[table.index.isin(opened(choice.inside).by_code(choice.inside).index)]
    parts = [Part(place, f"{place}, alle {noun}", inside, Kind.AROUND)] if place else []
    parts.append(all_of(opened(scope), opened(scope).by_code(scope), noun, table))
    return [line for part in parts if (line := _mean(part)) is not None]


def _mean(part: Part) -> Line | None:
    mean = mean_line(part.table)
    known = mean["n"][mean["n"] > 0]
    if known.empty:
        return None
    is_enough = (mean["n"] >= SAME_AREAS * known.max()) | (mean["n"] == 0)
    kept = mean[is_enough]
    drawn = kept["n"][kept["n"] > 0]
    n = span(int(drawn.min()), int(drawn.max()))
    return Line(
        f"{part.label}: gemiddelde, n = {n}",
        list(kept.index),
        kept["mean"].tolist(),
        part.kind,
        part.label,
    )


def _change(scope: Scope, choice: Choice, chosen: pd.DataFrame) -> None:
    """Where each area came from and where it went."""
    ends = chosen[[choice.base, choice.wave]].dropna()
    if choice.base == choice.wave or ends.empty:
        return
    hollow = inhabitants.hollow(scope, choice.codes)
    between = f"{choice.measure.label} in {choice.base} en {choice.wave} ({choice.measure.unit})"
    heading = Heading(
        (apart_finding(ends, writing(choice.measure)) or between) + fictional(scope),
        _foot(scope, choice),
        between,
    )
    names = [n for c, n in zip(choice.codes, choice.names, strict=True) if c in hollow]
    show(
        dumbbell_figure(ends, _axis(choice), line_colours()[0], heading, names),
        "vgl_halter",
        picture(scope, "van tot", choice.measure, (choice.base, choice.wave), choice.names),
        f"{heading.title}. {between}",
    )


def _heat(scope: Scope, choice: Choice) -> None:
    """The five dimensions of each area."""
    latest = _dimensions(scope, choice)
    if latest is None:
        st.info("Voor deze metingen zijn geen dimensies gepubliceerd.", icon=":material/info:")
        return
    wave, frame = latest
    measures = opened(scope).measures()
    labels = {d: measures[d].label for d in DIMENSIONS}
    measured = f"Dimensies in {wave}: afwijking van de referentie, in punten."
    heading = Heading(
        (farthest_finding(frame, labels, wave) or f"Dimensies in {wave}") + fictional(scope),
        _foot(scope, choice),
        measured,
    )
    show(
        heat_figure(frame, labels, palette.DEFAULT.classes, HEAT_LIMIT, heading),
        "vgl_dimensies",
        picture(scope, "dimensies", None, (wave,), choice.names),
        f"{heading.title}. {measured}",
    )


def _dimensions(scope: Scope, choice: Choice) -> tuple[int, pd.DataFrame] | None:
    """Dimensions of the chosen areas in the last wave up to the chosen one that has them."""
    data = opened(scope)
    parts = {d: data.wide(scope, d).loc[choice.codes] for d in DIMENSIONS}
    some = [int(w) for w in parts["won"].columns if parts["won"][w].notna().any()]
    upto = [w for w in some if w <= choice.wave] or some
    if not upto:
        return None
    wave = upto[-1]
    frame = pd.DataFrame({d: parts[d][wave].to_numpy() for d in DIMENSIONS}, index=choice.names)
    return wave, frame.dropna(how="all")
