"""Key figures of the area."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.store.town_figures import town_figures
from wijkbeeld.ui import inhabitants, prose, session, tables
from wijkbeeld.ui.wijk.choice import Choice, origin
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number

KEY_FIGURES = (
    "inwoners",
    "huishoudens",
    "woningen",
    "woz",
    "koop",
    "corporatie",
    "bouw_vanaf_2000",
    "eengezins",
    "inkomen_inwoner",
    "hh_laagste_40",
    "hh_laag_inkomen",
    "bijstand",
    "leeftijd_0_14",
    "leeftijd_65plus",
    "hh_eenpersoons",
    "bevolkingsdichtheid",
)

_FIGURES = ("Jaar", "Gebied", "Gemeente", "Middelste gebied", "n")


def key_figures(scope: Scope, choice: Choice) -> None:
    """Show the latest key figures beside the gemeente and the middle of all areas."""
    data = opened(scope)
    st.header("Kerncijfers")
    rows = _latest(scope, choice)
    if not rows:
        _say_none(scope)
        return
    frame = pd.DataFrame(rows)
    source = _sources(scope, frame["Indicator"])
    frame = frame.set_index("Indicator")
    tables.show(frame, {}, f"Kerncijfers van {choice.name}", written=_FIGURES)
    noun = session.LEVEL_LABEL[scope.level].lower()
    prose.note(
        "Elk cijfer is van het laatste jaar waarin dit gebied er een heeft. Het cijfer van "
        "de gemeente is van hetzelfde jaar; is er dat niet, dan van het jaar dat erbij staat. "
        f"Middelste gebied: de mediaan van alle {noun} met een cijfer (n). "
        f"Een streepje betekent: geen cijfer in deze dataset. Bron: {source}."
    )
    missing = [data.measures()[i].label for i in KEY_FIGURES if i not in _loaded(scope)]
    if missing:
        prose.note(f"Niet geladen op dit niveau: {', '.join(map(lowered, missing))}.")
        inhabitants.way_to_fetch()
    explained = {m.label: f"{m.definition} {m.note}".strip() for m in data.measures().values()}
    tables.download(
        frame.assign(Definitie=frame.index.map(explained)),
        f"wijkbeeld_{choice.code}_kerncijfers",
        origin(scope, "Kerncijfers", "zie kolom Eenheid", source),
    )


def _own(scope: Scope) -> list[str]:
    """Measures of the user's own files."""
    return [str(i["id"]) for i in opened(scope).manifest.indicators]


def _sources(scope: Scope, labels: pd.Series) -> str:
    """Sources of the measures with these labels, each once."""
    measures = opened(scope).measures().values()
    mine = [m.source for m in measures if m.label in set(labels)]
    return ", ".join(dict.fromkeys(mine))


def _loaded(scope: Scope) -> set[str]:
    """Indicators that this level has, of any area and year."""
    return {str(i) for i in opened(scope).figure_years(scope)["indicator"]}


def _say_none(scope: Scope) -> None:
    """Say whether the figures are not loaded, or the source has none of this area."""
    if _loaded(scope) & set(KEY_FIGURES):
        st.info(
            "Van dit gebied staan er geen kerncijfers in de bestanden die zijn geladen.",
            icon=":material/info:",
        )
        inhabitants.way_to_fetch()
        return
    st.info("Kerncijfers zijn op dit niveau nog niet geladen.", icon=":material/database:")
    inhabitants.way_to_fetch()


def _written(figures: pd.DataFrame, year: int, measure: Measure) -> str:
    """Figure of a year, or of the nearest year, which then stands with it."""
    if figures.empty:
        return "–"
    nearest = figures.loc[(figures["year"] - year).abs().idxmin()]
    value = number(float(nearest["value"]), measure.decimals)
    return value if nearest["year"] == year else f"{value} ({nearest['year']})"


def _latest(scope: Scope, choice: Choice) -> list[dict[str, str]]:
    """Each key figure in the last year that the area has one."""
    data = opened(scope)
    measures = data.measures()
    own = data.figures(scope, [choice.code])
    town = town_figures(scope, [str(choice.areas["gemeente_code"][choice.code])])
    rows = []
    for id_ in (*_own(scope), *KEY_FIGURES):
        mine = own[(own["indicator"] == id_) & own["value"].notna()]
        if mine.empty or id_ not in measures:
            continue
        year = int(mine["year"].max())
        everyone = data.figure(scope, id_, year)["value"]
        measure = measures[id_]
        mine_now = float(mine.loc[mine["year"] == year, "value"].iloc[0])
        rows.append(
            {
                "Indicator": measure.label,
                "Gebied": number(mine_now, measure.decimals),
                "Eenheid": measure.unit,
                "Gemeente": _written(town[town["indicator"] == id_], year, measure),
                "Middelste gebied": number(float(everyone.median()), measure.decimals),
                "n": number(int(everyone.notna().sum())),
                "Jaar": str(year),
            }
        )
    return rows
