"""What the page opens with: the question, the answer, the ladder, and what may not be said."""

from __future__ import annotations

from html import escape

import streamlit as st

from wijkbeeld.analysis.ladder import Beside, Rung
from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.renewal import ladder_html
from wijkbeeld.renewal.choices import in_link
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.renewal.telling import place_of, told_of
from wijkbeeld.store.read import opened
from wijkbeeld.ui import url_state
from wijkbeeld.words.answer import headline
from wijkbeeld.words.classes import class_width
from wijkbeeld.words.comparison import WEIGHT
from wijkbeeld.words.ladder import Step, margin_sentence, step
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number

_CHOSEN = "v_naast"
COMPARISONS = {
    Beside.CITY: ("none", True),
    Beside.CITY_ALIKE: ("city_alike", False),
    Beside.CITIES_ALIKE: ("cities_alike", False),
    Beside.COUNTRY: ("none", False),
}
"""Estimator, and whether it stays within the gemeente, of every rung that can be compared."""


def answer(scope: Scope, question: Question, results: Results) -> None:
    """Question, answer, ladder and what may not be said: one screen, in this order on a phone."""
    told, place = told_of(question, results), place_of(question)
    ladder, first = results.ladder, results.main.panel.waves[0]
    steps = [step(r, ladder, place, first, question.measure.id) for r in ladder.rungs]
    chosen = chosen_rung(question.specification)
    at = next((k for k, r in enumerate(ladder.rungs) if r.beside is chosen), -1)
    drawn = ladder_html(ladder.rungs, steps, at, _foot(scope, question, results))
    mark = " data-fictief" if opened(scope).manifest.fictional else ""
    st.html(
        '<div class="wb-opening">'
        f'<section class="wb-answer"><h2>{escape(told.question)}</h2>'
        f"<p>{escape(told.answer)}</p></section>"
        f'<section class="wb-block"{mark}><h2>{escape(headline(ladder))}</h2>{drawn}</section>'
        f"{_said('Dit mag je niet zeggen', told.may_not, '✕', 'wb-not')}"
        f"{_said('Dit mag je wel zeggen', told.may, '✓', 'wb-may')}</div>"
    )
    able = [r for r in ladder.rungs if r.beside in COMPARISONS and r.estimate is not None]
    if able:
        _pick(able, chosen, dict(zip([r.beside for r in ladder.rungs], steps, strict=True)))
    if chosen is not None and ladder.drawn is not None:
        told_margin = margin_sentence(ladder[chosen], place, ladder.drawn.layout.lie)
        st.caption(escape_markdown(told_margin))


def _said(title: str, sentences: tuple[str, ...], mark: str, kind: str) -> str:
    """A list of what may or may not be said; nothing when there is nothing to say."""
    if not sentences:
        return ""
    rows = "".join(f'<li><i aria-hidden="true">{mark}</i>{escape(s)}</li>' for s in sentences)
    return f'<section class="wb-said {kind}"><h3>{title}</h3><ul>{rows}</ul></section>'


def _foot(scope: Scope, question: Question, results: Results) -> str:
    """What was measured, how it counts, and where it comes from."""
    own, waves = results.ladder.own, results.main.panel.waves
    when = (
        f"Verandering van {own.base} naar het gemiddelde van {own.first}–{own.last_wave}. "
        if own is not None
        else ""
    )
    fictional = " Fictieve cijfers." if opened(scope).manifest.fictional else ""
    return (
        f"{question.measure.label}, in punten; een klasse is ongeveer "
        f"{number(class_width(question.measure.id), 3)} punt. {when}"
        f"Gemeten in {', '.join(map(str, waves))}. {WEIGHT[question.specification.weight]}. "
        "Gevulde stip: toeval is onwaarschijnlijk. "
        f"Bron: {question.measure.source}, editie {scope.classification}.{fictional}"
    )


def chosen_rung(specification: Specification) -> Beside | None:
    """Rung that the comparison of the page stands on; None where it is another comparison."""
    mine = (specification.match, specification.same_stratum)
    for beside, (match, within) in COMPARISONS.items():
        if specification.match == match and (match != "none" or mine[1] == within):
            return beside
    return None


def _pick(able: list[Rung], chosen: Beside | None, steps: dict[Beside, Step]) -> None:
    """Let a rung be the comparison of the steps."""
    options = [r.beside for r in able]
    st.session_state[_CHOSEN] = chosen if chosen in options else None
    st.pills(
        "Reken in de stappen hieronder verder met",
        options,
        format_func=lambda b: steps[b].label,
        key=_CHOSEN,
        on_change=_take,
    )


def _take() -> None:
    """Put the chosen rung in the link, as the controls of the comparison do."""
    beside = st.session_state.get(_CHOSEN)
    if beside is None:
        return
    match, within = COMPARISONS[beside]
    url_state.put(
        gelijk=None if match == "none" else in_link(match),
        binnen=None if match != "none" else ("gemeente" if within else "alles"),
    )
    for widget in ("w_gelijk", "w_binnen"):
        st.session_state.pop(widget, None)
