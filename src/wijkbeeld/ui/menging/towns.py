"""Separation of every gemeente: over the years beside each other, and listed in one year."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import streamlit as st

from wijkbeeld.analysis import mixing
from wijkbeeld.analysis.mix_places import FEWEST_SPREAD, by_year, h_by_place, spread_of
from wijkbeeld.catalog.features import Feature
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Line
from wijkbeeld.charts.spread import spread_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.store.compositions import compositions, well_covered
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables, url_state
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.once import once
from wijkbeeld.ui.menging.sources import SEE_YEAR, origin, source
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import about, picture
from wijkbeeld.ui.theme import show, style
from wijkbeeld.words import mix_towns as words
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.mixing import many, span

_LARGEST = 3
"""Gemeenten that are named without being chosen, by what is counted."""


def panel(choice: Choice) -> None:
    """Show all gemeenten beside each other, where the place has more than one."""
    if not choice.has_many_towns:
        return
    st.subheader("Alle gemeenten naast elkaar")
    found = _tables(choice.scope, choice.feature, choice.kind.id)
    years = [y for y in sorted(found) if y in choice.found]
    if len([y for y in years if y in choice.compared]) > 1:
        _lines(choice, {y: found[y] for y in years})
    else:
        say(words.one_year(choice.year))
    _listed(choice)


@lru_cache(maxsize=32)
def _tables(scope: Scope, feature: Feature, kind: str) -> dict[int, pd.DataFrame]:
    """Separation of the kind in every gemeente, in the years that have the kind."""
    towns = opened(scope).by_code(scope)["gemeente_code"]
    kept, _ = well_covered(compositions(scope, feature))
    return {
        year: _separation(one.counts, kind, towns)
        for year, one in kept.items()
        if kind in one.counts
    }


def _separation(counts: pd.DataFrame, kind: str, towns: pd.Series) -> pd.DataFrame:
    total = counts.sum(axis=1, min_count=counts.shape[1])
    return mixing.separation(counts[kind], total, towns)


def _lines(choice: Choice, found: dict[int, pd.DataFrame]) -> None:
    """Draw median, spread and some gemeenten by name, for both measures."""
    names = _names(choice)
    named = _pick_named(choice, names, found[choice.year])
    left, right = st.columns(2, gap="medium")
    values = {measure: by_year(found, measure) for measure in words.MEASURES}
    for place, (measure, table) in zip((left, right), values.items(), strict=True):
        with place:
            _draw(choice, measure, table, {c: names[c] for c in named})
    note(words.EACH_ONCE.format(units=many(choice.scope.level)))
    _by_year_table(choice, values)


def _names(choice: Choice) -> dict[str, str]:
    areas = opened(choice.scope).by_code(choice.scope)
    towns = areas[["gemeente_code", "gemeente_naam"]].drop_duplicates()
    return dict(zip(towns["gemeente_code"], towns["gemeente_naam"], strict=True))


def _pick_named(choice: Choice, names: dict[str, str], now: pd.DataFrame) -> list[str]:
    """Gemeenten to name: the one that is chosen and the largest; all where there are few."""
    known = now.index[now["dissimilarity"].notna()]
    if len(known) < FEWEST_SPREAD:
        return list(known)
    chosen = url_state.pick(
        "mgemeente",
        "Gemeente om uit te lichten",
        ["", *sorted(names, key=names.__getitem__)],
        "",
        lambda c: names[c] if c else f"De {_LARGEST} grootste",
        as_list=True,
        width=420,
    )
    counts = choice.now.counts
    sizes = counts.sum(axis=1, min_count=counts.shape[1]).groupby(choice.towns).sum()
    order = sizes.reindex(known).sort_values(ascending=False, kind="stable").index
    return list(dict.fromkeys([*([chosen] if chosen else []), *order[:_LARGEST]]))


def _draw(choice: Choice, measure: str, values: pd.DataFrame, named: dict[str, str]) -> None:
    spread = spread_of(values)
    compared = [y for y in spread.index if y in choice.compared]
    if len(compared) < 2 or choice.year not in spread.index:
        say(words.one_year(choice.year))
        return
    ends = (min(compared), max(compared))
    same = values[list(ends)].dropna()
    middles = {y: float(same[y].median()) for y in ends}
    n = len(same) if spread.loc[list(ends), "n"].nunique() > 1 else None
    heading = Heading(
        words.title(measure, choice.kind.label, middles, n) + about(choice.scope),
        source(choice),
        words.measured(measure, choice.scope.level, span([int(n) for n in spread["n"]])),
    )
    percents = spread.assign(**{c: 100 * spread[c] for c in ("low", "middle", "high")})
    lines = [
        Line(name, list(values), list(100 * values.loc[code]))
        for code, name in named.items()
        if code in values.index and values.loc[code].notna().any()
    ]
    show(
        spread_figure(percents, lines, choice.breaks, "gemeenten", heading, style(260)),
        f"menging_gemeenten_{measure}",
        picture(choice.scope, f"gemeenten {words.MEASURES[measure]}", None, (choice.year,), []),
        f"{heading.title}. {heading.measured}",
    )
    say(words.spread(measure, choice.year, spread.loc[choice.year].to_dict()))


def _by_year_table(choice: Choice, values: dict[str, pd.DataFrame]) -> None:
    """List median and tenths per year."""
    parts = []
    for measure, table in values.items():
        name = words.MEASURES[measure].capitalize()
        spread = spread_of(table)
        parts.append(
            pd.DataFrame(
                {
                    f"{name}: midden (%)": 100 * spread["middle"],
                    f"{name}: 10% lager dan (%)": 100 * spread["low"],
                    f"{name}: 10% hoger dan (%)": 100 * spread["high"],
                    "Gemeenten": spread["n"],
                }
            )
        )
    frame = pd.concat([parts[0], parts[1].drop(columns="Gemeenten")], axis=1)
    frame = frame.set_index(pd.Index([str(y) for y in frame.index], name="Jaar"))
    told = f"Scheiding van ‘{lowered(choice.kind.label)}’ in gemeenten, per jaar"
    with st.expander("Tabel en download: alle gemeenten per jaar"):
        tables.show(frame, {c: 0 if c == "Gemeenten" else 1 for c in frame}, told, tables.Fit(360))
        tables.download(frame, "wijkbeeld_menging_gemeenten_per_jaar", _about(choice, SEE_YEAR))


@once
def _every(choice: Choice) -> pd.DataFrame:
    """Dissimilarity, isolation and H of every gemeente in the year in view."""
    counts = choice.now.counts
    towns = choice.towns.reindex(counts.index)
    found = _separation(counts, choice.kind.id, towns).dropna(subset=["dissimilarity"])
    found = found.sort_values("dissimilarity", ascending=False)
    h = h_by_place(counts.to_numpy("float64"), towns)["h"].reindex(found.index)
    names = _names(choice)
    between = f"Menging tussen {many(choice.scope.level)} (%)"
    return pd.DataFrame(
        {
            "Gebied": [names[c] for c in found.index],
            "Ongelijke spreiding (%)": 100 * found["dissimilarity"],
            "Om zich heen (%)": 100 * found["isolation"],
            "Aandeel (%)": 100 * found["share"],
            between: 100 * h,
            "n": found["n"],
            "Zonder cijfer": found["left_out"],
            "Code": found.index,
        }
    ).set_index("Gebied")


def _listed(choice: Choice) -> None:
    """List dissimilarity, isolation and H of every gemeente in the year in view."""
    frame = _every(choice)
    told = f"Scheiding van ‘{lowered(choice.kind.label)}’ per gemeente in {choice.year}"
    with st.expander(f"Tabel: {lowered(told)}"):
        whole = [c for c in frame if c != "Code"]
        tables.show(frame, dict.fromkeys(whole, 0), told, tables.Fit(360))
        note(words.h_explained(choice.scope.level))
        tables.download(frame, "wijkbeeld_menging_scheiding_gemeente", _about(choice))


def _about(choice: Choice, wave: str = "") -> tables.Origin:
    """Where a table of gemeenten comes from, and what it measures."""
    return origin(choice, words.explained(choice.scope.level), wave=wave)
