"""Renewed beside not renewed: one set of choices in, one estimate with its comparison out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from wijkbeeld.analysis import did
from wijkbeeld.analysis.did import Control
from wijkbeeld.analysis.matching import Matched, match, matched_effect, matched_value, without
from wijkbeeld.analysis.panel import NEVER, Panel, make_panel
from wijkbeeld.analysis.permutation import Effect, effect

Match = Literal["none", "structure", "score"]
Weight = Literal["none", "inwoners", "woningen"]


@dataclass(frozen=True)
class ComparisonData:
    """Everything an estimate is made of.

    Attributes
    ----------
    tables
        Outcome tables by measure: rows area codes, columns waves, points.
    starts
        Year in which renewal starts, by area code.
    ends
        Year in which it is complete; missing where not known.
    weights
        Inhabitants and dwellings per area, where known.
    strata
        Gemeente per area: within it labels are permuted.
    structure
        Characteristics to match on: rows area codes.
    ring
        Areas beside the renewed ones.
    elsewhere
        Areas renewed by other projects: neither renewed here nor a fair comparison, always left
        out.
    """

    tables: dict[str, pd.DataFrame]
    starts: pd.Series
    ends: pd.Series
    weights: dict[str, pd.Series] = field(default_factory=dict)
    strata: pd.Series | None = None
    structure: pd.DataFrame = field(default_factory=pd.DataFrame)
    ring: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Specification:
    """How to compare.

    Attributes
    ----------
    control
        ``never_treated`` areas, or also ``not_yet_treated`` ones; with matching always the first.
    delay
        Years after the registered start from which renewal counts; None counts from completion.
    anticipation
        Base wave: 0 is the last wave before the start, 1 the one before it.
    same_stratum
        Compare with areas of the same gemeente only (with matching: anywhere).
    """

    measure: str
    control: Control = "never_treated"
    match: Match = "none"
    weight: Weight = "none"
    ring: bool = False
    delay: int | None = 0
    anticipation: int = 0
    caliper: float | None = None
    same_stratum: bool = True


@dataclass(frozen=True)
class Comparison:
    """An estimate and what it was made with; ``effect`` is None where it cannot be made, with the
    reason.
    """

    specification: Specification
    panel: Panel
    effect: Effect | None
    matched: Matched | None
    reason: str = ""


def panel_for(data: ComparisonData, specification: Specification) -> Panel:
    """Panel of the areas that take part under some choices."""
    starts = (
        data.starts if specification.delay is not None else data.ends.reindex(data.starts.index)
    )
    left = data.tables[specification.measure]
    left = left[~left.index.isin(data.elsewhere - set(data.starts.index))]
    if specification.delay is None:
        unknown = starts.index[starts.isna()]
        left, starts = left[~left.index.isin(unknown)], starts.dropna()
    if specification.ring:
        left = left[~left.index.isin(data.ring - set(data.starts.index))]
    weights = None if specification.weight == "none" else data.weights[specification.weight]
    strata = data.strata if specification.same_stratum else None
    return make_panel(left, starts, weights, strata, specification.delay or 0)


def effective(specification: Specification) -> Specification:
    """The same choices without those that matching overrules: partners were never renewed and come
    from anywhere.
    """
    return (
        specification
        if specification.match == "none"
        else replace(specification, control="never_treated", same_stratum=False)
    )


def compare(
    data: ComparisonData, specification: Specification, permutations: int = 999, seed: int = 1
) -> Comparison:
    """Estimate under one set of choices."""
    specification = effective(specification)
    panel = panel_for(data, specification)
    if not panel.groups:
        return Comparison(specification, panel, None, None, no_start(panel))
    matched = None
    try:
        if specification.match == "none":
            found = effect(
                panel,
                specification.control,
                specification.anticipation,
                permutations,
                seed,
                same_stratum=specification.same_stratum,
            )
            return Comparison(specification, panel, found, None)
        matched = sets(panel, data, specification)
        return Comparison(
            specification,
            panel,
            matched_effect(panel, matched, specification.anticipation, permutations, seed),
            matched,
        )
    except ValueError as error:
        return Comparison(specification, panel, None, matched, _REASONS.get(str(error), str(error)))


def compared_with(outcome: Comparison) -> np.ndarray:
    """Which areas the renewed ones are compared with, shape (n,)."""
    panel, specification = outcome.panel, outcome.specification
    if outcome.matched is not None:
        return np.asarray(np.isin(np.arange(len(panel.codes)), outcome.matched.partners))
    never = panel.start == NEVER
    if specification.same_stratum:
        never &= np.isin(panel.strata, panel.strata[panel.treated])
    return np.asarray(never)


def no_start(panel: Panel) -> str:
    """Why there is nothing to compare."""
    if panel.always:
        return f"Er is geen meting van vóór de start: de eerste met deze maat is {panel.waves[0]}."
    return _REASONS["no area starts within the waves"]


_FEW = "too few areas with all characteristics"
_REASONS = {
    "no area starts within the waves": (
        "Geen enkel vernieuwd gebied heeft een start binnen de metingen."
    ),
    "no wave before the start to compare with": (
        "Er is geen meting van vóór de start om mee te vergelijken."
    ),
    "no comparison areas with a score in the same waves": (
        "Er zijn geen andere gebieden om mee te vergelijken."
    ),
    _FEW: "Te weinig gebieden hebben alle kenmerken om op te koppelen.",
    "no renewed area has partners and a wave before its start": (
        "Geen enkel vernieuwd gebied heeft vergelijkbare gebieden met metingen van voor en na "
        "de start."
    ),
}


def sets(panel: Panel, data: ComparisonData, specification: Specification) -> Matched:
    """Look-alikes by structure, or by the score in the base wave of each start group.

    Raises
    ------
    ValueError
        Too few areas to choose from.
    """
    if specification.match == "structure":
        return match(panel, data.structure, caliper=specification.caliper)
    parts, alone = [], []
    for g in panel.groups:
        base = g - 1 - specification.anticipation
        if base < 0:
            continue
        others = (panel.start != g) & (panel.start != NEVER)
        here = replace(
            panel, start=np.where(others, NEVER + 1, panel.start)
        )  # neither renewed here nor a partner
        score = pd.DataFrame({"score": panel.values[:, base]}, index=panel.codes)
        try:
            parts.append(match(here, score, caliper=specification.caliper))
        except ValueError:  # nobody to choose from in this wave: the other start groups go on
            alone += list(panel.codes[panel.start == g])
    if not parts:
        raise ValueError(_FEW if alone else "no wave before the start to compare with")
    return Matched(
        np.concatenate([p.treated for p in parts]),
        np.concatenate([p.partners for p in parts]),
        np.concatenate([p.distance for p in parts]),
        (*(c for p in parts for c in p.unmatched), *alone),
    )


def alternatives(data: ComparisonData, base: Specification) -> dict[str, list[object]]:
    """Values that each choice can take with these data."""
    deep = max(panel_for(data, base).groups, default=0) >= 2
    return {
        "control": ["never_treated", "not_yet_treated"],
        "match": ["none", *(["structure"] if len(data.structure.columns) else []), "score"],
        "weight": ["none", *data.weights],
        "ring": [False, True] if data.ring else [False],
        "delay": [0, 2, *([None] if data.ends.notna().any() else [])],
        "anticipation": [0, 1] if deep else [0],
        "same_stratum": [False, True] if data.strata is not None else [False],
    }


def one_at_a_time(data: ComparisonData, base: Specification) -> list[Specification]:
    """The chosen specification, and each that differs from it in one choice."""
    found = [base]
    for name, values in alternatives(data, base).items():
        found += [replace(base, **{name: v}) for v in values if v != getattr(base, name)]  # type: ignore[arg-type]
    return list(dict.fromkeys(effective(c) for c in found))


def all_together(data: ComparisonData, base: Specification) -> list[Specification]:
    """Every combination of choices."""
    options = alternatives(data, base)
    rows = [
        replace(base, **dict(zip(options, values, strict=True)))  # type: ignore[arg-type]
        for values in product(*options.values())
    ]
    return list(dict.fromkeys(effective(r) for r in rows))


def table(
    data: ComparisonData, specifications: list[Specification], permutations: int = 0
) -> pd.DataFrame:
    """Specification table: one row each, in the order given.

    Parameters
    ----------
    permutations
        Assignments for interval and p; 0 for the estimate only.

    Returns
    -------
    DataFrame
        Columns of the choices, then ``value, low, high, p`` (points), ``n_treated``, ``n_control``
        and ``reason`` (why there is no value).
    """
    quick = _Quick(data)
    rows = []
    for c in map(effective, specifications):
        low = high = p = np.nan
        if permutations:
            outcome = compare(data, c, permutations)
            reason, e = outcome.reason, outcome.effect.overall if outcome.effect else None
            value, treated, control = (e.value, e.n_treated, e.n_control) if e else (np.nan, 0, 0)
            low, high, p = (e.low, e.high, e.p) if e else (np.nan, np.nan, np.nan)
        else:
            value, treated, control, reason = quick.value(c)
        rows.append(
            (
                c.measure,
                c.control,
                c.match,
                c.weight,
                c.ring,
                c.delay,
                c.anticipation,
                c.same_stratum,
                value,
                low,
                high,
                p,
                treated,
                control,
                reason,
            )
        )
    columns = [
        "measure",
        "control",
        "match",
        "weight",
        "ring",
        "delay",
        "anticipation",
        "same_stratum",
        "value",
        "low",
        "high",
        "p",
        "n_treated",
        "n_control",
        "reason",
    ]
    return pd.DataFrame(rows, columns=columns)


class _Quick:
    """Estimates of many specifications: panels and look-alikes are made once and used again."""

    def __init__(self, data: ComparisonData) -> None:
        self.data = data
        self.panels: dict[tuple[object, ...], Panel] = {}
        self.matched: dict[tuple[object, ...], Matched] = {}

    def value(self, c: Specification) -> tuple[float, int, int, str]:
        """Value, renewed and comparison areas, and the reason where there is none."""
        place = (c.measure, c.weight, c.ring, c.delay, c.same_stratum)
        if place not in self.panels:
            self.panels[place] = panel_for(self.data, c)
        panel = self.panels[place]
        if not panel.groups:
            return np.nan, 0, 0, no_start(panel)
        if c.match == "none":
            value, treated, control = did.estimate(
                panel,
                did.contributions(
                    panel, c.control, anticipation=c.anticipation, same_stratum=c.same_stratum
                ),
            )
        else:
            key = (*place, c.match, c.anticipation if c.match == "score" else 0, c.caliper)
            try:
                if key not in self.matched:
                    self.matched[key] = sets(panel, self.data, c)
            except ValueError as error:
                return np.nan, 0, 0, _REASONS.get(str(error), str(error))
            value, treated = matched_value(panel, self.matched[key], c.anticipation)
            control = len(np.unique(self.matched[key].partners))
        return value, treated, control, "" if np.isfinite(value) else self._why(panel, c)

    def _why(self, panel: Panel, c: Specification) -> str:
        """Why there is no value, as :func:`compare` says it."""
        if c.match != "none":
            return _REASONS["no renewed area has partners and a wave before its start"]
        if any(g - 1 - c.anticipation >= 0 for g in panel.groups):
            return _REASONS["no comparison areas with a score in the same waves"]
        return _REASONS["no wave before the start to compare with"]


def leave_one_out(outcome: Comparison) -> pd.Series:
    """The estimate with each renewed area left out in turn: index code, values points."""
    found = {}
    panel, specification = outcome.panel, outcome.specification
    if outcome.matched is not None:
        for k, i in enumerate(outcome.matched.treated):
            if len(outcome.matched.treated) > 1:
                found[str(panel.codes[i])] = matched_value(
                    panel, without(outcome.matched, k), specification.anticipation
                )[0]
        return pd.Series(found, dtype="float64")
    return did.leave_one_out(
        panel,
        specification.control,
        specification.anticipation,
        same_stratum=specification.same_stratum,
    )
