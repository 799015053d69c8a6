"""Vernieuwing: did renewed areas develop differently from others?"""

import streamlit as st

from wijkbeeld.ui import session, url_state, vernieuwing

url_state.restore("vernieuwing")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

st.title("Vernieuwing")
st.caption(vernieuwing.QUESTION)
question = vernieuwing.controls(dataset, levels)
if question is None:
    scope = vernieuwing.place(dataset, levels)
    vernieuwing.register(scope, vernieuwing.blank(scope))
else:
    scope, results = question.scope, vernieuwing.results(question)
    vernieuwing.register(scope, vernieuwing.areas(scope, question, results))
    vernieuwing.trends(scope, question, results)
    vernieuwing.alike(scope, question, results)
    vernieuwing.estimate(scope, question, results)
    vernieuwing.choices(scope, question, results)
    vernieuwing.each_area(scope, question, results)
    vernieuwing.catch_up(scope, question, results)
    vernieuwing.conclude(scope, question, results)
    vernieuwing.appendix(scope, question, results)
vernieuwing.goals(dataset)
