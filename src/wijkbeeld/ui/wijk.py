"""Parts of the page *Wijk*: everything about one area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from wijkbeeld.analysis.alike import distances
from wijkbeeld.analysis.around import inside, neighbours, parts_of
from wijkbeeld.analysis.levels import decompose, mean_line, standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.charts.level import histogram_figure
from wijkbeeld.charts.profile import decomposition_figure, profile_figure
from wijkbeeld.charts.series import Line, series_figure
from wijkbeeld.map.live import FEWEST
from wijkbeeld.store import events
from wijkbeeld.store.events import Event
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import data as session
from wijkbeeld.ui import pages, tables, view
from wijkbeeld.ui.groups import groups, people
from wijkbeeld.ui.look import chart_config, ink, line_colours
from wijkbeeld.ui.picker import pick_area
from wijkbeeld.words import sentences
from wijkbeeld.words.numbers import number, signed
from wijkbeeld.words.plain import plain

KEPT = ("dataset", "niveau", "editie", "gebied", "dim_van", "dim_tot")
STRUCTURE = ("koop", "corporatie", "bouw_vanaf_2000", "adressendichtheid", "inwoners", "eengezins")
KEY_FIGURES = (
    "inwoners", "huishoudens", "woningen", "woz", "koop", "corporatie", "bouw_vanaf_2000", "eengezins",
    "inkomen_inwoner", "hh_laagste_40", "hh_laag_inkomen", "bijstand", "leeftijd_0_14", "leeftijd_65plus",
    "hh_eenpersoons", "bevolkingsdichtheid",
)  # fmt: skip
MOST_ALIKE = 8
MOST_HAVE_IT = 0.7
"""Part of the areas that must have a figure to compare on it; else the nearest area is only the nearest known."""


@dataclass(frozen=True)
class Choice:
    """Which area, in which edition."""

    level: str
    edition: int
    code: str
    name: str
    town: str
    areas: pd.DataFrame
    scores: pd.DataFrame
    """Total score of all areas: rows areas, columns waves."""


def controls(data: Dataset, levels: list[str]) -> Choice | None:
    """Choose the area; None as long as there is none."""
    first, second, third = st.columns([1.2, 0.8, 2.6])
    with first:
        level = view.pick(
            "niveau", "Niveau", levels, session.default_level(data, levels), lambda v: session.LEVEL_LABEL[v]
        )
    with second:
        edition = session.pick_edition(data, level)
    areas = data.by_code(edition, level)
    with third:
        code = pick_area(areas)
    if code is None:
        st.info("Kies een gebied, of klik er op Kaart een aan.", icon=":material/touch_app:")
        return None
    row = areas.loc[code]
    return Choice(
        level, edition, code, str(row["name"]), str(row["gemeente_naam"]), areas, data.wide(edition, level, "lbm")
    )


def header(data: Dataset, choice: Choice) -> bool:
    """Say who the area is and where it stands now; return whether it has scores at all."""
    own = choice.scores.loc[choice.code].dropna()
    fictional = " (fictief)" if data.manifest.fictional else ""
    st.header(f"{plain(choice.name)}{fictional}")
    st.caption(f"{choice.level.capitalize()} · {plain(choice.town)} · {choice.code} · editie {choice.edition}")
    if own.empty:
        st.info("Dit gebied heeft in geen enkele meting een score.", icon=":material/info:")
        return False
    wave = int(own.index[-1])
    country = standing(choice.scores[wave], choice.code)
    inside_town = choice.scores[wave][choice.areas.index[choice.areas["gemeente_naam"] == choice.town]]
    local = standing(inside_town, choice.code)
    one, two, three, four = st.columns(4)
    one.metric(f"Score {wave}", number(float(own[wave]), 2), border=True)
    two.metric(f"Klasse {wave}", class_of(data, choice, wave), border=True)
    if len(own) > 1:
        base = int(own.index[0])
        three.metric(f"Verandering {base}-{wave}", f"{signed(float(own[wave] - own[base]), 3)} punt", border=True)
    if country:
        text = f"{number(country.rank)} van {number(country.n)}"
        four.metric("Plaats in deze dataset", text, border=True)
    crowd = people(data, choice.edition, choice.level)
    parts = []
    if local and choice.level != "gemeente":
        parts += [sentences.standing_sentence(local, choice.level, f"in {plain(choice.town)}")] * (local.n > 1)
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
    rows = data.series(choice.edition, choice.level, [choice.code])
    row = rows[rows["wave"] == wave]
    if row.empty or pd.isna(row["klasse"].iloc[0]):
        return "–"
    names = {c.number: c.name for c in catalog().classes["situatie"].limits}
    derived = "" if row["klasse_bron"].iloc[0] == "officieel" else " (afgeleid)"
    return f"{names[int(row['klasse'].iloc[0])]}{derived}"


def over_time(data: Dataset, choice: Choice) -> None:
    """Draw the score over time beside gemeente and all areas, with local events, and rank per wave."""
    table = choice.scores[choice.scores.columns[choice.scores.notna().sum() >= 0.9 * choice.scores.notna().sum().max()]]
    own = choice.scores.loc[choice.code].dropna()
    lines = [Line(choice.name, [int(w) for w in own.index], own.tolist())]
    inside_town = choice.areas.index[choice.areas["gemeente_naam"] == choice.town]
    whole = "De fictieve regio" if data.manifest.fictional else "Alle gebieden in deze dataset"
    references = [(choice.town, table.loc[inside_town]), (whole, table)]
    for name, part in references if choice.level != "gemeente" else references[1:]:
        found = mean_line(part).dropna()
        title = f"{name} (ongewogen, n = {number(int(found['n'].max()))})"
        lines.append(Line(title, [int(w) for w in found.index], found["mean"].tolist(), is_reference=True))
    noted = events.events(data.manifest.dataset, choice.code)
    waves = data.waves(choice.edition, choice.level)
    figure = series_figure(
        lines, "score", 2, line_colours(), bands=catalog().timeline, span=(waves[0], waves[-1]), height=500, ink=ink(),
        events=[(e.year, e.text) for e in noted], title=f"Totaalscore{_fictional(data)}", source=_source(data, choice),
    )  # fmt: skip
    st.plotly_chart(figure, key="wijk_verloop", config=chart_config(f"wijkbeeld_{choice.code}_verloop"),
                    alt=f"Totaalscore van {choice.name} naast gemeente en alle gebieden")  # fmt: skip
    for n, event in enumerate(noted, start=1):
        st.caption(
            f"{n} · {event.year}: {plain(event.text)}" + (f" Bron: {plain(event.source)}" if event.source else "")
        )
    _ranks(data, choice, own)
    with st.expander("Eigen gebeurtenissen bij dit gebied", icon=":material/event:"):
        _edit_events(data, choice, noted)


def _ranks(data: Dataset, choice: Choice, own: pd.Series) -> None:
    rows = []
    for wave, value in own.items():
        place = standing(choice.scores[wave], choice.code)
        rows.append({"Meting": str(wave), "Score": float(value), "Klasse": class_of(data, choice, int(str(wave))),
                     "Rang": place.rank if place else None, "n": place.n if place else None,
                     "Percentiel": place.percentile if place else None})  # fmt: skip
    frame = pd.DataFrame(rows).set_index("Meting")
    with st.expander("Score, klasse en rang per meting"):
        tables.show(frame, {"Score": 2, "Rang": 0, "n": 0, "Percentiel": 0}, "Score en rang per meting")
        tables.download(frame, f"wijkbeeld_{choice.code}_score", _origin(data, choice, "Totaalscore", "score"))


def _edit_events(data: Dataset, choice: Choice, noted: list[Event]) -> None:
    """Let the user note what happened here; shown in the series, kept in the store."""
    frame = pd.DataFrame([(e.year, e.text, e.source) for e in noted], columns=["Jaar", "Wat gebeurde er", "Bron"])
    frame = frame.astype({"Jaar": "Int64", "Wat gebeurde er": "str", "Bron": "str"})
    edited = st.data_editor(frame, num_rows="dynamic", key=f"w_gebeurtenis_{choice.code}", hide_index=True,
                            column_config={"Jaar": st.column_config.NumberColumn(format="%d", step=1)})  # fmt: skip
    if st.button("Bewaar gebeurtenissen", key="bewaar_gebeurtenis"):
        rows = edited.dropna(how="all")
        new = [
            Event(choice.code, int(year) if pd.notna(year) else 0, _text(text), _text(source))
            for year, text, source in rows.itertuples(index=False)
        ]
        try:
            events.replace(data.manifest.dataset, choice.code, new)
        except StoreError as error:
            st.error(f"Niet bewaard. {error}", icon=":material/error:")
        else:
            st.rerun()


def _text(value: object) -> str:
    return "" if value is None or value != value or str(value) == "None" else str(value).strip()


def profile(data: Dataset, choice: Choice) -> None:
    """Draw the dimensions beside gemeente and all areas, and how a change adds up from them."""
    rows = data.series(choice.edition, choice.level, [choice.code])
    known = [int(w) for w in rows.loc[rows[list(DIMENSIONS)].notna().all(axis=1), "wave"]]
    st.header("De vijf dimensies")
    if not known:
        st.info("Voor dit gebied zijn geen dimensies gepubliceerd.", icon=":material/info:")
        return
    labels = {d: data.measures()[d].label for d in DIMENSIONS}
    st.caption(sentences.missing_dimensions(data.waves(choice.edition, choice.level),
                                            catalog().sources["leefbaarometer"].dimension_waves))  # fmt: skip
    first, second, _ = st.columns([1, 1, 2])
    with first:
        wave = view.pick("dim_tot", "Meting", known[::-1], known[-1], as_list=True)
    with second:
        earlier = [w for w in known if w < wave]
        base = view.pick("dim_van", "Verandering vanaf", earlier, earlier[0], as_list=True) if earlier else None
    town = choice.areas.index[choice.areas["gemeente_naam"] == choice.town]
    table = pd.DataFrame(
        {
            choice.name: [_value(data, choice, d, wave) for d in DIMENSIONS],
            **({choice.town: [_mean(data, choice, d, wave, town) for d in DIMENSIONS]}
               if choice.level != "gemeente" and choice.town != choice.name else {}),
            "Alle gebieden": [_mean(data, choice, d, wave, choice.areas.index) for d in DIMENSIONS],
        },
        index=list(DIMENSIONS),
    )  # fmt: skip
    left, right = st.columns(2, gap="medium")
    left.plotly_chart(
        profile_figure(table, labels, line_colours(), f"Dimensies in {wave}{_fictional(data)}", _source(data, choice)),
        key="wijk_profiel", config=chart_config(f"wijkbeeld_{choice.code}_dimensies"),
        alt=f"Dimensies van {choice.name} in {wave}",
    )  # fmt: skip
    split = decompose(rows, base, wave, DIMENSIONS) if base else None
    if split is None:
        right.info("Er is maar één meting met dimensies: een verandering is niet te splitsen.", icon=":material/info:")
        return
    title = f"Waaruit bestaat de verandering {base}-{wave}?{_fictional(data)}"
    right.plotly_chart(
        decomposition_figure(split, labels, title, _source(data, choice)), key="wijk_splitsing",
        config=chart_config(f"wijkbeeld_{choice.code}_verandering"), alt=title,
    )  # fmt: skip
    st.markdown(sentences.decomposition_sentence(choice.name, split, labels))


def _value(data: Dataset, choice: Choice, measure: str, wave: int) -> float:
    return float(data.wide(choice.edition, choice.level, measure)[wave][choice.code])


def _mean(data: Dataset, choice: Choice, measure: str, wave: int, codes: pd.Index) -> float:
    return float(data.wide(choice.edition, choice.level, measure)[wave].reindex(codes).mean())


def key_figures(data: Dataset, choice: Choice) -> None:
    """Show the latest key figures beside the gemeente and the middle of all areas."""
    st.header("Kerncijfers")
    measures = data.measures()
    years = data.figure_years(choice.edition, choice.level)
    own = data.figures(choice.edition, choice.level, [choice.code])
    town_code = str(choice.areas["gemeente_code"][choice.code])
    town = data.figures(choice.edition, "gemeente", [town_code])
    rows = []
    for id_ in KEY_FIGURES:
        mine = own[(own["indicator"] == id_) & own["value"].notna()]
        if mine.empty or id_ not in measures:
            continue
        year = int(mine["year"].max())
        everyone = data.figure(choice.edition, choice.level, id_, year)["value"]
        local = town[(town["indicator"] == id_) & (town["year"] == year)]["value"].dropna()
        measure = measures[id_]
        mine_now = float(mine.loc[mine["year"] == year, "value"].iloc[0])
        rows.append({
            "Indicator": measure.label, "Eenheid": measure.unit, "Jaar": str(year),
            "Gebied": number(mine_now, measure.decimals),
            "Gemeente": number(float(local.iloc[0]), measure.decimals) if len(local) else "–",
            "Middelste gebied": number(float(everyone.median()), measure.decimals),
            "n": number(int(everyone.notna().sum())),
        })  # fmt: skip
    if not rows:
        text = "Op dit niveau zijn er nog geen kerncijfers." if years.empty else "Van dit gebied zijn geen kerncijfers."
        st.info(f"{text} Voeg ze toe op Gegevens.", icon=":material/database:")
        return
    frame = pd.DataFrame(rows).set_index("Indicator")
    st.dataframe(frame, alt=f"Kerncijfers van {choice.name}")
    st.caption(
        "Het laatste jaar dat er voor dit gebied is. Middelste gebied: de mediaan van alle "
        f"{session.LEVEL_LABEL[choice.level].lower()} met een cijfer (n). "
        "Een streepje betekent: geen cijfer in deze dataset."
    )
    tables.download(frame, f"wijkbeeld_{choice.code}_kerncijfers",
                    _origin(data, choice, "Kerncijfers", "zie kolom Eenheid", measures["inwoners"].source))  # fmt: skip


def within(data: Dataset, choice: Choice) -> None:
    """Show the spread inside the area: its parts, best and weakest, and its 100 m cells."""
    finer = {"gemeente": "wijk", "wijk": "buurt"}.get(choice.level)
    has_parts = finer is not None and choice.edition in data.editions(finer)
    has_cells = data.has_grid(choice.edition)
    if not has_parts and not has_cells:
        return
    st.header("Binnen het gebied")
    left, right = st.columns(2, gap="medium")
    with left:
        if has_parts and finer is not None:
            _parts(data, choice, finer)
    with right:
        if has_cells:
            _cells(data, choice)


def _parts(data: Dataset, choice: Choice, finer: str) -> None:
    table = data.wide(choice.edition, finer, "lbm")
    codes = parts_of(table.index, choice.code)
    found = table.loc[codes].dropna(how="all")
    if found.empty:
        st.caption("Van de delen van dit gebied zijn geen scores.")
        return
    wave = int(found.columns[found.notna().any()][-1])
    names = data.by_code(choice.edition, finer)["name"]
    column = found[wave].dropna().sort_values(ascending=False)
    first = int(found.columns[found.notna().any()][0])
    change = found[wave] - found[first] if first != wave else None
    frame = pd.DataFrame({"Gebied": names.reindex(column.index), f"Score {wave}": column})
    if change is not None:
        frame[f"Verandering {first}-{wave}"] = change.reindex(column.index)
    frame = frame.assign(Code=frame.index).set_index("Gebied")
    st.markdown(sentences.spread_sentence(finer, wave, column.rename(index=names.to_dict())))
    decimals = {f"Score {wave}": 2} | ({f"Verandering {first}-{wave}": 3} if change is not None else {})
    tables.show(frame, decimals, f"Delen van {choice.name}", 300, with_sign=_changes(frame))


def _cells(data: Dataset, choice: Choice) -> None:
    shape = _shape(data, choice)
    if shape is None:
        return
    wave = data.waves(choice.edition, "grid")[-1]
    try:
        cells = data.cells(choice.edition, wave, "lbm")
        data.grid_bounds(choice.edition)
    except StoreError as error:
        st.caption(str(error))
        return
    values = cells["value"][inside(cells["x"].to_numpy() + 50.0, cells["y"].to_numpy() + 50.0, shape)]
    if values.empty:
        st.caption("In dit gebied zijn geen bewoonde vierkanten van 100 meter.")
        return
    own = choice.scores.get(wave)
    figure = histogram_figure(
        values, float(own[choice.code]) if own is not None else None, "score", 2, line_colours()[0],
        f"Vierkanten van 100 meter in {wave}{_fictional(data)}", f"n = {number(len(values))}. {_source(data, choice)}",
    )  # fmt: skip
    st.plotly_chart(figure, key="wijk_cellen", config=chart_config(f"wijkbeeld_{choice.code}_vierkanten"),
                    alt=f"Spreiding van {number(len(values))} vierkanten in {choice.name}")  # fmt: skip


@st.cache_resource(max_entries=4, show_spinner=False)
def _shapes(version: str, edition: int, level: str, _data: Dataset) -> pd.Series:
    del version
    frame = _data.geometry(edition, level)
    return pd.Series(frame.geometry.to_numpy(), index=pd.Index(frame["code"]))


def _shape(data: Dataset, choice: Choice):  # type: ignore[no-untyped-def]
    shapes = _shapes(data.version, choice.edition, choice.level, data)
    return shapes.get(choice.code)


def others(data: Dataset, choice: Choice) -> None:
    """Show neighbours and areas that are alike, side by side."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("Buren")
        codes = neighbours(_shapes(data.version, choice.edition, choice.level, data), choice.code)
        if codes:
            frame, decimals = _beside(choice, codes)
            tables.show(frame, decimals, "Buren van dit gebied", 320, with_sign=_changes(frame))
        else:
            st.caption("Er zijn geen grenzen van dit gebied, of geen buren binnen de dataset.")
    with right:
        st.header("Gebieden die erop lijken")
        _alike(data, choice)


