"""What a file leaves open, as questions with both readings and an example from the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from wijkbeeld.sources.own import values
from wijkbeeld.sources.own.guess import cells_of, notations_of
from wijkbeeld.sources.own.mapping import SINGLE, ColumnMapping, Mapping, Notation
from wijkbeeld.sources.own.notation import Found, readings
from wijkbeeld.sources.own.shape import Form, period_in
from wijkbeeld.sources.own.table import YEAR, Table

Kind = Literal["notatie", "procent", "periode"]


@dataclass(frozen=True, eq=False)
class Question:
    """Something that the user knows and the file does not tell.

    Attributes
    ----------
    keys
        Measures that it is about.
    options
        Readings by the value that stands for them in a mapping.
    default
        Reading that is filled in; None: the user has to choose.
    """

    kind: Kind
    keys: tuple[str, ...]
    text: str
    options: dict[str, str]
    default: str | None = None


@dataclass(frozen=True)
class Doubts:
    """What the cells leave open, whatever the measures are called.

    Attributes
    ----------
    fractions
        By measure: a number to 1 that may be a fraction, and whether others have a percent sign.
    """

    notations: dict[str, Found]
    fractions: dict[str, tuple[str, bool]]
    period: str


def doubts_of(table: Table, form: Form) -> Doubts:
    """Look through the cells of every measure for what can be read in two ways."""
    raws = cells_of(table, form)
    found = notations_of(table, form, raws)
    fractions = {
        key: (doubt, bool(values.has_percent(raw).any()))
        for key, raw in raws.items()
        if (doubt := values.fraction_in_doubt(raw, found[key].notation))
    }
    return Doubts(found, fractions, period_in(table, form))


def open_questions(doubts: Doubts, measured: dict[str, ColumnMapping]) -> list[Question]:
    """Everything that has to be asked before figures can be taken."""
    found = {k: f for k, f in doubts.notations.items() if k in measured}
    asked: list[Question] = []
    groups: dict[tuple[str, Notation], list[str]] = {}
    for key, f in found.items():
        if f.doubt:
            groups.setdefault((re.findall(r"[.,]", f.doubt)[0], f.notation), []).append(key)
    for (_, settled), keys in groups.items():
        number = found[keys[0]].doubt
        asked.append(
            Question(
                "notatie",
                tuple(keys),
                f"{_columns(keys)}: hoe lees je {number}?",
                {str(n): shown for n, shown in readings(number).items()},
                settled or None,
            )
        )
    fractions = {
        key: example
        for key, (example, has_sign) in doubts.fractions.items()
        if key in measured and (has_sign or measured[key].eenheid.startswith("%"))
    }
    if fractions:
        asked.append(_percent(fractions))
    period = doubts.period
    if period:
        first, last = re.findall(YEAR, period)
        asked.append(
            Question(
                "periode",
                (),
                f"De cijfers gaan over {period}. Bij welk jaar horen ze in Wijkbeeld?",
                {"laatste": f"{last} (het laatste jaar)", "eerste": f"{first} (het eerste jaar)"},
                "laatste",
            )
        )
    return asked


def _percent(doubts: dict[str, str]) -> Question:
    """Ask what numbers to 1 without percent sign are."""
    keys = tuple(doubts)
    example = doubts[keys[0]]
    number, _ = values.parse(pd.Series([example], dtype="str"), whole=False)
    whole = f"{100 * float(number[0]):.4g}".replace(".", ",")
    return Question(
        "procent",
        keys,
        f"{_columns(keys)}: is {example} hetzelfde als {whole}% of als {example}%?",
        {"fractie": f"{whole}%", "procent": f"{example}%"},
    )


def _columns(keys: tuple[str, ...] | list[str]) -> str:
    more = f" (en {len(keys) - 1} andere)" if len(keys) > 1 else ""
    return "De cijfers" if keys[0] == SINGLE else f"Kolom '{keys[0]}'{more}"


def answered(mapping: Mapping, table: Table, form: Form, answers: dict[Question, str]) -> Mapping:
    """The mapping with what the user answered."""
    changed: dict[str, ColumnMapping] = dict(mapping.kolommen)
    period = mapping.periode
    raws = cells_of(table, form) if any(q.kind == "notatie" for q in answers) else {}
    for question, answer in answers.items():
        if question.kind == "periode":
            period = "eerste" if answer == "eerste" else "laatste"
        for key in question.keys:
            update: dict[str, object] = {"zonder_procent": answer}
            if question.kind == "notatie":
                notation: Notation = "engels" if answer == "engels" else "nederlands"
                shown = min(values.decimals(raws[key], notation), 2)
                update = {"notatie": notation, "decimalen": shown}
            changed[key] = changed[key].model_copy(update=update)
    return mapping.model_copy(update={"kolommen": changed, "periode": period})
