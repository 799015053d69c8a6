"""The catalogue of interventions: narrow it, read what is known, and tick what fits here."""

from __future__ import annotations

from functools import partial

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.interventions import ACTORS, SCALES, WAYS, Intervention
from wijkbeeld.store import plans
from wijkbeeld.ui import prose, url_state
from wijkbeeld.ui.handelen.changes import attempt, drop
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.ui.handelen.indicators import shows
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.words import perspective
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import count

_ALL = "alle"
COLUMNS = 3
"""Interventions beside each other in a wide window."""


def catalogue(choice: Choice) -> None:
    """Offer the interventions, each with what is known of it."""
    st.header("Maatregelen")
    wanted = _narrowed()
    prose.note(
        f"{count(len(wanted), 'maatregel', 'maatregelen')} van "
        f"{len(catalog().interventions)}. Vink aan wat hier past: het komt in het plan, en wordt "
        "meteen bewaard."
    )
    if not wanted:
        st.info(
            "Geen maatregel past bij deze drie keuzes. Zet er een op 'alle'.",
            icon=":material/filter_alt_off:",
        )
    for start in range(0, len(wanted), COLUMNS):
        row = wanted[start : start + COLUMNS]
        for column, one in zip(st.columns(COLUMNS, gap="small"), row, strict=False):
            with column:
                _offer(choice, one)


def _narrowed() -> list[Intervention]:
    """Interventions that fit what the user asks for."""
    first, second, third, _ = st.columns(4)
    with first:
        actor = _pick("mpartij", "Wie", ACTORS)
    with second:
        kind = _pick("msoort", "Soort", WAYS)
    with third:
        scale = _pick("mschaal", "Schaal", SCALES)
    return [
        i
        for i in catalog().interventions.values()
        if actor in (_ALL, i.actor) and kind in (_ALL, i.kind) and scale in (_ALL, *i.scales)
    ]


def _pick(name: str, label: str, options: tuple[str, ...]) -> str:
    def show(option: str) -> str:
        return perspective.ACTORS.get(option, option[0].upper() + option[1:])

    return url_state.pick(name, label, [_ALL, *options], _ALL, show, as_list=True)


def _offer(choice: Choice, one: Intervention) -> None:
    key = f"w_kies_{choice.where.edition}_{choice.where.code}_{one.id}"
    st.session_state[key] = one.id in choice.plan.chosen
    with st.container(border=True, gap=None, height="stretch"):
        st.checkbox(
            one.title,
            key=key,
            on_change=_tick,
            args=(choice, one.id, key),
            disabled=not choice.can_write,
        )
        st.caption(
            f"{perspective.ACTORS[one.actor]} · {one.kind} · {', '.join(one.scales)} · "
            f"{one.evidence} bewijs"
        )
        with st.popover("Lees meer", type="tertiary", width="content"):
            st.markdown(told(choice, one))


def told(choice: Choice, one: Intervention) -> str:
    """What an intervention aims at, what is known, and what would show whether it works."""
    references = catalog().references
    look, seen = f"Kijk of het werkt{fictional(choice.scope)}", shows(choice.subject, one)
    parts = [
        f"**Doel.** {escape_markdown(one.aim)}",
        f"**Voor wie.** {escape_markdown(one.for_whom)}",
        f"**Wat is bekend** ({perspective.EVIDENCE[one.evidence]})**.** "
        f"{escape_markdown(one.known)}",
        f"**Wat werkt tegen.** {escape_markdown(one.against)}",
        f"**Bedoeld voor:** {_aims(one.serves)}."
        + (f" **Kan schuren met:** {_aims(one.strains)}." if one.strains else ""),
        f"**{look}.** {escape_markdown('; '.join(seen))}.",
        "**Literatuur.** " + escape_markdown("; ".join(references[r].text for r in one.references)),
    ]
    return "\n\n".join(parts)


def _aims(aims: tuple[str, ...]) -> str:
    return ", ".join(perspective.AIMS[a] for a in aims)


def _tick(choice: Choice, id_: str, key: str) -> None:
    if st.session_state[key]:
        attempt(partial(plans.choose, choice.where, id_))
    else:
        attempt(partial(drop, choice, id_))
