"""The page from the answer down: answer, profile and quadrants, map, table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.waterbed import Around, Waterbed
from wijkbeeld.charts.text import Heading
from wijkbeeld.charts.waterbed import profile_figure, quadrant_figure
from wijkbeeld.renewal.waterbed import By, Found, bands
from wijkbeeld.store.read import opened
from wijkbeeld.ui import provenance, tables
from wijkbeeld.ui.theme import show as show_figure
from wijkbeeld.ui.waterbed import map as areas_map
from wijkbeeld.ui.waterbed.choice import Asked
from wijkbeeld.words import waterbed as words
from wijkbeeld.words.markdown import escape_markdown


def show(asked: Asked, found: Found) -> None:
    """Answer first; then what it rests on."""
    told = about(asked)
    with st.container(border=True):
        st.header("Is er een waterbed?")
        text = escape_markdown(words.answer(found.outcome, told))
        st.markdown(f"**{words.verdict(found.outcome)}** {text}")
        st.caption(words.NOT_PROVEN)
    if found.outcome is None:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _profile(asked, found, found.outcome)
    with right:
        _quadrants(asked, found, found.outcome)
    is_fictional = opened(asked.question.scope).manifest.fictional
    region = "de fictieve regio" if is_fictional else "het COROP-gebied"
    notes = (
        words.trend_note(found.outcome, told, region),
        words.missing_neighbours(found.outcome.rings[0].left, found.outcome.rings[0], told),
        words.left_out(found.elsewhere, found.small),
        _begun_before(asked),
    )
    st.caption(escape_markdown(" ".join(filter(None, notes))))
    areas_map.show(asked, found, told)
    _table(asked, found, found.outcome)
    st.caption(words.MOVED)


def _begun_before(asked: Asked) -> str:
    """That the programme began before the base wave; empty where it did not, or says nothing."""
    areas, base = asked.question.set, asked.period.base
    if areas.start is None or areas.start > base:
        return ""
    return words.begun_before(areas.label, areas.start, base)


def about(asked: Asked) -> words.About:
    """The question in words."""
    question, after = asked.question, asked.period.after
    return words.About(
        question.scope.level, question.measure.label, asked.period.base, after[0], after[-1]
    )


def rows(asked: Asked, outcome: Waterbed) -> pd.DataFrame:
    """The profile: columns ``label, value, low, high, n, strong, groups``."""
    limits = bands(asked.question.scope) if asked.by is By.DISTANCE else ()
    inside = (words.INSIDE, outcome.inside, None, None, outcome.n_inside, None, None)
    around = [
        (words.ring_name(r.order, limits), r.value, r.low, r.high, *_counts(r))
        for r in (*outcome.rings, outcome.city)
    ]
    columns = ["label", "value", "low", "high", "n", "strong", "groups"]
    return pd.DataFrame([inside, *around], columns=columns).astype({"low": float, "high": float})


def _counts(ring: Around) -> tuple[int, int, int]:
    return len(ring.codes), ring.strong, ring.placebos


def _heading(asked: Asked, title: str, measured: str) -> Heading:
    scope, measure = asked.question.scope, asked.question.measure
    source = f"{provenance.source_line(scope, measure)}\nGebieden: {asked.question.set.name}"
    return Heading(title + provenance.fictional(scope), source, measured)


def _file(asked: Asked, what: str) -> str:
    question, period = asked.question, asked.period
    years = (period.base, period.after[-1])
    return provenance.picture(
        question.scope, f"waterbed {what}", question.measure, years, [question.set.name]
    )


def _profile(asked: Asked, found: Found, outcome: Waterbed) -> None:
    told = about(asked)
    title = words.profile_finding(outcome)
    measured = f"{told.measure}, verandering {told.period}, min de regionale trend; punt."
    figure = profile_figure(rows(asked, outcome), _heading(asked, title, measured))
    show_figure(figure, "wb_profiel", _file(asked, "ringen"), title)


def _quadrants(asked: Asked, found: Found, outcome: Waterbed) -> None:
    measure, title = asked.question.measure, words.quadrant_finding(outcome)
    known = _measures(asked)
    points = {known[m]: p for m, p in found.others.items()}
    if not points:
        st.info(f"{title}.", icon=":material/info:")
        return
    measured = f"Verandering {about(asked).period}, min de regionale trend; punt."
    figure = quadrant_figure(outcome.cloud, points, measure.label, _heading(asked, title, measured))
    show_figure(figure, "wb_kwadrant", _file(asked, "binnen en ring"), title)


def _measures(asked: Asked) -> dict[str, str]:
    return {m: x.label for m, x in opened(asked.question.scope).measures().items()}


def _table(asked: Asked, found: Found, outcome: Waterbed) -> None:
    names = {
        "label": "Waar",
        "value": "Anders dan de trend",
        "low": "Toeval van",
        "high": "Toeval tot",
        "n": "n",
        "strong": "Sterker, telt niet mee",
        "groups": "Groepen vergeleken",
    }
    frame = rows(asked, outcome).rename(columns=names).set_index("Waar")
    st.header("De ringen in cijfers")
    tables.show(
        frame,
        {names["value"]: 3, names["low"]: 3, names["high"]: 3}
        | {names["n"]: 0, names["strong"]: 0, names["groups"]: 0},
        "Ringen om de vernieuwde gebieden",
        with_sign=(names["value"], names["low"], names["high"]),
    )
    period = f"{asked.period.base}-{asked.period.after[-1]}"
    measure, scope = asked.question.measure, asked.question.scope
    origin = provenance.origin(scope, measure, measure.change_unit, period)
    tables.download(frame, f"wijkbeeld_waterbed_{measure.id}_ringen", origin)
