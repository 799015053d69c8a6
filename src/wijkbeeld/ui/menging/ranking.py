"""Where the mix is: areas from mixed to homogeneous, with limits that the user moves."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.mix_areas import area_mix, types
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.menging.choice import Choice, origin
from wijkbeeld.ui.menging.grain import both_known
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import mix_areas as area_words
from wijkbeeld.words import mixing as words

_SINGLE = 67
"""Percent of the largest kind from which an area is of a single kind: two thirds."""
_MIXED = {2: 60}
_MIXED_USUAL = 50
_MOST_LISTED, _ENDS = 300, 100
"""Rows above which a list shows its ends only; the download has all."""


def pick_listed(choice: Choice) -> str:
    """Offer to list wijken or buurten; where units are wijken, these."""
    if choice.scope.level == "wijk":
        return "wijk"
    return url_state.pick(
        "lijst",
        "Gebieden in de lijst",
        ["wijk", "buurt"],
        "wijk",
        lambda v: {"wijk": "Wijken", "buurt": "Buurten"}[v],
    )


def groups_of(choice: Choice, level: str) -> pd.Series:
    """Code of the listed area of every unit."""
    codes = choice.now.counts.index
    return choice.wijken if level != choice.scope.level else pd.Series(codes, index=codes)


def names_of(choice: Choice, level: str) -> pd.Series:
    """Names of the areas of a level by code.

    Where this dataset has no map of the wijken, a wijk is named by its code and its largest buurt.
    """
    scope = listed_scope(choice, level)
    groups = groups_of(choice, level)
    column = "label" if choice.has_many_towns else "name"
    known = opened(scope).by_code(scope)[column].reindex(pd.Index(groups.unique()))
    if known.notna().all():
        return known
    units = opened(choice.scope).by_code(choice.scope)["name"].reindex(groups.index)
    order = choice.now.counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    largest = units.reindex(order).groupby(groups.reindex(order), sort=False).first()
    instead = known.index.str[2:] + " (met " + largest.reindex(known.index).astype(str) + ")"
    return known.fillna(pd.Series(list(instead), index=known.index))


def listed_scope(choice: Choice, level: str) -> Scope:
    """All areas of a level, of the classification in view where the dataset has that."""
    data = opened(choice.scope)
    if level == choice.scope.level:
        return choice.scope.whole()
    classification = choice.scope.classification
    editions = data.editions(level)
    if classification not in editions and editions:
        classification = editions[0]
    return data.scope(level, classification)


@dataclass(frozen=True)
class Areas:
    """The listed areas with their mix and type.

    Attributes
    ----------
    found
        As :func:`wijkbeeld.analysis.mix_areas.area_mix` gives it.
    kinds
        Type of each area.
    limits
        Largest share of a mixed area and smallest of one of a single kind, in percent.
    """

    found: pd.DataFrame
    kinds: pd.Series
    limits: tuple[int, int]


def type_areas(choice: Choice, level: str, limits: tuple[int, int]) -> Areas:
    """Mix and type of all areas of a level within the place."""
    found = area_mix(choice.now.counts, groups_of(choice, level))
    mixed, single = limits
    return Areas(found, types(found["largest_share"], mixed / 100, single / 100), limits)


def panel(choice: Choice, level: str) -> Areas:
    """Show the limits and how many areas are of each type; return them."""
    mixed, single = _pick_limits(len(choice.variant.kinds))
    areas = type_areas(choice, level, (mixed, single))
    counts = {k: int((areas.kinds == k).sum()) for k in area_words.TYPES}
    said = area_words.typed(counts, level, mixed, single)
    if choice.base < choice.year:
        limits = (mixed / 100, single / 100)
        then, later = (_counted(choice, y, level, limits) for y in (choice.base, choice.year))
        years = (choice.base, choice.year)
        said += f" {area_words.types_changed(then, later, years, level)}"
    say(said)
    note(f"{area_words.OURS} {words.MIX_EXPLAINED}")
    return areas


def listed(choice: Choice, level: str, areas: Areas) -> None:
    """List the areas from mixed to homogeneous."""
    st.header(f"Alle {words.many(level)} op een rij")
    frame = _table(choice, level, areas.found, areas.kinds)
    shares = [f"{label} (%)" for label in choice.labels.values()]
    decimals = {"Menging": 2, "Simpson": 2, "Aantal": 0, "n": 0, "Zonder cijfer": 0}
    if len(frame) > _MOST_LISTED:
        note(area_words.ends_listed(_ENDS, len(frame), level))
    tables.show(
        ends(frame),
        decimals | dict.fromkeys(shares, 0),
        f"{choice.feature.label} per {level}, van meest naar minst gemengd",
        tables.Fit(420, unseen=("Gemeente",) if not choice.has_many_towns else ()),
    )
    tables.download(frame, f"wijkbeeld_menging_{choice.feature.id}_{level}", origin(choice))


def _counted(choice: Choice, year: int, level: str, limits: tuple[float, float]) -> dict[str, int]:
    """Areas of each type in a year, of the units that are known in both years."""
    common = both_known(choice)
    found = area_mix(choice.found[year].counts.loc[common], groups_of(choice, level).loc[common])
    kinds = types(found["largest_share"], *limits)
    return {k: int((kinds == k).sum()) for k in area_words.TYPES}


def ends(frame: pd.DataFrame, most: int = _MOST_LISTED, each: int = _ENDS) -> pd.DataFrame:
    """First and last rows of a list longer than most; all of a shorter one."""
    if len(frame) <= most:
        return frame
    return pd.concat([frame.head(each), frame.tail(each)])


def _pick_limits(kinds: int) -> tuple[int, int]:
    """Limits between types, in percent of the largest kind; they stand in the link."""
    usual = _MIXED.get(kinds, _MIXED_USUAL)
    left, right = st.columns(2)
    with left:
        mixed = _pick("gemengd", "Gemengd: de grootste groep is hoogstens (%)", usual)
    with right:
        single = _pick("eenzijdig", "Eenzijdig: de grootste groep is ten minste (%)", _SINGLE)
    return mixed, max(mixed, single)


def _pick(name: str, label: str, usual: int) -> int:
    key = f"w_{name}"
    given = url_state.get(name) or ""
    start = min(max(int(given), 20), 100) if given.isdigit() else usual
    if key not in st.session_state:
        st.session_state[key] = start
    value = int(st.slider(label, 20, 100, key=key))
    url_state.put(**{name: None if value == usual else value})
    return value


def _table(choice: Choice, level: str, found: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    towns = dict(zip(groups_of(choice, level), choice.towns, strict=True))
    town_names = opened(choice.scope).by_code(choice.scope)
    town_names = dict(zip(town_names["gemeente_code"], town_names["gemeente_naam"], strict=True))
    frame = pd.DataFrame(
        {
            "Gebied": names_of(choice, level).reindex(found.index),
            "Type": kinds.map(area_words.TYPES),
            "Menging": found["entropy"],
            **{f"{v} (%)": 100 * found[k] for k, v in choice.labels.items()},
            "Aantal": found["total"],
            "Simpson": found["simpson"],
            "n": found["n"],
            "Zonder cijfer": found["left_out"],
            "Gemeente": [town_names[towns[c]] for c in found.index],
            "Code": found.index,
        },
        index=found.index,
    )
    if level == choice.scope.level:
        frame = frame.drop(columns=["n", "Zonder cijfer"])
    return frame.sort_values("Menging", ascending=False).set_index("Gebied")


def noun(level: str) -> str:
    """The level as a heading has it."""
    return session.LEVEL_LABEL[level].lower()
