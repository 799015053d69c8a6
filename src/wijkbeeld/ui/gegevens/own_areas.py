"""Where the areas of an own table stand: column, way of writing, gemeente, classification."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from wijkbeeld.sources.own.areas import Areas, Ground, Way, classifications, find, gemeenten
from wijkbeeld.sources.own.areas import clean_codes as _clean
from wijkbeeld.sources.own.crosswalk import Crosswalk
from wijkbeeld.sources.own.mapping import ColumnMapping
from wijkbeeld.sources.own.near import near_names, with_chosen
from wijkbeeld.sources.own.table import Table
from wijkbeeld.ui.gegevens.pending import Waiting, looked_in
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_WAYS = {
    Way.CBS: "CBS-codes (GM0363, WK036300, BU03630000)",
    Way.NUMBER: "CBS-codes zonder letters (363, 036300)",
    Way.TABLE: "Eigen codes of namen, met een omzettabel",
    Way.NAME: "Namen van gemeenten, wijken of buurten",
    Way.SHORT: "Korte codes van één gemeente (00, 01, AE01)",
}


def ask(
    one: Waiting, table: Table, found: Areas, known: pd.DataFrame, walks: list[Crosswalk]
) -> Areas:
    """Show what was guessed of the areas, and let the user change it."""
    key = f"eigen_{one.number}"
    first, second, third, fourth = st.columns([1.2, 1.8, 1.2, 1])
    names = [str(c) for c in table.cells.columns]
    column = first.selectbox(
        "Kolom met gebieden", names, names.index(found.column), key=f"{key}_kolom"
    )
    ways = [w for w in Way if w is not Way.TABLE or walks]
    guess = found.way if found.way in ways else Way.NAME
    way = second.selectbox(
        "Zo staan de gebieden erin",
        ways,
        ways.index(guess),
        format_func=_WAYS.__getitem__,
        key=f"{key}_wijze_{len(walks) > 0}",
    )
    town = found.gemeente
    if way not in (Way.CBS, Way.NUMBER) and len(known):
        towns = gemeenten(known)
        options = [None, *towns.index]
        town = third.selectbox(
            "Gemeente",
            options,
            options.index(town) if town in options else 0,
            format_func=lambda c: str(towns[c]) if c else "Kies een gemeente",
            key=f"{key}_gemeente",
            help="Voor namen en korte codes, en voor de rij met het totaal.",
        )
    basis = ("gebieden", *looked_in(one, table, walks), column, way, town)

    def found_for(year: int | None) -> Areas:
        ground = Ground(known, tuple(walks), town)
        return one.kept((*basis, year), lambda: find(table, column, way, ground, year))

    same = (column, way, town) == (found.column, found.way, found.gemeente)
    areas = found if same else found_for(None)
    years = one.kept(("indelingen", *basis), lambda: _years_of(table, areas, known))
    year = _ask_classification(fourth, one, areas, years)
    return areas if year == areas.classification else found_for(year)


def _years_of(table: Table, areas: Areas, known: pd.DataFrame) -> list[int]:
    """Years of classification that the dataset knows, the best fit first."""
    if areas.pairs:
        flat = [c for v in areas.pairs.values() for c in v]
        found = pd.Series(flat, dtype="str")
    else:
        found = _clean(table.cells[areas.column])
    ranked = [y for y, _ in classifications(found, known)]
    every = [*ranked, *sorted(known["indeling"].unique(), reverse=True)]
    return [int(y) for y in dict.fromkeys(every)]


def _ask_classification(
    place: st.delta_generator.DeltaGenerator, one: Waiting, areas: Areas, years: list[int]
) -> int | None:
    """Year of the classification, of the years that the dataset knows."""
    options: list[int | None] = [*years]
    if areas.classification is not None and areas.classification not in options:
        options.insert(0, areas.classification)
    if not options:
        return int(
            place.number_input(
                "Indeling", 1990, 2100, 2024, key=f"eigen_{one.number}_indeling_vrij", help=_HELP
            )
        )
    default = options.index(areas.classification) if areas.classification in options else 0
    return place.selectbox(
        "Indeling",
        options,
        default,
        key=f"eigen_{one.number}_indeling_{areas.column}_{areas.way}",
        help=_HELP,
    )


_HELP = (
    "Het jaar van de gebiedsindeling waar de codes bij horen. Wijkbeeld leidt dat af uit de codes."
)


def ask_near(one: Waiting, table: Table, areas: Areas, known: pd.DataFrame) -> Areas:
    """Offer areas whose name nearly stands in the file; only what the user chooses is taken."""
    found = (areas.column, areas.way, areas.gemeente, areas.classification)
    key = ("bijna", table.sheet, table.header, *found, len(areas.pairs or {}))
    cells = table.cells[areas.column]
    near = one.kept(key, lambda: near_names(cells, areas, known))
    if not near:
        return areas
    st.warning(
        f"{count(len(near), 'naam staat', 'namen staan')} niet precies zo op de kaart. Daar staat "
        "wel iets wat erop lijkt. Kies wat er is bedoeld. Zonder keuze doen die rijen niet mee.",
        icon=":material/spellcheck:",
    )
    chosen: dict[str, str] = {}
    places = st.columns(2)
    for n, (cell, names) in enumerate(list(near.items())[:_MOST_NEAR]):
        code = places[n % 2].selectbox(
            f"'{escape_markdown(cell)}' is",
            [_NOT_USED, *names],
            format_func=partial(_shown, names),
            key=f"eigen_{one.number}_bijna_{areas.gemeente}_{areas.classification}_{cell[:80]}",
        )
        if code != _NOT_USED:
            chosen[cell] = code
    if len(near) > _MOST_NEAR:
        st.caption(f"En nog {len(near) - _MOST_NEAR}: gebruik daarvoor een omzettabel.")
    return with_chosen(areas, chosen) if chosen else areas


def _shown(names: dict[str, str], code: str) -> str:
    return names.get(code, "Niet gebruiken")


_NOT_USED = ""
_MOST_NEAR = 12
"""Names that are asked about one by one."""


def ask_spread(one: Waiting, areas: Areas, measures: dict[str, ColumnMapping]) -> bool:
    """Offer to set figures of larger areas at each of their parts, where there are such areas."""
    if not areas.pairs or all(len(v) == 1 for v in areas.pairs.values()):
        return False
    if any(m.kind == "aantal" for m in measures.values()):
        return False
    return st.toggle(
        "Zet een cijfer van een groter gebied (zoals een stadsdeel) bij elke wijk of buurt daarin",
        key=f"eigen_{one.number}_verdelen",
        help="Alleen voor percentages en gemiddelden. In de naam van de maat staat dat het cijfer "
        "van een groter gebied is. Aantallen worden nooit zo gebruikt.",
    )
