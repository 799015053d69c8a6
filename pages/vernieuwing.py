"""Vernieuwing: did renewed areas develop differently from others?"""

import streamlit as st

from wijkbeeld.ui import session, url_state, vernieuwing

url_state.restore("vernieuwing")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Vernieuwing")
st.caption(vernieuwing.QUESTION)
choice = vernieuwing.controls(dataset, levels)
if choice is None:
    scope = vernieuwing.place(dataset, levels)
    vernieuwing.register(scope, vernieuwing.blank(scope))
else:
    found = vernieuwing.results(dataset, choice)
    chosen = vernieuwing.areas(dataset, choice, found)
    vernieuwing.register(choice.scope, chosen)
    vernieuwing.trends(dataset, choice, found)
    vernieuwing.alike(dataset, choice, found)
    vernieuwing.estimate(dataset, choice, found)
    vernieuwing.choices(dataset, choice, found)
    vernieuwing.each_area(dataset, choice, found)
    vernieuwing.catch_up(dataset, choice, found)
    vernieuwing.conclude(dataset, choice, found)
    vernieuwing.appendix(dataset, choice, found)
vernieuwing.goals(dataset)
