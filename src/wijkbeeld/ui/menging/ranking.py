"""Where the mix is: areas from mixed to homogeneous, with limits that the user moves."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.mix_areas import HALF_KNOWN, area_mix, coverage, types
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.grain import both_known
from wijkbeeld.ui.menging.once import once
from wijkbeeld.ui.menging.sources import origin
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import mix_areas as area_words
from wijkbeeld.words import mix_counted
from wijkbeeld.words import mixing as words
from wijkbeeld.words.markdown import escape_markdown

_SINGLE = 67
"""Percent of the largest kind from which an area is of a single kind: two thirds."""
_MIXED = {2: 60}
_MIXED_USUAL = 50
_CHANCE, _KNOWN = "Kans op verschil", "Bekend (%)"
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


@once
def groups_of(choice: Choice, level: str) -> pd.Series:
    """Code of the listed area of every unit."""
    codes = choice.now.counts.index
    return choice.wijken if level != choice.scope.level else pd.Series(codes, index=codes)


@once
def names_of(choice: Choice, level: str) -> pd.Series:
    """Names of the areas of a level by code.

    Where the map in view has no name of a wijk, it is named after its largest buurt: that
    of most inhabitants in the newest year, so that it has one name in all years.
    """
    scope = listed_scope(choice, level)
    groups = groups_of(choice, level)
    column = "label" if choice.has_many_towns else "name"
    known = opened(scope).by_code(scope)[column].reindex(pd.Index(groups.unique()))
    if known.notna().all():
        return known
    instead = {c: f"{name} e.o. ({c[2:]})" for c, name in _largest_units(choice, groups).items()}
    return known.fillna(pd.Series(instead)).fillna(pd.Series(known.index, index=known.index))


def _largest_units(choice: Choice, groups: pd.Series) -> pd.Series:
    """Name of the largest unit of every area, the same whatever year and feature is in view."""
    data = opened(choice.scope)
    names = data.by_code(choice.scope)["name"].reindex(groups.index).astype(str)
    sizes = data.wide(choice.scope, "inwoners").dropna(axis=1, how="all")
    size = sizes[max(sizes)] if len(sizes.columns) else pd.Series(dtype="float64")
    frame = pd.DataFrame({"name": names, "area": groups, "size": size.reindex(groups.index)})
    largest = frame.sort_values("size", ascending=False, kind="stable").drop_duplicates("area")
    return largest.set_index("area")["name"]


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
    known
        Part of each area (0..1) that is known, of areas without any too.
    limits
        Largest share of a mixed area and smallest of one of a single kind, in percent.
    """

    found: pd.DataFrame
    kinds: pd.Series
    known: pd.Series
    limits: tuple[int, int]


@once
def type_areas(choice: Choice, level: str, limits: tuple[int, int]) -> Areas:
    """Mix and type of all areas of a level within the place."""
    return _typed(choice, choice.now.counts, level, limits)


def _typed(choice: Choice, counts: pd.DataFrame, level: str, limits: tuple[int, int]) -> Areas:
    """Mix and type of areas; no type where less than half is known, or a kind is too broad."""
    groups = groups_of(choice, level).reindex(counts.index)
    found, known = area_mix(counts, groups), coverage(counts, groups, choice.sizes)
    kinds = types(found["largest_share"], *(limit / 100 for limit in limits))
    is_told = (known.reindex(found.index) >= HALF_KNOWN) & (not choice.variant.broad)
    return Areas(found, kinds.where(is_told), known, limits)


def panel(choice: Choice, level: str) -> Areas:
    """Show the limits and how many areas are of each type; return them."""
    if choice.variant.broad:
        say(area_words.no_types(choice.labels[choice.variant.broad]))
        note(words.MIX_EXPLAINED)
        return type_areas(choice, level, (_MIXED_USUAL, _SINGLE))
    mixed, single = _pick_limits(len(choice.variant.kinds))
    areas = type_areas(choice, level, (mixed, single))
    said = area_words.typed(_count(areas.kinds), level, mixed, single, whole_of(choice))
    if choice.base < choice.year:
        then, later = (_both_years(choice, y, level, areas.limits) for y in years_of(choice))
        both = then.notna() & later.notna()
        counts = _count(then[both]), _count(later[both])
        said += f" {area_words.types_changed(*counts, years_of(choice), level)}"
    few = _without_type(choice, level, areas.limits)
    say(f"{said} {mix_counted.too_little(few, level)}".strip())
    note(f"{area_words.OURS} {words.MIX_EXPLAINED}")
    return areas


