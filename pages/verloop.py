"""Verloop: how did an area develop, beside its gemeente, the country and a group?"""

import streamlit as st

from wijkbeeld.ui import session, url_state, verloop, within

url_state.restore("verloop")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

place = within.heading("Verloop", dataset)
choice = verloop.controls(dataset, levels, place)
if not choice.codes:
    st.info(
        "Kies hierboven een of meer gebieden, of klik op Kaart een gebied aan.",
        icon=":material/touch_app:",
    )
if choice.measure.is_score:
    rows = verloop.scores_panel(choice.scope, choice)
    verloop.share_panel(choice.scope, choice)
if choice.codes or not choice.measure.is_score:
    verloop.figures_panel(choice.scope, choice)
if choice.measure.is_score:
    verloop.table_panel(choice.scope, choice, rows)
