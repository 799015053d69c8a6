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

Match = Literal["geen", "structuur", "score"]
Weight = Literal["geen", "inwoners", "woningen"]


@dataclass(frozen=True)
class Inputs:
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
class Choices:
    """How to compare.

    Attributes
    ----------
    control
        ``nooit`` renewed, or also ``nog niet`` renewed areas; with matching always never renewed
        ones.
    delay
        Years after the registered start from which renewal counts; None counts from completion.
    lag
        Base wave: 0 is the last wave before the start, 1 the one before it.
    within
        Compare with areas of the same gemeente only (with matching: anywhere).
    """

    measure: str
    control: Control = "nooit"
    match: Match = "geen"
    weight: Weight = "geen"
    ring: bool = False
    delay: int | None = 0
    lag: int = 0
    caliper: float | None = None
    within: bool = True


@dataclass(frozen=True)
class Outcome:
    """An estimate and what it was made with; ``effect`` is None where it cannot be made, with the
    reason.
    """

    choices: Choices
    panel: Panel
    effect: Effect | None
    matched: Matched | None
    reason: str = ""


def panel_for(inputs: Inputs, choices: Choices) -> Panel:
    """Panel of the areas that take part under some choices."""
    starts = (
        inputs.starts if choices.delay is not None else inputs.ends.reindex(inputs.starts.index)
    )
    left = inputs.tables[choices.measure]
    left = left[~left.index.isin(inputs.elsewhere - set(inputs.starts.index))]
    if choices.delay is None:
        unknown = starts.index[starts.isna()]
        left, starts = left[~left.index.isin(unknown)], starts.dropna()
    if choices.ring:
        left = left[~left.index.isin(inputs.ring - set(inputs.starts.index))]
    weights = None if choices.weight == "geen" else inputs.weights[choices.weight]
    strata = inputs.strata if choices.within else None
    return make_panel(left, starts, weights, strata, choices.delay or 0)


def plain(choices: Choices) -> Choices:
    """The same choices without those that matching overrules: partners were never renewed and come
    from anywhere.
    """
    return choices if choices.match == "geen" else replace(choices, control="nooit", within=False)


def run(inputs: Inputs, choices: Choices, permutations: int = 999, seed: int = 1) -> Outcome:
    """Estimate under one set of choices."""
    choices = plain(choices)
    panel = panel_for(inputs, choices)
    if not panel.groups:
        return Outcome(choices, panel, None, None, no_start(panel))
    matched = None
    try:
        if choices.match == "geen":
            found = effect(
                panel, choices.control, choices.lag, permutations, seed, within=choices.within
            )
            return Outcome(choices, panel, found, None)
        matched = sets(panel, inputs, choices)
        return Outcome(
            choices, panel, matched_effect(panel, matched, choices.lag, permutations, seed), matched
        )
    except ValueError as error:
        return Outcome(choices, panel, None, matched, _REASONS.get(str(error), str(error)))


def compared_with(outcome: Outcome) -> np.ndarray:
    """Which areas the renewed ones are compared with, shape (n,)."""
    panel, choices = outcome.panel, outcome.choices
    if outcome.matched is not None:
        return np.asarray(np.isin(np.arange(len(panel.codes)), outcome.matched.partners))
    never = panel.start == NEVER
    if choices.within:
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


def sets(panel: Panel, inputs: Inputs, choices: Choices) -> Matched:
    """Look-alikes by structure, or by the score in the base wave of each start group.

    Raises
    ------
    ValueError
        Too few areas to choose from.
    """
    if choices.match == "structuur":
        return match(panel, inputs.structure, caliper=choices.caliper)
    parts, alone = [], []
    for g in panel.groups:
        base = g - 1 - choices.lag
        if base < 0:
            continue
        others = (panel.start != g) & (panel.start != NEVER)
        here = replace(
            panel, start=np.where(others, NEVER + 1, panel.start)
        )  # neither renewed here nor a partner
        score = pd.DataFrame({"score": panel.values[:, base]}, index=panel.codes)
        try:
            parts.append(match(here, score, caliper=choices.caliper))
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


