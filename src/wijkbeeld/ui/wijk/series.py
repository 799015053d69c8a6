"""The score over time, with ranks and local events."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Kind, Line
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.text import Axis, Heading
from wijkbeeld.diagnosis.known import class_told
from wijkbeeld.store import events
from wijkbeeld.store.events import Event
from wijkbeeld.store.read import opened
from wijkbeeld.store.versions import StoreError
from wijkbeeld.ui import inhabitants, paper, prose, session, tables
from wijkbeeld.ui.chart_titles import course_title, measured, writing
from wijkbeeld.ui.provenance import fictional, picture, policy_bands
from wijkbeeld.ui.reference import Part, all_of, mean_lines, means_told
from wijkbeeld.ui.theme import show, style
from wijkbeeld.ui.wijk.choice import Choice, origin, source_line
from wijkbeeld.words.markdown import escape_markdown


def over_time(scope: Scope, choice: Choice) -> None:
    """Draw the score over time beside gemeente and all areas, with local events and ranks."""
    noted = events.events(scope.dataset, choice.code)
    lines, notes = _lines(scope, choice)
    waves = opened(scope).waves(scope)
    score = opened(scope).measures()["lbm"]
    noun = session.LEVEL_LABEL[scope.level].lower()
    marks = inhabitants.open_points_told(scope, [choice.code])  # the header says what is unknown
    period = choice.base, int(choice.own.index[-1])
    heading = Heading(
        (course_title(lines, writing(score), period=period) or score.label) + fictional(scope),
        "\n".join([*marks, source_line(scope)]),
        f"{measured(score)} {means_told(lines, noun)}",
    )
    years = Years(
        (waves[0], waves[-1]),
        bands=policy_bands(scope),
        events=[(e.year, e.text) for e in noted],
    )
    show(
        series_figure(lines, Axis(score.unit, score.decimals), heading, style(300), years),
        "wijk_verloop",
        picture(scope, "verloop", score, (waves[0], waves[-1]), [choice.name]),
        f"{heading.title}. {score.label} van {', '.join(line.name for line in lines)}",
    )
    for n, event in enumerate(noted, start=1):
        source = f" Bron: {escape_markdown(event.source)}" if event.source else ""
        prose.note(f"{n} · {event.year}: {escape_markdown(event.text)}{source}")
    for note in notes:
        prose.note(note)
    _ranks(scope, choice)
    with st.expander("Eigen gebeurtenissen bij dit gebied", icon=":material/event:"):
        _edit_events(scope, choice, noted)


def _lines(scope: Scope, choice: Choice) -> tuple[list[Line], list[str]]:
    """The area, the means beside it, and which waves were left out of a mean."""
    own = choice.own
    noun = session.LEVEL_LABEL[scope.level].lower()
    references = [all_of(opened(scope), choice.areas, noun, choice.scores)]
    if scope.level != "gemeente":
        in_town = choice.scores.loc[choice.in_town]
        town = Part(choice.town, f"{choice.town}, alle {noun}", in_town, Kind.AROUND)
        references.insert(0, town)
    means, notes = mean_lines(references, noun)
    mine = Line(
        choice.name,
        [int(w) for w in own.index],
        own.tolist(),
        note=inhabitants.marks(scope, [choice.code])[choice.code],
        is_hollow=choice.code in inhabitants.hollow(scope, [choice.code]),
    )
    return [mine, *means], notes


def _ranks(scope: Scope, choice: Choice) -> None:
    """Score, class and rank in every wave."""
    rows = []
    for wave, value in choice.own.items():
        place = standing(choice.scores[wave], choice.code)
        rows.append(
            {
                "Meting": str(wave),
                "Score": float(value),
                "Klasse": class_told(scope, choice.code, int(str(wave))),
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
    paper.table(edited, "Eigen gebeurtenissen")
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
