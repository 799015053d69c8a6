"""Waterbed: did what went down inside renewed areas go up around them?"""

from wijkbeeld.ui import session, url_state, waterbed, within

url_state.restore("waterbed")
dataset = session.current_dataset()
levels = session.need_scores(dataset)

limit = within.heading("Waterbed", dataset, explained=waterbed.WITHIN)
asked = waterbed.controls(dataset, levels, limit)
if asked is not None:
    waterbed.show(asked, waterbed.found(asked))
