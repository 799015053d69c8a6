"""The case wijken: what is public about them, and the way to each on this page."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.interventions import CaseFact
from wijkbeeld.catalog.models import Programme, ProgrammeArea
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import pages, paper, prose, url_state, within
from wijkbeeld.words.markdown import escape_markdown

_LEVELS = ("wijk", "buurt", "gemeente")
"""Levels to open a case at, in the order of preference."""


def cases(data: Dataset) -> None:
    """Show the cases; real wijken never stand beside invented figures."""
    st.header("Voorbeelden uit de praktijk")
    if data.manifest.fictional:
        st.markdown(
            "De voorbeelden zijn echte wijken, zoals Amsterdam Nieuw-West en Heerlen-Noord. Naast "
            "fictieve cijfers laten we ze niet zien. Kies op Gegevens de officiële cijfers."
        )
        st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")
        return
    prose.note(
        "Wat er openbaar over bekend is, met de bron. De cijfers zie je als je er een opent."
    )
    for id_ in dict.fromkeys(f.programme for f in catalog().case_facts):
        _case(data, catalog().programmes[id_])


def _case(data: Dataset, programme: Programme) -> None:
    with st.expander(escape_markdown(programme.label), key=f"voorbeeld_{programme.id}"):
        told = [programme.note, *(f.text for f in _facts(programme.id))]
        st.markdown("\n".join(f"- {escape_markdown(t)}" for t in told))
        named = [programme.source, *(f.source for f in _facts(programme.id))]
        sources = dict.fromkeys(s for one in named for s in one.split("; "))
        prose.note(f"Bron: {escape_markdown('; '.join(sources))}.")
        _ways(data, programme)


def _facts(programme: str) -> list[CaseFact]:
    return [f for f in catalog().case_facts if f.programme == programme]


def _ways(data: Dataset, programme: Programme) -> None:
    """A button per area that is in the dataset, in the first classification that has any."""
    for level, edition in ((v, e) for v in _LEVELS for e in data.editions(v)):
        names = data.by_code(data.scope(level, edition))["name"]
        codes = [c for a in programme.areas for c in _codes(a, level, edition) if c in names.index]
        if codes:
            with paper.screen_only(f"open_{programme.id}"):
                st.caption(f"Open als {level} (indeling {edition}):")
                with st.container(horizontal=True, gap="small"):
                    for code in dict.fromkeys(codes):
                        st.button(
                            escape_markdown(names[code]),
                            key=f"voorbeeld_{programme.id}_{code}",
                            type="tertiary",
                            on_click=_open,
                            args=(level, edition, code),
                        )
            return
    why = "; ".join(dict.fromkeys(a.match for a in programme.areas if a.match))
    st.caption(f"Niet als gebied te openen in deze dataset. {escape_markdown(why)}")


def _codes(area: ProgrammeArea, level: str, edition: int) -> tuple[str, ...]:
    """Codes at a level of a classification; a whole gemeente keeps its code over the years."""
    is_gemeente = level == area.level == "gemeente"
    return area.codes if is_gemeente else area.codes_at(level, edition)


def _open(level: str, edition: int, code: str) -> None:
    url_state.put(niveau=level, editie=edition, gebied=code)
    within.move_to("")  # the area may lie outside the place in view
