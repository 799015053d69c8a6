"""Rings, and clusters of change, on the map."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.moran import Cluster, LocalMoran
from wijkbeeld.map.geometry_index import mapped_codes
from wijkbeeld.map.palette import Palette
from wijkbeeld.renewal.waterbed import Found
from wijkbeeld.ui import provenance, url_state
from wijkbeeld.ui.numbered_map import Content, is_mapped, show_areas
from wijkbeeld.ui.waterbed import computed
from wijkbeeld.ui.waterbed.choice import Asked
from wijkbeeld.words import waterbed as words
from wijkbeeld.words.markdown import escape_markdown

_RINGS = Palette(
    "ringen",
    "Ringen",
    ("#cfd5db", "#a9c4d8", "#f6e7b4", "#f0cf74", "#e3ad3c", "#a9480f"),
)
_ORDER = (
    Cluster.NONE,
    Cluster.LOW,
    Cluster.HIGH_BESIDE_LOW,
    Cluster.LOW_BESIDE_HIGH,
    Cluster.HIGH,
)
_CLUSTERS = Palette(
    "clusters",
    "Clusters",
    ("#cfd5db", "#e4e8ec", "#b2452b", "#e8b09f", "#a8c6dd", "#2b6a9b"),
)
_KINDS = {"ringen": "Ringen", "clusters": "Clusters van verandering"}


def show(asked: Asked, found: Found, told: words.About) -> None:
    """Show the rings or the clusters, as the user chooses, and what is to be seen."""
    scope = asked.question.scope
    if not is_mapped(scope):
        return
    st.header("Op de kaart")
    kind = url_state.pick(
        "waterbed_kaart", "Kaart toont", list(_KINDS), "ringen", _KINDS.__getitem__
    )
    codes = mapped_codes(scope)
    known = found.table.index[found.table["ring"].isin([-1, 1, 2])]
    turn = f"{asked.question.set.id}/{asked.question.set.place}"
    if kind == "ringen":
        classes, labels, colours = rings(found, codes), _ring_labels(found), _RINGS
        title = "Ringen om de vernieuwde gebieden"
    else:
        seen = computed.clusters(asked, found)
        classes, labels, colours = clusters(seen.moran, codes), _cluster_labels(), _CLUSTERS
        title = f"Clusters van verandering, {told.measure}, {told.period}"
        st.caption(escape_markdown(words.clusters_sentence(seen.moran, seen.permutations, told)))
    content = Content(
        title,
        provenance.source_text(scope, asked.question.measure),
        pd.Series(classes, index=codes),
        labels,
        colours,
        known,
        f"{turn}/{kind}/{asked.by}/{asked.period}/{asked.question.measure.id}",
        turn,
    )
    show_areas(scope, content, "waterbed")


def _ring_labels(found: Found) -> tuple[str, ...]:
    rings = len(found.outcome.rings) if found.outcome else 0
    return (*words.ROLES[:2], *(f"ring {k}" for k in range(rings, 0, -1)), words.ROLES[-1])


def rings(found: Found, codes: pd.Index) -> np.ndarray:
    """Number of the label of each area: 1 takes no part, then from far to near."""
    count = len(found.outcome.rings) if found.outcome else 0
    ring = found.table["ring"].reindex(codes)
    number = np.select(
        [ring.eq(-1), ring.eq(0), ring.gt(0)], [count + 3, 2, count + 3 - ring.fillna(0)], 1
    )
    return np.asarray(number)


def _cluster_labels() -> tuple[str, ...]:
    return ("niet bekeken of geen cijfer", *(words.CLUSTERS[c] for c in _ORDER))


def clusters(found: LocalMoran, codes: pd.Index) -> np.ndarray:
    """Number of the label of each area: 1 where nothing is known."""
    place = {int(c): k + 2 for k, c in enumerate(_ORDER)}
    cluster = pd.Series(found.cluster, index=found.codes)
    return np.asarray(cluster.reindex(codes).map(place).fillna(1))
