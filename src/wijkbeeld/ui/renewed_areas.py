"""Which areas were renewed, since when and by which measure: controls that pages share."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.specification import Specification
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal import starts as starting
from wijkbeeld.renewal.inside import having_areas, inside
from wijkbeeld.renewal.question import LEAD, Question
from wijkbeeld.renewal.sets import DOSE, DOSE_FROM, Kind, Renewed, renewed, sets
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.ui import arrivals, pages, session, url_state, within
from wijkbeeld.ui import controls as controls_place
from wijkbeeld.ui.selectors import pick_level
from wijkbeeld.words.groups import NEW_BUILD, none_inside
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count, number

_LAST_SET = "vernieuwd_vorige"
_REGISTERS = "vernieuwing"
_UNKNOWN = 0
_OTHERS = 4
"""Other sets that are offered where the chosen one has no area in the place."""


def asked(
    data: Dataset, levels: list[str], limit: Place, further: Callable[[Question], Question]
) -> Question | None:
    """Choose renewed areas within a place, measure and start; None without any.

    Parameters
    ----------
    further
        Shows what else a page lets choose, and puts it in the question.
    """
    line, fields = controls_place.place()
    with fields:
        question = _chosen(data, levels, limit)
        if question is not None:
            question = further(question)
    if question is not None:
        if question.set.kind is Kind.NEW_BUILD:
            st.warning(NEW_BUILD, icon=":material/apartment:")
        noun = session.LEVEL_LABEL[question.scope.level].lower()
        begun = f"start {_range(question.starts)}"
        controls_place.say(line, question.set.name, question.measure.label, noun, begun)
    return question


def _chosen(data: Dataset, levels: list[str], limit: Place) -> Question | None:
    """What the controls ask; None where there is nothing to compare, which they then say."""
    first, second, third, fourth, fifth = st.columns([1.3, 0.85, 1.75, 1.3, 0.8])
    with first:
        level = pick_level(data, levels)
    with second:
        scope = data.scope(level, session.pick_edition(data, level))
    known = sets(scope)
    usable = [m for m in LEAD if len(data.mappable_waves(scope, m)) > 1]
    if not known or not usable:
        _nothing_to_compare(bool(known))
        return None
    with third:
        id_ = _set(scope, known, limit)
    with fourth:
        measure = _measure(data, usable)
    least = _dose_limit() if id_ == DOSE else DOSE_FROM
    whole = renewed(scope, id_, least)
    areas = inside(scope, whole, limit)
    if areas.beyond and areas.rows.empty:
        _none_inside(scope, whole, known, limit)
        return None
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
    ends, chosen = starting.ends(areas), data.measures()[measure]
    return Question(scope, chosen, areas, starts, ends, Specification(measure))


def _nothing_to_compare(has_sets: bool) -> None:
    """Say what is missing, and where to go on."""
    if has_sets:
        st.info(
            "Op dit niveau is er maar één meting. Een ontwikkeling heeft er twee nodig.",
            icon=":material/info:",
        )
        return
    st.info(
        f"Er zijn op dit niveau nog geen vernieuwde gebieden bekend. Voeg {_where()} een "
        "register toe, of kies op Kaart gebieden met de lus en bewaar ze als selectie.",
        icon=":material/add_location_alt:",
    )
    _link_to_register()
    st.page_link(pages.page("kaart"), label="Naar Kaart", icon=":material/map:")


def _where() -> str:
    """Where a register is added: only one page has the place for it."""
    return "hieronder" if url_state.page() == _REGISTERS else "op Vernieuwing"


def _link_to_register() -> None:
    if url_state.page() != _REGISTERS:
        label, icon = "Naar Vernieuwing", ":material/construction:"
        st.page_link(pages.page(_REGISTERS), label=label, icon=icon)


def _none_inside(scope: Scope, whole: Renewed, known: dict[str, str], limit: Place) -> None:
    """Say that the set has no area in the place, and where to go on."""
    st.info(
        f"{escape_markdown(none_inside(whole.label, limit.located))} Kies een andere set, de hele "
        f"set, of een ander deel bij 'Binnen'. Of voeg {_where()} een register toe.",
        icon=":material/filter_alt_off:",
    )
    _link_to_register()
    with st.container(horizontal=True, gap="small"):
        for id_, n in list(having_areas(scope, known, limit).items())[:_OTHERS]:
            st.button(
                escape_markdown(f"{known[id_]}: {count(n, 'gebied', 'gebieden')}"),
                key=f"v_set_{id_}",
                on_click=use,
                args=(id_,),
            )
        st.button(
            f"De hele set: {count(len(whole.rows), 'gebied', 'gebieden')}",
            key="v_hele_set",
            icon=":material/public:",
            on_click=within.move_to,
            args=("",),
        )


def use(id_: str | None) -> None:
    """Compare with a set of renewed areas from the next run on; None leaves it to the page."""
    url_state.put(vernieuwd=id_)
    st.session_state.pop("w_vernieuwd", None)


def _set(scope: Scope, known: dict[str, str], limit: Place) -> str:
    """Choose a set; back at a level, what was chosen there before.

    A first visit begins with a set that has areas in the place, where there is one.
    """
    level = scope.level
    usable = known if limit.is_all else having_areas(scope, known, limit) or known
    before: dict[str, str] = st.session_state.setdefault("v_set_per_niveau", {})
    if st.session_state.get("v_niveau") not in (None, level) and before.get(level) in known:
        st.session_state["w_vernieuwd"] = before[level]
    st.session_state["v_niveau"] = level
    before[level] = url_state.pick(
        "vernieuwd",
        "Vernieuwde gebieden",
        list(known),
        next(iter(usable)),
        lambda k: known[k],
        as_list=True,
    )
    return before[level]


def _measure(data: Dataset, usable: list[str]) -> str:
    measures = data.measures()
    return url_state.pick(
        "vmaat",
        "Maat",
        usable,
        "lbm" if "lbm" in usable else usable[0],
        lambda m: measures[m].label,
        as_list=True,
    )


def place(data: Dataset, levels: list[str]) -> Scope:
    """Scope that the controls show, when nothing is compared yet."""
    asked = url_state.get("niveau")
    level = asked if asked in levels else default_level(data, levels)
    editions = {str(e): e for e in data.editions(level)}
    classification = editions.get(url_state.get("editie") or "", data.editions(level)[0])
    return data.scope(level, classification)


def left_out(areas: Renewed) -> None:
    """List areas and rows that could not be used, each with the reason."""
    if areas.left_out:
        with st.expander(f"Niet gebruikt: {number(len(areas.left_out))}"):
            st.markdown("\n".join(f"- {escape_markdown(t)}" for t in areas.left_out))


def _dose_limit() -> float:
    options = [10, 20, 30, 40, 50]
    return float(url_state.pick("vdeel", "Ten minste dit deel van na 2000 (%)", options, 20))


def _starts(scope: Scope, areas: Renewed) -> pd.Series | None:
    """Year of the start of each area: from the register, or one year for all that the user can set.

    None as long as the user has to choose a year: a set that does not say when renewal began.
    """
    if areas.dated:
        return _registered(areas)
    if st.session_state.get(_LAST_SET, areas.id) != areas.id:
        url_state.put(vstart=None)  # a year belongs to the set it was chosen for
        st.session_state.pop("w_vstart", None)
    st.session_state[_LAST_SET] = areas.id
    years = starting.possible(scope)
    default = starting.usual(scope, areas) or _UNKNOWN
    year = url_state.pick(
        "vstart",
        "Start",
        years if default else [_UNKNOWN, *years],
        default,
        lambda y: "Kies een jaar" if y == _UNKNOWN else str(y),
        as_list=True,
        help=(
            "Het jaar waarin de vernieuwing begon. De eerste meting in of na dat jaar telt als "
            "de eerste erna."
        ),
    )
    return None if year == _UNKNOWN else pd.Series(year, index=areas.rows.index)


def _registered(areas: Renewed) -> pd.Series:
    """Starts of a register, shown as the range of their years."""
    dates = starting.registered(areas)
    st.text_input("Start", _range(dates), disabled=True, help="Uit het register.")
    wanted = url_state.get("vstart")
    if wanted is not None and arrivals.holds("vstart"):
        url_state.tell(
            "vstart",
            None,
            f"De start '{escape_markdown(wanted)}' in de link telt hier niet: het register zegt "
            "zelf wanneer de vernieuwing begon.",
        )
    url_state.put(vstart=None)
    return dates


def _range(years: pd.Series) -> str:
    """The years in which renewal began: one, or the first and the last."""
    low, high = int(years.min()), int(years.max())
    return str(low) if low == high else f"{low}–{high}"
