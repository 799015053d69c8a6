"""One area: what it is made of, and what a move of dwellings would do to its mix."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis import mix_areas, mixing
from wijkbeeld.ui import tables, url_state
from wijkbeeld.ui.menging import composed
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.grain import both_known
from wijkbeeld.ui.menging.ranking import Areas, groups_of, names_of, whole_of
from wijkbeeld.ui.menging.sources import SEE_YEAR, origin
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import mix_areas as area_words
from wijkbeeld.words import mixing as words
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

_WIDE = 420


def panel(choice: Choice, level: str, areas: Areas) -> None:
    """Offer an area of the place, draw its course, and let dwellings move."""
    st.header(f"Eén {level} van dichtbij")
    groups = groups_of(choice, level)
    known = area_codes(choice, groups)
    if not known:
        say(area_words.no_areas(level))
        return
    names = names_of(choice, level).astype(str).to_dict()
    code = url_state.pick(
        "gebied",
        level.capitalize(),
        ["", *sorted(known, key=names.__getitem__)],
        "",
        lambda c: names[c] if c else f"Kies een {level}",
        as_list=True,
        width=_WIDE,
    )
    if not code:
        note(f"Kies een {level} om de samenstelling door de tijd te zien en te rekenen.")
        return
    units = groups.index[groups == code]
    sums = composed.history(choice, units)
    if choice.year not in sums:
        say(area_words.no_areas(level))
        return
    name = names[code]
    composed.draw(choice, name, "menging_portret", units)
    say(_told(choice, units, sums, name))
    if told := _type(choice, areas, code, name):
        say(told)
    with st.expander(f"Tabel en download: {escape_markdown(name)}"):
        frame = composed.table(choice, sums)
        tables.show(frame, {"Aandeel (%)": 1, "Aantal": 0, "Menging": 2}, f"Samenstelling {name}")
        about = origin(choice, where=name, wave=SEE_YEAR)
        tables.download(frame, "wijkbeeld_menging_portret", about)
    if choice.feature.noun == "woningen":
        _what_if(choice, units, name)


def area_codes(choice: Choice, groups: pd.Series) -> list[str]:
    """Listed areas with a composition in the year in view."""
    used = mixing.known_units(choice.now.counts.to_numpy("float64"))
    return list(groups[used].unique())


def _told(choice: Choice, units: pd.Index, sums: dict[int, pd.Series], name: str) -> str:
    now = sums[choice.year]
    shares = {choice.labels[k]: float(v / now.sum()) for k, v in now.items()}
    told = words.finding(
        f"in {escape_markdown(name)}",
        choice.feature.label,
        choice.year,
        shares,
        composed.mix_of(now),
    )
    same = both_known(choice).intersection(units)
    if choice.base < choice.year and len(same):
        old, new = (choice.found[y].counts.loc[same].sum() for y in (choice.base, choice.year))
        told += " " + words.changed(
            (choice.base, composed.mix_of(old)),
            (choice.year, composed.mix_of(new)),
            choice.scope.level,
            len(same),
        )
        told += " " + words.numbers_changed(
            {choice.labels[k]: (float(old[k]), float(new[k])) for k in new.index},
            (choice.base, choice.year),
        )
    return told


def _type(choice: Choice, areas: Areas, code: str, name: str) -> str:
    """Of which type an area is, beside the place as a whole; empty where types are not told."""
    if choice.variant.broad or code not in areas.found.index:
        return ""
    kind, name = areas.kinds[code], escape_markdown(name)
    if pd.isna(kind):
        return area_words.no_type(name)
    row = areas.found.loc[code]
    largest = choice.labels[str(row["largest"])], float(row["largest_share"])
    beside = area_words.whole_beside(*whole_of(choice), areas.limits)
    return f"{area_words.type_of_one(name, str(kind), largest, areas.limits)} {beside}"


def _what_if(choice: Choice, units: pd.Index, name: str) -> None:
    """Let a number of dwellings go from one kind to another, and say what the mix becomes."""
    st.subheader(f"Wat als in {escape_markdown(name)}")
    counts = choice.now.counts
    used = units[mixing.known_units(counts.loc[units].to_numpy("float64"))]
    kinds = choice.labels
    there = counts.loc[used].sum()
    first, second, third = st.columns(3)
    with first:
        usual = str(there.idxmax())
        before = url_state.pick("uit", "Van", list(kinds), usual, lambda k: kinds[k], as_list=True)
    others = [k for k in kinds if k != before]
    with second:
        after = url_state.pick("naar", "Naar", others, others[0], lambda k: kinds[k], as_list=True)
    most = int(there[before])
    with third:
        moving = _pick_number(most)
    if not moving:
        note(f"Er zijn hier {number(most, 0)} woningen van deze soort. {area_words.NO_FORECAST}")
        return
    made = mix_areas.moved(counts, used, (before, after), moving)
    groups = [g.reindex(counts.index) for g in choice.groups]
    h = [mixing.grain(c.to_numpy("float64"), *groups).h for c in (counts, made)]
    own = [composed.mix_of(c.loc[used].sum()) for c in (counts, made)]
    place = area_words.Place(
        choice.feature.label,
        choice.year,
        escape_markdown(choice.where),
        words.many(choice.scope.level),
    )
    change = (kinds[before], kinds[after])
    say(area_words.what_if(moving, change, name, (own[0], own[1]), (h[0], h[1]), place))
    note(area_words.NO_FORECAST)


def _pick_number(most: int) -> int:
    """How many dwellings move; kept in the link."""
    given = url_state.get("verplaats") or ""
    key = "w_verplaats"
    if key not in st.session_state:
        st.session_state[key] = int(given) if given.isdigit() else 0
    # No limits on the field: what is out of them Streamlit refuses, and in English.
    asked = int(st.number_input("Aantal woningen", step=10, key=key))
    moving = min(max(asked, 0), most)
    if asked != moving:
        note(area_words.too_many(asked, most))
    url_state.put(verplaats=moving or None)
    return moving
