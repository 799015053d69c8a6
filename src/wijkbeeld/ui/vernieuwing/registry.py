"""The user's own registers: bring, check, edit with undo, save, export."""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.overlay import THRESHOLD, overlay
from wijkbeeld.sources import renewal as files
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.renewal import KINDS, Project
from wijkbeeld.store import renewal as store
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.renewal import Register, Row
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import data as session
from wijkbeeld.ui import view
from wijkbeeld.ui.groups import people
from wijkbeeld.ui.shapes import shapes
from wijkbeeld.ui.vernieuwing.sets import usable
from wijkbeeld.words.numbers import count, number
from wijkbeeld.words.plain import plain

_COLUMNS = {"code": "Code", "name": "Naam", "start": "Start", "end": "Eind", "kind": "Soort", "dwellings": "Woningen",
            "share": "Deel voorraad", "source": "Bron"}  # fmt: skip
_ROWS, _PAST, _TURN, _NAME = "reg_rijen", "reg_eerder", "reg_beurt", "w_reg_naam"


def panel(data: Dataset, level: str, edition: int, chosen: list[str]) -> None:
    """Show the register the user works on, and what can be done with it.

    Parameters
    ----------
    chosen
        Areas chosen on the map of the page: they can be added in one click.
    """
    with st.expander("Eigen register: inbrengen, bewerken, bewaren", icon=":material/edit_location_alt:"):
        for message in st.session_state.pop("reg_melding", []):
            st.success(message, icon=":material/check:")
        _bring(data, level, edition)
        _load(data, level, edition)
        rows = _rows()
        if chosen:
            known = {str(c) for c in rows["Code"]}
            new = [c for c in chosen if c not in known]
            if new:
                st.button(
                    f"Voeg {count(len(new), 'gekozen gebied', 'gekozen gebieden')} van de kaart toe",
                    icon=":material/add_location:", on_click=_add, args=(data, level, edition, tuple(new)),
                )  # fmt: skip
        _edit(data, level, edition, rows)


def _rows() -> pd.DataFrame:
    if _ROWS not in st.session_state:
        st.session_state[_ROWS] = _frame([])
        st.session_state[_PAST] = []
        st.session_state[_TURN] = 0
    rows: pd.DataFrame = st.session_state[_ROWS]
    return rows


