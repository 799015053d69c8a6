"""Beleving: what residents say beside what statistics say, with margins."""

from wijkbeeld.ui import beleving, session, url_state, within

url_state.restore("beleving")
dataset = session.current_dataset()

place = within.heading("Beleving", dataset)
levels = beleving.levels_of(dataset)
if not levels:
    beleving.empty(dataset)
else:
    choice = beleving.controls(dataset, levels, place)
    if choice is not None:
        within.tell_unlinked(choice.scope, place)
        beleving.show(choice)
