"""Corporatiebuurten, and whether a group spreads or concentrates: pressure on wijken by proxies."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.mix_areas import CORPORATION_AREA, concentration
from wijkbeeld.catalog.features import CORPORATION
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.grain import both_known
from wijkbeeld.ui.menging.ranking import ends, groups_of, listed_scope, names_of
from wijkbeeld.ui.menging.sources import origin
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import mix_areas as area_words
from wijkbeeld.words import mixing as words
from wijkbeeld.words.labels import lowered


def corporation_areas(choice: Choice) -> None:
    """How many units are more than two thirds corporation, and how that went."""
    if CORPORATION not in choice.labels:
        if choice.feature.id == "eigendom":
            note(area_words.no_corporation(choice.year))
        return
    label = choice.labels[CORPORATION]
    title = area_words.corporation_title(label, choice.scope.level)
    st.header(title)
    counts = choice.now.counts.dropna()
    counts = counts[counts.sum(axis=1) > 0]
    is_one = _are(counts)
    part = float(counts.loc[is_one, CORPORATION].sum() / counts[CORPORATION].sum())
    before = None
    if choice.base < choice.year:
        common = both_known(choice)
        then = choice.found[choice.base].counts.loc[common]
        before = (choice.base, int(_are(then).sum()), int(_are(counts.loc[common]).sum()))
    now = (choice.year, int(is_one.sum()), len(counts), part)
    say(area_words.corporation_areas(label, now, before, choice.scope.level))
    if is_one.any():
        scope = listed_scope(choice, choice.scope.level)
        named = opened(scope).by_code(scope)
        mine, share = counts[is_one], f"{label} (%)"
        frame = pd.DataFrame(
            {
                "Gebied": named["name"].reindex(mine.index),
                share: 100 * mine[CORPORATION] / mine.sum(axis=1),
                "Woningen": mine[CORPORATION],
                "Gemeente": named["gemeente_naam"].reindex(mine.index),
                "Code": mine.index,
            }
        ).sort_values("Woningen", ascending=False)
        with st.expander(f"Tabel: {lowered(title)}"):
            tables.show(
                ends(frame.set_index("Gebied")),
                {share: 0, "Woningen": 0},
                f"{title} in {choice.year}",
                tables.Fit(320),
            )
            tables.download(
                frame.set_index("Gebied"), "wijkbeeld_menging_corporatiebuurten", origin(choice)
            )


def _are(counts: pd.DataFrame) -> pd.Series:
    """Which units have more than two thirds corporation dwellings."""
    return counts[CORPORATION] / counts.sum(axis=1) > CORPORATION_AREA


def pressure(choice: Choice, level: str) -> None:
    """Which areas carry a growing share of the group, and whether it spreads or concentrates."""
    st.header("Druk op wijken: wie draagt welk deel?")
    if choice.base >= choice.year:
        say(area_words.no_earlier(choice.year))
        return
    common = both_known(choice)
    groups = groups_of(choice, level).loc[common]
    first, last = (
        choice.found[y].counts.loc[common].groupby(groups).sum() for y in (choice.base, choice.year)
    )
    kind = choice.kind.id
    city = choice.towns.loc[common].groupby(groups).first()
    if not choice.has_many_towns:
        city = pd.Series("alle", index=city.index)
    found = concentration((first[kind], first.sum(axis=1)), (last[kind], last.sum(axis=1)), city)
    years = (choice.base, choice.year)
    say(area_words.concentrates(choice.kind.label, years, found, level))
    note(area_words.PROXIES)
    areas = found.areas.sort_values("change", ascending=False)
    frame = pd.DataFrame(
        {
            "Gebied": names_of(choice, level).reindex(areas.index),
            f"Deel van de groep {years[1]} (%)": 100 * areas["after"],
            "Verandering (procentpunt)": 100 * areas["change"],
            f"Aandeel in gebied {years[0]} (%)": 100 * areas["level_before"],
            f"Aandeel in gebied {years[1]} (%)": 100 * areas["level_after"],
            "Code": areas.index,
        }
    ).set_index("Gebied")
    if len(ends(frame)) < len(frame):
        note(area_words.ends_listed(len(ends(frame)) // 2, len(frame), level))
    decimals = {c: (2 if "Deel" in c or "Verandering" in c else 0) for c in frame if c != "Code"}
    tables.show(
        ends(frame),
        decimals,
        f"Deel van ‘{choice.kind.label.lower()}’ per {level}, {years[0]} en {years[1]}",
        tables.Fit(360),
        with_sign=("Verandering (procentpunt)",),
    )
    about = origin(choice, words.GROUP_EXPLAINED, wave=f"{choice.base}–{choice.year}")
    tables.download(frame, f"wijkbeeld_menging_concentratie_{level}", about)
