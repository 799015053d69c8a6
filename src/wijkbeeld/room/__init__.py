"""The room that takes part: phones follow a presenter, answer questions, and see results.

`rooms` keeps everything in one SQLite file; `hub` tells waiting phones of changes; `routes` are the
addresses under ``/volg``; `sharing` opens the app to the local network and `guard` stands before
it; `serving` joins them for one process. Nothing here knows Streamlit, maps or decks: a room holds
the content that it was given.
"""

SHARE = "WIJKBEELD_DEEL"
"""When set (``wijkbeeld run --deel``), sharing begins with the app, at this port if free."""
