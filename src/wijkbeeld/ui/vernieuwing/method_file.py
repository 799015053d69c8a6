"""Methods appendix: the exact choices behind the numbers on the page, for a file."""

from __future__ import annotations

import math
from importlib.metadata import version

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.estimators import ESTIMATORS
from wijkbeeld.analysis.panel import NEVER
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui.vernieuwing.choice import (
    BACK,
    CONTROL,
    DELAY,
    MATCH,
    WEIGHT,
    WITHIN,
    Choice,
    features_of,
    structure_after,
)
from wijkbeeld.ui.vernieuwing.computed import DRAWS, Results
from wijkbeeld.ui.vernieuwing.difference import specification_table
from wijkbeeld.words import renewal as words
from wijkbeeld.words.estimators import method_text, no_estimate_sentence
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed


def panel(data: Dataset, choice: Choice, found: Results) -> None:
    """Offer the appendix."""
    st.download_button(
        "Download verantwoording van deze vergelijking",
        lambda: text(data, choice, found).encode("utf-8"),
        f"wijkbeeld_vernieuwing_{choice.measure.id}_verantwoording.md",
        "text/markdown",
        on_click="ignore",
        icon=":material/description:",
    )


def text(data: Dataset, choice: Choice, found: Results) -> str:
    """Write the appendix as Markdown."""
    panel_, outcome = found.main.panel, found.main
    c = outcome.specification
    fictional = " (fictief)" if data.manifest.fictional else ""
    delay = DELAY["eind" if c.delay is None else str(c.delay)]
    lines = [
        f"# Verantwoording: vernieuwd en niet vernieuwd{fictional}",
        "",
        f"- Dataset: {data.manifest.dataset}{fictional}, versie {data.version}; Wijkbeeld "
        f"{version('wijkbeeld')}",
        f"- Niveau: {choice.scope.level}, editie {choice.scope.classification}; "
        f"maat: {choice.measure.label} "
        f"({choice.measure.unit})",
        f"- Bron van de scores: {choice.measure.source}",
        f"- Metingen: {', '.join(map(str, panel_.waves))} (gerekend op volgorde, niet op jaren)",
        f"- Vernieuwde gebieden: {choice.set.label}. {choice.set.note}",
        f"- Vernieuwd in de vergelijking: {number(int(panel_.treated.sum()))}; nooit vernieuwd: "
        f"{number(int((panel_.start == NEVER).sum()))}; begonnen voor de eerste meting en daarom "
        f"weggelaten: {number(len(panel_.always))}; zonder gewicht weggelaten: "
        f"{number(len(panel_.unweighted))}",
        f"- Telt pas na de laatste meting en daarom weggelaten: {number(len(panel_.late))}; "
        "vernieuwd volgens andere registers en daarom weggelaten: "
        f"{number(len(found.data.elsewhere))}",
        f"- Vergelijken met: {MATCH[c.match]}; {CONTROL[c.control]}",
        f"- Kenmerken: {_features(data, choice)}",
        f"- Gewicht: {WEIGHT[c.weight]}; gebieden ernaast: "
        f"{'weggelaten' if c.without_neighbours else 'doen mee'}",
        f"- Vernieuwing telt: {delay}; startmeting: {BACK[str(c.anticipation)]}",
        f"- Marge: permutatie ({number(DRAWS)} lotingen, vaste startwaarde 1), "
        f"{WITHIN['gemeente' if c.same_stratum else 'alles'].lower()}",
        "",
        "## Methode",
        "",
        method_text(ESTIMATORS),
        "",
        "## Uitkomst",
        "",
    ]
    if outcome.effect is None:
        lines.append("Niet te schatten. " + no_estimate_sentence(outcome.reason, panel_.waves[0]))
    else:
        lines += [
            words.estimate_sentence(choice.measure.label, outcome.effect.overall),
            "",
            "| metingen sinds de start | verschil | laag | hoog | p | n vernieuwd | n "
            "vergelijking |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [
            f"| {event_time} | {signed(r.att, 3)} | {_end(r.low)} | {_end(r.high)} | "
            f"{number(r.p, 3)} | {number(r.n_treated)} | {number(r.n_control)} |"
            for event_time, r in zip(
                outcome.effect.dynamic.index, outcome.effect.dynamic.itertuples(), strict=True
            )
        ]
    after = words.conclusions(
        choice.measure.label,
        outcome.effect,
        found.start,
        choice.measure.id,
        structure_after(data, choice),
        found.is_few,
        found.earlier,
    )
    lines += ["", "## Wat je hiermee wel en niet kunt zeggen", "", *(f"- {t}" for t in after)]
    lines += [
        "",
        "## Vernieuwde gebieden",
        "",
        "| code | naam | start | doet mee |",
        "|---|---|---|---|",
    ]
    taking_part = set(panel_.codes[panel_.treated])
    for code, row in choice.set.rows.iterrows():
        part = "ja" if code in taking_part else "nee"
        lines.append(f"| {code} | {_cell(row['naam'])} | {_year(choice.starts[code])} | {part} |")
    lines += [f"- niet gebruikt: {_cell(t)}" for t in choice.set.left_out]
    lines += [
        "",
        "## Alle manieren van vergelijken",
        "",
        _as_markdown(specification_table(found.every).reset_index()),
    ]
    return "\n".join(lines) + "\n"


def _features(data: Dataset, choice: Choice) -> str:
    """Characteristics that look-alikes can be chosen on, with their year."""
    measures = data.measures()
    return (", ").join(
        f"{measures[i].label} ({y})" for i, (y, _) in features_of(data, choice).items()
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
