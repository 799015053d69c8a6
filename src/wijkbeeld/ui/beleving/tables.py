"""Tables of the page *Beleving*: agreement and contradiction, and every area."""

from __future__ import annotations

from typing import cast

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.perception import Judged
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.beleving import groups
from wijkbeeld.ui.beleving.choice import Choice
from wijkbeeld.ui.beleving.computed import Outcome
from wijkbeeld.words import perception as words
from wijkbeeld.words.labels import with_unit
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

_MOST_NAMED = 100
"""Hidden areas that are called by name."""


def agreement(outcome: Outcome) -> None:
    """Show how many areas say the same on paper and in what residents feel."""
    choice = outcome.choice
    directed = groups.directed(choice)
    names = groups.names(choice)
    counts = outcome.table
    rows = {
        words.pair(cast(Judged, p), cast(Judged, f), directed): (
            words.verdict(cast(Judged, p), cast(Judged, f)) if all(directed) else "–"
        )
        for p, f in counts.index
    }
    frame = pd.DataFrame(
        {
            "Wat de cijfers zeggen": list(rows),
            "Eens of oneens": list(rows.values()),
            names[0].capitalize(): counts["renewed"].to_numpy(),
            names[1].capitalize(): counts["others"].to_numpy(),
        }
    ).set_index("Wat de cijfers zeggen")
    if choice.set is None:
        frame = frame.drop(columns=names[0].capitalize())
    numbers = {c: 0 for c in frame.columns if c != "Eens of oneens"}
    alt = "Overeenstemming en tegenspraak tussen papier en beleving, in aantallen gebieden"
    tables.show(frame, numbers, alt, tables.Fit())
    tables.download(
        frame, "wijkbeeld_beleving_overeenstemming", _origin(choice), "Download deze tabel als CSV"
    )


def every_area(outcome: Outcome) -> None:
    """List every area that is shown, with all numbers behind what is said of it."""
    choice = outcome.choice
    felt, paper = choice.felt, choice.paper
    index = outcome.both
    areas = opened(choice.scope).by_code(choice.scope).loc[index]
    on_paper_directed, is_felt_directed = groups.directed(choice)
    more = felt.change_decimals + (0 if felt.unit.startswith("%") else 1)
    period = f"{choice.felt_years[0]}–{choice.felt_years[1]}"
    change = f"Beleving {period} ({words.change_unit(felt)})"
    on_paper = (
        f"Op papier {choice.paper_years[0]}–{choice.paper_years[1]} ({words.change_unit(paper)})"
    )
    values = {
        f"Beleving {y} ({words.plain_unit(felt)})": s.value[index]
        for y, s in zip(choice.felt_years, (outcome.first, outcome.last), strict=True)
    }
    frame = pd.DataFrame(
        {
            "Gebied": areas["name"],
            "Groep": _group_of(outcome),
            on_paper: outcome.paper[index],
            "Op papier": [
                words.said(k, is_directed=on_paper_directed) for k in outcome.paper_says[index]
            ],
            change: outcome.felt.value[index],
            "Laag": outcome.felt.low[index],
            "Hoog": outcome.felt.high[index],
            "Beleving": [
                words.said(k, is_directed=is_felt_directed) for k in outcome.felt_says[index]
            ],
            **values,
            **{
                f"n {y}": outcome.counts[y][index] for y in choice.felt_years if y in outcome.counts
            },
            "Gemeente": areas["gemeente_naam"],
            "Code": index,
        }
    ).set_index("Gebied")
    decimals = {
        on_paper: paper.change_decimals,
        change: more,
        "Laag": more,
        "Hoog": more,
        **dict.fromkeys(values, more),
        **{c: 0 for c in frame.columns if c.startswith("n ")},
    }
    tables.show(
        frame.sort_values(change, ascending=False),
        decimals,
        "Papier en beleving per gebied",
        tables.Fit(360),
        with_sign=(on_paper, change, "Laag", "Hoog"),
    )
    tables.download(frame, "wijkbeeld_beleving_gebieden", _origin(choice))


def _asked(outcome: Outcome) -> dict[str, pd.Series]:
    """Respondents in both years, where the file has them."""
    years = [y for y in outcome.choice.felt_years if y in outcome.counts]
    return {f"n {y}": outcome.counts[y][outcome.both] for y in years}


def _group_of(outcome: Outcome) -> pd.Series:
    """What group each area is in."""
    choice = outcome.choice
    first, second = groups.names(choice)
    found = pd.Series(second, outcome.both, dtype="object")
    found[outcome.renewed] = first
    found[outcome.unassigned] = "geen van beide"
    return found


def _origin(choice: Choice) -> tables.Origin:
    """Where both measures come from."""
    return tables.Origin(
        f"{with_unit(choice.felt.label, choice.felt.unit)} en "
        f"{with_unit(choice.paper.label, choice.paper.unit)}",
        "zie kolommen",
        f"{choice.felt_years[0]}–{choice.felt_years[1]}",
        f"{choice.felt.source}; {choice.paper.source}",
        choice.scope.classification,
        opened(choice.scope).manifest.fictional,
        definition=f"Alleen gebieden met ten minste {choice.minimum} ondervraagden in beide jaren.",
    )


def hidden_areas(outcome: Outcome) -> None:
    """Name the areas that are not shown; never their figures."""
    names = opened(outcome.choice.scope).by_code(outcome.choice.scope)["name"]
    hidden = [*outcome.few, *outcome.unknown]
    if hidden:
        with st.expander(f"Niet getoond: {number(len(hidden))}"):
            more = f" en nog {number(len(hidden) - _MOST_NAMED)}" * (len(hidden) > _MOST_NAMED)
            told = ", ".join(str(names[c]) for c in hidden[:_MOST_NAMED])
            st.markdown(escape_markdown(told + more))
