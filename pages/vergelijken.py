"""Vergelijken: how do two to eight areas differ?"""

from wijkbeeld.ui import session, url_state, vergelijken, within

url_state.restore("vergelijken")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Vergelijken", dataset)
choice = vergelijken.controls(dataset, levels, place)
if choice is not None:
    scope = choice.scope
    within.tell_unlinked(scope, place)
    vergelijken.pictures(scope, choice)
    vergelijken.differences(scope, choice)
    vergelijken.keep(scope, choice.codes)
