"""What the file leaves open, asked before anything is taken."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.sources.own import shape
from wijkbeeld.sources.own.mapping import Mapping
from wijkbeeld.sources.own.questions import Question, answered, doubts_of, open_questions
from wijkbeeld.sources.own.shape import Form
from wijkbeeld.sources.own.table import Table
from wijkbeeld.ui.gegevens.pending import Waiting
from wijkbeeld.words.markdown import escape_markdown

UNANSWERED = "Beantwoord eerst de vraag hierboven: het bestand laat open wat er staat."


def ask(one: Waiting, table: Table, form: Form, mapping: Mapping) -> tuple[Mapping, bool]:
    """Show every open question; the mapping with the answers, and whether one is still open."""
    key = ("twijfel", table.sheet, table.header, form)
    questions = open_questions(one.kept(key, lambda: doubts_of(table, form)), mapping.kolommen)
    answers: dict[Question, str] = {}
    for question in questions:
        options = list(question.options)
        said = st.radio(
            escape_markdown(question.text),
            options,
            index=options.index(question.default) if question.default else None,
            format_func=lambda o, q=question: escape_markdown(q.options[o]),
            horizontal=True,
            key=f"eigen_{one.number}_vraag_{question.kind}_{'_'.join(question.keys)[:80]}",
        )
        if said is not None:
            answers[question] = said
    is_open = len(answers) < len(questions)
    return answered(mapping, table, form, answers), is_open


def ask_years(one: Waiting, table: Table, area: str, form: Form) -> tuple[Form, bool]:
    """Ask whether years in names or cells are those of the figures, where that is not sure."""
    key = f"eigen_{one.number}_{area}"
    named = shape.half_named(table, form)
    if named:
        dated, other = (escape_markdown(c) for c in named)
        meant = st.radio(
            f"'{dated}' heeft een jaartal in de naam, '{other}' niet. Is dat het jaar van de "
            "cijfers?",
            ("jaren", "breed"),
            index=None,
            format_func=lambda v: (
                "Ja; kolommen zonder jaar doen dan niet mee"
                if v == "jaren"
                else "Nee, het hoort bij de naam van de maat"
            ),
            horizontal=True,
            key=f"{key}_jaar_in_naam",
        )
        form = shape.as_shape(table, area, "jaren") if meant == "jaren" else form
        return form, meant is None
    column = shape.may_be_years(table, form)
    if not column:
        return form, False
    example = next(c for c in table.cells[column] if c)
    said_of_cells = st.radio(
        f"Kolom '{escape_markdown(column)}' bevat getallen als {example}. Zijn dat jaren of "
        "cijfers?",
        ("jaren", "cijfers"),
        index=None,
        format_func=lambda v: "Jaren" if v == "jaren" else "Cijfers",
        horizontal=True,
        key=f"{key}_jaar_of_cijfer_{column}",
    )
    if said_of_cells == "jaren":
        form = shape.with_year_column(form, column)
    return form, said_of_cells is None