def _frame(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame([[getattr(r, f) for f in _COLUMNS] for r in rows], columns=list(_COLUMNS.values()))
    return frame.astype({"Code": "str", "Naam": "str", "Start": "Int64", "Eind": "Int64", "Soort": "str",
                         "Woningen": "Float64", "Deel voorraad": "Float64", "Bron": "str"})  # fmt: skip


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


def _add(data: Dataset, level: str, edition: int, codes: tuple[str, ...]) -> None:
    names = data.by_code(edition, level)["name"]
    new = [Row(c, str(names.get(c, "")), None, None, "anders", None, None, "gekozen op de kaart") for c in codes]
    _change(pd.concat([_rows(), _frame(new)], ignore_index=True))


def _bring(data: Dataset, level: str, edition: int) -> None:
    """Read a file, show what could not be used, and put the rest in the table."""
    given = st.file_uploader(
        "Bestand met vernieuwing (CSV, XLSX, GeoJSON, GeoPackage of gezipte shapefile)",
        type=["csv", "txt", "xlsx", "xls", "geojson", "json", "gpkg", "zip"], key="w_reg_bestand",
        help="Kolommen: code (of een vlak), naam, start, eind, soort, woningen, aandeel, bron.",
    )  # fmt: skip
    if given is None:
        return
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-register-") as scratch:
        path = Path(scratch) / Path(given.name).name
        path.write_bytes(given.getvalue())
        try:
            found = files.read(path)
        except SourceError as error:
            st.error(plain(error), icon=":material/error:")
            return
    limit = THRESHOLD
    if any(p.shape is not None for p in found.projects):
        percent = st.slider("Een gebied telt mee als ten minste dit deel in het vlak ligt (%)", 5, 95,
                            int(100 * THRESHOLD), 5, key="w_reg_drempel")  # fmt: skip
        limit = percent / 100
    rows, told = placed(data, level, edition, found.projects, limit)
    bad = [p for p in found.projects if p.problem]
    st.markdown(f"**{plain(given.name)}**: {number(len(found.projects))} rijen, {number(len(bad))} met een probleem, "
                f"{number(len(rows))} rijen voor de tabel.")  # fmt: skip
    for note in [*found.notes, *told]:
        st.caption(plain(note))
    if bad:
        st.warning(
            f"{count(len(bad), 'rij heeft', 'rijen hebben')} een probleem. Rijen met een probleem komen mee in "
            "de tabel, waar je ze kunt herstellen, en tellen tot dan niet mee.",
            icon=":material/rule:",
        )
        table = pd.DataFrame([(p.row, p.code or "–", p.name or "–", p.problem) for p in bad],
                             columns=["Rij", "Code", "Naam", "Wat is er mis"]).set_index("Rij")  # fmt: skip
        st.dataframe(table, alt="Rijen met een probleem")
    if rows:
        st.button(
            "Zet deze rijen in de tabel",
            type="primary",
            on_click=_take,
            args=(tuple(rows), Path(given.name).stem),
        )


def _take(rows: tuple[Row, ...], name: str) -> None:
    _change(_frame(list(rows)))
    st.session_state[_NAME] = name[: store.LONGEST]


def placed(
    data: Dataset, level: str, edition: int, projects: tuple[Project, ...], limit: float
) -> tuple[list[Row], list[str]]:
    """Rows of a register from what was read: polygons become areas, good rows stay.

    Returns
    -------
    rows
        One per project and area.
    told
        What happened to each polygon.
    """
    rows: list[Row] = []
    told: list[str] = []
    areas = shapes(data, edition, level) if any(p.shape is not None for p in projects) else pd.Series(dtype=object)
    names = data.by_code(edition, level)["name"]
    finer = _finer(data, level, edition) if len(areas) else None
    for project in projects:
        name = project.name or str(names.get(project.code, ""))
        if project.shape is None or project.code in names.index:
            rows.append(_row(replace(project, name=name)))
            continue
        if areas.empty:
            told.append(f"Rij {project.row}: in deze editie zijn geen grenzen, dus een vlak is niet om te zetten.")
            rows.append(_row(replace(project, name=name)))
            continue
        found = overlay(project.shape, areas, *(finer or (None, None, None)))
        inside = found.shares[found.shares >= limit]
        text = ", ".join(f"{names.get(c, c)} {number(100 * v)}%" for c, v in found.shares.head(6).items())
        told.append(
            f"Rij {project.row} ({project.name or 'vlak'}): {count(len(inside), 'gebied', 'gebieden')} op deel van de "
            f"{found.by}. {text or 'Het vlak raakt geen enkel gebied.'}"
        )
        lone = len(inside) == 1  # figures of one project are not those of each of its areas
        kept = project if lone else replace(project, dwellings=None, share=None)
        rows += [_row(replace(kept, code=str(c), name=project.name or str(names.get(c, "")))) for c in inside.index]
    return rows, told


def _row(project: Project) -> Row:
    return Row(project.code, project.name, project.start, project.end, project.kind, project.dwellings, project.share,
               project.source)  # fmt: skip


def _finer(data: Dataset, level: str, edition: int) -> tuple[pd.Series, pd.Series, pd.Series] | None:
    """Boundaries, inhabitants and wijk of the buurten, when they are known."""
    if level != "wijk" or edition not in data.editions("buurt"):
        return None
    crowd = people(data, edition, "buurt")
    if crowd.year is None:
        return None
    parts = shapes(data, edition, "buurt")
    return parts, crowd.counts, pd.Series("WK" + parts.index.str[2:8], index=parts.index)


def _load(data: Dataset, level: str, edition: int) -> None:
    known = {n: r for n, r in store.registers(data.manifest.dataset).items()
             if r.level == level and r.edition == edition}  # fmt: skip
    if known:
        with st.container(horizontal=True, gap="small"):
            st.caption("Bewaard:")
            for name, register in known.items():
                st.button(plain(name), key=f"reg_laad_{name}", on_click=_open, args=(register,))


def _open(register: Register) -> None:
    _change(_frame(list(register.rows)))
    st.session_state[_NAME] = register.name


def _edit(data: Dataset, level: str, edition: int, rows: pd.DataFrame) -> None:
    config = {
        "Start": st.column_config.NumberColumn(format="%d", step=1, min_value=1945, max_value=2060),
        "Eind": st.column_config.NumberColumn(format="%d", step=1, min_value=1945, max_value=2060),
        "Soort": st.column_config.SelectboxColumn(options=list(KINDS)),
        "Woningen": st.column_config.NumberColumn(format="%d", min_value=0),
        "Deel voorraad": st.column_config.NumberColumn(format="%.2f", min_value=0.0, max_value=1.0, help="0,35 is 35%"),
    }
    edited = st.data_editor(rows, num_rows="dynamic", hide_index=True, column_config=config, placeholder="",
                            key=f"w_reg_tabel_{st.session_state.get(_TURN, 0)}")  # fmt: skip
    if not _same(edited, rows):
        _change(edited)
        st.rerun()
    entries = _entries(edited)
    _, lost = usable(tuple(entries), data.by_code(edition, level))
    twice = pd.Series([r.code for r in entries if r.code], dtype="str")
    twice = sorted(set(twice[twice.duplicated()]))
    noun = session.LEVEL_LABEL[level].lower()
    if entries:
        st.caption(f"{number(len(entries))} rijen, {number(len(entries) - len(lost))} te gebruiken bij {noun} van "
                   f"editie {edition}.")  # fmt: skip
    for text in lost:
        st.caption(f":material/warning: {plain(text)}")
    if twice:
        st.caption(f"Meer projecten in hetzelfde gebied: {plain(', '.join(twice))}. De eerste start telt.")
    name = st.text_input("Naam van het register", key=_NAME, max_chars=store.LONGEST)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Bewaar en gebruik", type="primary", icon=":material/save:", disabled=not entries or not name.strip(),
            on_click=_save,
            args=(data.manifest.dataset, Register(name, level, edition, tuple(entries)), len(lost) < len(entries)),
        )  # fmt: skip
        st.button("Ongedaan maken", icon=":material/undo:", on_click=_undo, disabled=not st.session_state.get(_PAST))
        if entries:
            st.download_button("Exporteer als CSV", lambda: to_csv(entries), "vernieuwing.csv", "text/csv",
                               icon=":material/download:", on_click="ignore")  # fmt: skip
            st.download_button("Exporteer als GeoPackage", lambda: to_map(data, level, edition, entries),
                               "vernieuwing.gpkg", "application/geopackage+sqlite3", icon=":material/map:",
                               on_click="ignore")  # fmt: skip
        kept = store.registers(data.manifest.dataset).get(" ".join(name.split()))
        if kept is not None and (kept.level, kept.edition) == (level, edition):
            with st.popover("Verwijder register", icon=":material/delete:"):
                st.write(f"Je verwijdert '{plain(kept.name)}' met {count(len(kept.rows), 'rij', 'rijen')}.")
                st.button("Ja, verwijder", type="primary", key="reg_weg", on_click=_remove,
                          args=(data.manifest.dataset, kept.name))  # fmt: skip
    for message in st.session_state.pop("reg_fout", []):
        st.error(plain(message), icon=":material/error:")


