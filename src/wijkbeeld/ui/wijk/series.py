"""The score over time, with ranks and local events."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.charts.series import Line, Style, Years, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store import events
from wijkbeeld.store.events import Event
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session, tables
from wijkbeeld.ui.reference import mean_lines, whole
from wijkbeeld.ui.theme import chart_config, ink, line_colours
from wijkbeeld.ui.wijk.choice import Choice, fictional, origin, source_line
from wijkbeeld.ui.wijk.now import class_of
from wijkbeeld.words.markdown import escape_markdown


def over_time(data: Dataset, choice: Choice) -> None:
    """Draw the score over time beside gemeente and all areas, with local events and ranks."""
    own = choice.scores.loc[choice.code].dropna()
    lines = [Line(choice.name, [int(w) for w in own.index], own.tolist())]
    inside_town = choice.areas.index[choice.areas["gemeente_naam"] == choice.town]
    noun = session.LEVEL_LABEL[choice.scope.level].lower()
    references = [(f"{choice.town}, alle {noun}", choice.scores.loc[inside_town])] * (
        choice.scope.level != "gemeente"
    )
    references.append((f"{whole(data, choice.areas)}, alle {noun}", choice.scores))
    means, notes = mean_lines(references, noun)
    lines += means
    noted = events.events(data.manifest.dataset, choice.code)
    waves = data.waves(choice.scope)
    figure = series_figure(
        lines,
        Axis("score", 2),
        Heading(f"Totaalscore{fictional(data)}", source_line(data, choice)),
        Style(line_colours(), ink(), height=500),
        Years(
            (waves[0], waves[-1]),
            bands=catalog().timeline,
            events=[(e.year, e.text) for e in noted],
        ),
    )
    st.plotly_chart(
        figure,
        key="wijk_verloop",
        config=chart_config(f"wijkbeeld_{choice.code}_verloop"),
        alt=f"Totaalscore van {choice.name} naast gemeente en alle gebieden",
    )
    for n, event in enumerate(noted, start=1):
        st.caption(
            f"{n} · {event.year}: {escape_markdown(event.text)}"
            + (f" Bron: {escape_markdown(event.source)}" if event.source else "")
        )
    for note in notes:
        st.caption(note)
    _ranks(data, choice, own)
    with st.expander("Eigen gebeurtenissen bij dit gebied", icon=":material/event:"):
        _edit_events(data, choice, noted)


def _ranks(data: Dataset, choice: Choice, own: pd.Series) -> None:
    rows = []
    for wave, value in own.items():
        place = standing(choice.scores[wave], choice.code)
        rows.append(
            {
                "Meting": str(wave),
                "Score": float(value),
                "Klasse": class_of(data, choice, int(str(wave))),
                "Rang": place.rank if place else None,
                "n": place.n if place else None,
                "Percentiel": place.percentile if place else None,
            }
        )
    frame = pd.DataFrame(rows).set_index("Meting")
    with st.expander("Score, klasse en rang per meting"):
        tables.show(
            frame, {"Score": 2, "Rang": 0, "n": 0, "Percentiel": 0}, "Score en rang per meting"
        )
        tables.download(
            frame, f"wijkbeeld_{choice.code}_score", origin(data, choice, "Totaalscore", "score")
        )


def _edit_events(data: Dataset, choice: Choice, noted: list[Event]) -> None:
    """Let the user note what happened here; shown in the series, kept in the store."""
    frame = pd.DataFrame(
        [(e.year, e.text, e.source) for e in noted], columns=["Jaar", "Wat gebeurde er", "Bron"]
    )
    frame = frame.astype({"Jaar": "Int64", "Wat gebeurde er": "str", "Bron": "str"})
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        key=f"w_gebeurtenis_{choice.code}",
        hide_index=True,
        placeholder="",
        column_config={"Jaar": st.column_config.NumberColumn(format="%d", step=1)},
    )
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
