"""Which share lives in areas zwak or lower, as lines over time: the same on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.low_share import low_share
from wijkbeeld.analysis.specification import Weight
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Line
from wijkbeeld.store.characteristics import Counts, counted
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.provenance import source_line
from wijkbeeld.ui.reference import Part
from wijkbeeld.words import weights as words

_LINKS: dict[str, Weight] = {"inwoners": "inwoners", "woningen": "woningen", "gebieden": "none"}


@dataclass(frozen=True)
class Counting:
    """What counts once in a share.

    Attributes
    ----------
    known
        Inhabitants or dwellings per area with their year; None where areas count.
    noun
        What the areas are called, more than one.
    """

    weight: Weight
    known: Counts | None
    noun: str

    @property
    def year(self) -> int | None:
        """Year of the inhabitants or dwellings."""
        return self.known.year if self.known else None

    @property
    def title(self) -> str:
        """Title of a figure, with what counts and of which year."""
        return words.low_title(self.weight, self.noun, self.year)

    @property
    def unit(self) -> str:
        """Unit of the axis."""
        return f"% van de {words.counts(self.weight, self.noun)}"


@dataclass(frozen=True)
class Shares:
    """Shares of several parts.

    Attributes
    ----------
    rows
        What is drawn, one row per line and wave.
    notes
        What is not drawn or not counted, and why.
    """

    lines: list[Line]
    rows: pd.DataFrame
    notes: list[str]


def pick_counting(scope: Scope, inside: Scope | None = None) -> Counting:
    """Offer to count areas, inhabitants or dwellings, as far as they are known.

    Parameters
    ----------
    inside
        The place that the page is about: what is known there only, counts there.
    """
    noun = session.LEVEL_LABEL[scope.level].lower()
    known = {w: _known(scope, inside or scope, w) for w in ("inwoners", "woningen")}
    offered = [text for text, w in _LINKS.items() if w == "none" or known[w].year is not None]
    chosen = url_state.pick(
        "deel_van",
        "Deel van de",
        offered,
        offered[0],
        lambda text: words.counts(_LINKS[text], noun),
    )
    if "inwoners" not in offered:
        st.info(words.not_known("inwoners", noun), icon=":material/database:")
    weight = _LINKS[chosen]
    return Counting(weight, known.get(weight), noun)


def _known(scope: Scope, inside: Scope, weight: str) -> Counts:
    everywhere = counted(scope, weight)
    return everywhere if everywhere.year is not None else counted(inside, weight)


def shares(parts: Sequence[Part], counting: Counting) -> Shares:
    """Share zwak or lower of every part, per wave in which about all its areas have a score.

    Parameters
    ----------
    parts
        With tables of classes.
    """
    lines: list[Line] = []
    rows: list[dict[str, object]] = []
    notes: list[str] = []
    for part in parts:
        found = low_share(part.table, counting.known.counts if counting.known else None)
        notes.extend(_notes(part.name, found, counting))
        drawn = found[found["is_enough"] & (found["n"] > found["unknown"])]
        if drawn.empty:
            continue
        lines.append(_line(part, drawn))
        rows.extend(_rows(part.name, drawn))
    return Shares(lines, pd.DataFrame(rows), notes)


def counts_told(lines: Sequence[Line]) -> str:
    """How many areas stand behind each line."""
    spans = (words.span(min(x.counts.values()), max(x.counts.values())) for x in lines)
    return ", ".join(f"{x.label} n = {n}" for x, n in zip(lines, spans, strict=True)) + "."


def source(scope: Scope, counting: Counting) -> str:
    """Source of the classes, and of what they are weighed with."""
    measures = opened(scope).measures()
    classes = source_line(scope, measures["lbm"])
    if counting.weight == "none":
        return classes
    return f"{classes}\n{counting.weight.capitalize()}: {measures[counting.weight].source}"


def origin(scope: Scope, counting: Counting) -> tables.Origin:
    """Where a downloaded table of shares comes from."""
    return tables.Origin(
        counting.title,
        counting.unit,
        "zie kolom Meting",
        source(scope, counting).removeprefix("Bron: ").replace("\n", "; "),
        scope.classification,
        opened(scope).manifest.fictional,
        definition=words.low_explained(counting.weight, counting.year),
    )


def _line(part: Part, drawn: pd.DataFrame) -> Line:
    low, high = int(drawn["n"].min()), int(drawn["n"].max())
    return Line(
        f"{part.name} (n = {words.span(low, high)})",
        [int(w) for w in drawn.index],
        (100 * drawn["share"]).tolist(),
        part.kind,
        part.label,
        counts={int(w): int(n) for w, n in drawn["n"].items()},
    )


def _rows(name: str, drawn: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {
            "Gebied": name,
            "Meting": int(wave),
            "Deel (%)": 100 * row["share"],
            "Gebieden zwak of lager": int(row["low"]),
            "n": int(row["n"]),
            "Niet bekend": int(row["unknown"]),
        }
        for wave, row in drawn.iterrows()
    ]


def _notes(name: str, found: pd.DataFrame, counting: Counting) -> list[str]:
    """What is not drawn of a part, and which of its areas do not count."""
    scored = found[(found["n"] > 0) | (found["unknown"] > 0)]
    if scored.empty or not found["is_enough"].any():
        return [words.nothing_counted(name, counting.weight, counting.noun)]
    last = found[found["is_enough"]].iloc[-1]
    if last["n"] <= last["unknown"]:
        known, n = int(last["n"]), int(last["n"] + last["unknown"])
        return [words.hardly_counted(name, counting.weight, counting.noun, known, n)]
    notes = []
    left_out = [int(w) for w in scored.index[~scored["is_enough"]]]
    if left_out:
        notes.append(words.waves_left_out(name, left_out, counting.noun))
    if last["unknown"] > 0:
        notes.append(
            words.partly_counted(name, counting.weight, int(last["unknown"]), int(last["n"]))
        )
    return notes