def _beside(choice: Choice, codes: list[str], extra: pd.Series | None = None) -> tuple[pd.DataFrame, dict[str, int]]:
    """Rows of score and change, the area itself on top."""
    waves = choice.scores.columns[choice.scores.loc[choice.code].notna()]
    listed = [choice.code, *codes]
    wave, base = int(waves[-1]), int(waves[0])
    frame = pd.DataFrame({
        "Gebied": choice.areas["label"].reindex(listed).to_numpy(),
        f"Score {wave}": choice.scores[wave].reindex(listed).to_numpy(),
    })  # fmt: skip
    decimals = {f"Score {wave}": 2}
    if base != wave:
        name = f"Verandering {base}-{wave}"
        frame[name] = (choice.scores[wave] - choice.scores[base]).reindex(listed).to_numpy()
        decimals[name] = 3
    if extra is not None:
        frame["Afstand"] = extra.reindex(listed).fillna(0.0).to_numpy()  # an area lies at no distance from itself
        decimals["Afstand"] = 2
    return frame.set_index("Gebied"), decimals


def _changes(frame: pd.DataFrame) -> list[str]:
    return [c for c in frame.columns if str(c).startswith("Verandering")]


def _alike(data: Dataset, choice: Choice) -> None:
    """Nearest areas by structure and start level; the criteria are in sight."""
    own = choice.scores.loc[choice.code].dropna()
    if own.empty:
        return
    base = int(own.index[0])
    measures = data.measures()
    years = data.figure_years(choice.edition, choice.level)
    usable = _structure(data, choice, years)
    chosen = st.multiselect("Gelijkenis op de startscore en", list(usable), list(usable), key="w_criteria",
                            format_func=lambda i: measures[i].label)  # fmt: skip
    criteria = {f"Score {base}": choice.scores[base]}
    told = [f"score {base}"]
    for id_ in chosen:
        year, values = usable[id_]
        criteria[id_] = np.log1p(values) if id_ in ("inwoners", "adressendichtheid") else values
        told.append(f"{measures[id_].label.lower()} ({year})")
    found = distances(pd.DataFrame(criteria, index=choice.areas.index), choice.code)
    if found.empty:
        st.caption("Van dit gebied ontbreekt een van de kenmerken, dus er is geen vergelijking te maken.")
        return
    nearest = found.head(MOST_ALIKE)
    frame, decimals = _beside(choice, list(nearest.index), nearest["afstand"])
    tables.show(frame, decimals, "Gebieden die lijken op dit gebied", 320, with_sign=_changes(frame))
    st.caption(
        f"Kenmerken: {', '.join(told)}. Afstand: gemiddeld verschil in standaarddeviaties over "
        f"{number(len(found) + 1)} gebieden met alle kenmerken. "
        "Lijken op elkaar zegt niet dat ze zich ook gelijk zouden hebben ontwikkeld."
    )
    view_codes = ",".join([choice.code, *nearest.index[:5]])
    if st.button("Zet ze naast elkaar", icon=":material/compare_arrows:", key="naar_vergelijken"):
        view.put(gebieden=view_codes)
        st.switch_page(pages.page("vergelijken"))


