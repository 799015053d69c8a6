"""Names and units of measures, given to figures that were read before: reading takes far longer."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wijkbeeld.sources.own.figures import companion, indicators_of, label_of
from wijkbeeld.sources.own.mapping import Mapping
from wijkbeeld.store.reading import Reading


def unnamed(mapping: Mapping) -> Mapping:
    """The mapping without names, units, directions and source: what figures depend on."""
    plain = {
        key: means.model_copy(
            update={
                "indicator": f"maat_{n}",
                "label": "",
                "eenheid": "",
                "richting": "neutraal",
                "soort": means.kind if mapping.verdelen else "",
            }
        )
        for n, (key, means) in enumerate(mapping.kolommen.items())
    }
    return mapping.model_copy(update={"kolommen": plain, "bron": ""})


def named(reading: Reading, mapping: Mapping) -> Reading:
    """What was read by :func:`unnamed`, with the names and units of a mapping."""
    ids = {}
    for plain, means in zip(
        unnamed(mapping).kolommen.values(), mapping.kolommen.values(), strict=True
    ):
        ids[plain.indicator] = means.indicator
        for suffix in ("n", "marge"):
            ids[companion(plain, suffix).indicator] = companion(means, suffix).indicator
    figures = reading.figures
    if figures is None:
        return reading
    codes = figures["code"].nunique()
    # one name per measure, not one per figure: there can be hundreds of thousands of these
    places, plain_ids = pd.factorize(figures["indicator"])
    names = pd.array([ids[i] for i in plain_ids], dtype="str").take(places)
    return replace(
        reading,
        figures=figures.assign(indicator=names),
        indicators=indicators_of(mapping),
        figures_from=mapping.bron,
        label=label_of(mapping, codes),
    )