def _same(one: pd.DataFrame, two: pd.DataFrame) -> bool:
    return bool(one.reset_index(drop=True).astype("str").equals(two.reset_index(drop=True).astype("str")))


def _entries(frame: pd.DataFrame) -> list[Row]:
    """Rows of the table; empty ones are left out."""
    found = []
    for row in frame.to_dict("records"):
        text = {k: "" if pd.isna(row[k]) else str(row[k]).strip() for k in ("Code", "Naam", "Soort", "Bron")}
        numbers = {
            k: None if pd.isna(row[k]) else float(row[k]) for k in ("Start", "Eind", "Woningen", "Deel voorraad")
        }
        text = {k: "" if v in ("None", "nan") else v for k, v in text.items()}
        if not any(text.values()) and all(v is None for v in numbers.values()):
            continue
        start, end = (None if numbers[k] is None else int(numbers[k] or 0) for k in ("Start", "Eind"))
        found.append(Row(text["Code"].upper(), text["Naam"], start, end, text["Soort"] or "anders",
                         numbers["Woningen"], numbers["Deel voorraad"], text["Bron"]))  # fmt: skip
    return found


def _save(dataset: str, register: Register, is_usable: bool) -> None:
    name = " ".join(register.name.split())
    other = store.registers(dataset).get(name)
    if other is not None and (other.level, other.edition) != (register.level, register.edition):
        st.session_state["reg_fout"] = [
            f"Niet bewaard. Er is al een register '{name}' bij niveau {other.level}, editie {other.edition}. "
            "Kies een andere naam."
        ]
        return
    try:
        store.save(dataset, register)
    except StoreError as error:
        st.session_state["reg_fout"] = [f"Niet bewaard. {error}"]
        return
    told = f"Register '{plain(name)}' is bewaard"
    if not is_usable:
        st.session_state["reg_melding"] = [f"{told}. Geen enkele rij is al te gebruiken: vul code en start aan."]
        return
    view.put(vernieuwd=f"register:{name}")
    st.session_state.pop("w_vernieuwd", None)
    st.session_state["reg_melding"] = [f"{told} en in gebruik."]


