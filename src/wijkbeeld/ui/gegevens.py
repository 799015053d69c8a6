"""Parts of the page *Gegevens*: what is in the dataset, adding, fetching, going back, removing."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.catalog import CatalogError, catalog
from wijkbeeld.sources import download
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.recognise import Skip, Skipped
from wijkbeeld.store import versions
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.schema import ContractError
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import mapping, session, url_state
from wijkbeeld.words.numbers import count, number

_KIND = {
    "leefbaarometer": "Scores",
    "wfs": "Scores en grenzen",
    "grenzen": "Grenzen",
    "kwb": "Kerncijfers",
    "eigen": "Eigen cijfers",
}
_TABLES = (".csv", ".gz", ".xlsx", ".xls")
FAILURES = (StoreError, SourceError, CatalogError, ContractError)


def switch(data: Dataset) -> None:
    """Offer the other datasets, going back one version, and removing."""
    names = versions.datasets()
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        url_state.pick(
            "dataset", "Dataset", names, data.manifest.dataset, _dataset_label, as_list=True
        )
    with right, st.container(horizontal=True):
        if versions.previous(data.manifest.dataset) is not None:
            st.button(
                "Zet vorige versie terug",
                icon=":material/undo:",
                on_click=_undo,
                args=(data.manifest.dataset,),
                help=(
                    "Wissel met de versie van vóór de laatste import. Nog eens klikken wisselt "
                    "terug."
                ),
            )
        with st.popover("Verwijder dataset", icon=":material/delete:"):
            st.write(
                f"Je verwijdert dataset '{data.manifest.dataset}' van deze computer. De "
                "bronbestanden blijven staan."
            )
            st.button(
                "Ja, verwijder", type="primary", on_click=_remove, args=(data.manifest.dataset,)
            )
    for message in st.session_state.pop("gegevens_melding", []):
        st.success(message, icon=":material/check:")


def _dataset_label(name: str) -> str:
    return f"{name} (fictief)" if name == pipeline.DEMO else name


def _tell(message: str) -> None:
    st.session_state.setdefault("gegevens_melding", []).append(message)


def _undo(name: str) -> None:
    try:
        versions.undo(name)
        st.session_state.pop("gegevens_verslag", None)
        _tell(f"De vorige versie van '{name}' is teruggezet.")
    except StoreError as error:
        _tell(str(error))


def _remove(name: str) -> None:
    versions.remove(name)
    url_state.put(dataset=None)
    st.session_state.pop("w_dataset", None)
    _tell(f"Dataset '{name}' is verwijderd.")


def overview(data: Dataset) -> None:
    """Show what the dataset holds: waves, areas, figures, files and refused rows."""
    manifest = data.manifest
    kind = "Fictieve gegevens" if manifest.fictional else "Officiële en eigen gegevens"
    built = pd.Timestamp(manifest.built).tz_convert("Europe/Amsterdam")
    st.caption(
        f"{kind}. Gebouwd op {built:%d-%m-%Y om %H:%M}, versie {manifest.version}, Wijkbeeld "
        f"{manifest.wijkbeeld}."
    )
    refused = sum(f.rows_refused for f in manifest.files)
    cells = st.columns(4)
    cells[0].metric("Edities", ", ".join(str(e) for e in manifest.editions) or "geen")
    cells[1].metric("Bestanden", number(len(manifest.files)))
    cells[2].metric("Gelezen rijen", number(sum(f.rows_read for f in manifest.files)))
    cells[3].metric("Geweigerde rijen", number(refused))
    scores, areas, figures, files = st.tabs(
        ["Scores", "Gebieden", "Kerncijfers", "Bestanden en licenties"]
    )
    with scores:
        _scores(manifest.areas_per_wave)
    with areas:
        _areas(manifest.areas)
    with figures:
        _figures(manifest.figures)
    with files:
        _files(data)


def _scores(rows: list[dict[str, Any]]) -> None:
    if not rows:
        st.info("Nog geen scores van de Leefbaarometer.")
        return
    frame = pd.DataFrame(rows)
    frame["Meting"] = frame["wave"].astype(str)
    frame["Niveau"] = frame["level"].map(
        {
            "gemeente": "Gemeenten",
            "wijk": "Wijken",
            "buurt": "Buurten",
            "pc4": "Postcodes (PC4)",
            "grid": "Vierkanten 100 m",
        }
    )
    table = frame.pivot_table(
        index=["edition", "Niveau"], columns="Meting", values="areas", aggfunc="sum"
    )
    table.index = [f"Editie {e}: {lv}" for e, lv in table.index]
    st.caption("Aantal gebieden met een score, per meting. – betekent: niet in de gegevens.")
    st.dataframe(
        table.map(number), alt="Aantal gebieden met een score per editie, niveau en meting"
    )


def _areas(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows)
    if frame.empty:
        st.info("Nog geen gebieden.")
        return
    frame = frame.rename(
        columns={
            "indeling": "Indeling",
            "level": "Niveau",
            "areas": "Gebieden",
            "with_map": "Met grens",
        }
    )
    st.dataframe(
        frame.style.format({"Gebieden": number, "Met grens": number}),
        hide_index=True,
        alt="Gebieden per indeling en niveau",
    )


def _figures(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows)
    if frame.empty:
        st.info("Nog geen kerncijfers. Haal ze op bij CBS of voeg een bestand toe.")
        return
    frame = frame.rename(
        columns={
            "year": "Jaar",
            "level": "Niveau",
            "areas": "Gebieden met cijfers",
            "indicators": "Indicatoren",
        }
    )
    st.dataframe(
        frame.style.format({"Gebieden met cijfers": number, "Indicatoren": number}),
        hide_index=True,
        alt="Kerncijfers per jaar en niveau",
    )


def _files(data: Dataset) -> None:
    rows = [
        {
            "Bestand": f.file,
            "Soort": _KIND.get(f.kind, f.kind),
            "Herkend als": f.label,
            "Rijen": f.rows_read,
            "Geweigerd": f.rows_refused,
            "Licentie": catalog().sources[f.source].licence,
        }
        for f in data.manifest.files
    ]
    st.dataframe(
        pd.DataFrame(rows).style.format({"Rijen": number, "Geweigerd": number}),
        hide_index=True,
        alt="Bestanden in deze dataset",
    )
    for file in data.manifest.files:
        if not file.refusals and not file.notes:
            continue
        with st.expander(
            f"{file.file}: {count(file.rows_refused, 'geweigerde rij', 'geweigerde rijen')}, "
            f"{count(len(file.notes), 'opmerking', 'opmerkingen')}"
        ):
            for note in file.notes:
                st.write(note)
            for refusal in file.refusals[:50]:
                where = f"Regel {refusal['line']}: " if refusal["line"] else ""
                st.write(
                    f"{where}{refusal['reason']} {refusal['example']} "
                    f"({count(refusal['rows'], 'rij', 'rijen')})"
                )
    for name in sorted({f.source for f in data.manifest.files}):
        source = catalog().sources[name]
        st.caption(f"{source.name}: {source.publisher}, licentie {source.licence}.")


def add_files() -> None:
    """Take files that the user drops; show what became of each."""
    st.header("Bestanden toevoegen")
    st.write(
        "Zet hier bestanden neer: de zip of CSV van de Leefbaarometer, kerncijfers van CBS (CSV "
        "of Excel), een kaart (gpkg, GeoJSON of shapefile in een zip) of je eigen cijfers (CSV "
        "of Excel)."
    )
    files = st.file_uploader("Bestanden", accept_multiple_files=True, key=f"w_bestanden_{_turn()}")
    target = _target()
    if st.button("Controleer en voeg toe", type="primary", disabled=not files or target is None):
        folder = Path(tempfile.mkdtemp(prefix="wijkbeeld-upload-"))
        saved = []
        for upload in files:
            path = folder / re.sub(r"[^\w.\- ]", "_", upload.name)
            path.write_bytes(upload.getvalue())
            saved.append(path)
        _import(saved, str(target))
    _report()
    mapping.form(_import)


def _turn() -> int:
    return int(st.session_state.get("gegevens_beurt", 0))


def _target() -> str | None:
    """Dataset to add to: an existing real one, or a new name."""
    real = [n for n in versions.datasets() if n != pipeline.DEMO]
    options = list(dict.fromkeys([pipeline.OFFICIAL, *real, "Nieuwe dataset…"]))
    left, right = st.columns([2, 3])
    with left:
        chosen = st.selectbox("Toevoegen aan", options, key="w_doel")
    if chosen != "Nieuwe dataset…":
        return str(chosen)
    with right:
        name = st.text_input(
            "Naam van de nieuwe dataset", placeholder="bijvoorbeeld: almelo-2024", key="w_naam"
        ).strip()
    try:
        return versions.check_name(name) if name else None
    except StoreError as error:
        st.error(str(error))
        return None


def _with_progress(label: str, work: Callable[[pipeline.Say], Any]) -> Any:
    """Run long work with a bar and a way to stop; a failure becomes a message and nothing is lost.

    A click on *Stoppen* asks Streamlit for a new run, which ends the work at its next report.
    """
    with st.status(label, expanded=True) as box:
        bar = st.progress(0.0)
        stop = st.empty()
        stop.button(
            "Stoppen",
            key=f"stop_{label}",
            icon=":material/stop_circle:",
            on_click=_tell,
            args=(f"{label}: gestopt. De dataset is niet veranderd.",),
        )
        try:
            result = work(session.reporter(bar))
        except FAILURES as error:
            stop.empty()
            box.update(label="Niet gelukt. De dataset is niet veranderd.", state="error")
            st.error(str(error), icon=":material/error:")
            return None
        stop.empty()
        box.update(label="Klaar", state="complete", expanded=False)
    return result


def _import(paths: list[Path], target: str) -> None:
    done = _with_progress(
        "Bestanden lezen en controleren", lambda say: _read_and_build(paths, target, say)
    )
    if done is None:
        return
    offer = done.offer
    st.session_state["gegevens_verslag"] = (
        [(r.file, r.label, r.rows_read, r.rows_refused) for r in offer.readings],
        [(s.file, s.reason) for s in offer.errors],
    )
    _offer_mapping(paths, offer.skipped, target)
    url_state.put(dataset=target)
    st.session_state.pop("w_dataset", None)
    st.session_state["gegevens_beurt"] = _turn() + 1
    _tell(f"Dataset '{target}' is bijgewerkt.")
    st.rerun()


def _read_and_build(paths: list[Path], target: str, say: pipeline.Say) -> pipeline.Imported:
    """Import; when nothing was usable, say why per file and keep tables for the guided step."""
    offer = pipeline.read_offer(paths, [], say)
    if not offer.readings:
        st.session_state["gegevens_verslag"] = ([], [(s.file, s.reason) for s in offer.skipped])
        _offer_mapping(paths, offer.skipped, target)
        raise StoreError("Geen enkel bestand was bruikbaar. Hieronder staat per bestand waarom.")
    return pipeline.import_offer(offer, target, say=say)


def _offer_mapping(paths: list[Path], skipped: list[Skipped], target: str) -> None:
    """Keep the tables that were not recognised for the guided step."""
    unknown = {s.file for s in skipped if s.kind is Skip.UNKNOWN_TABLE}
    tables = [p for p in paths if p.name in unknown and p.suffix.lower() in _TABLES]
    if tables:
        st.session_state["gegevens_koppel"] = ([str(p) for p in tables], target)


def _report() -> None:
    """Show what became of each file of the last import."""
    report = st.session_state.get("gegevens_verslag")
    if not report:
        return
    good, bad = report
    for file, label, rows, refused in good:
        extra = f", {number(refused)} geweigerd" if refused else ""
        st.success(
            f"**{file}**: {label}; {count(rows, 'rij', 'rijen')}{extra}.", icon=":material/check:"
        )
    for file, reason in bad:
        st.error(f"**{file}**: {reason}", icon=":material/error:")


def fetch_official() -> None:
    """Offer to fetch the official files, with their size first."""
    st.header("Officiële cijfers ophalen")
    known = download.plan(list(_labels()))
    labels = {p.file.id: f"{p.file.label} (ongeveer {number(p.bytes / 1e6)} MB)" for p in known}
    chosen = st.multiselect(
        "Wat wil je ophalen?",
        list(labels),
        default=download.default_files(),
        format_func=lambda i: labels[i],
        key="w_ophalen",
        placeholder="Kies wat je wilt ophalen",
        select_all=False,
    )
    total = sum(p.bytes for p in known if p.file.id in chosen)
    st.caption(
        f"Samen ongeveer {number(total / 1e6)} MB, van BZK, CBS en PDOK. Wat al is opgehaald, "
        "wordt hergebruikt."
    )
    if st.button("Ophalen en toevoegen", disabled=not chosen, icon=":material/download:"):
        done = _with_progress("Ophalen bij de bronnen", lambda say: pipeline.sync(chosen, say=say))
        if done is not None:
            for name, reason in done.fetched.failed.items():
                st.error(
                    f"**{labels[name]}** is niet opgehaald. {reason}", icon=":material/cloud_off:"
                )
            if done.imported is not None:
                url_state.put(dataset=pipeline.OFFICIAL)
                st.session_state.pop("w_dataset", None)
                _tell("De officiële cijfers zijn toegevoegd aan dataset 'officieel'.")
                if not done.fetched.failed:
                    st.rerun()
    with st.expander("Lukt het ophalen niet?"):
        pages = "\n".join(
            f"- {catalog().sources[name].name}: <{catalog().sources[name].page}>"
            for name in ("leefbaarometer", "kwb", "grenzen")
        )
        st.markdown(
            "Sommige organisaties blokkeren downloads door programma's. "
            "Download de bestanden dan met je browser:\n\n"
            f"{pages}\n\n"
            "Voeg ze daarna hierboven toe. Is een bestand verhuisd? "
            "Zet dan één regel in `locaties.toml` in de map "
            'van de gegevens, bijvoorbeeld `lbm-2024 = "https://…"`.'
        )


def _labels() -> dict[str, str]:
    return {f.id: f.label for s in catalog().sources.values() for f in s.files}


def demo() -> None:
    """Offer to make the fictional region again."""
    st.header("Fictieve regio")
    st.write(
        "Een verzonnen stad met zes gemeenten eromheen, om Wijkbeeld te leren kennen en te oefenen."
    )
    if st.button("Maak de fictieve regio (opnieuw)", icon=":material/science:"):
        done = _with_progress("Fictieve regio maken", lambda say: pipeline.build_demo(say=say))
        if done is not None:
            url_state.put(dataset=pipeline.DEMO)
            st.session_state.pop("w_dataset", None)
            st.rerun()
