"""Scenes of words from a plan: the measures, the route map, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence

from wijkbeeld.export.perspective import Perspective
from wijkbeeld.present.deck import Scene
from wijkbeeld.words import perspective

MEASURES, ROUTE, ANSWERS = "maatregelen", "routekaart", "antwoorden"
LABELS = {
    MEASURES: "Onze maatregelen",
    ROUTE: "De routekaart",
    ANSWERS: "Onze antwoorden op vier vragen",
}
_MOST_LINES = 8
_LONGEST = 400
_CELL = 120


def possible(content: Perspective) -> list[str]:
    """Which scenes the plan has something for."""
    has = {
        MEASURES: bool(content.agreed),
        ROUTE: bool(content.meetings),
        ANSWERS: any(content.answers.get(q.key) for q in perspective.QUESTIONS),
    }
    return [kind for kind, there in has.items() if there]


def scene(content: Perspective, kind: str) -> Scene:
    """A scene of words.

    Raises
    ------
    ValueError
        The plan has nothing for it.
    """
    lines = {MEASURES: _measures, ROUTE: _route, ANSWERS: _answers}[kind](content)
    mark = " (fictief)" if content.fictional else ""
    name = " ".join(content.name.split())
    title = f"{name[:200]}{mark}: {LABELS[kind][0].lower()}{LABELS[kind][1:]}"
    # A source says on the stage that a scene holds of the real country.
    source = "" if content.fictional else "Plan op de pagina Handelingsperspectief van Wijkbeeld"
    return Scene(kind="tekst", title=title, lines=tuple(lines), source=source)


def _measures(content: Perspective) -> list[str]:
    rows = [(a.what.title, a.who, a.when) for a in content.agreed]
    return _table(("Maatregel", "Wie trekt", "Wanneer"), rows)


def _route(content: Perspective) -> list[str]:
    return _table(("Wie", "Wanneer", "Waarover"), list(content.meetings))


def _answers(content: Perspective) -> list[str]:
    told = [(q.title, content.answers.get(q.key, "")) for q in perspective.QUESTIONS]
    lines = [f"{title}: {_cell(text, _LONGEST - 20)}" for title, text in told if text.strip()]
    return lines[:_MOST_LINES]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with bars, which the stage draws as a table; how many more there are, where it is."""
    if not rows:
        return []
    room = _MOST_LINES - 1
    fits = rows if len(rows) <= room else rows[: room - 1]
    lines = [" | ".join(head), *(" | ".join(_cell(c, _CELL) for c in row) for row in fits)]
    if len(fits) < len(rows):
        rest = [f"en nog {len(rows) - len(fits)}", *(["–"] * (len(head) - 1))]
        lines.append(" | ".join(rest))
    return lines


def _cell(text: str, most: int) -> str:
    """Text for one cell: a bar in it would make another column."""
    line = " ".join(text.replace("|", "/").split()) or "–"
    return line if len(line) <= most else f"{line[: most - 1]}…"
