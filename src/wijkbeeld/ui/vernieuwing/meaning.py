"""Steps 7 and 8: catching up, and what can be said."""

from __future__ import annotations

import streamlit as st

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.charts.level import ClassMeans, means_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.export.as_markdown import markdown
from wijkbeeld.export.as_pdf import pdf
from wijkbeeld.export.renewal_method import document
from wijkbeeld.map import palette
from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.results import Results
from wijkbeeld.ui.vernieuwing.frame import chart, source, title
from wijkbeeld.words import renewal as words
from wijkbeeld.words.conclusions import conclusions


def catch_up(scope: Scope, question: Question, results: Results) -> None:
    """Step 7: development given the level, so that catch-up is not sold as effect."""
    given = results.given
    if given is None:
        st.info(
            "Er is geen meting voor de start om het niveau van te nemen.", icon=":material/info:"
        )
        return
    st.markdown(words.catch_up_sentence(given.residual, given.expected))
    scale = catalog().classes["situatie" if question.measure.id == "lbm" else "afwijking"]
    labels = tuple(c.name for c in scale.limits)
    chart(
        question,
        results,
        "niveau",
        title(scope, f"Ontwikkeling {given.base}–{given.wave} naar startklasse"),
        lambda heading: means_figure(
            ClassMeans("niet vernieuwde gebieden", given.means),
            ClassMeans("vernieuwde gebieden", given.renewed),
            labels,
            palette.DEFAULT.classes,
            Heading(heading, source(scope, question)),
        ),
    )
    st.caption(
        "Een ruit is het gemiddelde van de vernieuwde gebieden die in die klasse begonnen. "
        "Startklassen met minder dan tien gebieden geven geen verwachting en tellen in de zin "
        "hierboven niet mee."
    )


def conclude(scope: Scope, question: Question, results: Results) -> None:
    """Step 8: what can be said with this, and what not."""
    if results.main.effect is None:
        st.info(
            "Met deze keuzes is er geen vergelijking, dus is er ook niets over te zeggen.",
            icon=":material/info:",
        )
        return
    after = results.structure_after
    for sentence in conclusions(
        question.measure.label,
        results.main.effect,
        results.start,
        question.measure.id,
        after,
        results.earlier,
    ):
        st.markdown(f"- {sentence}")


def appendix(scope: Scope, question: Question, results: Results) -> None:
    """Offer how the numbers on the page came about as a file, made when it is asked for."""
    file = f"wijkbeeld_vernieuwing_{question.measure.id}_verantwoording"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Verantwoording (PDF)",
            lambda: pdf(document(scope, question, results)),
            f"{file}.pdf",
            "application/pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        st.download_button(
            "Verantwoording (Markdown)",
            lambda: markdown(document(scope, question, results)).encode("utf-8"),
            f"{file}.md",
            "text/markdown",
            on_click="ignore",
            icon=":material/description:",
        )
