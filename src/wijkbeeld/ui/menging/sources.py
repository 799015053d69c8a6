"""Where the figures of *Menging* come from, and what is known of the place."""

from __future__ import annotations

from wijkbeeld.catalog import catalog
from wijkbeeld.store.compositions import Composition
from wijkbeeld.store.read import opened
from wijkbeeld.ui import tables
from wijkbeeld.ui.menging.choice import Choice
from wijkbeeld.words import mix_counted
from wijkbeeld.words import mixing as words

SEE_YEAR = "zie kolom Jaar"
"""What a file with rows of several years says of its year."""


def weighed(choice: Choice) -> str:
    """What counts were made of, and what is known of the kinds."""
    weight = choice.now.weight
    if not weight:
        return choice.variant.note
    known = catalog().indicators[weight].label.lower()
    instead = (
        f" Het aantal {choice.noun} is niet bekend." if weight != choice.variant.weights[0] else ""
    )
    told = f"Aantal = aandeel × aantal {known} in {choice.year}.{instead}"
    return f"{told} {choice.variant.note}".strip()


def known_part(choice: Choice) -> str:
    """How much of the place is known in the year in view; empty where all is."""
    weight = choice.sizes.name if len(choice.sizes) else ""
    label = catalog().indicators[str(weight)].label.lower() if weight else ""
    return mix_counted.known_part(choice.counted, label)


def source(choice: Choice) -> str:
    """Source of the figures of all years, those of the year in view first; for below a chart."""
    sources = dict.fromkeys(_sources(choice, choice.now))
    more = {s for one in choice.found.values() for s in _sources(choice, one)}
    return _told(choice, [*sources, *sorted(more - set(sources))])


def source_now(choice: Choice) -> str:
    """Source of the figures of the year in view."""
    return _told(choice, list(dict.fromkeys(_sources(choice, choice.now))))


def _sources(choice: Choice, one: Composition) -> list[str]:
    measures = opened(choice.scope).measures()
    ids = [*one.variant.indicators, *filter(None, [one.weight])]
    return [measures[i].source for i in ids]


def _told(choice: Choice, sources: list[str]) -> str:
    return f"Bron: {'; '.join(sources)}, gebieden van {choice.scope.classification}"


def origin(
    choice: Choice, definition: str = words.MIX_EXPLAINED, where: str = "", wave: str = ""
) -> tables.Origin:
    """Where a downloaded table of the mix comes from.

    Parameters
    ----------
    where
        Which areas these are, where that is not the place in view.
    wave
        Years of the figures, where these are not of the year in view.
    """
    return tables.Origin(
        f"Menging naar {choice.feature.label.lower()}",
        "zie kolommen",
        wave or str(choice.year),
        source(choice).removeprefix("Bron: "),
        choice.scope.classification,
        opened(choice.scope).manifest.fictional,
        where or choice.place.label,
        definition,
    )
