"""What all figures and tables of the page say about themselves, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.characteristics import counted
from wijkbeeld.store.read import opened
from wijkbeeld.ui import provenance, tables
from wijkbeeld.ui.theme import show
from wijkbeeld.words.weights import weighed


def title(scope: Scope, text: str) -> str:
    """Title of a figure, marked when the figures are invented."""
    return text + (" (fictief)" if opened(scope).manifest.fictional else "")


def source(scope: Scope, question: Question) -> str:
    """Source line of a figure."""
    edition = scope.classification
    return f"Bron: {question.measure.source}, editie {edition}\nGebieden: {question.set.name}"


def weighed_source(scope: Scope, question: Question) -> str:
    """Source line of a figure of means, with what areas weigh and of which year."""
    weight = question.specification.weight
    if weight == "none":
        return source(scope, question)
    return f"{source(scope, question)}\nGewogen {weighed(weight, counted(scope, weight).year)}"


def origin(scope: Scope, question: Question) -> tables.Origin:
    """Where a downloaded table comes from."""
    return provenance.origin(scope, question.measure, question.measure.change_unit, "zie tabel")


def chart(
    question: Question,
    results: Results,
    name: str,
    heading: str,
    make: Callable[[str], go.Figure],
    variant: str = "",
) -> None:
    """Show a figure that is made once for these results.

    Parameters
    ----------
    name
        Of the figure on the page and of its file.
    make
        Draws it under the heading, which is also what a screen reader says.
    variant
        What it depends on besides the results: the theme, a chosen area.
    """
    scope = question.scope
    waves = opened(scope).any_waves(scope, question.measure.id)
    years = (waves[0], waves[-1]) if waves else ()
    show(
        go.Figure(results.once(f"{name}/{variant}", lambda: make(heading))),
        f"v_{name}",
        provenance.picture(
            scope, f"vernieuwing {name}", question.measure, years, [question.set.name]
        ),
        heading,
    )
