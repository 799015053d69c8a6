"""Menging: how mixed is an area, by what, when, and at which grain?"""

from wijkbeeld.ui import menging, session, url_state, within

url_state.restore("menging")
dataset = session.current_dataset()
session.need_measures(dataset)

place = within.heading("Menging", dataset)
choice = menging.controls(dataset, place)
if choice is not None:
    within.tell_unlinked(choice.scope, place)
    menging.show(choice)
