"""How figures stand in an own table, and what each measure is."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.sources.own import shape
from wijkbeeld.sources.own.mapping import SINGLE, ColumnMapping, Shape, identifier
from wijkbeeld.sources.own.shape import Form
from wijkbeeld.sources.own.table import Table
from wijkbeeld.ui.gegevens import own_questions
from wijkbeeld.ui.gegevens.pending import Waiting
from wijkbeeld.words.markdown import escape_markdown

MOST_FIELDS = 8
"""Measures with fields of their own; more are in one table."""
_DIRECTIONS = ("neutraal", "hoger is beter", "lager is beter")
_FORMS: dict[Shape, str] = {
    "breed": "Een kolom per maat",
    "jaren": "Een kolom per jaar",
    "lang": "Een rij per cijfer",
}
_NO_COLUMN = ""


def ask_form(
    one: Waiting, table: Table, area: str, asked: DeltaGenerator
) -> tuple[Form, int | None, bool]:
    """Ask for the form of the table, and the year where no column gives it.

    Parameters
    ----------
    asked
        Where questions that are open are put.

    Returns
    -------
    form, year, open
        Whether a question about years is still open.
    """
    guess = one.kept(
        ("vorm", table.sheet, table.header, area), lambda: shape.recognise(table, area)
    )
    key = f"eigen_{one.number}_{area}"
    first, second, third, _ = st.columns([1.2, 1.8, 1.2, 1])
    options: list[Shape] = ["breed", "jaren", "lang"]
    chosen = first.selectbox(
        "Vorm",
        options,
        options.index(guess.shape),
        format_func=_FORMS.__getitem__,
        key=f"{key}_vorm",
    )
    form, is_open = guess, False
    if chosen != guess.shape:
        form = one.kept(
            ("als", chosen, table.sheet, table.header, area),
            lambda: shape.as_shape(table, area, chosen),
        )
    else:
        with asked:
            form, is_open = own_questions.ask_years(one, table, area, form)
    if form.shape == "jaren":
        _say_left_out(one, table, area, form)
        return form, None, is_open
    names = [_NO_COLUMN, *(str(c) for c in table.cells.columns if c != area)]
    if form.shape == "lang":
        variable, value = second.columns(2)
        form = shape.long_form(
            table,
            form,
            variable.selectbox(
                "Kolom met maat", names[1:], _at(names[1:], form.variable), key=f"{key}_variabele"
            ),
            value.selectbox(
                "Kolom met cijfer", names[1:], _at(names[1:], form.value), key=f"{key}_waarde"
            ),
        )
    year_column = second.selectbox(
        "Kolom met jaar",
        names,
        _at(names, form.year_column),
        key=f"{key}_jaarkolom",
        format_func=lambda c: c or "Geen: één jaar voor alles",
    )
    form = shape.with_year_column(form, year_column)
    if year_column:
        return form, None, is_open
    year = third.number_input(
        "Jaar van de cijfers",
        1990,
        2100,
        shape.year_of(table),
        key=f"{key}_jaar",
        placeholder="bijv. 2024",
    )
    return form, int(year) if year else None, is_open


def _say_left_out(one: Waiting, table: Table, area: str, form: Form) -> None:
    """Say which columns with figures take no part, since each column is of a year."""
    out = one.kept(
        ("zonder jaar", table.sheet, table.header, area, form),
        lambda: shape.left_out(table, area, form),
    )
    if out:
        more = f" en {len(out) - 4} andere" if len(out) > 4 else ""
        st.caption(
            f"Zonder jaar in de naam, dus niet gebruikt: {escape_markdown(', '.join(out[:4]))}"
            f"{more}."
        )


def no_unit(names: list[str]) -> str:
    """Ask for the unit of measures where nothing tells it."""
    more = f" en {len(names) - 4} andere" if len(names) > 4 else ""
    return (
        f"Vul hieronder de eenheid in van: {', '.join(names[:4])}{more}. Die is niet uit het "
        "bestand af te leiden."
    )


def _at(options: list[str], wanted: str) -> int:
    return options.index(wanted) if wanted in options else 0


def ask_measures(
    one: Waiting, table: Table, guessed: dict[str, ColumnMapping]
) -> dict[str, ColumnMapping]:
    """Ask what each measure is; what is not ticked is left out."""
    if not guessed:
        st.info("In deze vorm staan geen kolommen met cijfers.", icon=":material/info:")
        return {}
    if len(guessed) > MOST_FIELDS:
        return _in_a_table(one, guessed)
    found = {}
    for n, (column, means) in enumerate(guessed.items()):
        made = _in_fields(one, table, n, column, means)
        if made is not None:
            found[column] = made
    return found


def _in_fields(
    one: Waiting, table: Table, n: int, column: str, means: ColumnMapping
) -> ColumnMapping | None:
    """Fields of one measure; None where it is not used."""
    key = f"eigen_{one.number}_maat_{n}_{column}"
    use, name, unit, better, beside = st.columns([1.5, 2, 1.1, 1.3, 1], vertical_alignment="bottom")
    shown = "Alle jaren" if column == SINGLE else escape_markdown(column)
    used = use.checkbox(shown, value=True, key=f"{key}_ja")
    label = name.text_input("Naam", means.label, key=f"{key}_naam", disabled=not used)
    of = unit.text_input(
        "Eenheid", means.eenheid, key=f"{key}_eenheid", disabled=not used, placeholder="bijv. %"
    )
    direction = better.selectbox(
        "Richting",
        _DIRECTIONS,
        _DIRECTIONS.index(means.richting),
        key=f"{key}_richting",
        disabled=not used,
    )
    ns, margin = _companions(beside, one, table, means, key)
    if not used:
        return None
    return _made(means, label, of, direction, (ns, margin))


def _companions(
    place: DeltaGenerator, one: Waiting, table: Table, means: ColumnMapping, key: str
) -> tuple[str, str]:
    """Columns with the number of respondents and the margin, behind a button."""
    numeric = one.kept(
        ("getallen", table.sheet, table.header),
        lambda: [str(c) for c in table.cells if shape.is_numeric(table.cells[c])],
    )
    names = [_NO_COLUMN, *numeric]
    chosen = [w for w, c in (("n", means.n), ("marge", means.marge)) if c]
    with place.popover(" en ".join(chosen) or "n of marge", width="stretch"):
        ns = st.selectbox(
            "Aantal ondervraagden (n)",
            names,
            _at(names, means.n),
            key=f"{key}_n",
            format_func=lambda c: c or "Niet in dit bestand",
        )
        margin = st.selectbox(
            "Marge (±)",
            names,
            _at(names, means.marge),
            key=f"{key}_marge",
            format_func=lambda c: c or "Niet in dit bestand",
        )
    return ns, margin


def _made(
    means: ColumnMapping, label: str, unit: str, direction: str, beside: tuple[str, str]
) -> ColumnMapping:
    label, unit = " ".join(label.split()), " ".join(unit.split())
    return means.model_copy(
        update={
            "label": label,
            "eenheid": unit,
            "richting": direction,
            "indicator": identifier(label, unit),
            "n": beside[0],
            "marge": beside[1],
        }
    )


def _in_a_table(one: Waiting, guessed: dict[str, ColumnMapping]) -> dict[str, ColumnMapping]:
    """Many measures, in a table whose cells can be changed."""
    frame = pd.DataFrame(
        {
            "Gebruik": True,
            "Kolom": list(guessed),
            "Naam": [m.label for m in guessed.values()],
            "Eenheid": [m.eenheid for m in guessed.values()],
            "Richting": [m.richting for m in guessed.values()],
        }
    )
    changed = st.data_editor(
        frame,
        hide_index=True,
        disabled=["Kolom"],
        height=320,
        key=f"eigen_{one.number}_maten_{len(guessed)}",
        column_config={
            "Richting": st.column_config.SelectboxColumn(options=list(_DIRECTIONS), required=True)
        },
    )
    found = {}
    for row in changed[changed["Gebruik"]].to_dict("records"):
        means = guessed[str(row["Kolom"])]
        found[str(row["Kolom"])] = _made(
            means,
            str(row["Naam"] or ""),
            str(row["Eenheid"] or ""),
            str(row["Richting"]),
            (means.n, means.marge),
        )
    return found
