"""What the map tells: the finding in figures, and what belongs to it."""

from __future__ import annotations

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.bivariate import values_of
from wijkbeeld.map.figure_classes import ways
from wijkbeeld.map.thematic import EQUAL, FIXED, START
from wijkbeeld.store.read import opened
from wijkbeeld.ui import inhabitants
from wijkbeeld.ui.kaart.choice import Choice
from wijkbeeld.ui.kaart.map_view import Seen
from wijkbeeld.ui.within import whose
from wijkbeeld.words import figure_map, map_summary, two_measures
from wijkbeeld.words.figure_map import Figures
from wijkbeeld.words.map_summary import MapSummary
from wijkbeeld.words.markdown import escape_markdown
from wijkbeeld.words.told import Told
from wijkbeeld.words.two_measures import Together

TOTAL = "lbm"
"""The score that needs no name in a sentence."""


def told(scope: Scope, choice: Choice, seen: Seen) -> Told:
    """Sum up what is on the map."""
    shown = _summary(scope, choice, seen)
    measure, decimals = choice.measure, seen.shown.decimals
    if choice.together:
        return two_measures.together(_together(scope, choice, seen))
    if not shown.n:
        return Told(f"Voor {seen.wave} zijn er op dit niveau geen cijfers.")
    if choice.against == EQUAL:
        return map_summary.equal_parts(shown, measure.label, decimals)
    if choice.against == START:
        than, beside = seen.shown.reference, escape_markdown(seen.shown.beside[seen.wave])
        return map_summary.relative(shown, than or "wat past bij het startniveau", beside)
    if choice.against != FIXED:
        return map_summary.relative(shown)
    if not measure.is_score or seen.shown.ramp != "score":
        return _of_figures(scope, choice, seen)
    if choice.base is not None:
        return map_summary.change(shown)
    return map_summary.situation(shown, "" if measure.id == TOTAL else measure.label, decimals)


def _where(scope: Scope, choice: Choice) -> str:
    """Whose areas the map is about; a gemeente needs not be told of itself."""
    if not scope.part or scope.level == choice.place.kind.value:
        return ""
    return escape_markdown(whose(choice.place))


def _of_figures(scope: Scope, choice: Choice, seen: Seen) -> Told:
    """Sum up values that have no classes with a meaning."""
    shown = seen.shown
    has_unit = not choice.measure.is_score or shown.signed
    unit = shown.unit if has_unit and choice.measure.kind != "code" else ""
    values = shown.values[seen.wave].dropna()
    where = _where(scope, choice)
    figures = Figures(scope.level, choice.measure.label, unit, shown.decimals, values, where)
    if choice.base is not None:
        return figure_map.change(figures, ways(shown, seen.wave), choice.base, seen.wave)
    return figure_map.situation(figures, seen.wave)


def _together(scope: Scope, choice: Choice, seen: Seen) -> Together:
    both = values_of(seen.shown, seen.wave)
    classes = seen.shown.classes[seen.wave]
    low, high, second_only, first_only = (int((classes == n).sum()) for n in (1, 9, 7, 3))
    is_varied = len(both) > 2 and both["a"].nunique() > 1 and both["b"].nunique() > 1
    return Together(
        scope.level,
        choice.period(seen.wave),
        choice.measure.label,
        opened(scope).measures()[choice.second].label,
        len(both),
        low,
        high,
        second_only,
        first_only,
        float(both["a"].corr(both["b"], method="spearman")) if is_varied else float("nan"),
        _where(scope, choice),
    )


def _summary(scope: Scope, choice: Choice, seen: Seen) -> MapSummary:
    values = seen.shown.values[seen.wave].dropna()
    classes = seen.shown.classes[seen.wave][values.index]
    middle = (len(seen.shown.labels) + 1) // 2
    firm = values[inhabitants.firm(scope, values.index)]
    ends = firm if len(firm) else values
    return MapSummary(
        level=scope.level,
        wave=seen.wave,
        base=choice.base,
        n=len(values),
        mean=float(values.mean()),
        lowest=float(ends.min()),
        highest=float(ends.max()),
        below=int(classes.between(1, middle - 1).sum()),
        above=int((classes > middle).sum()),
        where=_where(scope, choice),
        step=_step(choice),
    )


def _step(choice: Choice) -> float:
    """Change from which an area went up: where the class above the middle one begins."""
    scale = choice.measure.change_scale
    if choice.base is None or scale is None:
        return 0.0
    return next(float(c.lower) for c in scale.limits if c.lower is not None and c.lower > 0)
