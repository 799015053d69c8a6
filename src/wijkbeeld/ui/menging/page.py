"""The page *Menging* from top to bottom."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.ui import inhabitants, tables, taken
from wijkbeeld.ui.menging import (
    composed,
    grain,
    liveability,
    map,
    portrait,
    published,
    ranking,
    towns,
    vulnerable,
    woz,
)
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.sources import SEE_YEAR, known_part, origin, weighed
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import mix_areas as area_words
from wijkbeeld.words import mix_counted, mix_grain
from wijkbeeld.words import mixing as words
from wijkbeeld.words.markdown import escape_markdown


def show(choice: Choice) -> None:
    """Show the mix of the place, its grain, its areas and what it goes with."""
    sums = composed.history(choice)
    _finding(choice, sums)
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        composed.draw(choice, choice.name, "menging_samenstelling")
    with right:
        grain.panel(choice)
    with st.expander("Tabel en download: samenstelling per jaar"):
        frame = composed.table(choice, sums)
        decimals = {"Aandeel (%)": 1, "Aantal": 0, "Menging": 2}
        tables.show(frame, decimals, f"Samenstelling van {choice.name} per jaar", tables.Fit(320))
        tables.download(frame, "wijkbeeld_menging_samenstelling", origin(choice, wave=SEE_YEAR))
    published.panel(choice)
    st.header("Waar is de mix?")
    level = ranking.pick_listed(choice)
    areas = ranking.panel(choice, level)
    map.panel(choice, level, areas)
    portrait.panel(choice, level, areas)
    ranking.listed(choice, level, areas)
    st.header(f"Hoe gescheiden is ‘{choice.kind.label.lower()}’?")
    grain.separation(choice)
    towns.panel(choice)
    vulnerable.corporation_areas(choice)
    vulnerable.pressure(choice, level)
    liveability.panel(choice, level)
    woz.panel(choice)
    st.header("Instroom en doorstroom")
    say(area_words.NOT_PUBLISHED)
    inhabitants.offer_figures(choice.scope)


def _finding(choice: Choice, sums: dict[int, pd.Series]) -> None:
    """Say how mixed the place is, how that went, and what it was counted with."""
    if choice.year not in sums:
        say(area_words.no_areas(choice.scope.level))
        return
    now = sums[choice.year]
    shares = {choice.labels[k]: float(v / now.sum()) for k, v in now.items()}
    where = escape_markdown(choice.where)
    level = choice.scope.level
    uneven = mix_grain.uneven_spread(choice.kind.label, choice.noun, choice.uneven, level)
    mix = composed.mix_of(now)
    told = words.finding(where, choice.feature.label, choice.year, shares, mix, uneven)
    taken.tell_finding(told)
    went = ""
    if choice.base < choice.year:
        same = grain.both_known(choice)
        old, new = (choice.found[y].counts.loc[same].sum() for y in (choice.base, choice.year))
        went = words.changed(
            (choice.base, composed.mix_of(old)),
            (choice.year, composed.mix_of(new)),
            level,
            len(same),
        )
        if not choice.place.is_all:
            went += " " + words.numbers_changed(
                {choice.labels[k]: (float(old[k]), float(new[k])) for k in new.index},
                (choice.base, choice.year),
            )
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        say(told)
        if went:
            say(went)
    rest = [y for y in sorted(choice.found) if y not in choice.compared]
    with right:
        note(f"{weighed(choice)} {mix_counted.not_compared(rest, choice.year)}".strip())
        if known := known_part(choice):
            note(known)
        if choice.few:
            note(mix_counted.years_left_out(choice.few, choice.scope.level))
