"""What the page *Menging* says where figures are lacking, and the ways on."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.analysis import mixing
from wijkbeeld.catalog.features import Feature
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.compositions import compositions, well_covered
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import opened
from wijkbeeld.ui import pages, url_state
from wijkbeeld.words import mix_counted
from wijkbeeld.words.labels import lowered

_MOST = 4
"""Buttons that lead to other features, and as many to other places."""


def tell_none(text: str) -> None:
    """Say why there is no mix to show, and lead to where figures are added."""
    st.info(text, icon=":material/database:")
    _to_data()


def tell_no_figures(
    feature: Feature, place: Place, scope: Scope, offered: dict[str, Feature]
) -> None:
    """Say that a feature has no figures within the place; lead to features and places that have."""
    others = [
        f
        for f in offered.values()
        if f.id != feature.id and well_covered(compositions(scope, f))[0]
    ]
    towns = {} if place.is_all else _towns_with(scope.whole(), feature)
    labels = [lowered(f.label) for f in others]
    told = mix_counted.no_figures(feature.label, place.located, scope.level, labels, list(towns))
    st.info(told, icon=":material/database:")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for other in others[:_MOST]:
            _way(f"Toon {lowered(other.label)}", kenmerk=other.id, peiljaar=None, soort=None)
        for name, code in list(towns.items())[:_MOST]:
            _way(f"Ga naar {name}", plek=code, peiljaar=None, soort=None)
        _to_data()


def _way(label: str, **choices: str | None) -> None:
    st.button(label, key=f"menging_{label}", on_click=url_state.put, kwargs=choices)


def _to_data() -> None:
    st.page_link(pages.page("gegevens"), label="Naar Gegevens", icon=":material/database:")


def _towns_with(scope: Scope, feature: Feature) -> dict[str, str]:
    """Codes of gemeenten with figures in the newest year by name, those with most areas first."""
    found, _ = well_covered(compositions(scope, feature))
    if not found:
        return {}
    counts = found[max(found)].counts
    areas = opened(scope).by_code(scope).reindex(counts.index)
    known = areas[mixing.known_units(counts.to_numpy("float64"))]
    towns = known.groupby(["gemeente_naam", "gemeente_code"], observed=True).size()
    fullest = towns.sort_values(ascending=False, kind="stable")
    return {str(name): str(code) for name, code in fullest.index}
