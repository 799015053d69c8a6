"""Parts of the page *Vergelijken*: two to eight areas side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import mean_line
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scale import DIMENSIONS, REFERENCE, classify
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.compare import dumbbell_figure, heat_figure, multiples_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.map import palette
from wijkbeeld.store import selections
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session, tables, url_state
from wijkbeeld.ui.area_picker import pick_areas
from wijkbeeld.ui.selectors import pick_level, pick_measure
from wijkbeeld.ui.theme import chart_config, line_colours
from wijkbeeld.words import sentences
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

MOST, LEAST = 8, 2
HEAT_LIMIT = 0.2352
"""End of the colour scale of dimensions: the highest class limit, one and a half times 0.1568."""


@dataclass(frozen=True)
class Choice:
    """Which areas, of what, between which waves."""

    scope: Scope
    measure: Measure
    codes: list[str]
    names: list[str]
    base: int
    wave: int


def controls(data: Dataset, levels: list[str]) -> Choice | None:
    """Choose areas, measure and waves; None as long as there are fewer than two areas."""
    first, second, third, fourth, fifth = st.columns([1.2, 1.2, 0.8, 0.6, 0.6])
    with first:
        level = pick_level(data, levels)
    with second:
        measure = pick_measure(data)
    with third:
        edition = session.pick_edition(data, level)
    areas = data.by_code(data.scope(level, edition))
    _load(data, level, edition)
    codes = pick_areas(areas, MOST)
    if len(codes) < LEAST:
        st.info(
            "Kies ten minste twee gebieden. Of kies ze op Kaart met shift en klikken, of met de "
            "lus.",
            icon=":material/touch_app:",
        )
        return None
    table = data.wide(data.scope(level, edition), measure.id).loc[codes]
    waves = [int(w) for w in table.columns[table.notna().sum() >= LEAST]]
    if not waves:
        st.info(
            "Deze gebieden hebben voor deze maat samen geen enkele meting.", icon=":material/info:"
        )
        return None
    with fourth:
        base = url_state.pick("van", "Van", waves[:-1] or waves, waves[0], as_list=True)
    with fifth:
        later = [w for w in waves if w > base] or [waves[-1]]
        wave = url_state.pick("tot", "Tot", later[::-1], later[-1], as_list=True)
    names = [str(areas["name"][c]) for c in codes]
    names = [
        str(areas["label"][c]) if names.count(n) > 1 else n
        for c, n in zip(codes, names, strict=True)
    ]
    return Choice(data.scope(level, edition), measure, codes, names, base, wave)


def _load(data: Dataset, level: str, edition: int) -> None:
    """Offer saved selections of this level: one click puts their areas side by side."""
    own = [
        s
        for s in selections.selections(data.manifest.dataset).values()
        if s.level == level and s.edition == edition
    ]
    if not own:
        return
    with st.container(horizontal=True, gap="small"):
        st.caption("Bewaard:")
        for one in own:
            st.button(
                escape_markdown(one.name),
                key=f"laad_{one.name}",
                on_click=_put,
                args=(one.codes[:MOST],),
            )


def _put(codes: tuple[str, ...]) -> None:
    url_state.put(gebieden=",".join(codes), gebied=codes[0])
    st.session_state.pop("w_gebieden", None)
    st.session_state.pop("w_gemeente", None)


def pictures(data: Dataset, choice: Choice) -> None:
    """Draw series, dumbbells and dimensions."""
    table = data.wide(choice.scope, choice.measure.id)
    table = table[table.columns[table.notna().any()]]
    reference = mean_line(table)
    kept = reference[reference["n"] >= 0.9 * reference["n"].max()]["mean"]
    fictional = " (fictief)" if data.manifest.fictional else ""
    source = f"Bron: {choice.measure.source}, editie {choice.scope.classification}"
    noun = session.LEVEL_LABEL[choice.scope.level].lower()
    axis = Axis(choice.measure.unit, choice.measure.decimals)
    mine = table.loc[choice.codes].set_axis(choice.names)
    st.plotly_chart(
        multiples_figure(
            mine,
            kept.rename(f"gemiddelde van alle {noun} (ongewogen)"),
            axis,
            line_colours(),
            Heading(choice.measure.label + fictional, source),
        ),
        key="vgl_klein",
        config=chart_config("wijkbeeld_vergelijken"),
        alt=f"{choice.measure.label} van {', '.join(choice.names)}",
    )
    left, right = st.columns(2, gap="medium")
    ends = mine[[choice.base, choice.wave]].dropna()
    if choice.base != choice.wave and len(ends):
        title = f"{choice.measure.label}: {choice.base} en {choice.wave}{fictional}"
        left.plotly_chart(
            dumbbell_figure(ends, axis, line_colours()[0], Heading(title, source)),
            key="vgl_halter",
            config=chart_config("wijkbeeld_van_tot"),
            alt=f"{choice.measure.label} in {choice.base} en {choice.wave}",
        )
    heat = dimensions(data, choice)
    if heat is None:
        right.info("Voor deze metingen zijn geen dimensies gepubliceerd.", icon=":material/info:")
        return
    when, frame = heat
    labels = {d: data.measures()[d].label for d in DIMENSIONS}
    right.plotly_chart(
        heat_figure(
            frame,
            labels,
            palette.DEFAULT.classes,
            HEAT_LIMIT,
            Heading(
                f"Dimensies in {when}, afwijking van de referentie in punten{fictional}", source
            ),
        ),
        key="vgl_dimensies",
        config=chart_config("wijkbeeld_dimensies"),
        alt=f"Vijf dimensies in {when}",
    )


def dimensions(data: Dataset, choice: Choice) -> tuple[int, pd.DataFrame] | None:
    """Dimensions of the chosen areas in the last wave up to the chosen one that has them."""
    parts = {d: data.wide(choice.scope, d).loc[choice.codes] for d in DIMENSIONS}
    some = [int(w) for w in parts["won"].columns if parts["won"][w].notna().any()]
    upto = [w for w in some if w <= choice.wave] or some
    if not upto:
        return None
    wave = upto[-1]
    frame = pd.DataFrame({d: parts[d][wave].to_numpy() for d in DIMENSIONS}, index=choice.names)
    return wave, frame.dropna(how="all")


def differences(data: Dataset, choice: Choice) -> None:
    """Show every area beside the first one, with what a difference means in classes."""
    st.header("Verschillen")
    table = data.wide(choice.scope, choice.measure.id).loc[choice.codes]
    start, end = table[choice.base], table[choice.wave]
    scale = catalog().classes["situatie" if choice.measure.id == "lbm" else "afwijking"]
    shift = REFERENCE if choice.measure.id == "lbm" else 0.0
    classes = classify(end - shift, scale)
    names = {c.number: c.name for c in scale.limits}
    frame = pd.DataFrame(
        {
            "Gebied": choice.names,
            str(choice.base): start.to_numpy(),
            str(choice.wave): end.to_numpy(),
            "Verandering": (end - start).to_numpy(),
            "Verschil met eerste": (end - end.iloc[0]).to_numpy(),
            "Verandering min die van eerste": ((end - start) - (end - start).iloc[0]).to_numpy(),
            "Klasse": [names.get(int(k), "–") for k in classes],
            "Klassen verschil": [_apart(int(k), int(classes[0])) for k in classes],
            "Code": choice.codes,
        }
    ).set_index("Gebied")
    decimals = {
        str(choice.base): choice.measure.decimals,
        str(choice.wave): choice.measure.decimals,
        "Verandering": 3,
        "Verschil met eerste": 3,
        "Verandering min die van eerste": 3,
    }
    tables.show(
        frame,
        decimals,
        "Verschillen tussen de gekozen gebieden",
        with_sign=[c for c in frame.columns if c.startswith("Ver")],
    )
    known = (end - start).dropna()
    if len(known) > 1 and choice.base != choice.wave:
        named = known.rename(index=dict(zip(choice.codes, choice.names, strict=True)))
        st.markdown(sentences.comparison_sentence(named, choice.base, choice.wave))
    st.caption(
        "Klassen in deze tabel zijn afgeleid van de waarde; gebieden aan weerszijden van een "
        "grens kunnen bijna gelijk zijn. Een verschil tussen gebieden zegt niet waardoor het "
        "komt."
    )
    tables.download(
        frame,
        f"wijkbeeld_vergelijking_{choice.measure.id}",
        tables.Origin(
            choice.measure.label,
            choice.measure.unit,
            f"{choice.base} en {choice.wave}",
            choice.measure.source,
            choice.scope.classification,
            data.manifest.fictional,
        ),
    )


def _apart(own: int, first: int) -> str:
    if own == 0 or first == 0:
        return "–"
    steps = own - first
    return "gelijk" if steps == 0 else f"{number(abs(steps))} {'hoger' if steps > 0 else 'lager'}"


def keep(data: Dataset, choice: Choice) -> None:
    """Save the comparison under a name."""
    with st.popover("Bewaar deze vergelijking", icon=":material/bookmark:"):
        name = st.text_input("Naam", key="w_vergelijknaam", max_chars=selections.LONGEST)
        if st.button("Bewaar", key="bewaar_vergelijking", type="primary"):
            made = selections.Selection(
                name, choice.scope.level, choice.scope.classification, tuple(choice.codes)
            )
            try:
                selections.save(data.manifest.dataset, made)
            except StoreError as error:
                st.error(str(error), icon=":material/error:")
            else:
                st.success(f"Bewaard als '{escape_markdown(name)}'.")
