"""The guided step for own figures: a guess that is shown, looked over, and added."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st
from pydantic import ValidationError

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own import saved
from wijkbeeld.sources.own.areas import Areas
from wijkbeeld.sources.own.crosswalk import Crosswalk, chained, is_crosswalk
from wijkbeeld.sources.own.figures import read_table
from wijkbeeld.sources.own.guess import mapping_of
from wijkbeeld.sources.own.mapping import Mapping, check
from wijkbeeld.sources.own.table import Table, table_of
from wijkbeeld.store.placing import Placed, place
from wijkbeeld.store.reading import Reading
from wijkbeeld.ui.gegevens import crosswalks, own_areas, own_measures, own_preview
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
    if not one.as_figures and is_crosswalk(chained(table, walks)):
        crosswalks.offer_to_keep(one, table, walks)
        return
    top = st.container()
    found = guess(one, table, walks)
    mapping, fault = _asked(one, table, found, walks)
    with top:
        _answer(one, table, mapping, fault, add)


def _table(one: Waiting) -> Table | None:
    """The table to ask about; sheet and header as chosen before, or guessed."""
    sheet = str(st.session_state.get(f"eigen_{one.number}_blad", ""))
    header = st.session_state.get(f"eigen_{one.number}_kop")
    try:
        return table_of(one.grid, sheet, int(header) if header else None)
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
    one: Waiting, table: Table, found: Areas, walks: list[Crosswalk]
) -> tuple[Mapping | None, str]:
    """Everything that can be changed, each filled in with the guess; what it makes, or a fault."""
    st.markdown("#### Klopt dit?")
    known = areas_of(one.target)
    areas = own_areas.ask(one, table, found, known, walks)
    crosswalks.manage(one.number)
    form_, year = own_measures.ask_form(one, table, areas.column)
    mapping = mapping_of(table, areas, form_, year)
    chosen = own_measures.ask_measures(one, table, mapping.kolommen)
    source = _where_it_stands(one, table)
    spread = own_areas.ask_spread(one, areas, chosen)
    try:
        made = Mapping.model_validate(
            mapping.model_dump() | {"kolommen": chosen, "bron": source, "verdelen": spread}
        )
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
            left.selectbox("Werkblad", names, names.index(here), key=f"eigen_{one.number}_blad")
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
    """Read and place the figures, once for as long as the answers stay the same."""
    key = f"{table.sheet}/{table.header}/{mapping.model_dump_json()}"
    if one.read is None or one.read[0] != key:
        reading = read_table(table, mapping, areas_of(one.target))
        reading.sha256, reading.file = one.sha256, one.name
        figures = reading.figures
        if figures is None:
            raise SourceError(one.name, "Er zijn geen cijfers.", "Kies andere kolommen.")
        one.read, one.mapping = (key, reading, place(figures, one.target)), mapping
    return one.read[1], one.read[2]


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
