"""Step 2, below the lines: how many live in areas zwak or lower, of the renewed ones and around."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.lines import Kind, Style
from wijkbeeld.charts.low_share import low_share_figure
from wijkbeeld.charts.renewal.style import RENEWED
from wijkbeeld.charts.text import Heading
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.store.read import opened
from wijkbeeld.ui import low_share, tables
from wijkbeeld.ui.low_share import Counting
from wijkbeeld.ui.reference import Part, all_of
from wijkbeeld.ui.vernieuwing.frame import chart, title
from wijkbeeld.words import weights as words
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number


def low_shares(scope: Scope, question: Question, results: Results) -> None:
    """Share zwak or lower of the renewed areas, beside their gemeenten and everywhere."""
    counting = low_share.pick_counting(scope)
    found = results.once(
        f"laag/{counting.weight}",
        lambda: low_share.shares(_parts(scope, results, counting), counting),
    )
    if found.lines:
        chart(
            question,
            results,
            "zwak_of_lager",
            title(scope, counting.title),
            lambda heading: low_share_figure(
                found.lines,
                counting.unit,
                Heading(heading, low_share.source(scope, counting)),
                Style((RENEWED,), height=220),
            ),
            counting.weight,
        )
    for note in found.notes:
        st.caption(escape_markdown(note))
    st.caption(words.low_explained(counting.weight, counting.year))
    if found.lines:
        tables.download(
            found.rows.set_index("Gebied"),
            "wijkbeeld_vernieuwing_zwak_of_lager",
            low_share.origin(scope, counting),
            "Download zwak of lager als CSV",
        )


def _parts(scope: Scope, results: Results, counting: Counting) -> list[Part]:
    """The renewed areas of the lines above, all areas of their gemeenten, and all areas."""
    areas, panel = opened(scope).by_code(scope), results.main.panel
    classes = opened(scope).wide(scope, "klasse")
    renewed = panel.codes[panel.treated]
    towns = areas.loc[renewed].drop_duplicates("gemeente_code")
    around = areas.index[areas["gemeente_code"].isin(towns["gemeente_code"])]
    everywhere = all_of(opened(scope), areas, counting.noun, classes)
    parts = [Part("Vernieuwd", "Vernieuwd", classes.loc[renewed])]
    if scope.level != "gemeente":
        one = str(towns["gemeente_naam"].iloc[0])
        name = one if len(towns) == 1 else f"De {number(len(towns))} gemeenten samen"
        parts.append(Part(name, f"{name}, alle {counting.noun}", classes.loc[around], Kind.AROUND))
    return [*parts, everywhere]
