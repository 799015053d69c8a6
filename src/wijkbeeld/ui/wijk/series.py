"""The score over time, with ranks and local events."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.series import Line, Style, Years, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.store import events
from wijkbeeld.store.events import Event
from wijkbeeld.store.read import opened
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import session, tables
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.ui.reference import mean_lines, whole
from wijkbeeld.ui.theme import chart_config, ink, line_colours
from wijkbeeld.ui.wijk.choice import Choice, origin, source_line
from wijkbeeld.ui.wijk.now import class_of
from wijkbeeld.words.markdown import escape_markdown


def over_time(scope: Scope, choice: Choice) -> None:
    """Draw the score over time beside gemeente and all areas, with local events and ranks."""
    noted = events.events(scope.dataset, choice.code)
    lines, notes = _lines(scope, choice)
    waves = opened(scope).waves(scope)
    figure = series_figure(
        lines,
        Axis("score", 2),
        Heading(f"Totaalscore{fictional(scope)}", source_line(scope)),
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
        source = f" Bron: {escape_markdown(event.source)}" if event.source else ""
        st.caption(f"{n} · {event.year}: {escape_markdown(event.text)}{source}")
    for note in notes:
        st.caption(note)
    _ranks(scope, choice)
    with st.expander("Eigen gebeurtenissen bij dit gebied", icon=":material/event:"):
        _edit_events(scope, choice, noted)


def _lines(scope: Scope, choice: Choice) -> tuple[list[Line], list[str]]:
    """The area, the means beside it, and which waves were left out of a mean."""
    own = choice.own
    noun = session.LEVEL_LABEL[scope.level].lower()
    everything = whole(opened(scope), choice.areas)
    references = [(f"{everything}, alle {noun}", choice.scores)]
    if scope.level != "gemeente":
        in_town = choice.scores.loc[choice.in_town]
        references.insert(0, (f"{choice.town}, alle {noun}", in_town))
    means, notes = mean_lines(references, noun)
    return [Line(choice.name, [int(w) for w in own.index], own.tolist()), *means], notes


def _ranks(scope: Scope, choice: Choice) -> None:
    """Score, class and rank in every wave."""
    rows = []
    for wave, value in choice.own.items():
        place = standing(choice.scores[wave], choice.code)
        rows.append(
            {
                "Meting": str(wave),
                "Score": float(value),
                "Klasse": class_of(scope, choice, int(str(wave))),
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
            frame, f"wijkbeeld_{choice.code}_score", origin(scope, "Totaalscore", "score")
        )


def _edit_events(scope: Scope, choice: Choice, noted: list[Event]) -> None:
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
            events.replace(scope.dataset, choice.code, new)
        except StoreError as error:
            st.error(f"Niet bewaard. {error}", icon=":material/error:")
        else:
            st.rerun()


def _text(value: object) -> str:
    return "" if value is None or value != value or str(value) == "None" else str(value).strip()
