"""Start: where do you want to go?"""

from wijkbeeld.ui import session, start, url_state

url_state.restore("start")

start.promise()
dataset = session.current_dataset()
start.search(dataset)
start.ways_on()
start.loaded(dataset)
start.kept(dataset)
