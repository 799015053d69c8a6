"""How many live in areas zwak or lower, in the gemeenten, the group and everywhere."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.low_share import DECIMALS, low_share_figure
from wijkbeeld.charts.series import Years
from wijkbeeld.charts.text import Heading
from wijkbeeld.store.read import opened
from wijkbeeld.ui import low_share, prose, tables
from wijkbeeld.ui.chart_titles import course_title
from wijkbeeld.ui.low_share import Counting, Shares
from wijkbeeld.ui.provenance import fictional, picture
from wijkbeeld.ui.theme import show, style
from wijkbeeld.ui.verloop.choice import Choice
from wijkbeeld.ui.verloop.references import about, beside
from wijkbeeld.words import weights as words
from wijkbeeld.words.findings import Writing
from wijkbeeld.words.map_summary import SHARED_FROM
from wijkbeeld.words.markdown import escape_markdown

_SHARES = Writing(DECIMALS, DECIMALS, "procentpunt", "%", rises=False)


def share_panel(scope: Scope, choice: Choice) -> None:
    """Draw the share zwak or lower beside what the areas are read beside, and offer the table."""
    st.header("Zwak of lager")
    counting = low_share.pick_counting(scope, choice.inside)
    classes = opened(scope).wide(scope, "klasse")
    found = low_share.shares(about(choice, beside(scope, choice, classes)), counting)
    if found.lines:
        _draw(scope, found, counting)
    for note in found.notes:
        prose.note(escape_markdown(note))
    prose.note(words.low_explained(counting.weight, counting.year))
    if found.lines:
        with st.expander("Tabel en download: zwak of lager"):
            _table(scope, found, counting)


def _draw(scope: Scope, found: Shares, counting: Counting) -> None:
    waves = opened(scope).waves(scope)
    counted_below = SHARED_FROM if counting.weight == "none" else 0
    found_title = course_title(found.lines, _SHARES, counted_below=counted_below)
    heading = Heading(
        (f"Zwak of lager: {found_title}" if found_title else "Zwak of lager") + fictional(scope),
        low_share.source(scope, counting),
        f"{counting.title}. {low_share.counts_told(found.lines)}",
    )
    show(
        low_share_figure(
            found.lines, counting.unit, heading, style(260), Years((waves[0], waves[-1]))
        ),
        "verloop_laag",
        picture(
            scope, "zwak of lager", None, (waves[0], waves[-1]), [line.name for line in found.lines]
        ),
        f"{heading.title}. {counting.title}: {', '.join(line.name for line in found.lines)}",
    )


def _table(scope: Scope, found: Shares, counting: Counting) -> None:
    frame = found.rows.set_index("Gebied")
    whole = dict.fromkeys(("Gebieden zwak of lager", "n", "Niet bekend"), 0)
    tables.show(frame, {"Deel (%)": DECIMALS} | whole, counting.title, tables.Fit(320))
    tables.download(
        frame,
        f"wijkbeeld_verloop_{scope.level}_zwak_of_lager",
        low_share.origin(scope, counting),
    )
