"""The files that the page *Kaart* offers, made from what is on the map."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.models import Classes
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.export.columns import meaning
from wijkbeeld.export.html import html_map
from wijkbeeld.export.names import today
from wijkbeeld.export.subject import Second, Subject
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.geometry_index import outlines
from wijkbeeld.map.thematic import FIXED
from wijkbeeld.store.read import opened
from wijkbeeld.ui import respondents
from wijkbeeld.ui.kaart import view_words
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.ui.provenance import where
from wijkbeeld.words.numbers import signed


def subject(scope: Scope, choice: Choice, shown: Thematic, codes: list[str]) -> Subject:
    """Collect what a file needs to stand on its own."""
    data = opened(scope)
    manifest = data.manifest
    source = view_words.source(scope, choice)
    return Subject(
        title=shown.title_with_unit,
        unit=shown.unit.strip("()"),
        signed=shown.signed,
        decimals=shown.decimals,
        areas=data.by_code(scope).loc[codes],
        values=shown.values.loc[codes],
        classes=shown.classes.loc[codes],
        labels=shown.labels,
        limits=shown.limits,
        own_limits=shown.own_limits,
        period=f"{choice.base}–{{wave}}" if choice.base else "{wave}",
        source=source,
        fictional=manifest.fictional,
        where=where(scope, codes),
        made=f"{today():%d-%m-%Y}",
        definitions=_definitions(scope, choice, shown),
        second=_second(shown, codes),
        first=shown.first.title if shown.first is not None else "",
        beside=_beside(scope, choice, shown, codes),
        sources=(
            ("Cijfers", source),
            ("Licentie", "fictieve cijfers" if manifest.fictional else _licence(choice)),
            ("Dataset", f"{manifest.dataset}, gebouwd op {_day(manifest.built)}"),
            ("Leegte", "Een lege cel betekent: geen cijfer. Een lege cel is nooit nul."),
        ),
    )


def _day(moment: str) -> str:
    """Day of a moment as the manifest writes it, here and in Dutch order."""
    return f"{dt.datetime.fromisoformat(moment).astimezone():%d-%m-%Y}"


def _licence(choice: Choice) -> str:
    """Licence of the figures; what the user added has the user's own."""
    indicator = catalog().indicators.get(choice.measure.id)
    if indicator is None:
        return "van de maker van de eigen cijfers"
    return catalog().sources[indicator.source].licence


def _second(shown: Thematic, codes: list[str]) -> Second | None:
    """The other measure of a map of two."""
    other = shown.second
    if other is None:
        return None
    return Second(other.title, other.unit.strip("()"), other.decimals, other.values.loc[codes])


def _beside(scope: Scope, choice: Choice, shown: Thematic, codes: list[str]) -> tuple[Second, ...]:
    """Number of respondents and margin of an own figure; of a change its begin and its end."""
    if shown.second is not None:
        return ()
    if choice.base is not None:
        return _begin_and_end(scope, choice, choice.base, shown, codes)
    data = opened(scope)
    return tuple(
        Second(
            name,
            m.unit,
            m.decimals,
            data.figure_table(scope, m.id).reindex(index=codes, columns=shown.values.columns),
        )
        for name, m in respondents.measures(scope, choice.measure).items()
    )


def _begin_and_end(
    scope: Scope, choice: Choice, base: int, shown: Thematic, codes: list[str]
) -> tuple[Second, Second]:
    measure, waves = choice.measure, shown.values.columns
    table = opened(scope).wide(scope, measure.id).reindex(index=codes)
    begin = pd.DataFrame(dict.fromkeys(waves, table[base]), index=codes)
    unit, decimals = measure.unit.strip("()"), measure.decimals
    return (
        Second("begin", unit, decimals, begin),
        Second("eind", unit, decimals, table.reindex(columns=waves)),
    )


def _second_definition(scope: Scope, choice: Choice) -> list[tuple[str, str]]:
    if not choice.together:
        return []
    other = opened(scope).measures()[choice.second]
    return [(other.label, f"{other.definition} {other.note}".strip())]


def _definitions(scope: Scope, choice: Choice, shown: Thematic) -> tuple[tuple[str, str], ...]:
    """What the measure is, what the classes are, and what was compared with what."""
    measure = choice.measure
    return (
        (measure.label, f"{measure.definition} {measure.note} {shown.note}".strip()),
        *_second_definition(scope, choice),
        *((name, meaning(name)) for name in respondents.measures(scope, measure)),
        *((f"Klasse {n}", text) for n, text in enumerate(_classes(choice, shown), start=1) if text),
        *([("Klassen", scale.note)] if (scale := _declared(choice, shown)) else []),
        *([("Vergelijking", shown.note)] if shown.note else []),
    )


def _declared(choice: Choice, shown: Thematic) -> Classes | None:
    """Classes with names of their own, as they are on the map; None where limits are the names."""
    measure = choice.measure
    scale = measure.level_scale if choice.base is None else measure.change_scale
    if scale is None or choice.against != FIXED:
        return None
    return scale if shown.labels == tuple(c.name for c in scale.limits) else None


def _classes(choice: Choice, shown: Thematic) -> list[str]:
    """Classes by name, with their limits where those are not the name itself."""
    scale = _declared(choice, shown)
    if scale is None:
        return list(shown.labels)
    on = (
        "de afwijking van de landelijke referentie" if scale.variable == "afw" else "de verandering"
    )
    lowers = [c.lower for c in scale.limits]
    texts = []
    for name, low, high in zip(shown.labels, lowers, [*lowers[1:], None], strict=True):
        parts = [f"vanaf {signed(low, 3)}" if low is not None else ""]
        parts.append(f"tot {signed(high, 3)}" if high is not None else "")
        texts.append(f"{name}: {on} is {' '.join(filter(None, parts))} punt")
    return texts


def html(scope: Scope, choice: Choice, seen: Seen, codes: list[str], *, background: bool) -> str:
    """HTML map of some areas with every wave of the measure."""
    polygons = outlines(scope, codes)
    mapped = [str(f["properties"]["c"]) for f in polygons["features"]]
    content = subject(scope, choice, seen.shown, mapped)
    colours = seen.shown.colours(choice.colours)
    return html_map(
        content, polygons, seen.wave, colours.classes, colours.missing, background=background
    )
