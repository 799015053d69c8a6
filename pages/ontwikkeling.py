"""Ontwikkeling gegeven niveau: who moved more than areas that stood equally high?"""

from wijkbeeld.ui import development, ontwikkeling, session, url_state, within

url_state.restore("ontwikkeling")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

place = within.heading("Ontwikkeling gegeven niveau", dataset)
choice = ontwikkeling.controls(dataset, levels, place)
if choice is not None:
    scope = choice.scope
    within.tell_unlinked(scope, place)
    outcome = ontwikkeling.compute(scope, choice)
    development.pictures(scope, choice, outcome)
    ontwikkeling.residuals(scope, choice, outcome)