def years_of(choice: Choice) -> tuple[int, int]:
    """The earliest year that compares, and the one in view."""
    return choice.base, choice.year


@once
def _without_type(choice: Choice, level: str, limits: tuple[int, int]) -> int:
    """Areas of which too little is known for a type, in gemeenten with figures."""
    areas = type_areas(choice, level, limits)
    groups = groups_of(choice, level)
    towns = choice.towns.reindex(groups.index)
    with_figures = towns[groups.isin(areas.found.index)].unique()
    codes = pd.Index(groups[towns.isin(with_figures)].unique())
    return int((areas.known.reindex(codes) < HALF_KNOWN).sum())


def whole_of(choice: Choice) -> tuple[str, str, float]:
    """The place, its largest kind, and the share of that."""
    sums = choice.now.counts.dropna().sum()
    kind = str(sums.idxmax())
    located = "in de gebieden met cijfers"
    if choice.counted.is_all or choice.counted.town:
        located = f"in {choice.counted.town}" if choice.counted.town else choice.place.located
    return escape_markdown(located), choice.labels[kind], float(sums[kind] / sums.sum())


def listed(choice: Choice, level: str, areas: Areas) -> None:
    """List the areas from mixed to homogeneous."""
    st.header(f"Alle {words.many(level)} op een rij")
    frame = _table(choice, level, areas.limits)
    shares = [f"{label} (%)" for label in choice.labels.values()]
    decimals = {"Menging": 2, _CHANCE: 2, _KNOWN: 0, "Aantal": 0, "n": 0, "Zonder cijfer": 0}
    if len(frame) > _MOST_LISTED:
        note(area_words.ends_listed(_ENDS, len(frame), level))
    tables.show(
        ends(frame),
        decimals | dict.fromkeys(shares, 0),
        f"{choice.feature.label} per {level}, van meest naar minst gemengd",
        tables.Fit(420, unseen=("Gemeente",) if not choice.has_many_towns else ()),
    )
    tables.download(frame, f"wijkbeeld_menging_{choice.feature.id}_{level}", origin(choice))


def _count(kinds: pd.Series) -> dict[str, int]:
    """Areas of each type."""
    return {k: int((kinds == k).sum()) for k in area_words.TYPES}


@once
def _both_years(choice: Choice, year: int, level: str, limits: tuple[int, int]) -> pd.Series:
    """Type of each area in a year, by the units that are known in both years."""
    counts = choice.found[year].counts
    is_empty = counts.sum(axis=1, min_count=counts.shape[1]) == 0
    is_kept = is_empty | counts.index.isin(both_known(choice))
    kinds = _typed(choice, counts.where(is_kept), level, limits).kinds
    return kinds.reindex(pd.Index(sorted(groups_of(choice, level).unique())))


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


@once
def _table(choice: Choice, level: str, limits: tuple[int, int]) -> pd.DataFrame:
    areas = type_areas(choice, level, limits)
    found, types_told = areas.found, areas.kinds.map(area_words.TYPES)
    towns = dict(zip(groups_of(choice, level), choice.towns, strict=True))
    town_names = opened(choice.scope).by_code(choice.scope)
    town_names = dict(zip(town_names["gemeente_code"], town_names["gemeente_naam"], strict=True))
    frame = pd.DataFrame(
        {
            "Gebied": names_of(choice, level).reindex(found.index),
            "Type": types_told.fillna("te weinig bekend"),
            "Menging": found["entropy"],
            **{f"{v} (%)": 100 * found[k] for k, v in choice.labels.items()},
            "Aantal": found["total"],
            _CHANCE: found["simpson"],
            "n": found["n"],
            "Zonder cijfer": found["left_out"],
            _KNOWN: 100 * areas.known.reindex(found.index),
            "Gemeente": [town_names[towns[c]] for c in found.index],
            "Code": found.index,
        },
        index=found.index,
    )
    if level == choice.scope.level:
        frame = frame.drop(columns=["n", "Zonder cijfer", _KNOWN])
    if choice.variant.broad:
        frame = frame.drop(columns="Type")
    mixed_first = frame.sort_values("Menging", ascending=False)
    is_few = areas.known.reindex(mixed_first.index) < HALF_KNOWN
    return pd.concat([mixed_first[~is_few], mixed_first[is_few]]).set_index("Gebied")


def noun(level: str) -> str:
    """The level as a heading has it."""
    return session.LEVEL_LABEL[level].lower()