def _structure(data: Dataset, choice: Choice, years: pd.DataFrame) -> dict[str, tuple[int, pd.Series]]:
    """Structural figures that most areas and this one have, each in its earliest such year."""
    found = {}
    for id_ in STRUCTURE:
        full = years[(years["indicator"] == id_) & (years["areas"] >= MOST_HAVE_IT * len(choice.areas))]
        for year in sorted(int(y) for y in full["year"]):
            column = data.figure(choice.edition, choice.level, id_, year).set_index("code")["value"]
            if not np.isnan(column.get(choice.code, np.nan)):
                found[id_] = (year, column.reindex(choice.areas.index))
                break
    return found


def programmes(data: Dataset, choice: Choice) -> None:
    """Show which policy programmes the area was part of."""
    mine = [g for g in groups(data, choice.level, choice.edition).values() if choice.code in g.codes]
    declared = catalog().programmes
    st.header("Programma's")
    if not mine:
        st.caption("Dit gebied hoort bij geen van de programma's die Wijkbeeld kent (zie Verantwoording).")
    for group in mine:
        programme = declared.get(group.id)
        if programme is None:
            st.markdown(f"- {plain(group.label)}")
            continue
        period = f"{programme.start}-{programme.end or 'nu'}"
        rows = [a for a in programme.areas if choice.code in a.codes]
        match = f" Gekoppeld: {plain(rows[0].match)}." if rows and rows[0].match else ""
        text = f"{plain(programme.note)}{match} Bron: {plain(programme.source)}."
        st.markdown(f"- **{plain(programme.label)}** ({period}). {text}")


def _fictional(data: Dataset) -> str:
    return " (fictief)" if data.manifest.fictional else ""


def _source(data: Dataset, choice: Choice) -> str:
    return f"Bron: {data.measures()['lbm'].source}, editie {choice.edition}"


def _origin(data: Dataset, choice: Choice, measure: str, unit: str, source: str | None = None) -> tables.Origin:
    return tables.Origin(measure, unit, "zie tabel", source or data.measures()["lbm"].source, choice.edition,
                         data.manifest.fictional)  # fmt: skip