def alternatives(inputs: Inputs, base: Choices) -> dict[str, list[object]]:
    """Values that each choice can take with these inputs."""
    deep = max(panel_for(inputs, base).groups, default=0) >= 2
    return {
        "control": ["nooit", "nog niet"],
        "match": ["geen", *(["structuur"] if len(inputs.structure.columns) else []), "score"],
        "weight": ["geen", *inputs.weights],
        "ring": [False, True] if inputs.ring else [False],
        "delay": [0, 2, *([None] if inputs.ends.notna().any() else [])],
        "lag": [0, 1] if deep else [0],
        "within": [False, True] if inputs.strata is not None else [False],
    }


def one_at_a_time(inputs: Inputs, base: Choices) -> list[Choices]:
    """The chosen specification, and each that differs from it in one choice."""
    found = [base]
    for name, values in alternatives(inputs, base).items():
        found += [replace(base, **{name: v}) for v in values if v != getattr(base, name)]  # type: ignore[arg-type]
    return list(dict.fromkeys(plain(c) for c in found))


def all_together(inputs: Inputs, base: Choices) -> list[Choices]:
    """Every combination of choices."""
    options = alternatives(inputs, base)
    rows = [
        replace(base, **dict(zip(options, values, strict=True)))  # type: ignore[arg-type]
        for values in product(*options.values())
    ]
    return list(dict.fromkeys(plain(r) for r in rows))


def table(inputs: Inputs, specifications: list[Choices], permutations: int = 0) -> pd.DataFrame:
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
    quick = _Quick(inputs)
    rows = []
    for c in map(plain, specifications):
        low = high = p = np.nan
        if permutations:
            outcome = run(inputs, c, permutations)
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
                c.lag,
                c.within,
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
        "lag",
        "within",
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

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.panels: dict[tuple[object, ...], Panel] = {}
        self.matched: dict[tuple[object, ...], Matched] = {}

    def value(self, c: Choices) -> tuple[float, int, int, str]:
        """Value, renewed and comparison areas, and the reason where there is none."""
        place = (c.measure, c.weight, c.ring, c.delay, c.within)
        if place not in self.panels:
            self.panels[place] = panel_for(self.inputs, c)
        panel = self.panels[place]
        if not panel.groups:
            return np.nan, 0, 0, no_start(panel)
        if c.match == "geen":
            value, treated, control = did.estimate(
                panel, did.contributions(panel, c.control, lag=c.lag, within=c.within)
            )
        else:
            key = (*place, c.match, c.lag if c.match == "score" else 0, c.caliper)
            try:
                if key not in self.matched:
                    self.matched[key] = sets(panel, self.inputs, c)
            except ValueError as error:
                return np.nan, 0, 0, _REASONS.get(str(error), str(error))
            value, treated = matched_value(panel, self.matched[key], c.lag)
            control = len(np.unique(self.matched[key].partners))
        return value, treated, control, "" if np.isfinite(value) else self._why(panel, c)

    def _why(self, panel: Panel, c: Choices) -> str:
        """Why there is no value, as :func:`run` says it."""
        if c.match != "geen":
            return _REASONS["no renewed area has partners and a wave before its start"]
        if any(g - 1 - c.lag >= 0 for g in panel.groups):
            return _REASONS["no comparison areas with a score in the same waves"]
        return _REASONS["no wave before the start to compare with"]


def leave_one_out(outcome: Outcome) -> pd.Series:
    """The estimate with each renewed area left out in turn: index code, values points."""
    found = {}
    panel, choices = outcome.panel, outcome.choices
    if outcome.matched is not None:
        for k, i in enumerate(outcome.matched.treated):
            if len(outcome.matched.treated) > 1:
                found[str(panel.codes[i])] = matched_value(
                    panel, without(outcome.matched, k), choices.lag
                )[0]
        return pd.Series(found, dtype="float64")
    return did.leave_one_out(panel, choices.control, choices.lag, within=choices.within)
