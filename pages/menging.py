"""Menging: how mixed is an area, by what, when, and at which grain?"""

from wijkbeeld.ui import session, url_state, within
from wijkbeeld.ui.menging import page
from wijkbeeld.ui.menging.choice import controls

url_state.restore("menging")
dataset = session.current_dataset()
session.need_measures(dataset)

place = within.heading("Menging", dataset)
choice = controls(dataset, place)
if choice is not None:
    within.tell_unlinked(choice.scope, place)
    page.show(choice)
