"""Kaart: where do the areas stand, and how did they develop?"""

from wijkbeeld.ui import kaart, session, url_state, within

url_state.restore("kaart")
dataset = session.current_dataset()
levels = session.need_measures(dataset)

at = kaart.places()
with at.panel:
    place = within.heading("Kaart", dataset, narrow=True)
with at.bar:
    choice = kaart.controls(dataset, levels, place)
with at.panel:
    seen = kaart.draw(choice.scope, choice, at.board)
    kaart.tell(at.told, choice)
    kaart.explain(choice.scope, choice, seen)
    if seen is not None:
        kaart.share(choice.inside, choice, seen.only(choice.inside))
with at.board:
    kaart.instead(choice.scope, choice, seen)
