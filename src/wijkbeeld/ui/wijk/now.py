"""Who the area is, and where it stands now."""

from __future__ import annotations

import numpy as np
import streamlit as st

from wijkbeeld.analysis.levels import standing
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.diagnosis.known import class_told
from wijkbeeld.map.payload import FEWEST
from wijkbeeld.store.characteristics import people_of
from wijkbeeld.store.read import opened
from wijkbeeld.ui import prose
from wijkbeeld.ui.provenance import fictional
from wijkbeeld.ui.wijk.choice import Choice
from wijkbeeld.ui.within import tab_title
from wijkbeeld.words import sentences
from wijkbeeld.words.certainty import NO_MEANING
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.numbers import number, signed


def header(scope: Scope, choice: Choice) -> bool:
    """Say who the area is and where it stands now; return whether it has scores at all."""
    st.header(f"{escape_markdown(choice.name)}{fictional(scope)}")
    tab_title(f"{choice.name}, {choice.town}")
    is_scored = scope.level in opened(scope).scored_levels()
    prose.note(
        f"{scope.level.capitalize()} · {escape_markdown(choice.town)} · {choice.code} · "
        f"{'editie' if is_scored else 'gebieden van'} {scope.classification}"
    )
    if not is_scored:
        return False
    if choice.own.empty:
        st.info("Dit gebied heeft in geen enkele meting een score.", icon=":material/info:")
        return False
    _marks(scope, choice)
    notes = _standing_in_town(scope, choice) + _inhabitants(scope, choice)
    if notes:
        prose.note(" ".join(notes))
    return True


def _marks(scope: Scope, choice: Choice) -> None:
    """Score, class, change and rank, side by side."""
    own = choice.own
    base, wave = choice.base, int(own.index[-1])
    one, two, three, four = st.container(key="wijk_nu").columns(4)
    one.metric(f"Score {wave}", number(float(own[wave]), 2), border=True)
    name, _, derived = class_told(scope, choice.code, wave).partition(
        " ("
    )  # a tile holds the name only
    two.metric(f"Klasse {wave}{', afgeleid' if derived else ''}", name, border=True)
    if base != wave:
        change = f"{signed(float(own[wave] - own[base]), 3)} punt"
        three.metric(f"Verandering {base}–{wave}", change, border=True)
    here = opened(scope).by_code(choice.inside).index
    place = standing(choice.scores[wave][here], choice.code) if choice.code in here else None
    among = f"in {choice.inside.part}" if choice.inside.part else ""
    if place is None or place.n < 2:
        place, among = standing(choice.scores[wave], choice.code), ""
    if place:
        rank = f"{number(place.rank)} van {number(place.n)}"
        many = sentences.NOUNS[scope.level][1]
        four.metric(f"Plaats {escape_markdown(among) or f'onder de {many}'}", rank, border=True)


def _standing_in_town(scope: Scope, choice: Choice) -> list[str]:
    """Rank within the gemeente, where there is more than one area to rank."""
    wave = int(choice.own.index[-1])
    place = standing(choice.scores[wave][choice.in_town], choice.code)
    if place is None or place.n == 1 or scope.level == "gemeente":
        return []
    where = f"in {escape_markdown(choice.town)}"
    return [sentences.standing_sentence(place, scope.level, where)]


def _inhabitants(scope: Scope, choice: Choice) -> list[str]:
    """How many people live here, and what that means for the score."""
    known = people_of(scope, [choice.code])
    count = known.counts.get(choice.code, np.nan)
    if known.year is None or np.isnan(count):
        return [f"Het aantal inwoners is niet bekend. {NO_MEANING}"]
    notes = [f"{number(int(count))} inwoners ({known.year})."]
    if int(count) < FEWEST:
        notes.append("Er wonen zo weinig mensen dat de score weinig zegt.")
    return notes
