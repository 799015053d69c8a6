"""What is asked: the controls of the page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from wijkbeeld.renewal.question import Question
from wijkbeeld.store.places import Place
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui.renewed_areas import asked
from wijkbeeld.ui.vernieuwing.how import specification
from wijkbeeld.ui.vernieuwing.taking_part import taking_part

WITHIN = (
    "De vernieuwde gebieden van deze pagina zijn die in dit deel: een gemeente, provincie, "
    "COROP-gebied, programma of selectie. Waarmee we ze vergelijken, hangt er niet van af: dat "
    "zijn nog steeds de rest van hun gemeente, vergelijkbare gemeenten en het hele land. De keuze "
    "gaat mee naar andere pagina's en staat in de link."
)


def controls(data: Dataset, levels: list[str], limit: Place) -> Question | None:
    """Choose renewed areas within a place and how to compare them; None without any."""
    return asked(data, levels, limit, _compared)


def _compared(question: Question) -> Question:
    """Show how areas are compared, and who takes part."""
    one, two = st.columns(2, gap="small")
    with one:
        how = specification(question.scope, question.measure.id, question.starts, question.ends)
    with two:
        return taking_part(replace(question, specification=how))
