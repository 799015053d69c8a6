"""How far WOZ values of areas lie apart: only a mean is known, so nothing of the mix inside."""

from __future__ import annotations

import numpy as np
import streamlit as st

from wijkbeeld.analysis.mixing import spread
from wijkbeeld.store.read import opened
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.prose import note, say
from wijkbeeld.words import mix_areas as area_words
from wijkbeeld.words import mix_grain

_WEIGHTS = ("woningen", "huishoudens")


def panel(choice: Choice) -> None:
    """Say how far mean WOZ values lie apart, and at which scale, in the last year with figures."""
    data = opened(choice.scope)
    values = data.wide(choice.scope, "woz")
    sizes = {w: data.wide(choice.scope, w) for w in _WEIGHTS}
    years = [int(y) for y in values.columns[values.notna().sum() > 1]]
    known = [(y, w) for y in years for w in _WEIGHTS if y in sizes[w] and sizes[w][y].notna().any()]
    if not known:
        return
    year = max(y for y, _ in known)
    weight = next(w for y, w in known if y == year)
    many_towns = bool(choice.towns.nunique() > 1)
    wijk = [choice.wijken] if choice.scope.level == "buurt" else []
    groups = [g.reindex(values.index) for g in (*wijk, *([choice.towns] if many_towns else []))]
    scales = mix_grain.scale_names(choice.scope.level, many_towns)[1:]
    size = sizes[weight][year].to_numpy("float64")
    cv, parts, n = spread(values[year].to_numpy("float64"), np.nan_to_num(size), *groups)
    st.header("WOZ-waarde: verschil tussen gebieden")
    say(area_words.woz_spread(year, cv, dict(zip(scales, parts, strict=True)), n))
    note(area_words.woz_explained(weight, data.measures()["woz"].source))
