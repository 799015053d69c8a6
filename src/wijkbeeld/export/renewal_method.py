"""Methods appendix: the exact choices behind the numbers on the page, for a file."""

from __future__ import annotations

import math
from importlib.metadata import version

import pandas as pd

from wijkbeeld.analysis.estimators import ESTIMATORS
from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal.inputs import features_of
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import DRAWS, Results
from wijkbeeld.store.read import opened
from wijkbeeld.words import renewal as words
from wijkbeeld.words.comparison import (
    BACK,
    CONTROL,
    MATCH,
    WEIGHT,
    WITHIN,
    delay_label,
    specification_table,
)
from wijkbeeld.words.conclusions import conclusions
from wijkbeeld.words.estimators import method_text, no_estimate_sentence
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed


def text(scope: Scope, question: Question, results: Results) -> str:
    """Write the appendix as Markdown."""
    fictional = " (fictief)" if opened(scope).manifest.fictional else ""
    parts = [
        [f"# Verantwoording: vernieuwd en niet vernieuwd{fictional}"],
        [*_data(scope, question, results, fictional), *_choices(question, results)],
        ["## Methode"],
        [method_text(ESTIMATORS)],
        ["## Uitkomst"],
        _outcome(question, results),
        ["## Wat je hiermee wel en niet kunt zeggen"],
        [f"- {sentence}" for sentence in _conclusions(question, results)],
        ["## Vernieuwde gebieden"],
        _areas(question, results),
        ["## Alle manieren van vergelijken"],
        [_as_markdown(specification_table(results.every).reset_index())],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _data(scope: Scope, question: Question, results: Results, fictional: str) -> list[str]:
    panel, manifest = results.main.panel, opened(scope).manifest
    return [
        f"- Dataset: {manifest.dataset}{fictional}, versie {scope.version}; Wijkbeeld "
        f"{version('wijkbeeld')}",
        f"- Niveau: {scope.level}, editie {scope.classification}; "
        f"maat: {question.measure.label} ({question.measure.unit})",
        f"- Bron van de scores: {question.measure.source}",
        f"- Metingen: {', '.join(map(str, panel.waves))} (gerekend op volgorde, niet op jaren)",
        f"- Vernieuwde gebieden: {question.set.label}. {question.set.note}",
        f"- Vernieuwd in de vergelijking: {number(int(panel.treated.sum()))}; niet in register: "
        f"{number(int((panel.start == NEVER).sum()))}; begonnen voor de eerste meting en daarom "
        f"weggelaten: {number(len(panel.always))}; zonder gewicht weggelaten: "
        f"{number(len(panel.unweighted))}",
        f"- Telt pas na de laatste meting en daarom weggelaten: {number(len(panel.late))}; "
        "volgens een ander programma of register (deels) vernieuwd en daarom weggelaten: "
        f"{number(len(results.data.elsewhere))}; minder dan {number(question.minimum)} inwoners en "
        f"daarom weggelaten: {number(len(results.data.small))}",
    ]


def _choices(question: Question, results: Results) -> list[str]:
    s = results.main.specification
    return [
        f"- Vergelijken met: {MATCH[s.match]}; {CONTROL[s.control]}",
        f"- Kenmerken: {_features(question)}",
        f"- Gewicht: {WEIGHT[s.weight]}; gebieden ernaast: "
        f"{'weggelaten' if s.without_neighbours else 'doen mee'}",
        f"- Vernieuwing telt: {delay_label(s.delay)}; startmeting: {BACK[str(s.anticipation)]}",
        f"- Marge: permutatie ({number(DRAWS)} lotingen, vaste startwaarde 1), "
        f"{WITHIN['gemeente' if s.same_stratum else 'alles'].lower()}",
    ]


def _outcome(question: Question, results: Results) -> list[str]:
    comparison = results.main
    if comparison.effect is None:
        reason = no_estimate_sentence(comparison.reason, comparison.panel.waves[0])
        return [f"Niet te schatten. {reason}"]
    return [
        words.estimate_sentence(
            question.measure.label, comparison.effect.overall, question.measure.id
        ),
        "",
        "| metingen sinds de start | verschil | laag | hoog | p | n vernieuwd | n vergelijking |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {event_time} | {signed(r.att, 3)} | {_end(r.low)} | {_end(r.high)} | "
            f"{number(r.p, 3)} | {number(r.n_treated)} | {number(r.n_control)} |"
            for event_time, r in comparison.effect.dynamic.iterrows()
        ),
    ]


def _conclusions(question: Question, results: Results) -> list[str]:
    return conclusions(
        question.measure.label,
        results.main.effect,
        results.start,
        question.measure.id,
        results.structure_after,
        results.earlier,
    )


def _areas(question: Question, results: Results) -> list[str]:
    panel = results.main.panel
    taking_part = set(panel.codes[panel.treated])
    return [
        "| code | naam | start | doet mee |",
        "|---|---|---|---|",
        *(
            f"| {code} | {_cell(row['naam'])} | {_year(question.starts[code])} | "
            f"{'ja' if code in taking_part else 'nee'} |"
            for code, row in question.set.rows.iterrows()
        ),
        *(f"- niet gebruikt: {_cell(t)}" for t in question.set.left_out),
    ]


def _features(question: Question) -> str:
    """Characteristics that look-alikes can be chosen on, with their year."""
    measures = opened(question.scope).measures()
    return (", ").join(
        f"{measures[i].label} ({y})" for i, (y, _) in features_of(question).items()
    ) or ("geen")


def _end(value: float) -> str:
    return signed(value, 3) if math.isfinite(value) else "–"


def _cell(value: object) -> str:
    """Text of a file as it may stand in a Markdown table."""
    return escape_markdown(value).replace("\n", " ")


def _year(value: float) -> str:
    return "–" if pd.isna(value) else str(int(value))


def _as_markdown(frame: pd.DataFrame) -> str:
    rows = [
        [signed(v, 3) if isinstance(v, float) else str(v) for v in r]
        for r in frame.itertuples(index=False)
    ]
    head = [str(c) for c in frame.columns]
    return "\n".join("| " + " | ".join(r) + " |" for r in [head, ["---"] * len(head), *rows])
