"""What an area is made of, over the years."""

from __future__ import annotations

from itertools import cycle

import pandas as pd

from wijkbeeld.analysis.mixing import entropy, known_units
from wijkbeeld.charts.mixing import Stack, composition_figure
from wijkbeeld.charts.text import Heading
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.ui.menging.sources import source
from wijkbeeld.ui.provenance import fictional, picture
from wijkbeeld.ui.theme import line_colours, show
from wijkbeeld.words import mixing as words
from wijkbeeld.words.sentences import areas


def history(choice: Choice, units: pd.Index | None = None) -> dict[int, pd.Series]:
    """Counts of all known units together, by year; years without any are left out.

    Parameters
    ----------
    units
        Units to count; None for all of the place.
    """
    sums = {}
    for year, one in choice.found.items():
        counts = one.counts if units is None else one.counts.reindex(units)
        used = counts[known_units(counts.to_numpy("float64"))]
        if len(used):
            sums[year] = used.sum()
    return sums


def mix_of(counts: pd.Series) -> float:
    """Entropy (0..1) of counts of kinds."""
    return float(entropy(counts.to_numpy("float64")[None])[0])


def draw(choice: Choice, name: str, key: str, units: pd.Index | None = None) -> None:
    """Draw the shares of the kinds over the years, with the finding as title."""
    sums = history(choice, units)
    years = sorted(sums)
    compared = [y for y in years if y in choice.compared]
    title = f"{name}: {choice.feature.label.lower()}"
    if len(compared) > 1:
        course = _course(choice, units, (compared[0], compared[-1]))
        title = words.course_title(name, course) if course else title
    heading = Heading(
        title + fictional(choice.scope),
        source(choice),
        f"{choice.feature.label}: aandeel van de {choice.noun} (%), in {choice.year} "
        f"{len(choice.labels)} soorten. "
        f"n = {_span(choice, years, units)}.",
    )
    show(
        composition_figure(_stacks(choice, sums), choice.breaks, heading),
        key,
        picture(choice.scope, f"menging {choice.feature.id}", None, (years[0], years[-1]), [name]),
        f"{heading.title}. {choice.feature.label} per jaar",
    )


def _course(choice: Choice, units: pd.Index | None, ends: tuple[int, int]) -> words.Course | None:
    """How the mix of the same units went between two years, and the share that changed most."""
    every = [choice.found[y].counts for y in ends]
    counts = every if units is None else [c.reindex(units) for c in every]
    known = [known_units(c.to_numpy("float64")) for c in counts]
    both = known[0] & known[1]
    if not both.any():
        return None
    old, new = (c[both].sum() for c in counts)
    shares = old / old.sum(), new / new.sum()
    most = str((shares[1] - shares[0]).abs().idxmax())
    n = int(both.sum())
    is_named = units is None and not choice.counted.is_all and choice.counted.known == n
    is_told = is_named or all(k.sum() == n for k in known)
    of = "" if is_told else f"dezelfde {areas(choice.scope.level, n)}"
    share = float(shares[0][most]), float(shares[1][most])
    return words.Course(ends, (mix_of(old), mix_of(new)), choice.labels[most], share, of)


def _span(choice: Choice, years: list[int], units: pd.Index | None) -> str:
    """How many units are counted, over the years."""
    known = (choice.found[y].counts for y in years)
    each = [c if units is None else c.reindex(units) for c in known]
    n = [int(known_units(c.to_numpy("float64")).sum()) for c in each]
    return f"{words.span(n)} {words.many(choice.scope.level)}"


def _stacks(choice: Choice, sums: dict[int, pd.Series]) -> list[Stack]:
    """One stack per label; a kind has the same colour however it is published."""
    every = dict.fromkeys(k.id for v in choice.feature.variants for k in v.kinds)
    colours = dict(zip(every, cycle(line_colours()), strict=False))
    shares: dict[tuple[str, str], dict[int, float]] = {}
    bases: dict[tuple[str, str], dict[int, float]] = {}
    for year, counts in sums.items():
        below = 0.0
        for kind in choice.found[year].variant.kinds:
            share = float(counts[kind.id] / counts.sum())
            shares.setdefault((kind.id, kind.label), {})[year] = share
            bases.setdefault((kind.id, kind.label), {})[year] = below
            below += share
    return [Stack(key[1], colours[key[0]], shares[key], bases[key]) for key in shares]


def table(choice: Choice, sums: dict[int, pd.Series]) -> pd.DataFrame:
    """Share and mix per year and kind, for the table and the download."""
    rows = []
    for year, counts in sorted(sums.items()):
        for kind in choice.found[year].variant.kinds:
            rows.append(
                {
                    "Jaar": str(year),
                    "Soort": kind.label,
                    "Soorten": str(len(counts)),
                    "Aandeel (%)": 100 * float(counts[kind.id] / counts.sum()),
                    "Aantal": float(counts[kind.id]),
                    "Menging": mix_of(counts),
                }
            )
    return pd.DataFrame(rows).set_index("Jaar")
