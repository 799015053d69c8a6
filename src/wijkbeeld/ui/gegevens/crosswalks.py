"""Crosswalks of own codes: a file that is one, pasted lines, and those that are kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.own import saved
from wijkbeeld.sources.own.crosswalk import Crosswalk, chained, crosswalk_of, pasted
from wijkbeeld.sources.own.table import Table, load_table
from wijkbeeld.store.named_file import LONGEST
from wijkbeeld.store.reading import Refusal
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui.gegevens.pending import Waiting, drop
from wijkbeeld.ui.gegevens.progress import tell
from wijkbeeld.ui.gegevens.refused import show_refused
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count


def offer_to_keep(one: Waiting, table: Table, walks: list[Crosswalk]) -> None:
    """Ask whether a table is to be kept as a crosswalk."""
    walk, refusals = crosswalk_of(chained(table, walks), one.name[:LONGEST])
    rows = len(table.cells)
    st.markdown(
        f"**Dit is een omzettabel: {count(rows - len(refusals), 'rij', 'rijen')} met een eigen "
        f"code of naam en een CBS-code.** Wijkbeeld gebruikt hem om je eigen gebieden te herkennen."
    )
    left, middle, right = st.columns([1.3, 1.3, 1])
    left.button(
        "Bewaar omzettabel",
        type="primary",
        key=f"eigen_{one.number}_bewaar",
        on_click=_keep,
        args=(one, walk, rows, len(refusals)),
        width="stretch",
    )
    middle.button(
        "Nee, dit zijn cijfers",
        key=f"eigen_{one.number}_cijfers",
        on_click=setattr,
        args=(one, "as_figures", True),
        width="stretch",
    )
    right.button(
        "Sla over",
        key=f"eigen_{one.number}_over",
        on_click=drop,
        args=(one.number,),
        width="stretch",
    )
    _first_rows(walk)
    if refusals:
        st.caption(f"{count(len(refusals), 'rij is', 'rijen zijn')} niet te gebruiken:")
        show_refused(refusals)


def _first_rows(walk: Crosswalk) -> None:
    st.dataframe(
        {c: v[:6] for c, v in (*walk.cbs.items(), *walk.own.items())},
        hide_index=True,
        alt="Eerste rijen van de omzettabel",
    )


def _keep(one: Waiting, walk: Crosswalk, rows: int, refused: int) -> None:
    try:
        name = saved.save(walk)
    except StoreError as error:
        tell(str(error), is_error=True)
        return
    drop(one.number)
    extra = f", {refused} niet bruikbaar" if refused else ""
    used = f"{rows - refused} van {count(rows, 'rij', 'rijen')}"
    tell(f"Omzettabel '{escape_markdown(name)}' is bewaard: {used}{extra}.")


def manage(number: int) -> None:
    """Add a crosswalk from a file or pasted lines; list those that are kept, each with its ×."""
    with st.expander("Eigen gebiedscodes? Omzettabel toevoegen", icon=":material/swap_horiz:"):
        st.caption(
            "Een omzettabel zegt per regel welke CBS-code bij jouw code of naam hoort, "
            "bijvoorbeeld `A00a;BU03630000`."
        )
        left, right = st.columns(2)
        file = left.file_uploader(
            "Bestand met omzettabel", type=["csv", "xlsx", "xls"], key=f"eigen_{number}_omzet"
        )
        lines = right.text_area(
            "Of plak de regels hier",
            height=120,
            key=f"eigen_{number}_plak",
            placeholder="A00a;BU03630000\nSTAD;GM0363",
        )
        if st.button(
            "Bewaar omzettabel", key=f"eigen_{number}_nieuw", disabled=not (file or lines)
        ):
            _keep_new(file, lines)
        for name, walk in saved.crosswalks().items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    ":material/close:",
                    key=f"omzet_weg_{name}",
                    on_click=_forget,
                    args=(name,),
                    help=f"Vergeet omzettabel {name}",
                )
                size = count(len(next(iter(walk.cbs.values()))), "rij", "rijen")
                st.markdown(f"{escape_markdown(name)}, {size}")


def _keep_new(file: object, lines: str) -> None:
    try:
        walk, refusals = _new(file, lines)
        name = saved.save(walk)
    except (SourceError, StoreError) as error:
        st.error(str(error), icon=":material/error:")
        return
    _told(name, refusals)
    st.rerun()


def _told(name: str, refusals: list[Refusal]) -> None:
    extra = f" {count(len(refusals), 'rij', 'rijen')} zonder bruikbare code." if refusals else ""
    tell(f"Omzettabel '{name}' is bewaard.{extra}")


def _new(file: object, lines: str) -> tuple[Crosswalk, list[Refusal]]:
    """Crosswalk of an uploaded file, or else of pasted lines."""
    if file is None:
        return pasted(lines, f"Geplakt: {lines.strip().splitlines()[0][:30]}…")
    name = Path(str(getattr(file, "name", "omzettabel.csv"))).name
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-omzet-") as folder:
        path = Path(folder) / f"tabel{Path(name).suffix}"
        path.write_bytes(getattr(file, "getvalue", bytes)())
        table = chained(load_table(path), list(saved.crosswalks().values()))
        return crosswalk_of(table, name[:LONGEST])


def _forget(name: str) -> None:
    try:
        saved.remove(name)
        tell(f"Omzettabel '{name}' is vergeten. Toegevoegde cijfers blijven staan.")
    except StoreError as error:
        tell(str(error), is_error=True)
