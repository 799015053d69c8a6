"""Vernieuwing: did renewed areas develop differently from others?"""

from wijkbeeld.ui import session, url_state, vernieuwing, within

url_state.restore("vernieuwing")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

limit = within.heading("Vernieuwing", dataset, explained=vernieuwing.WITHIN)
question = vernieuwing.controls(dataset, levels, limit)
if question is None:
    scope = vernieuwing.place(dataset, levels)
    vernieuwing.register(scope, vernieuwing.blank(scope))
else:
    vernieuwing.show(question.scope, question, vernieuwing.results(question))
vernieuwing.goals(dataset)
