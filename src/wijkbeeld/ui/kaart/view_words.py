"""What the browser writes around a map: source, unit, why a year is missing, axes of a square."""

from __future__ import annotations

from typing import Any

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import DIMENSIONS
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.content import Thematic
from wijkbeeld.store.read import opened
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.provenance import source_text
from wijkbeeld.words import figure_map, sentences
from wijkbeeld.words.labels import unit_within


def source(scope: Scope, choice: Choice) -> str:
    """Where the figures on the map come from; of both measures where there are two."""
    lines = [source_text(scope, choice.measure)]
    if choice.together:
        lines.append(source_text(scope, opened(scope).measures()[choice.second]))
    return "; ".join(dict.fromkeys(lines))


def legend(choice: Choice, shown: Thematic) -> str:
    """Unit of the limits in the legend; empty where classes have names."""
    if shown.ramp in ("score", "square") or choice.measure.kind == "code":
        return ""
    return f"in {unit_within(shown.unit)}"


def since(choice: Choice) -> dict[str, Any] | None:
    """How the label at the pointer writes the change up to a wave, and since which wave."""
    measure, waves = choice.measure, choice.waves
    if choice.base is not None or measure.kind == "code":
        return None
    first = {w: next((b for b in waves if b < w and measure.comparable(b, w)), None) for w in waves}
    return {"unit": measure.change_unit, "decimals": measure.change_decimals, "from": first}


def other(shown: Thematic) -> dict[str, Any] | None:
    """The other measure of a map of two."""
    if shown.second is None:
        return None
    second = shown.second
    return {
        "title": second.title,
        "unit": second.unit,
        "decimals": second.decimals,
        "signed": second.signed,
    }


def axes(scope: Scope, choice: Choice) -> dict[str, Any] | None:
    """Names and limits along the square legend of a map of two measures."""
    shown = choice.thematic(scope)
    if shown.second is None:
        return None
    parts = [shown.first or shown, shown.second]
    return {
        "titles": [f"{p.title} ({p.unit.strip('()')})" for p in parts],
        "labels": [list(p.labels) for p in parts],
    }


def why_absent(scope: Scope, choice: Choice, all_waves: list[int]) -> str:
    """Say why waves cannot be chosen; empty when all can."""
    absent = [w for w in all_waves if w not in choice.waves]
    if not absent:
        return ""
    published = catalog().sources["leefbaarometer"].dimension_waves
    if choice.measure.id in DIMENSIONS and not any(w in published for w in absent):
        return sentences.missing_dimensions(all_waves, published)
    if choice.base is not None and not choice.measure.is_score:
        years = opened(scope).any_waves(scope, choice.measure.id)
        reason = figure_map.not_comparable(choice.measure, choice.base, years)
        if reason:
            return reason
    if choice.together:
        return f"Voor {', '.join(map(str, absent))} is er niet van beide maten een cijfer."
    return (
        f"Voor {', '.join(map(str, absent))} bevat deze dataset geen of bijna geen gebieden op "
        "dit niveau."
    )
