"""The mix beside liveability: level and level, change and change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wijkbeeld.analysis.mix_areas import FEWEST, area_mix, relation
from wijkbeeld.store.read import opened
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.grain import both_known
from wijkbeeld.ui.menging.ranking import groups_of, listed_scope
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import source_text
from wijkbeeld.words import mix_areas as area_words

_SCORE = "lbm"


def panel(choice: Choice, level: str) -> None:
    """Say how mix and score go together over areas, with n, margin and the warning."""
    st.header("Menging en leefbaarheid")
    level = _with_scores(choice, level)
    scope = listed_scope(choice, level)
    data = opened(scope)
    if level not in data.scored_levels():
        say(area_words.no_scores(level))
        return
    scores = data.wide(scope, _SCORE)
    waves = [int(w) for w in scores.columns[scores.notna().any()]]
    groups = groups_of(choice, level)
    mix = area_mix(choice.now.counts, groups)["entropy"]
    wave = _near(waves, choice.year)
    inside = scores.reindex(mix.index)
    both = relation(mix, inside[wave])
    n = int((mix.notna() & inside[wave].notna()).sum())
    say(
        f"**Niveau** ({choice.year}, score {wave}). "
        + area_words.relation_sentence(both, "meer menging en een hogere score", n, level)
    )
    first = _near(waves, choice.base)
    if choice.base >= choice.year or first >= wave:
        say(f"**Verandering.** {area_words.no_earlier(choice.year)}")
    else:
        common = both_known(choice)
        old, new = (
            area_mix(choice.found[y].counts.loc[common], groups.loc[common])["entropy"]
            for y in (choice.base, choice.year)
        )
        change, moved = new - old, (scores[wave] - scores[first]).reindex(new.index)
        found = relation(change, moved)
        n = int((change.notna() & moved.notna()).sum())
        what = "meer groei van de menging en meer groei van de score"
        say(
            f"**Verandering** ({choice.base}–{choice.year}, score {first}–{wave}). "
            + area_words.relation_sentence(found, what, n, level)
        )
    note(
        f"{area_words.ECOLOGICAL} Bron van de score: {source_text(scope, data.measures()[_SCORE])}."
    )


def _with_scores(choice: Choice, level: str) -> str:
    """The listed level, or that of the units where too few listed areas have a score."""
    scope = listed_scope(choice, level)
    if level in opened(scope).scored_levels():
        scored = opened(scope).wide(scope, _SCORE).dropna(how="all").index
        if groups_of(choice, level).drop_duplicates().isin(scored).sum() >= FEWEST:
            return level
    return choice.scope.level


def _near(waves: list[int], year: int) -> int:
    return int(pd.Series(waves).sub(year).abs().pipe(lambda d: waves[int(d.idxmin())]))
