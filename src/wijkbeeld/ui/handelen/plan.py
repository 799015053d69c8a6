"""The plan of the area: what was ticked, in order, with an owner, a moment and a note."""

from __future__ import annotations

from functools import partial

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.interventions import Intervention
from wijkbeeld.export.perspective import clashes_of
from wijkbeeld.store import plans
from wijkbeeld.ui.handelen import changes, texts
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.ui.handelen.indicators import shows
from wijkbeeld.ui.ordering import up_and_down
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.words import perspective
from wijkbeeld.words.markdown import escape_markdown


def chosen(choice: Choice) -> list[Intervention]:
    """Interventions of the plan in order; one that the catalogue no longer has is left out."""
    known = catalog().interventions
    return [known[i] for i in choice.plan.chosen if i in known]


def plan(choice: Choice) -> None:
    """List what was ticked, to order and to divide."""
    st.header("Ons plan")
    changes.tell_failed()
    changes.offer_undo(choice)
    mine = chosen(choice)
    if not mine:
        st.info(
            "Nog geen maatregelen gekozen. Vink er in de lijst een of meer aan.",
            icon=":material/checklist:",
        )
    lost = len(choice.plan.chosen) - len(mine)
    if lost:
        st.caption(f"{lost} gekozen maatregel(en) staan niet meer in de catalogus.")
    if clashes := clashes_of(mine):
        told = "\n".join(f"- {escape_markdown(clash)}" for clash in clashes)
        st.warning(f"**Doelen die kunnen botsen**\n\n{told}", icon=":material/balance:")
    for place, one in enumerate(mine):
        with st.container(border=True, gap="small"):
            _step(choice, one, place, len(mine))
    if mine:
        st.caption("Iedereen die deze Wijkbeeld gebruikt, ziet dit plan en kan het wijzigen.")


def _step(choice: Choice, one: Intervention, place: int, many: int) -> None:
    """One intervention: who, when, a note, and its place in the order."""
    title = escape_markdown(one.title)
    st.markdown(f"**{place + 1}. {title}** · {perspective.ACTORS[one.actor].lower()}")
    who, when, note = st.columns([1, 1, 2])
    with who:
        texts.line(choice, f"maatregel.{one.id}.wie", "Wie trekt dit", placeholder="Naam of rol")
    with when:
        texts.line(
            choice, f"maatregel.{one.id}.wanneer", "Wanneer", placeholder="Bijvoorbeeld: maart 2027"
        )
    with note:
        texts.area(choice, f"maatregel.{one.id}.noot", "Notitie", height=70)
    look = f"Kijk of het werkt{fictional(choice.scope)}"
    st.caption(f"{look}: {escape_markdown('; '.join(shows(choice.subject, one)))}.")
    with st.container(horizontal=True, gap="small"):
        up_and_down(
            lambda label: f"plan_{label}_{one.id}",
            place,
            many,
            lambda by: changes.attempt(partial(plans.move, choice.where, one.id, by)),
            can_move=choice.can_write,
            kind="tertiary",
        )
        st.button(
            "Haal uit het plan",
            key=f"plan_weg_{one.id}",
            icon=":material/close:",
            type="tertiary",
            on_click=changes.attempt,
            args=(partial(changes.drop, choice, one.id),),
        )