def _remove(dataset: str, name: str) -> None:
    try:
        store.remove(dataset, name)
    except StoreError as error:
        st.session_state["reg_fout"] = [f"Niet verwijderd. {error}"]
        return
    view.put(vernieuwd=None)
    st.session_state.pop("w_vernieuwd", None)
    st.session_state["reg_melding"] = [f"Register '{plain(name)}' is verwijderd."]


def _table(rows: list[Row]) -> pd.DataFrame:
    columns = ["code", "naam", "start", "eind", "soort", "woningen", "aandeel", "bron"]
    frame = pd.DataFrame([[getattr(r, f) for f in _COLUMNS] for r in rows], columns=columns)
    return frame.astype({"start": "Int64", "eind": "Int64"})


def to_csv(rows: list[Row]) -> bytes:
    """Write a register as CSV that :func:`wijkbeeld.sources.renewal.read` reads back.

    Text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    frame = _table(rows)
    for column in ("code", "naam", "soort", "bron"):
        frame[column] = [f"'{v}" if v[:1] in tuple("=+-@\t") and v[:1] else v for v in frame[column]]
    buffer = io.StringIO()
    frame.to_csv(buffer, sep=";", decimal=",", index=False)
    return buffer.getvalue().encode("utf-8-sig")


def to_map(data: Dataset, level: str, edition: int, rows: list[Row]) -> bytes:
    """Write a register as GeoPackage with the boundaries of its areas."""
    boundaries = shapes(data, edition, level)
    frame = _table(rows)
    geometry = np.array([boundaries.get(c) for c in frame["code"]], dtype=object)
    out = gpd.GeoDataFrame(frame, geometry=geometry, crs=28992)
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-register-") as scratch:
        path = Path(scratch) / "vernieuwing.gpkg"
        out.to_file(path, layer="vernieuwing")
        return path.read_bytes()
