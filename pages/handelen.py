"""Handelingsperspectief: what to discuss here, who does what, and when?"""

from wijkbeeld.ui import handelen, paper, session, url_state, within

url_state.restore("handelen")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Handelingsperspectief", dataset)
choice = handelen.controls(dataset, levels, place)
if choice is None:
    handelen.cases(dataset)
else:
    handelen.header(choice)
    handelen.overview(choice)
    handelen.steps(choice)
    with paper.screen_only("maatregelen"):  # the plan has those that were chosen
        handelen.catalogue(choice)
    handelen.plan(choice)
    handelen.route(choice)
    with paper.screen_only("meenemen"):
        handelen.take_along(choice)
    handelen.cases(dataset)
