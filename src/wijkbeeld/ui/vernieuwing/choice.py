"""What is compared with what: the controls of the page, and the inputs they make."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.contiguity import neighbours_of
from wijkbeeld.analysis.estimators import DEFAULT, ESTIMATORS, available
from wijkbeeld.analysis.specification import ComparisonData, Specification
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.characteristics import counted, scaled, structure
from wijkbeeld.store.read import Dataset, opened
from wijkbeeld.store.shapes import shapes
from wijkbeeld.ui import pages, session, url_state
from wijkbeeld.ui.selectors import pick_level
from wijkbeeld.ui.vernieuwing.sets import DOSE, Renewed, elsewhere, left_out, renewed, sets
from wijkbeeld.words.estimators import EXPLANATIONS

QUESTION = (
    "Ontwikkelden vernieuwde gebieden zich anders dan gebieden die niet vernieuwd zijn? Een "
    "vergelijking in acht stappen, met bij elke stap wat je wel en niet kunt zeggen."
)
_LAST_SET = "vernieuwd_vorige"
_UNKNOWN = 0
LEAD = ("onv", "soc", "lbm", "fys", "vrz", "won")
"""Order of the measures: first those that renewal does not change by construction."""
CONTROL = {"never_treated": "Nooit vernieuwd", "not_yet_treated": "Nooit en nog niet vernieuwd"}
MATCH = {i: EXPLANATIONS[i].label for i in ESTIMATORS}
WEIGHT = {
    "none": "Elk gebied telt even zwaar",
    "inwoners": "Naar inwoners",
    "woningen": "Naar woningen",
}
DELAY = {"0": "Vanaf de start", "2": "Twee jaar na de start", "eind": "Vanaf het eind"}
BACK = {"0": "Laatste vóór de start", "1": "Eén meting eerder"}
WITHIN = {"gemeente": "Gebieden in dezelfde gemeente", "alles": "Gebieden in de hele dataset"}
IN_LINK = {
    "never_treated": "nooit",
    "not_yet_treated": "nog niet",
    "none": "geen",
    "structure": "structuur",
}
"""What stands in the link for a value of the analysis, where it is not the value itself."""


@dataclass(frozen=True)
class Choice:
    """What the controls say."""

    scope: Scope
    measure: Measure
    set: Renewed
    starts: pd.Series
    ends: pd.Series
    specification: Specification


def controls(data: Dataset, levels: list[str]) -> Choice | None:
    """Choose renewed areas and how to compare them; None as long as there are none."""
    measures = data.measures()
    first, second, third, fourth, fifth = st.columns([1.4, 0.6, 1.9, 1.3, 0.8])
    with first:
        level = pick_level(data, levels)
    with second:
        scope = data.scope(level, session.pick_edition(data, level))
    found = sets(scope)
    if not found:
        st.info(
            "Er zijn op dit niveau nog geen vernieuwde gebieden bekend. Breng hieronder een "
            "register in, of kies op Kaart gebieden met de lus en bewaar ze als selectie.",
            icon=":material/add_location_alt:",
        )
        st.page_link(pages.page("kaart"), label="Naar Kaart", icon=":material/map:")
        return None
    usable = [m for m in LEAD if len(data.mappable_waves(scope, m)) > 1]
    if not usable:
        st.info(
            "Op dit niveau is er maar één meting. Een ontwikkeling heeft er twee nodig.",
            icon=":material/info:",
        )
        return None
    before: dict[str, str] = st.session_state.setdefault("v_set_per_niveau", {})
    if st.session_state.get("v_niveau") not in (None, level) and before.get(level) in found:
        st.session_state["w_vernieuwd"] = before[level]  # back at a level: what was chosen there
    st.session_state["v_niveau"] = level
    with third:
        id_ = url_state.pick(
            "vernieuwd",
            "Vernieuwde gebieden",
            list(found),
            next(iter(found)),
            lambda k: found[k],
            as_list=True,
        )
    before[level] = id_
    with fourth:
        chosen = url_state.pick(
            "vmaat",
            "Maat",
            usable,
            "lbm" if "lbm" in usable else usable[0],
            lambda m: measures[m].label,
            as_list=True,
        )
    least = _dose_limit() if id_ == DOSE else 20.0
    areas = renewed(scope, id_, least)
    if areas.rows.empty:
        st.info(
            "In deze set staat geen enkel gebied dat hier te gebruiken is.", icon=":material/info:"
        )
        left_out(areas)
        return None
    with fifth:
        starts = _starts(scope, areas)
    if starts is None:
        st.info("Kies hierboven het jaar waarin de vernieuwing begon.", icon=":material/event:")
        return None
    ends = pd.to_numeric(areas.rows["eind"], errors="coerce")
    return Choice(
        scope,
        measures[chosen],
        areas,
        starts,
        ends,
        _comparison(scope, chosen, ends),
    )


def place(data: Dataset, levels: list[str]) -> Scope:
    """Scope that the controls show, when nothing is compared yet."""
    asked = url_state.get("niveau")
    level = asked if asked in levels else session.default_level(data, levels)
    editions = {str(e): e for e in data.editions(level)}
    classification = editions.get(url_state.get("editie") or "", data.editions(level)[0])
    return data.scope(level, classification)


def _dose_limit() -> float:
    options = [10, 20, 30, 40, 50]
    return float(url_state.pick("vdeel", "Ten minste dit deel van na 2000 (%)", options, 20))


def _starts(scope: Scope, areas: Renewed) -> pd.Series | None:
    """Year of the start of each area: from the register, or one year for all that the user can set.

    None as long as the user has to choose a year: a set that does not say when renewal began.
    """
    data = opened(scope)
    if areas.dated:
        dates = pd.to_numeric(areas.rows["start"], errors="coerce")
        low, high = int(dates.min()), int(dates.max())
        st.text_input(
            "Start",
            str(low) if low == high else f"{low}-{high}",
            disabled=True,
            help="Uit het register.",
        )
        url_state.put(vstart=None)
        return dates
    if (
        st.session_state.get(_LAST_SET, areas.id) != areas.id
    ):  # a year belongs to the set it was chosen for
        url_state.put(vstart=None)
        st.session_state.pop("w_vstart", None)
    st.session_state[_LAST_SET] = areas.id
    waves = data.waves(scope)
    years = list(range(waves[0] + 1, waves[-1] + 1))
    known = areas.start is not None
    default = min(max(areas.start or 0, years[0]), years[-1]) if known else _UNKNOWN
    year = url_state.pick(
        "vstart",
        "Start",
        years if known else [_UNKNOWN, *years],
        default,
        lambda y: "Kies een jaar" if y == _UNKNOWN else str(y),
        as_list=True,
        help=(
            "Het jaar waarin de vernieuwing begon. De eerste meting in of na dat jaar telt als "
            "de eerste erna."
        ),
    )
    return None if year == _UNKNOWN else pd.Series(year, index=areas.rows.index)


def _comparison(scope: Scope, measure: str, ends: pd.Series) -> Specification:
    """Show the choices of the comparison; each changes the estimate and is tried out in step 5."""
    level = scope.level
    with st.expander("Keuzes in de vergelijking", icon=":material/tune:"):
        one, two, three = st.columns(3)
        has_structure = bool(structure(scope, [str(c) for c in ends.index]))
        matches = available(["structure"] if has_structure else [])
        with one:
            match = _pick("gelijk", "Vergelijk met", matches, DEFAULT, MATCH)
            alike = ESTIMATORS[match].is_matched
            why = (
                "Vergelijkbare gebieden zijn nooit vernieuwd en komen uit de hele dataset."
                if alike
                else None
            )
            control = _pick(
                "controle",
                "Wie telt als niet vernieuwd",
                list(CONTROL),
                "never_treated",
                CONTROL,
                why,
                alike,
            )
        with two:
            delay = _pick(
                "telling",
                "Vernieuwing telt",
                [d for d in DELAY if d != "eind" or ends.notna().any()],
                "0",
                DELAY,
            )
            back = _pick("terug", "Startmeting", list(BACK), "0", BACK)
        with three:
            weight = _pick("gewicht", "Gewicht", ["none", *weights(scope)], "none", WEIGHT)
            within = _pick(
                "binnen",
                "Uit",
                list(WITHIN),
                "alles" if level == "gemeente" else "gemeente",
                WITHIN,
                why
                or (
                    "De marge komt uit duizend keer loten welke gebieden vernieuwd heten, "
                    "steeds binnen deze grens."
                ),
                alike,
            )
        without_neighbours = st.toggle(
            "Laat gebieden ernaast weg",
            value=url_state.get("ring") == "weg",
            key="w_ring",
            help="Buren kunnen mee veranderen, bijvoorbeeld door een waterbedeffect.",
        )
        url_state.put(ring="weg" if without_neighbours else None)
    return Specification(
        measure,
        "not_yet_treated" if control == "not_yet_treated" else "never_treated",
        match,
        "inwoners" if weight == "inwoners" else "woningen" if weight == "woningen" else "none",
        without_neighbours,
        None if delay == "eind" else int(delay),
        int(back),
        None,
        within == "gemeente",
    )


def _pick(
    name: str,
    label: str,
    options: list[str],
    default: str,
    names: dict[str, str],
    help_: str | None = None,
    disabled: bool = False,
) -> str:
    """Offer values of the analysis under the words of the link."""
    in_link = {IN_LINK.get(o, o): o for o in options}
    chosen = url_state.pick(
        name,
        label,
        list(in_link),
        IN_LINK.get(default, default),
        lambda text: names[in_link[text]],
        as_list=True,
        help=help_,
        disabled=disabled,
    )
    return in_link[chosen]


def weights(scope: Scope) -> dict[str, pd.Series]:
    """Inhabitants and dwellings per area, where most areas have them."""
    found = {}
    for indicator in ("inwoners", "woningen"):
        kept = counted(scope, indicator)
        if kept.year is not None:
            found[indicator] = kept.counts
    return found


def comparison_data(data: Dataset, choice: Choice) -> ComparisonData:
    """Everything an estimate is made of."""
    areas = data.by_code(choice.scope)
    features = {i: scaled(i, v) for i, (_, v) in features_of(data, choice).items()}
    boundaries = shapes(choice.scope)
    codes = [str(c) for c in choice.set.rows.index]
    tables = {m: _measured(data, choice, m) for m in (*LEAD, choice.measure.id)}
    return ComparisonData(
        {m: t for m, t in tables.items() if t is not None},
        choice.starts,
        choice.ends,
        weights(choice.scope),
        areas["gemeente_code"],
        pd.DataFrame(features, index=areas.index),
        frozenset(neighbours_of(boundaries, codes)),
        elsewhere(choice.scope, choice.set.rows.index),
    )


def _measured(data: Dataset, choice: Choice, measure: str) -> pd.DataFrame | None:
    table = data.wide(choice.scope, measure)
    table = table[table.columns[table.notna().any()]]
    return table if len(table.columns) >= 2 else None


def structure_years(data: Dataset, choice: Choice) -> list[int]:
    """Years of the characteristics that look-alikes are chosen on."""
    return sorted({year for year, _ in features_of(data, choice).values()})


def structure_after(data: Dataset, choice: Choice) -> bool:
    """Whether look-alikes are chosen on characteristics from after the first start."""
    years = structure_years(data, choice)
    return (
        "structure" in ESTIMATORS[choice.specification.match].needs
        and bool(years)
        and years[-1] >= int(choice.starts.min())
    )


def features_of(data: Dataset, choice: Choice) -> dict[str, tuple[int, pd.Series]]:
    """Characteristics that most areas have, and most of the renewed ones, with their year."""
    return structure(choice.scope, [str(c) for c in choice.set.rows.index])


def has_dimensions(measure: str) -> bool:
    """Whether a measure is one of the five dimensions."""
    return measure in DIMENSIONS


def finite(value: float) -> bool:
    """Whether a number can be shown."""
    return bool(np.isfinite(value))
