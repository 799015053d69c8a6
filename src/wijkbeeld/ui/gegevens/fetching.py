"""Official files, fetched from their publishers."""

from __future__ import annotations

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.catalog import SourceFile, catalog
from wijkbeeld.sources import download
from wijkbeeld.ui.gegevens import report
from wijkbeeld.ui.gegevens.dataset import view_next
from wijkbeeld.ui.gegevens.progress import tell, with_progress
from wijkbeeld.words.numbers import number


def fetch_official(dataset: str, lacking: list[str], *, is_first: bool) -> None:
    """Offer to fetch what is missing of the usual files, or what the user chooses.

    Parameters
    ----------
    dataset
        To add to.
    lacking
        Ids of the usual files that it lacks.
    is_first
        Whether fetching is what the page is for now, and so its one blue button.
    """
    st.header("Officiële cijfers ophalen")
    st.write(
        "Wijkbeeld haalt ze op bij BZK, CBS en PDOK: scores van de Leefbaarometer met hun grenzen, "
        "en kerncijfers van de jaren van de metingen met de kaart van dat jaar."
    )
    if lacking:
        plans = download.plan(lacking)
        if st.button(
            f"Haal op wat ontbreekt ({_size(plans)})",
            type="primary" if is_first else "secondary",
            key="ophalen_wat_mist",
            icon=":material/download:",
        ):
            _fetch(lacking, dataset)
        st.caption(
            f"{_named(plans)}. Komt in dataset '{dataset}'. Je kunt tussendoor stoppen; wat al is "
            "opgehaald, wordt de volgende keer hergebruikt."
        )
    else:
        st.markdown(
            f":material/check_circle: Alles wat Wijkbeeld standaard ophaalt, zit in '{dataset}'."
        )
    _by_choice(dataset, lacking)
    _by_hand()


def _by_choice(dataset: str, lacking: list[str]) -> None:
    """Choose by group and year; what is missing is chosen already."""
    with st.expander("Kies zelf wat je ophaalt", icon=":material/tune:"):
        chosen: list[str] = []
        for title, files in _groups():
            years = {f.id: _year(f) for f in files}
            usual = [i for i in years if i in lacking]
            chosen += st.pills(
                title,
                list(years),
                selection_mode="multi",
                default=usual,
                format_func=years.__getitem__,
                key=f"w_ophalen_{files[0].id.rstrip('0123456789-')}_{dataset}",
            )
        plans = download.plan(chosen)
        st.caption(
            f"Samen {_size(plans)}. Bij kerncijfers van een jaar komt de kaart van dat jaar mee: "
            "zonder die kaart weet Wijkbeeld niet welke gebieden dezelfde zijn gebleven."
            if chosen
            else "Er is nog niets gekozen."
        )
        if st.button("Ophalen en toevoegen", disabled=not chosen, icon=":material/download:"):
            _fetch(chosen, dataset)


def _groups() -> list[tuple[str, list[SourceFile]]]:
    """Files that can be fetched: scores, boundaries, kerncijfers; the newest first."""
    files = [f for s in catalog().sources.values() for f in s.files if f.locations]
    files.sort(key=lambda f: (f.year or 0, f.id), reverse=True)
    is_map = {f.id: "grenzen" in f.id for f in files}
    return [
        ("Scores van de Leefbaarometer", [f for f in files if f.id.startswith("lbm-2")]),
        (
            "Kerncijfers van CBS, met de kaart van het jaar",
            [f for f in files if f.id.startswith("kwb-")],
        ),
        ("Alleen grenzen", [f for f in files if is_map[f.id]]),
    ]


def _year(file: SourceFile) -> str:
    if file.id.startswith("lbm-grenzen"):
        return f"bij editie {file.year}"
    return f"editie {file.year}" if file.id.startswith("lbm-") else str(file.year)


def _named(plans: list[download.Plan]) -> str:
    """What a plan brings, by kind with its years."""
    kinds = {"lbm-grenzen": "grenzen bij editie", "lbm": "scores editie", "kwb": "kerncijfers"}
    kinds["grenzen"] = "grenzen"
    by_kind: dict[str, list[str]] = {}
    for one in plans:
        kind = one.file.id.rpartition("-")[0]
        by_kind.setdefault(kinds.get(kind, kind), []).append(str(one.file.year))
    text = "; ".join(f"{kind} {', '.join(sorted(years))}" for kind, years in by_kind.items())
    return text[:1].upper() + text[1:]


def _size(plans: list[download.Plan]) -> str:
    return f"ongeveer {number(sum(p.bytes for p in plans) / 1e6)} MB"


def _fetch(chosen: list[str], dataset: str) -> None:
    """Fetch and add; files that did not come are named and the rest is still added."""
    labels = {p.file.id: p.file.label for p in download.plan(chosen)}
    synced = with_progress(
        "Ophalen bij de bronnen", lambda say: pipeline.sync(chosen, dataset, say=say)
    )
    if synced is None:
        return
    for name, reason in synced.fetched.failed.items():
        label = labels.get(name, name)
        st.error(f"**{label}** is niet opgehaald. {reason}", icon=":material/cloud_off:")
    if synced.fetched.stopped:
        st.error("Het ophalen is gestopt. Zo gaat het met de hand:", icon=":material/cloud_off:")
        st.code(synced.fetched.stopped, language=None, wrap_lines=True)
    if synced.imported is not None:
        view_next(dataset)
        report.keep(synced.imported.offer.readings, synced.imported.offer.errors)
        tell(f"De officiële cijfers zijn toegevoegd aan dataset '{dataset}'.")
        if not synced.fetched.failed and not synced.fetched.stopped:
            st.rerun()


def _by_hand() -> None:
    """Say how to get the files when fetching does not work."""
    with st.expander("Lukt het ophalen niet?"):
        pages = "\n".join(
            f"- {catalog().sources[name].name}: <{catalog().sources[name].page}>"
            for name in ("leefbaarometer", "kwb", "grenzen")
        )
        st.markdown(
            "Sommige organisaties blokkeren downloads door programma's. "
            "Download de bestanden dan met je browser:\n\n"
            f"{pages}\n\n"
            "Voeg ze daarna toe onder *Bestanden toevoegen*. Is een bestand verhuisd? "
            "Zet dan één regel in `locaties.toml` in de map "
            'van de gegevens, bijvoorbeeld `lbm-2024 = "https://…"`.'
        )
