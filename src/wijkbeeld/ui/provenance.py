"""Where figures come from, as titles, charts and downloads tell it on every page."""

from __future__ import annotations

from wijkbeeld.catalog import Band, catalog
from wijkbeeld.catalog.measure import Measure
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.names import chart_name
from wijkbeeld.store.read import opened
from wijkbeeld.ui.tables import Origin

_MANY = {"gemeente": "gemeenten", "wijk": "wijken", "buurt": "buurten", "pc4": "postcodes"}


def where(scope: Scope, codes: list[str]) -> str:
    """Which areas these are: of everything, of the place in view, of a gemeente, or chosen."""
    data = opened(scope)
    areas = data.by_code(scope.whole())
    noun = _MANY.get(scope.level, "gebieden")
    if len(codes) == len(areas):
        return f"{noun} in {'de fictieve regio' if data.manifest.fictional else 'Nederland'}"
    if scope.part and len(codes) == len(data.by_code(scope)):
        return f"{noun} in {scope.part}"
    chosen = areas.loc[codes]
    if scope.level != "gemeente" and chosen["gemeente_code"].nunique() == 1:
        town = chosen["gemeente_code"].iloc[0]
        is_all = int((areas["gemeente_code"] == town).sum()) == len(codes)
        return f"{'' if is_all else 'gekozen '}{noun} in {chosen['gemeente_naam'].iloc[0]}"
    if len(codes) == 1:
        return str(chosen["name"].iloc[0])
    return f"{len(codes)} gekozen {noun}"


def fictional(scope: Scope) -> str:
    """What a title adds where figures are invented."""
    return " (fictief)" if opened(scope).manifest.fictional else ""


def policy_bands(scope: Scope) -> tuple[Band, ...]:
    """National policy to draw above a series; none beside invented figures: it was never there."""
    return () if opened(scope).manifest.fictional else catalog().timeline


def picture(
    scope: Scope, what: str, measure: Measure | None, years: tuple[int, ...], areas: list[str]
) -> str:
    """Name of a saved chart: what, measure, areas, period and day.

    Parameters
    ----------
    areas
        Names of the areas or the place; the first is told, and how many more.
    """
    more = f" en {len(areas) - 1} andere" if len(areas) > 1 else ""
    return chart_name(
        what,
        measure.id if measure else "",
        f"{areas[0]}{more}" if areas else scope.part,
        years=years,
        fictional=opened(scope).manifest.fictional,
    )


def about(scope: Scope) -> str:
    """What a title adds: the part of the dataset it is about, and that figures are invented."""
    return (f", {scope.part}" if scope.part else "") + fictional(scope)


def source_text(scope: Scope, measure: Measure) -> str:
    """Source of a measure, and the areas that its figures are laid on."""
    if measure.is_score:
        return f"{measure.source}, editie {scope.classification}"
    return f"{measure.source}, gebieden van {scope.classification}"


def source_line(scope: Scope, measure: Measure) -> str:
    """Source of a measure, for below a chart."""
    return f"Bron: {source_text(scope, measure)}"


def origin(scope: Scope, measure: Measure, unit: str, wave: str) -> Origin:
    """What a downloaded table of a measure says of its figures."""
    is_fictional = opened(scope).manifest.fictional
    return Origin(
        measure.label,
        unit,
        wave,
        measure.source,
        scope.classification,
        is_fictional,
        definition=f"{measure.definition} {measure.note}".strip(),
        level_unit=measure.unit,
        change_unit=measure.change_unit,
    )
