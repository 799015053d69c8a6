"""What comes of an own table: how much of it, an example, and what cannot be used."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from wijkbeeld.sources.own.mapping import Mapping
from wijkbeeld.sources.own.rows import FOOTNOTE, OWN_CODE
from wijkbeeld.sources.own.table import Table
from wijkbeeld.store import versions
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.placing import Placed
from wijkbeeld.store.reading import Reading
from wijkbeeld.ui.gegevens.pending import Waiting, areas_of
from wijkbeeld.ui.gegevens.refused import show_refused
from wijkbeeld.words.files import by_reason, shortened
from wijkbeeld.words.labels import with_unit
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number

_SHOWN = 12
_REASONS = 4
_NO_AREA = {"geen gebied in deze rij": 2, "geen CBS-gebiedscode": 1}
"""Reasons that say little where another is there too."""
_AREAS = {
    "gemeente": ("gemeente", "gemeenten"),
    "wijk": ("wijk", "wijken"),
    "buurt": ("buurt", "buurten"),
}


def button_text(numbers: int) -> str:
    """Text of the button that adds."""
    return f"Voeg {count(numbers, 'cijfer', 'cijfers')} toe" if numbers else "Voeg toe"


def verdict(reading: Reading, placed: Placed) -> None:
    """Say in one sentence what can be shown, and what cannot and why."""
    figures = reading.figures
    rows, refused = reading.rows_read, reading.rows_refused
    if figures is None or not placed.numbers:
        st.markdown(
            f"**Geen van de {count(rows, 'rij is', 'rijen is')} te gebruiken**"
            f"{_main_reason(reading)}"
        )
        return
    known = figures[figures["value"].notna()]
    where = " en ".join(
        count(int(g["code"].nunique()), *_AREAS[str(lv)]) for lv, g in known.groupby("level")
    )
    below = sum(r.rows for r in reading.refusals if r.reason == FOOTNOTE)
    st.markdown(f"**{_head(placed, refused - below)}**: {where}, {_years(known['year'])}.")
    if refused > below:
        st.markdown(
            f"{number(rows - refused)} van {number(rows - below)} rijen gebruikt; "
            f"{number(refused - below)} niet{_main_reason(reading)}"
        )
    if below:
        st.caption(f"{count(below, 'regel', 'regels')} onder de tabel overgeslagen.")
    for reason, n in shortened(placed.reasons, _REASONS):
        st.warning(
            f"{count(n, 'cijfer', 'cijfers')} nog niet te tonen: {escape_markdown(reason)}.",
            icon=":material/visibility_off:",
        )


def _head(placed: Placed, refused: int) -> str:
    """How many figures can be shown; 'alle' only when no row is left out."""
    if placed.shown < placed.numbers:
        return f"{number(placed.shown)} van {number(placed.numbers)} cijfers zijn te tonen"
    if placed.numbers == 1:
        return "1 cijfer is te tonen"
    return f"{'' if refused else 'Alle '}{number(placed.numbers)} cijfers zijn te tonen"


def same_measures(one: Waiting, reading: Reading) -> None:
    """Say which measures are in the dataset already: their figures become one series."""
    folder = versions.current(one.target)
    there = {i["id"]: i for i in manifest_of(folder).indicators} if folder else {}
    again = [there[i.id] for i in reading.indicators if i.id in there]
    if not again:
        return
    names = ", ".join(f"'{escape_markdown(i['label'])}'" for i in again[:4])
    more = f" en {len(again) - 4} andere" if len(again) > 4 else ""
    st.info(
        f"{names}{more} {'zit' if len(again) == 1 else 'zitten'} al in de dataset. De cijfers "
        "worden één reeks; voor hetzelfde gebied en jaar telt dit bestand. Is er anders gemeten, "
        "geef de maat dan hieronder een andere "
        "naam.",
        icon=":material/merge:",
    )


def _main_reason(reading: Reading) -> str:
    """The reason that matters most: of rows with an area before those without, then the most."""
    reasons = [r for r in by_reason(reading.refusals) if r[0] != FOOTNOTE]
    if not reasons:
        return "."
    reason, rows = min(reasons, key=lambda r: (_NO_AREA.get(r[0], 0), -r[1]))
    first = next(r for r in reading.refusals if r.reason == reason and r.rows)
    example = f" ({escape_markdown(first.example)}, regel {first.line})" if first.example else ""
    way_on = " Plak hieronder een omzettabel, of voeg er een toe als bestand." * (
        reason == OWN_CODE
    )
    said = f"{escape_markdown(reason)}{example}"
    if len(reasons) == 1:
        return f": {said}.{way_on}"
    others = sum(n for _, n in reasons) - rows
    return (
        f". {count(rows, 'rij', 'rijen')}: {said}.{way_on} {count(others, 'rij', 'rijen')} om een "
        "andere reden; zie 'Niet bruikbaar'."
    )


def _years(years: pd.Series) -> str:
    every = sorted(int(y) for y in years.unique())
    if len(every) <= 3:
        return " en ".join(filter(None, [", ".join(map(str, every[:-1])), str(every[-1])]))
    return f"{len(every)} jaren van {every[0]} tot en met {every[-1]}"


def tabs(one: Waiting, table: Table, mapping: Mapping, reading: Reading) -> None:
    """Example of what is added, what is refused, and the file as it is."""
    refusals = reading.refusals
    rows = sum(r.rows for r in refusals if r.reason != FOOTNOTE)
    cells = sum(not r.rows for r in refusals)
    label = f"Onleesbare cellen ({number(cells)})" if cells else "Onder de tabel"
    label = f"Niet bruikbaar ({number(rows)})" if rows else label
    names = ["Zo komt het erin", *([label] if refusals else []), "Het bestand zelf"]
    made = st.tabs(names)
    with made[0]:
        _example(one, mapping, reading)
    if refusals:
        with made[1]:
            show_refused(refusals)
    with made[-1]:
        raw(one, table)
    for note in dict.fromkeys(reading.notes):
        st.caption(escape_markdown(note))


def _example(one: Waiting, mapping: Mapping, reading: Reading) -> None:
    """First areas: a row per area and year, a column per measure."""
    figures = reading.figures
    if figures is None or figures.empty:
        st.caption("Nog niets.")
        return
    first = figures[figures["code"].isin(figures["code"].drop_duplicates().head(_SHOWN))]
    wide, decimals = _wide(first, reading)
    known = areas_of(one.target)
    here = known[known["indeling"] == mapping.indeling].drop_duplicates("code")
    names = here.set_index("code")["name"]
    wide.insert(0, "Gebied", wide["Code"].map(names).fillna(wide["Code"]))
    shown = wide.style.format(
        {c: partial(number, decimals=places) for c, places in decimals.items()}
    )
    st.dataframe(shown, hide_index=True, alt="Voorbeeld van de cijfers die worden toegevoegd")


def _wide(figures: pd.DataFrame, reading: Reading) -> tuple[pd.DataFrame, dict[str, int]]:
    """A row per area with its years, or per area and year with its measures; decimals by column."""
    indicators = {i.id: i for i in reading.indicators}
    ids = figures["indicator"].unique()
    if len(ids) == 1 and figures["year"].nunique() > 1:
        wide = figures.pivot(index="code", columns="year", values="value")
        places = indicators[ids[0]].decimals if ids[0] in indicators else 1
        wide.columns = [str(c) for c in wide.columns]
        decimals = dict.fromkeys(wide.columns, places)
        return wide.reset_index().rename(columns={"code": "Code"}), decimals
    wide = figures.pivot(index=["code", "year"], columns="indicator", values="value")
    wide = wide[[i for i in ids if i in wide]].dropna(how="all").head(3 * _SHOWN)
    titles = {i: with_unit(indicators[i].label, indicators[i].unit) for i in ids if i in indicators}
    decimals = {titles.get(i, i): indicators[i].decimals if i in titles else 1 for i in ids}
    wide = wide.rename(columns=titles).reset_index().astype({"year": "str"})
    return wide.rename(columns={"code": "Code", "year": "Jaar"}), decimals


def raw(one: Waiting, table: Table) -> None:
    """First rows of the table as they stand in the file."""
    st.caption(
        f"{count(len(table.cells), 'rij', 'rijen')} onder regel {table.header}"
        f"{f', werkblad {escape_markdown(table.sheet)}' if table.sheet else ''}."
    )
    st.dataframe(
        table.cells.head(8).rename_axis("Regel").reset_index(),
        hide_index=True,
        alt=f"Eerste rijen van {one.name}",
    )
