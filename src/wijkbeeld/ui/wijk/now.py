"""Who the area is, where it stands now, and which programmes it was part of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.map.live import FEWEST
from wijkbeeld.store.characteristics import people
from wijkbeeld.store.groups import groups
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.registers import registers
from wijkbeeld.ui.wijk.choice import Choice
from wijkbeeld.words import sentences
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed


def header(data: Dataset, choice: Choice) -> bool:
    """Say who the area is and where it stands now; return whether it has scores at all."""
    own = choice.scores.loc[choice.code].dropna()
    fictional = " (fictief)" if data.manifest.fictional else ""
    st.header(f"{escape_markdown(choice.name)}{fictional}")
    st.caption(
        f"{choice.scope.level.capitalize()} · {escape_markdown(choice.town)} · {choice.code} · "
        f"editie {choice.scope.classification}"
    )
    if own.empty:
        st.info("Dit gebied heeft in geen enkele meting een score.", icon=":material/info:")
        return False
    wave = int(own.index[-1])
    country = standing(choice.scores[wave], choice.code)
    inside_town = choice.scores[wave][
        choice.areas.index[choice.areas["gemeente_naam"] == choice.town]
    ]
    local = standing(inside_town, choice.code)
    one, two, three, four = st.columns(4)
    one.metric(f"Score {wave}", number(float(own[wave]), 2), border=True)
    two.metric(f"Klasse {wave}", class_of(data, choice, wave), border=True)
    if len(own) > 1:
        base = int(own.index[0])
        three.metric(
            f"Verandering {base}-{wave}",
            f"{signed(float(own[wave] - own[base]), 3)} punt",
            border=True,
        )
    if country:
        text = f"{number(country.rank)} van {number(country.n)}"
        four.metric("Plaats in deze dataset", text, border=True)
    crowd = people(choice.scope)
    parts = []
    if local and choice.scope.level != "gemeente":
        parts += [
            sentences.standing_sentence(
                local, choice.scope.level, f"in {escape_markdown(choice.town)}"
            )
        ] * (local.n > 1)
    if crowd.year is not None and not np.isnan(crowd.counts.get(choice.code, np.nan)):
        living = int(crowd.counts[choice.code])
        parts.append(f"{number(living)} inwoners ({crowd.year}).")
        if living < FEWEST:
            parts.append("Er wonen zo weinig mensen dat de score weinig zegt.")
    if parts:
        st.caption(" ".join(parts))
    return True


def class_of(data: Dataset, choice: Choice, wave: int) -> str:
    """Name of the class of the area in a wave, marked when it is derived."""
    rows = data.series(choice.scope, [choice.code])
    row = rows[rows["wave"] == wave]
    if row.empty or pd.isna(row["klasse"].iloc[0]):
        return "–"
    names = {c.number: c.name for c in catalog().classes["situatie"].limits}
    derived = "" if row["klasse_bron"].iloc[0] == "officieel" else " (afgeleid)"
    return f"{names[int(row['klasse'].iloc[0])]}{derived}"


def programmes(data: Dataset, choice: Choice) -> None:
    """Show which policy programmes the area was part of."""
    mine = [g for g in groups(choice.scope).values() if choice.code in g.codes]
    declared = catalog().programmes
    st.header("Programma's")
    here = choice.scope.level, choice.scope.classification
    own = [
        (r.name, row)
        for r in registers(data.manifest.dataset).values()
        if (r.level, r.edition) == here
        for row in r.rows
        if row.code == choice.code
    ]
    if not mine and not own:
        st.caption(
            "Dit gebied hoort bij geen van de programma's die Wijkbeeld kent (zie Verantwoording)."
        )
    for group in mine:
        programme = declared.get(group.id)
        if programme is None:
            st.markdown(f"- {escape_markdown(group.label)}")
            continue
        period = f"{programme.start}-{programme.end or 'nu'}"
        rows = [a for a in programme.areas if choice.code in a.codes]
        match = f" Gekoppeld: {escape_markdown(rows[0].match)}." if rows and rows[0].match else ""
        text = (
            f"{escape_markdown(programme.note)}{match} Bron: {escape_markdown(programme.source)}."
        )
        st.markdown(f"- **{escape_markdown(programme.label)}** ({period}). {text}")
    for name, row in own:
        years = f"{row.start or 'start onbekend'}-{row.end or 'eind onbekend'}"
        told = f" Bron: {escape_markdown(row.source)}." if row.source else ""
        st.markdown(
            f"- **{escape_markdown(name)}** (eigen register): {escape_markdown(row.kind)}, "
            f"{years}.{told}"
        )
