"""Group-time average treatment effects of Callaway & Sant'Anna (2021), without covariates.

ATT(g, t) = mean change from the base wave to t of areas that start in wave g, minus the mean change
of the comparison areas. It measures an effect only if both would have changed alike without renewal
(parallel trends), which data cannot prove.

Source: B. Callaway & P.H.C. Sant'Anna, *Difference-in-differences with multiple time periods*,
Journal of Econometrics 225(2), 2021, equations 2.7, 2.8 and section 3.1. Pinned by the published
mpdta estimates of the R package ``did`` and by ``diff-diff`` on generated panels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkbeeld.analysis.group_times import Assignments, Control, GroupTimes, rounding, wave_pairs
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.weighted_changes import Changes


@dataclass(frozen=True)
class AttGt:
    """ATT(g, t) of every assignment and cell.

    Attributes
    ----------
    att
        Shape (assignments, cells), in points; NaN where either side is empty.
    mass
        Weight of the treated areas behind it, same shape.
    """

    att: np.ndarray
    mass: np.ndarray


def att_gt(
    panel: Panel,
    cells: GroupTimes,
    control: Control,
    assigned: Assignments,
    outcomes: list[np.ndarray] | None = None,
    *,
    same_stratum: bool = False,
) -> list[AttGt]:
    """Compute ATT(g, t) for one or many assignments of the same start indices to areas.

    Parameters
    ----------
    control
        ``never_treated``: areas never renewed. ``not_yet_treated``: also areas renewed later than
        both waves.
    assigned
        As :func:`observed_assignment`; all entries with the same number of assignments, and
        every column in one stratum when ``same_stratum``.
    outcomes
        Outcomes on the same areas and waves, each shape (n, T); where ``panel.values`` is missing
        they do not count. None: the outcome of the panel.
    same_stratum
        Compare every renewed area with the others in its own stratum (gemeente). Renewed areas in a
        stratum without comparison areas take no part.

    Returns
    -------
    list of Contrasts
        One per outcome.
    """
    used = [panel.values] if outcomes is None else outcomes
    pairs, column = wave_pairs(cells)
    changes, kinds = Changes(panel, used, pairs), len(used)
    strata = panel.strata if same_stratum else np.zeros(len(panel.codes), int)
    places = {g: strata[index[0]] for g, index in assigned.items()}
    rows = len(next(iter(assigned.values())))
    total, mass = np.zeros((rows, kinds, len(column))), np.zeros((rows, len(column)))
    tiny = rounding(panel)
    for stratum in np.unique(strata[panel.treated]):
        inside = strata == stratum
        mine = {
            g: index[:, places[g] == stratum]
            for g, index in assigned.items()
            if (places[g] == stratum).any()
        }
        sums, parts = {}, {}
        for g, index in mine.items():
            sums[g], parts[g] = changes.over(index)
        everyone, everyone_mass = changes.within(inside)
        untreated = everyone - sum(sums.values())
        untreated_mass = everyone_mass - sum(parts.values())
        for g in mine:
            here = np.flatnonzero(cells.group == g)
            at = column[here]
            against, against_mass = untreated[:, :, at], untreated_mass[:, at]
            if control == "not_yet_treated":
                latest = np.maximum(cells.time[here], cells.base[here])
                for h in (h for h in mine if h != g and (h > latest).any()):
                    against = against + sums[h][:, :, at] * (h > latest)
                    against_mass = against_mass + parts[h][:, at] * (h > latest)
            part = parts[g][:, at]
            usable = (part > tiny) & (against_mass > tiny)
            share = np.divide(part, against_mass, out=np.zeros_like(part), where=usable)
            beyond = sums[g][:, :, at] - against * share[:, None, :]
            total[:, :, here] += beyond * usable[:, None, :]
            mass[:, here] += part * usable
    known = mass > tiny
    return [
        AttGt(np.divide(total[:, k], mass, out=np.full(mass.shape, np.nan), where=known), mass)
        for k in range(kinds)
    ]
