"""Official files, fetched from their publishers."""

from __future__ import annotations

import streamlit as st

from wijkbeeld import pipeline
from wijkbeeld.catalog import catalog
from wijkbeeld.sources import download
from wijkbeeld.ui.gegevens.dataset import view_next
from wijkbeeld.ui.gegevens.progress import tell, with_progress
from wijkbeeld.words.numbers import number


def fetch_official() -> None:
    """Offer to fetch the official files, with their size first."""
    st.header("Officiële cijfers ophalen")
    known = download.plan([f.id for s in catalog().sources.values() for f in s.files])
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
    total = sum(p.bytes for p in download.plan(chosen))
    st.caption(
        f"Samen ongeveer {number(total / 1e6)} MB, van BZK, CBS en PDOK. Bij kerncijfers van een "
        "jaar komt de kaart van dat jaar mee. Wat al is opgehaald, wordt hergebruikt."
    )
    if st.button("Ophalen en toevoegen", disabled=not chosen, icon=":material/download:"):
        _fetch(chosen, labels)
    _by_hand()


def _fetch(chosen: list[str], labels: dict[str, str]) -> None:
    """Fetch and add; files that did not come are named and the rest is still added."""
    synced = with_progress("Ophalen bij de bronnen", lambda say: pipeline.sync(chosen, say=say))
    if synced is None:
        return
    for name, reason in synced.fetched.failed.items():
        label = labels.get(name, name)
        st.error(f"**{label}** is niet opgehaald. {reason}", icon=":material/cloud_off:")
    if synced.fetched.stopped:
        st.error("Het ophalen is gestopt. Zo gaat het met de hand:", icon=":material/cloud_off:")
        st.code(synced.fetched.stopped, language=None, wrap_lines=True)
    if synced.imported is not None:
        view_next(pipeline.OFFICIAL)
        tell("De officiële cijfers zijn toegevoegd aan dataset 'officieel'.")
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
            "Voeg ze daarna hierboven toe. Is een bestand verhuisd? "
            "Zet dan één regel in `locaties.toml` in de map "
            'van de gegevens, bijvoorbeeld `lbm-2024 = "https://…"`.'
        )
