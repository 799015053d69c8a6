"""The part of the method file on how firm the numbers are."""

from __future__ import annotations

import math

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.document import Block, Heading, Paragraph, Table
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.words import method_file as words
from wijkbeeld.words.comparison import differs_in, specification_table
from wijkbeeld.words.firmness import ring_sentence, together_sentence, trend_sentence
from wijkbeeld.words.markdown import plain
from wijkbeeld.words.numbers import MISSING, number, signed
from wijkbeeld.words.renewal import leave_out_sentence, robustness_sentence


def sensitivity(scope: Scope, results: Results) -> list[Block]:
    """The same question under other choices, and without each area."""
    told = []
    if results.main.effect is not None:
        told.append(robustness_sentence(results.every["value"], results.main.effect.overall.value))
        told.append(leave_out_sentence(results.left_out, opened(scope).by_code(scope)["name"]))
    labels = {m: measure.label for m, measure in opened(scope).measures().items()}
    first = results.main.panel.waves[0]
    told += [
        together_sentence(results.firmness.adjusted, labels),
        trend_sentence(results.firmness.relative),
        *(ring_sentence(r, first) for r in results.firmness.rings),
    ]
    return [
        Heading("Gevoeligheid"),
        *(Paragraph(plain(t)) for t in told if t),
        Paragraph(words.ONE_AT_A_TIME),
        _one_at_a_time(results.one_by_one),
    ]


def _one_at_a_time(table: pd.DataFrame) -> Table:
    """Estimates with one choice different in turn; the first row is the choice of the page."""
    rows = tuple(
        (
            differs_in(r, table.iloc[0]).capitalize(),
            signed(r["value"], 3),
            _end(r["low"]),
            _end(r["high"]),
            number(r["n_treated"]),
            number(r["n_control"]),
        )
        for _, r in table.iterrows()
    )
    columns = ("Keuze", "Verschil", "Laag", "Hoog", "n vernieuwd", "n vergelijking")
    return Table(columns, rows, frozenset(range(1, 6)))


def specifications(table: pd.DataFrame) -> Table:
    """Every way of comparing, one row each."""
    frame = specification_table(table).reset_index()
    return Table(
        tuple(map(str, frame.columns)),
        tuple(tuple(_cell(v) for v in row) for row in frame.itertuples(index=False)),
        frozenset(n for n, c in enumerate(frame.columns) if c.startswith(("Verschil", "n "))),
    )


def _end(value: float) -> str:
    return signed(value, 3) if math.isfinite(value) else MISSING


def _cell(value: object) -> str:
    return signed(value, 3) if isinstance(value, float) else str(value)
