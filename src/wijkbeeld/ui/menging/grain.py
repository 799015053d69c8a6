"""At which scale the mix exists, and how far a group lives apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.analysis import mixing
from wijkbeeld.charts.lines import Line
from wijkbeeld.charts.mixing import Scales, grain_figure
from wijkbeeld.charts.series import Years, series_figure
from wijkbeeld.charts.text import GREY, Axis, Heading
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.once import once
from wijkbeeld.ui.menging.sources import source
from wijkbeeld.ui.prose import note, say
from wijkbeeld.ui.provenance import about, picture
from wijkbeeld.ui.theme import ink, line_colours, show, style
from wijkbeeld.words import mix_counted, mix_grain
from wijkbeeld.words import mixing as words
from wijkbeeld.words.labels import lowered
from wijkbeeld.words.numbers import number


def split(choice: Choice, year: int, among: pd.Index | None = None) -> mixing.Grain:
    """Mix of the place in a year, split over scales.

    Parameters
    ----------
    among
        Units that take part; None for all.
    """
    counts = choice.found[year].counts
    kept = counts if among is None else counts.loc[among]
    groups = [g.reindex(kept.index) for g in choice.groups]
    return mixing.grain(kept.to_numpy("float64"), *groups)


@once
def both_known(choice: Choice) -> pd.Index:
    """Units with a composition in the year in view and in the earliest that compares."""
    one, other = (choice.found[y].counts for y in (choice.base, choice.year))
    used = mixing.known_units(one.to_numpy("float64")) & mixing.known_units(
        other.to_numpy("float64")
    )
    return one.index[used]


def panel(choice: Choice) -> None:
    """Draw at which scale the mix exists, now and in the earliest year that compares."""
    now = split(choice, choice.year)
    uneven, label = choice.uneven, choice.kind.label
    said = mix_grain.grain_sentence(now, choice.scales, choice.scope.level, label, uneven)
    if now.n < 2 or np.isnan(now.h):
        say(said)
        return
    parts = [
        Scales(choice.year, line_colours()[0], dict(zip(choice.scales, now.shares, strict=True)))
    ]
    if choice.base < choice.year:
        then = split(choice, choice.base)
        if then.n > 1 and not np.isnan(then.h):
            shares = dict(zip(choice.scales, then.shares, strict=True))
            parts.append(Scales(choice.base, GREY, shares))
    label = lowered(choice.feature.label)
    heading = Heading(
        mix_grain.grain_title(now, choice.scope.level, uneven) + about(choice.scope),
        source(choice),
        f"Deel van de menging naar {label} per schaal (%; de delen tellen op tot "
        f"100%). n = {number(now.n)} {words.many(choice.scope.level)}.",
    )
    show(
        grain_figure(parts, heading, ink()),
        "menging_korrel",
        picture(choice.scope, "korrelgrootte", None, (choice.year,), _named(choice)),
        f"{heading.title}. Deel van de menging naar {label} per schaal",
    )
    say(said)
    if rest := mix_counted.left_out(choice.scope.level, now.n, now.left_out, now.empty):
        note(rest)


def _named(choice: Choice) -> list[str]:
    return [] if choice.place.is_all else [choice.place.label]


def separation_by_year(choice: Choice) -> dict[int, pd.DataFrame]:
    """Dissimilarity and isolation of the kind in the years that have it."""
    place = pd.Series("all", index=choice.towns.index)
    found = {}
    for year, one in choice.found.items():
        if choice.kind.id not in one.counts:
            continue
        total = one.counts.sum(axis=1, min_count=one.counts.shape[1])
        table = mixing.separation(one.counts[choice.kind.id], total, place.reindex(total.index))
        if len(table) and table["dissimilarity"].notna().any():
            found[year] = table
    return found


def separation(choice: Choice) -> None:
    """Draw dissimilarity and isolation of a group over the years, and say what they are."""
    found = separation_by_year(choice)
    if choice.year not in found:
        say(
            mix_grain.apart(
                "", "", choice.year, {"dissimilarity": float("nan")}, choice.scope.level
            )
        )
        return
    rows = {year: table.iloc[0] for year, table in found.items()}
    years = sorted(rows)
    counts = {y: int(rows[y]["n"]) for y in years}
    names = {
        "dissimilarity": "Ongelijke spreiding",
        "isolation": "Om zich heen",
        "share": "Aandeel",
    }
    lines = [
        Line(
            name,
            years,
            [100 * float(rows[y][column]) for y in years],
            counts=counts,
            counted=words.many(choice.scope.level),
        )
        for column, name in names.items()
    ]
    label = choice.kind.label
    uneven = {y: float(rows[y]["dissimilarity"]) for y in years}
    first = min(y for y in years if y in choice.compared)
    told = mix_grain.uneven_title(label, (first, uneven[first]), (choice.year, uneven[choice.year]))
    heading = Heading(
        told + about(choice.scope),
        source(choice),
        f"Ongelijke spreiding (dissimilariteit) en aandeel om zich heen van "
        f"‘{lowered(label)}’ over {words.many(choice.scope.level)}, en het aandeel in het geheel "
        f"(%). n = {words.span(list(counts.values()))}.",
    )
    figure = series_figure(
        lines, Axis("%", 0), heading, style(240), Years(breaks=choice.breaks, from_zero=True)
    )
    show(
        figure,
        "menging_scheiding",
        picture(choice.scope, "scheiding", None, (years[0], years[-1]), _named(choice)),
        f"{heading.title}. Scheiding over de jaren",
    )
    row = {k: float(v) for k, v in rows[choice.year].items()}
    say(mix_grain.apart(label, choice.noun, choice.year, row, choice.scope.level))
