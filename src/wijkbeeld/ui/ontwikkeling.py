"""Parts of the page *Ontwikkeling*: development given the level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.relative import given_level, means_by_start
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import REFERENCE, classify
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.level import (
    ClassMeans,
    Development,
    Highlight,
    level_figure,
    means_figure,
)
from wijkbeeld.charts.text import Heading
from wijkbeeld.map import palette
from wijkbeeld.store.groups import groups
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.selectors import pick_level, pick_measure
from wijkbeeld.ui.theme import chart_config, ink
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number

LEAST_IN_CLASS = 10


@dataclass(frozen=True)
class Choice:
    """What is drawn: development of a measure between two waves, with a city or group marked."""

    scope: Scope
    measure: Measure
    base: int
    wave: int
    marked: list[str]
    marked_name: str


@dataclass(frozen=True)
class Found:
    """Start, change, start class and residual of all areas, on one index."""

    start: pd.Series
    change: pd.Series
    classes: np.ndarray
    residual: pd.Series
    labels: tuple[str, ...]


def controls(data: Dataset, levels: list[str]) -> Choice | None:
    """Choose measure, waves, and what to mark; None when there is only one wave."""
    first, second, third, fourth, fifth, sixth = st.columns([1.2, 1.2, 0.7, 0.6, 0.6, 1.3])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data)
    with third:
        edition = session.pick_edition(data, level)
    waves = data.mappable_waves(data.scope(level, edition), measure.id)
    if len(waves) < 2:
        st.info(
            f"Voor {measure.label.lower()} op dit niveau is er maar één meting. Een ontwikkeling "
            "heeft er twee nodig. Kies een ander niveau of een andere maat, of voeg op Gegevens "
            "de volledige scores toe.",
            icon=":material/info:",
        )
        return None
    with fourth:
        base = url_state.pick("van", "Van", waves[:-1], waves[0], as_list=True)
    with fifth:
        later = [w for w in waves if w > base]
        wave = url_state.pick("tot", "Tot", later[::-1], later[-1], as_list=True)
    areas = data.by_code(data.scope(level, edition))
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates().sort_values("gemeente_naam")
    names = dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))
    found = groups(data.scope(level, edition))
    with sixth:
        chosen = url_state.pick(
            "uitgelicht",
            "Licht uit",
            ["", *found, *names],
            "",
            lambda k: "Niets" if not k else found[k].label if k in found else names[k],
            as_list=True,
        )
    if chosen in found:
        marked, name = list(found[chosen].codes), found[chosen].label
    elif chosen:
        marked, name = list(areas.index[areas["gemeente_code"] == chosen]), names[chosen]
    else:
        marked, name = [], ""
    return Choice(data.scope(level, edition), measure, base, wave, marked, name)


def compute(data: Dataset, choice: Choice) -> Found:
    """Start, change and what is left after the mean change of the start class."""
    table = data.wide(choice.scope, choice.measure.id)
    start, change = table[choice.base], table[choice.wave] - table[choice.base]
    is_score = choice.measure.id == "lbm"
    scale = catalog().classes["situatie" if is_score else "afwijking"]
    classes = classify(start - (REFERENCE if is_score else 0.0), scale)
    return Found(
        start,
        change,
        classes,
        given_level(classes, change, LEAST_IN_CLASS),
        tuple(c.name for c in scale.limits),
    )


def pictures(data: Dataset, choice: Choice, found: Found) -> None:
    """Draw the scatter with quadrants, and the means by starting class."""
    areas = data.by_code(choice.scope)
    fictional = " (fictief)" if data.manifest.fictional else ""
    source = f"Bron: {choice.measure.source}, editie {choice.scope.classification}"
    known = found.change.notna()
    st.markdown(
        sentences.catch_up_sentence(
            choice.scope.level,
            choice.base,
            choice.wave,
            means_by_start(found.classes, found.change),
            found.labels,
            LEAST_IN_CLASS,
        )
    )
    left, right = st.columns([1.25, 1], gap="medium")
    left.plotly_chart(
        level_figure(
            Development(found.start, found.change, areas["label"]),
            Highlight(choice.marked_name, choice.marked),
            Heading(
                f"{choice.measure.label}: niveau {choice.base} en ontwikkeling "
                f"{choice.base}-{choice.wave}{fictional}",
                f"n = {number(int(known.sum()))}. {source}",
            ),
            f"{choice.measure.label} in {choice.base}",
            ink(),
        ),
        key="ontw_wolk",
        config=chart_config("wijkbeeld_niveau_ontwikkeling"),
        alt="Elk gebied op startniveau en ontwikkeling",
    )
    mine = None
    if choice.marked:
        part = found.change.index.isin(choice.marked)
        mine = ClassMeans(
            choice.marked_name, means_by_start(found.classes[part], found.change[part])
        )
    right.plotly_chart(
        means_figure(
            ClassMeans("alle gebieden", means_by_start(found.classes, found.change)),
            mine,
            found.labels,
            palette.DEFAULT.classes,
            Heading(f"Gemiddelde ontwikkeling naar startklasse{fictional}", f"Ongewogen. {source}"),
        ),
        key="ontw_klassen",
        config=chart_config("wijkbeeld_startklasse"),
        alt="Gemiddelde ontwikkeling per klasse in de eerste meting",
    )
    st.caption(
        sentences.regression_sentence(means_by_start(found.classes, found.change), LEAST_IN_CLASS)
        + (
            " Klassen zijn afgeleid van de score in de eerste meting. Klassen met minder dan "
            f"{LEAST_IN_CLASS} gebieden tellen niet mee in 'gegeven startniveau'."
        )
    )


def residuals(data: Dataset, choice: Choice, found: Found) -> None:
    """List the areas that did better or worse than those that started in the same class."""
    st.header("Meer of minder dan past bij het startniveau")
    areas = data.by_code(choice.scope)
    frame = pd.DataFrame(
        {
            "Gebied": areas["name"],
            "Gemeente": areas["gemeente_naam"],
            f"Start {choice.base}": found.start,
            "Startklasse": [found.labels[k - 1] if k else "–" for k in found.classes],
            "Verandering": found.change,
            "Gegeven startniveau": found.residual,
            "Code": areas.index,
        },
        index=areas.index,
    ).dropna(subset=["Gegeven startniveau"])
    if choice.marked:
        only = st.toggle(f"Alleen {choice.marked_name}", value=True, key="w_alleen")
        frame = frame[frame.index.isin(choice.marked)] if only else frame
        mine = found.residual[found.residual.index.isin(choice.marked)].dropna()
        if len(mine):
            st.markdown(
                sentences.residual_sentence(
                    choice.marked_name,
                    choice.scope.level,
                    float(mine.mean()),
                    float(mine.median()),
                    int((mine > 0).sum()),
                    len(mine),
                )
            )
    frame = frame.sort_values("Gegeven startniveau", ascending=False).set_index("Gebied")
    decimals = {
        f"Start {choice.base}": choice.measure.decimals,
        "Verandering": 3,
        "Gegeven startniveau": 3,
    }
    tables.show(
        frame,
        decimals,
        "Ontwikkeling gegeven het startniveau",
        360,
        with_sign=("Verandering", "Gegeven startniveau"),
    )
    tables.download(
        frame,
        f"wijkbeeld_gegeven_niveau_{choice.measure.id}",
        tables.Origin(
            choice.measure.label,
            "punt",
            f"{choice.base}-{choice.wave}",
            choice.measure.source,
            choice.scope.classification,
            data.manifest.fictional,
        ),
    )
