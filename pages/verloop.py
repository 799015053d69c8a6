"""Verloop: how did an area develop, beside its gemeente, the country and a group?"""

from wijkbeeld.ui import session, url_state, verloop, within

url_state.restore("verloop")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Verloop", dataset)
choice = verloop.controls(dataset, levels, place)
within.tell_unlinked(choice.scope, place)
if choice.measure.is_score:
    rows = verloop.scores_panel(choice.scope, choice)
    verloop.share_panel(choice.scope, choice)
if choice.codes or choice.inside.part or not choice.measure.is_score:
    verloop.figures_panel(choice.scope, choice)
if choice.measure.is_score:
    verloop.table_panel(choice.scope, choice, rows)
