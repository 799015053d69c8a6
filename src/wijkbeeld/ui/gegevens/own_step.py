"""The guided step for own figures: a guess that is shown, looked over, and added."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st
from pydantic import ValidationError
from streamlit.delta_generator import DeltaGenerator

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own import saved
from wijkbeeld.sources.own.areas import Areas
from wijkbeeld.sources.own.crosswalk import Crosswalk, chained, is_crosswalk
from wijkbeeld.sources.own.figures import read_table
from wijkbeeld.sources.own.guess import mapping_of, targets
from wijkbeeld.sources.own.mapping import Mapping, check
from wijkbeeld.sources.own.naming import named, unnamed
from wijkbeeld.sources.own.table import Table, table_of
from wijkbeeld.store.placing import Placed, place
from wijkbeeld.store.reading import Reading
from wijkbeeld.ui.gegevens import crosswalks, own_areas, own_measures, own_preview, own_questions
from wijkbeeld.ui.gegevens.pending import Waiting, areas_of, drop, guess, place_in_queue, waiting
from wijkbeeld.words.markdown import escape_markdown

Add = Callable[[Reading, Placed, Waiting], None]


def form(add: Add) -> None:
    """Ask about the first table that waits; ``add`` stores what it yields."""
    queue = waiting()
    if not queue:
        return
    one = queue[0]
    nth, total = place_in_queue()
    again = f" ({nth} van {total})" if total > 1 else ""
    st.subheader(f"{escape_markdown(one.name)}{again}", anchor=False)
    walks = list(saved.crosswalks().values())
    table = _table(one)
    if table is None:
        return
    looks = ("omzettabel", table.sheet, table.header, tuple(sorted(w.name for w in walks)))
    if not one.as_figures and one.kept(looks, lambda: is_crosswalk(chained(table, walks))):
        crosswalks.offer_to_keep(one, table, walks)
        return
    asked, top = st.container(), st.container()
    for warning in table.warnings:
        asked.warning(escape_markdown(warning), icon=":material/warning:")
    found = guess(one, table, walks)
    mapping, fault = _asked(one, table, found, walks, asked)
    with top:
        _answer(one, table, mapping, fault, add)


def _table(one: Waiting) -> Table | None:
    """The table to ask about; sheet and header as chosen before, or guessed."""
    sheet = str(st.session_state.get(f"eigen_{one.number}_blad", ""))
    header = st.session_state.get(f"eigen_{one.number}_kop")
    try:
        at = int(header) if header else None
        return one.kept(("tabel", sheet, at), lambda: table_of(one.grid, sheet, at))
    except SourceError as error:
        st.error(f"{error.what} {error.todo}", icon=":material/error:")
        _where_it_stands(one, None)
        st.button(
            "Sla dit bestand over",
            key=f"eigen_{one.number}_over",
            on_click=drop,
            args=(one.number,),
        )
        return None


def _asked(
    one: Waiting,
    table: Table,
    found: Areas,
    walks: list[Crosswalk],
    asked: DeltaGenerator,
) -> tuple[Mapping | None, str]:
    """Everything that can be changed, each filled in with the guess; what it makes, or a fault.

    Parameters
    ----------
    asked
        Where questions go that the file leaves open.
    """
    st.markdown("#### Klopt dit?")
    known = areas_of(one.target)
    areas = own_areas.ask(one, table, found, known, walks)
    areas = own_areas.ask_near(one, table, areas, known)
    crosswalks.manage(one.number)
    form_, year, is_open = own_measures.ask_form(one, table, areas.column, asked)
    guessed = one.kept(("maten", table.sheet, table.header, form_), lambda: targets(table, form_))
    mapping = mapping_of(table, areas, form_, year, guessed)
    chosen = own_measures.ask_measures(one, table, mapping.kolommen)
    with asked:
        mapping, still = own_questions.ask(
            one, table, form_, mapping.model_copy(update={"kolommen": chosen})
        )
    chosen = mapping.kolommen
    source = _where_it_stands(one, table)
    spread = own_areas.ask_spread(one, areas, chosen)
    try:
        made = Mapping.model_validate(
            mapping.model_dump() | {"kolommen": chosen, "bron": source, "verdelen": spread}
        )
        if is_open or still:
            return None, own_questions.UNANSWERED
        unnamed = [m.label or k for k, m in chosen.items() if not m.eenheid]
        if unnamed:
            return None, own_measures.no_unit(unnamed)
        check(made, one.name)
    except SourceError as error:
        return None, f"{error.what} {error.todo}"
    except ValidationError as error:
        return None, str(error.errors()[0]["msg"])
    return made, "" if chosen else "Kies ten minste één maat."


def _where_it_stands(one: Waiting, table: Table | None) -> str:
    """Sheet and header, for tables that were cut out wrongly, and the source to name."""
    with st.expander("Werkblad, kopregel en bron", icon=":material/table:"):
        left, middle, right = st.columns([1.2, 0.8, 2])
        if len(one.grid.sheets) > 1:
            names = list(one.grid.sheets)
            here = table.sheet if table else names[0]
            left.selectbox(
                "Werkblad",
                names,
                names.index(here),
                format_func=lambda n: f"{n} (verborgen)" if one.grid.is_hidden(n) else n,
                key=f"eigen_{one.number}_blad",
            )
        lines = next(iter(one.grid.lines.values()), [1])
        middle.number_input(
            "Regel met kolomnamen",
            1,
            max(lines[-1] if lines else 1, 1),
            table.header if table else 1,
            key=f"eigen_{one.number}_kop",
        )
        said = right.text_input(
            "Bron die bij de cijfers staat",
            f"Eigen cijfers, {one.name}",
            key=f"eigen_{one.number}_bron",
        )
        if table is not None and table.above:
            st.caption("Boven de tabel: " + escape_markdown(" · ".join(table.above))[:300])
    return re.sub(r"\s+", " ", said).strip() or f"Eigen cijfers, {one.name}"


def _answer(one: Waiting, table: Table, mapping: Mapping | None, fault: str, add: Add) -> None:
    """What comes of it: the verdict, the button, and what is and is not used."""
    if mapping is None or fault:
        st.info(escape_markdown(fault), icon=":material/info:")
        own_preview.raw(one, table)
        _buttons(one, None, None, add)
        return
    try:
        reading, placed = _read(one, table, mapping)
    except SourceError as error:
        st.error(f"{error.what} {error.todo}", icon=":material/error:")
        _buttons(one, None, None, add)
        return
    own_preview.verdict(reading, placed)
    own_preview.same_measures(one, reading)
    _buttons(one, reading, placed, add)
    own_preview.tabs(one, table, mapping, reading)


def _read(one: Waiting, table: Table, mapping: Mapping) -> tuple[Reading, Placed]:
    """Read and place the figures, once for as long as only names and units change."""
    plain = unnamed(mapping)
    key = f"{table.sheet}/{table.header}/{plain.model_dump_json()}"
    if one.read is None or one.read[0] != key:
        reading = read_table(table, plain, areas_of(one.target))
        reading.sha256, reading.file = one.sha256, one.name
        figures = reading.figures
        if figures is None:
            raise SourceError(one.name, "Er zijn geen cijfers.", "Kies andere kolommen.")
        one.read = (key, reading, place(figures, one.target))
    return named(one.read[1], mapping), one.read[2]


def _buttons(one: Waiting, reading: Reading | None, placed: Placed | None, add: Add) -> None:
    numbers = placed.numbers if placed else 0
    with st.container(horizontal=True):
        if (
            st.button(
                own_preview.button_text(numbers),
                type="primary",
                key=f"eigen_{one.number}_toe",
                disabled=not numbers,
            )
            and reading is not None
            and placed is not None
        ):
            add(reading, placed, one)
        st.button(
            "Sla dit bestand over",
            key=f"eigen_{one.number}_over",
            on_click=drop,
            args=(one.number,),
        )
