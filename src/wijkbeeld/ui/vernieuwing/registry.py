"""The user's own registers: bring, check, edit with undo, save, export."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.register import file_name, to_csv, to_map
from wijkbeeld.sources import register as files
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.store import registers as store
from wijkbeeld.store.read import opened
from wijkbeeld.store.register_row import KINDS, RegisterRow
from wijkbeeld.store.registers import Register
from wijkbeeld.store.shapes import shapes
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session, url_state
from wijkbeeld.ui.vernieuwing.placing import (
    Ring,
    as_project,
    clear,
    limit,
    placed,
    ring,
    settings,
    unit,
)
from wijkbeeld.ui.vernieuwing.sets import usable
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number
from wijkbeeld.words.register import problems_of_file_row

_COLUMNS = {
    "code": "Code",
    "name": "Naam",
    "start": "Start",
    "end": "Eind",
    "kind": "Soort",
    "dwellings": "Woningen",
    "share": "Deel voorraad",
    "source": "Bron",
}
_ROWS, _PAST, _TURN, _NAME, _OPENED = (
    "reg_rijen",
    "reg_eerder",
    "reg_beurt",
    "w_reg_naam",
    "reg_geopend",
)


def panel(scope: Scope, chosen: list[str]) -> None:
    """Show the register the user works on, and what can be done with it.

    Parameters
    ----------
    chosen
        Areas chosen on the map of the page: they can be added in one click.
    """
    data = opened(scope)
    with st.expander(
        "Eigen register: inbrengen, bewerken, bewaren",
        icon=":material/edit_location_alt:",
        expanded=ring(data.manifest.dataset) is not None or not _rows().empty,
    ):
        _drawn(scope)
        _bring(scope)
        _load(scope)
        rows = _rows()
        if chosen:
            known = {str(c) for c in rows["Code"]}
            new = [c for c in chosen if c not in known]
            if new:
                st.button(
                    f"Voeg {count(len(new), 'gekozen gebied', 'gekozen gebieden')} van de kaart "
                    "toe",
                    icon=":material/add_location:",
                    on_click=_add,
                    args=(scope, tuple(new)),
                )
        _edit(scope, rows)


def pending(scope: Scope) -> list[str]:
    """Areas of the register that the user works on, and of the drawn polygon."""
    data = opened(scope)
    codes = [str(c).strip().upper() for c in _rows()["Code"]]
    corners = ring(data.manifest.dataset)
    if corners is not None:
        codes += [r.code for r in _inside(scope, corners)[0]]
    return sorted(set(codes) & set(data.by_code(scope).index))


def _inside(scope: Scope, corners: Ring) -> tuple[list[RegisterRow], list[str]]:
    return placed(scope, (as_project(corners),), limit(), unit(scope))


def _drawn(scope: Scope) -> None:
    """Say which areas lie in the drawn polygon, and put them in the table."""
    data = opened(scope)
    corners = ring(data.manifest.dataset)
    if corners is None:
        st.caption(
            "Teken een vlak op de kaart (knop ⬠ of toets t), klik gebieden aan, of breng een "
            "bestand in."
        )
        return
    settings(scope)
    rows, told = _inside(scope, corners)
    head, _, listed = told[0].partition(". ")
    st.markdown(f"**{escape_markdown(head)}.**")
    st.caption(escape_markdown(listed))
    known = {str(c) for c in _rows()["Code"]}
    new = tuple(r for r in rows if r.code not in known)
    with st.container(horizontal=True, gap="small"):
        if new:
            st.button(
                f"Zet {count(len(new), 'gebied', 'gebieden')} uit het vlak in de tabel",
                type="primary",
                icon=":material/add_location:",
                on_click=_take_drawn,
                args=(new,),
            )
        st.button("Wis het vlak", icon=":material/delete:", on_click=clear)


def _take_drawn(rows: tuple[RegisterRow, ...]) -> None:
    _change(pd.concat([_rows(), _frame(list(rows))], ignore_index=True))
    clear()


def _rows() -> pd.DataFrame:
    if _ROWS not in st.session_state:
        st.session_state[_ROWS] = _frame([])
        st.session_state[_PAST] = []
        st.session_state[_TURN] = 0
    rows: pd.DataFrame = st.session_state[_ROWS]
    return rows


def _frame(rows: list[RegisterRow]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[getattr(r, f) for f in _COLUMNS] for r in rows], columns=list(_COLUMNS.values())
    )
    return frame.astype(
        {
            "Code": "str",
            "Naam": "str",
            "Start": "Int64",
            "Eind": "Int64",
            "Soort": "str",
            "Woningen": "Float64",
            "Deel voorraad": "Float64",
            "Bron": "str",
        }
    )


def _change(rows: pd.DataFrame) -> None:
    """Replace the rows and remember the old ones for undo."""
    st.session_state[_PAST] = [*st.session_state.get(_PAST, []), _rows()][-50:]
    st.session_state[_ROWS] = rows.reset_index(drop=True)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _undo() -> None:
    past = st.session_state.get(_PAST, [])
    if past:
        st.session_state[_ROWS] = past.pop()
        st.session_state[_TURN] += 1


def _add(scope: Scope, codes: tuple[str, ...]) -> None:
    data = opened(scope)
    names = data.by_code(scope)["name"]
    new = [
        RegisterRow(
            c, str(names.get(c, "")), None, None, "anders", None, None, "gekozen op de kaart"
        )
        for c in codes
    ]
    _change(pd.concat([_rows(), _frame(new)], ignore_index=True))


def _bring(scope: Scope) -> None:
    """Read a file, show what could not be used, and put the rest in the table."""
    data = opened(scope)
    level, edition = scope.level, scope.classification
    given = st.file_uploader(
        "Bestand met vernieuwing (CSV, XLSX, GeoJSON, GeoPackage of gezipte shapefile)",
        type=["csv", "txt", "xlsx", "xls", "geojson", "json", "gpkg", "zip"],
        key="w_reg_bestand",
        help="Kolommen: code (of een vlak), naam, start, eind, soort, woningen, aandeel, bron.",
    )
    if given is None:
        return
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-register-") as scratch:
        path = Path(scratch) / Path(given.name).name
        path.write_bytes(given.getvalue())
        try:
            found = files.read(path)
        except SourceError as error:
            st.error(escape_markdown(error), icon=":material/error:")
            return
    if any(p.shape is not None for p in found.rows) and ring(data.manifest.dataset) is None:
        settings(scope)  # with a drawn polygon they stand above
    rows, told = placed(scope, found.rows, limit(), unit(scope))
    bad = [p for p in found.rows if p.problems]
    st.markdown(
        f"**{escape_markdown(given.name)}**: {count(len(found.rows), 'rij', 'rijen')}, "
        f"{number(len(bad))} met een probleem, {count(len(rows), 'rij', 'rijen')} voor de tabel."
    )
    for note in [*found.notes, *told]:
        st.caption(escape_markdown(note))
    told_above = {p.code for p in bad} | {""}
    strange = sorted({r.code for r in rows} - told_above - set(data.by_code(scope).index))
    if strange:
        known = ", ".join(strange[:6]) + (f" en nog {len(strange) - 6}" if len(strange) > 6 else "")
        st.warning(
            f"{count(len(strange), 'code bestaat', 'codes bestaan')} niet bij "
            f"{session.LEVEL_LABEL[level].lower()} van editie {edition}: "
            f"{escape_markdown(known)}. Kies boven een ander niveau of een andere editie, of "
            "verbeter de code in de tabel.",
            icon=":material/rule:",
        )
    if bad:
        st.warning(
            f"{count(len(bad), 'rij heeft', 'rijen hebben')} een probleem. Rijen met een "
            "probleem komen mee in de tabel, waar je ze kunt herstellen, en tellen tot dan niet "
            "mee.",
            icon=":material/rule:",
        )
        table = pd.DataFrame(
            [(p.number, p.code or "–", p.name or "–", problems_of_file_row(p)) for p in bad],
            columns=["Rij", "Code", "Naam", "Wat is er mis"],
        ).set_index("Rij")
        st.dataframe(table, alt="Rijen met een probleem")
    if rows:
        st.button(
            "Zet deze rijen in de tabel",
            type="primary",
            on_click=_take,
            args=(tuple(rows), Path(given.name).stem),
        )


def _take(rows: tuple[RegisterRow, ...], name: str) -> None:
    _change(_frame(list(rows)))
    st.session_state[_NAME] = name[: store.LONGEST]


def _load(scope: Scope) -> None:
    data = opened(scope)
    level, edition = scope.level, scope.classification
    known = {
        n: r
        for n, r in store.registers(data.manifest.dataset).items()
        if r.level == level and r.edition == edition
    }
    if known:
        with st.container(horizontal=True, gap="small"):
            st.caption("Bewaard:")
            for name, register in known.items():
                st.button(
                    escape_markdown(name), key=f"reg_laad_{name}", on_click=_open, args=(register,)
                )


def _open(register: Register) -> None:
    _change(_frame(list(register.rows)))
    st.session_state[_NAME] = st.session_state[_OPENED] = register.name


def _edit(scope: Scope, rows: pd.DataFrame) -> None:
    data = opened(scope)
    level, edition = scope.level, scope.classification
    config = {
        # No limits here: the table would take an impossible value away without a word. `usable`
        # tells of it.
        "Start": st.column_config.NumberColumn(format="%d", step=1),
        "Eind": st.column_config.NumberColumn(format="%d", step=1),
        "Soort": st.column_config.SelectboxColumn(options=list(KINDS)),
        "Woningen": st.column_config.NumberColumn(format="%d"),
        "Deel voorraad": st.column_config.NumberColumn(format="%.2f", help="0,35 is 35%"),
    }
    edited = st.data_editor(
        rows,
        num_rows="dynamic",
        hide_index=True,
        column_config=config,
        placeholder="",
        key=f"w_reg_tabel_{st.session_state.get(_TURN, 0)}",
    )
    if not _same(edited, rows):
        _change(edited)
        st.rerun()
    entries = _entries(edited)
    _, lost = usable(tuple(entries), data.by_code(scope))
    twice = pd.Series([r.code for r in entries if r.code], dtype="str")
    twice = sorted(set(twice[twice.duplicated()]))
    noun = session.LEVEL_LABEL[level].lower()
    if entries:
        st.caption(
            f"{number(len(entries))} rijen, {number(len(entries) - len(lost))} te gebruiken bij "
            f"{noun} van editie {edition}."
        )
    for text in lost:
        st.caption(f":material/warning: {escape_markdown(text)}")
    if twice:
        st.caption(
            f"Meer projecten in hetzelfde gebied: {escape_markdown(', '.join(twice))}. De eerste "
            "start telt."
        )
    name = st.text_input("Naam van het register", key=_NAME, max_chars=store.LONGEST)
    kept = store.registers(data.manifest.dataset).get(" ".join(name.split()))
    mine = kept is not None and (kept.level, kept.edition) == (level, edition)
    agreed = True
    if kept is not None and mine and entries and st.session_state.get(_OPENED) != kept.name:
        agreed = st.checkbox(
            f"Vervang het bewaarde register '{escape_markdown(kept.name)}' "
            f"({count(len(kept.rows), 'rij', 'rijen')}), of kies een andere naam",
            key=f"w_reg_vervang_{kept.name}",
        )
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Bewaar en gebruik",
            type="primary",
            icon=":material/save:",
            disabled=not entries or not name.strip() or not agreed,
            on_click=_save,
            args=(
                data.manifest.dataset,
                Register(name, level, edition, tuple(entries)),
                len(lost) < len(entries),
            ),
        )
        st.button(
            "Ongedaan maken",
            icon=":material/undo:",
            on_click=_undo,
            disabled=not st.session_state.get(_PAST),
        )
        if entries:
            file = file_name(name, level, edition, fictional=data.manifest.fictional)
            st.download_button(
                "Exporteer als CSV",
                lambda: to_csv(entries),
                f"{file}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )
            st.download_button(
                "Exporteer als GeoPackage",
                lambda: to_map(entries, shapes(scope)),
                f"{file}.gpkg",
                "application/geopackage+sqlite3",
                icon=":material/map:",
                on_click="ignore",
            )
        if kept is not None and mine:
            with st.popover("Verwijder register", icon=":material/delete:"):
                st.write(
                    f"Je verwijdert '{escape_markdown(kept.name)}' met "
                    f"{count(len(kept.rows), 'rij', 'rijen')}."
                )
                st.button(
                    "Ja, verwijder",
                    type="primary",
                    key="reg_weg",
                    on_click=_remove,
                    args=(data.manifest.dataset, kept.name),
                )
    for message in st.session_state.pop("reg_melding", []):
        st.success(message, icon=":material/check:")
    for message in st.session_state.pop("reg_fout", []):
        st.error(escape_markdown(message), icon=":material/error:")


def _same(one: pd.DataFrame, two: pd.DataFrame) -> bool:
    return bool(
        one.reset_index(drop=True).astype("str").equals(two.reset_index(drop=True).astype("str"))
    )


def _entries(frame: pd.DataFrame) -> list[RegisterRow]:
    """Rows of the table; empty ones are left out."""
    found = []
    for row in frame.to_dict("records"):
        text = {
            k: "" if pd.isna(row[k]) else str(row[k]).strip()
            for k in ("Code", "Naam", "Soort", "Bron")
        }
        numbers = {
            k: None if pd.isna(row[k]) else float(row[k])
            for k in ("Start", "Eind", "Woningen", "Deel voorraad")
        }
        text = {k: "" if v in ("None", "nan") else v for k, v in text.items()}
        if not any(text.values()) and all(v is None for v in numbers.values()):
            continue
        start, end = (
            None if numbers[k] is None else int(numbers[k] or 0) for k in ("Start", "Eind")
        )
        found.append(
            RegisterRow(
                text["Code"].upper(),
                text["Naam"],
                start,
                end,
                text["Soort"] or "anders",
                numbers["Woningen"],
                numbers["Deel voorraad"],
                text["Bron"],
            )
        )
    return found


def _save(dataset: str, register: Register, is_usable: bool) -> None:
    name = " ".join(register.name.split())
    other = store.registers(dataset).get(name)
    if other is not None and (other.level, other.edition) != (register.level, register.edition):
        st.session_state["reg_fout"] = [
            f"Niet bewaard. Er is al een register '{name}' bij niveau {other.level}, editie "
            f"{other.edition}. Kies een andere naam."
        ]
        return
    try:
        store.save(dataset, register)
    except StoreError as error:
        st.session_state["reg_fout"] = [f"Niet bewaard. {error}"]
        return
    st.session_state[_OPENED] = name
    told = f"Register '{escape_markdown(name)}' is bewaard"
    if not is_usable:
        st.session_state["reg_melding"] = [
            f"{told}. Geen enkele rij is al te gebruiken: vul code en start aan."
        ]
        return
    url_state.put(vernieuwd=f"register:{name}")
    st.session_state.pop("w_vernieuwd", None)
    st.session_state["reg_melding"] = [f"{told} en in gebruik."]


def _remove(dataset: str, name: str) -> None:
    try:
        store.remove(dataset, name)
    except StoreError as error:
        st.session_state["reg_fout"] = [f"Niet verwijderd. {error}"]
        return
    url_state.put(vernieuwd=None)
    st.session_state.pop("w_vernieuwd", None)
    st.session_state["reg_melding"] = [f"Register '{escape_markdown(name)}' is verwijderd."]
