"""The document of *Handelingsperspectief*: findings, agreements, measures, route map, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wijkbeeld.catalog.interventions import Intervention
from wijkbeeld.diagnosis.subject import Finding
from wijkbeeld.export.document import Block, Document, Heading, Listing, Paragraph, Table
from wijkbeeld.words import perspective
from wijkbeeld.words.perspective import Asked

_TO_FILL_IN = "–"


@dataclass(frozen=True)
class Agreed:
    """An intervention of the plan, with what was agreed.

    Attributes
    ----------
    shows
        Indicators that would show whether it works, with their value now, as texts.
    """

    what: Intervention
    who: str
    when: str
    note: str
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Perspective:
    """All that the page holds for one area.

    Attributes
    ----------
    name, place
        Of the area; level, gemeente, code and classification in words.
    answers
        What users wrote under a question or step, by its key.
    meetings
        Who, when and about what, in order.
    references
        Texts of publications by id.
    """

    name: str
    place: str
    findings: Sequence[Finding]
    answers: Mapping[str, str]
    agreed: Sequence[Agreed]
    meetings: Sequence[tuple[str, str, str]]
    references: Mapping[str, str]
    fictional: bool
    link: str = ""


def document(content: Perspective, made: dt.date) -> Document:
    """Put what the page holds in a document; an empty part says that it is empty."""
    blocks: list[Block] = [
        Paragraph(f"{content.place}. Gemaakt op {made:%d-%m-%Y}."),
        Paragraph(perspective.MIXING),
    ]
    for asked in perspective.QUESTIONS:
        mine = [f for f in content.findings if f.question == asked.key]
        blocks += [*_asked(asked, content.answers), *_findings(mine)]
    for step in perspective.STEPS:
        blocks += _asked(step, content.answers)
    blocks += [*_agreed(content.agreed), *_meetings(content.meetings)]
    blocks += _sources(content)
    source = "; ".join(dict.fromkeys(f.source for f in content.findings if f.source))
    title = f"Handelingsperspectief {content.name}"
    return Document(title, f"Bronnen van de cijfers: {source}.", tuple(blocks), content.fictional)


def _asked(asked: Asked, answers: Mapping[str, str]) -> list[Block]:
    """Heading, question, and the answer of the users line by line."""
    answer = answers.get(asked.key, "")
    lines = [line for line in answer.splitlines() if line.strip()]
    return [
        Heading(asked.title),
        Paragraph(asked.question),
        *(Paragraph(f"Ons antwoord: {line}" if n == 0 else line) for n, line in enumerate(lines)),
    ]


def _findings(found: Iterable[Finding]) -> list[Block]:
    items = tuple(f"{f.text} Bron: {f.source}." if f.source else f.text for f in found)
    return [Listing(items)] if items else []


def _agreed(agreed: Sequence[Agreed]) -> list[Block]:
    blocks: list[Block] = [Heading("Maatregelen")]
    if not agreed:
        return [*blocks, Paragraph("Er zijn nog geen maatregelen gekozen.")]
    rows = tuple(
        (
            str(n),
            a.what.title,
            perspective.ACTORS[a.what.actor],
            a.who or _TO_FILL_IN,
            a.when or _TO_FILL_IN,
        )
        for n, a in enumerate(agreed, start=1)
    )
    columns = ("Nr", "Maatregel", "Soort partij", "Wie trekt", "Wanneer")
    blocks.append(Table(columns, rows, frozenset({0})))
    clashes = clashes_of([a.what for a in agreed])
    if clashes:
        blocks += [Paragraph("Doelen die kunnen botsen:"), Listing(tuple(clashes))]
    for n, one in enumerate(agreed, start=1):
        blocks += [Heading(f"Maatregel {n}: {one.what.title}"), Listing(_told(one))]
    return blocks


def clashes_of(chosen: Sequence[Intervention]) -> list[str]:
    """Which of some interventions pull in different directions, in sentences."""
    return perspective.clashes(
        {i.id: i.title for i in chosen},
        {i.id: i.serves for i in chosen},
        {i.id: i.strains for i in chosen},
    )


def _told(one: Agreed) -> tuple[str, ...]:
    what = one.what
    told = [
        f"Doel: {what.aim}",
        f"Voor wie: {what.for_whom}",
        f"Schaal: {', '.join(what.scales)}.",
        f"Wat is bekend ({perspective.EVIDENCE[what.evidence]}): {what.known}",
        f"Wat werkt tegen: {what.against}",
        f"Kijk of het werkt: {'; '.join(one.shows)}.",
        *(f"Notitie: {line}" for line in one.note.splitlines() if line.strip()),
    ]
    return tuple(told)


def _meetings(meetings: Sequence[tuple[str, str, str]]) -> list[Block]:
    heading = Heading("Routekaart")
    if not meetings:
        return [heading, Paragraph("Er staan geen afspraken op de routekaart.")]
    rows = tuple(tuple(cell or _TO_FILL_IN for cell in m) for m in meetings)
    return [heading, Table(("Wie", "Wanneer", "Waarover"), rows)]


def _sources(content: Perspective) -> list[Block]:
    ids = dict.fromkeys(r for a in content.agreed for r in a.what.references)
    blocks: list[Block] = []
    if ids:
        blocks = [Heading("Literatuur"), Listing(tuple(f"{content.references[i]}." for i in ids))]
    if content.link:
        blocks += [Paragraph(f"Deze pagina in Wijkbeeld: {content.link}")]
    return blocks
