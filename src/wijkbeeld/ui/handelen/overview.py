"""What is known of the area under four questions, and the four steps with what was agreed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wijkbeeld.diagnosis.known import findings
from wijkbeeld.diagnosis.subject import Finding
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants, pages, paper, prose
from wijkbeeld.ui.handelen import texts
from wijkbeeld.ui.handelen.choice import Choice
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.ui.within import tab_title
from wijkbeeld.words import perspective
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.perspective import Asked

FURTHER = ("menging", "waterbed", "beleving")
"""Pages that look further into what this page is about, where they are."""


def header(choice: Choice) -> None:
    """Say which area it is, and what its figures cannot say."""
    subject = choice.subject
    st.header(f"{escape_markdown(subject.name)}{fictional(choice.scope)}")
    tab_title("Handelingsperspectief", f"{subject.name}, {subject.town}")
    prose.note(escape_markdown(place_told(choice)))
    prose.say(perspective.MIXING)


def place_told(choice: Choice) -> str:
    """Level, gemeente, code and classification of the area."""
    scope, subject = choice.scope, choice.subject
    is_scored = scope.level in opened(scope).scored_levels()
    return (
        f"{scope.level.capitalize()} · {subject.town} · {subject.code} · "
        f"{'editie' if is_scored else 'gebieden van'} {scope.classification}"
    )


def overview(choice: Choice) -> None:
    """The findings under waartoe, wie, hoe and waar, each with the answer of the coalition."""
    st.header("Wat we weten, en wat we willen")
    st.info(perspective.SHARED, icon=":material/group:")
    found = findings(choice.subject)
    _grid(choice, perspective.QUESTIONS, "Ons antwoord", found)
    if any(f.is_missing for f in found):
        inhabitants.way_to_fetch()
    _further(choice, found)


def steps(choice: Choice) -> None:
    """The four steps of mixing with precision."""
    st.header("Vier stappen van mengen met precisie")
    _grid(choice, perspective.STEPS, "Wat is afgesproken", [])


def _grid(choice: Choice, every: Sequence[Asked], label: str, found: Sequence[Finding]) -> None:
    """Four questions, two beside each other."""
    for row in (every[:2], every[2:]):
        for column, asked in zip(st.columns(2, gap="large"), row, strict=True):
            with column:
                st.subheader(asked.title)
                st.markdown(f"*{asked.question}*")
                _tell([f for f in found if f.question == asked.key])
                name = asked.title.lstrip("1234. ").lower()
                texts.area(choice, asked.key, f"{label}: {name}")


def _tell(found: Sequence[Finding]) -> None:
    """Findings as a list, and their sources below it."""
    if not found:
        return
    st.markdown("\n".join(f"- {escape_markdown(f.text)}" for f in found))
    sources = dict.fromkeys(f.source for f in found if f.source)
    if sources:
        prose.note(f"Bron: {escape_markdown('; '.join(sources))}.")


def _further(choice: Choice, found: Sequence[Finding]) -> None:
    """Lead to the pages that show more, with this area in view."""
    there = pages.names()
    named = dict.fromkeys([*(f.page for f in found if f.page), *FURTHER])
    with paper.screen_only("verder"):
        st.markdown("Kijk verder met dit gebied:")
        with st.container(horizontal=True, gap="small"):
            for name in named:
                if name in there:
                    st.page_link(pages.page(name), query_params=_query(choice, name))


def _query(choice: Choice, page: str) -> dict[str, str]:
    """What a page is asked to show: the area, or the gemeente around it.

    *Menging* counts over the newest classification: an area that has another code there would only
    be refused.
    """
    scope, code, town = choice.scope, choice.subject.code, choice.subject.town_code
    query = {"dataset": scope.dataset}
    if page in FURTHER:
        query["plek"] = town
    if page != "menging":
        return query | {
            "niveau": scope.level,
            "editie": str(scope.classification),
            "gebied": code,
        }
    data = opened(scope)
    newest = data.scope(scope.level, data.editions(scope.level)[0])
    is_there = scope.level == "wijk" and code in data.by_code(newest).index
    return query | ({"gebied": code} if is_there else {})
