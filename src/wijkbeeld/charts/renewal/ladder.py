"""The ladder as a table that is a picture too: one row per comparison, a dot with its margin.

Written as HTML: it wraps on a phone, prints, and a screen reader reads it as the table it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from wijkbeeld.analysis.ladder import Rung
from wijkbeeld.words.ladder import Step
from wijkbeeld.words.numbers import signed

_WIDEST = 0.05
"""Least half-width of the axis (points)."""
_MARKS = (0.02, 0.05, 0.1, 0.2, 0.5)


def ladder_html(rungs: Sequence[Rung], steps: Sequence[Step], chosen: int, foot: str) -> str:
    """Draw the ladder.

    Parameters
    ----------
    rungs, steps
        Comparisons and their words, in the order to show; the first is the own development.
    chosen
        Place of the comparison of the page, or -1.
    foot
        Source, wave and n: what stands under it.
    """
    half = _half(rungs)
    rows = [
        _row(r, s, half, is_chosen=k == chosen)
        for k, (r, s) in enumerate(zip(rungs, steps, strict=True))
    ]
    head = (
        '<div class="wb-rung wb-head" role="row"><span role="columnheader">Naast</span>'
        f'<span role="columnheader" class="wb-plot">{_axis(half)}</span>'
        '<span role="columnheader" class="wb-value">punt</span>'
        '<span role="columnheader">95%-marge</span></div>'
    )
    return (
        '<div class="wb-ladder" role="table" aria-label="De vernieuwde gebieden naast vijf '
        f'vergelijkingen">{rows[0]}{head}{"".join(rows[1:])}</div>'
        f'<p class="wb-foot">{escape(foot)}</p>'
    )


def _half(rungs: Sequence[Rung]) -> float:
    """Half-width of an axis with zero in the middle that holds all estimates and margins."""
    ends = [
        abs(v)
        for r in rungs
        if r.estimate is not None
        for v in (r.estimate.value, r.estimate.low, r.estimate.high)
        if np.isfinite(v)
    ]
    return 1.08 * max([_WIDEST, *ends])


def _axis(half: float) -> str:
    """Marks of the axis, as far as they fit."""
    step = next((m for m in _MARKS if half / m < 2.6), _MARKS[-1])
    marks = [k * step for k in range(-2, 3) if abs(k * step) < half]
    decimals = 2 if step < 0.1 else 1
    return "".join(
        f'<i class="wb-mark" style="left:{_at(m, half):.1f}%">{signed(m, decimals)}</i>'
        for m in marks
    )


def _at(value: float, half: float) -> float:
    """Place of a value on the axis (percent from the left)."""
    return 50 + 50 * value / half


def _row(rung: Rung, step: Step, half: float, *, is_chosen: bool) -> str:
    state = " wb-out" if rung.is_outside else ""
    mine = " wb-chosen" if is_chosen else ""
    told = f"{escape(step.margin)}<small>{escape(step.verdict)}</small>" + (
        f"<small>{escape(step.detectable)}</small>" if step.detectable else ""
    )
    caution = f'<small class="wb-caution">{escape(step.caution)}</small>' if step.caution else ""
    return (
        f'<div class="wb-rung{state}{mine}" role="row">'
        f'<span role="rowheader"><b>{escape(step.label)}</b>'
        f"<small>{escape(step.note)}</small>{caution}</span>"
        f'<span role="cell" class="wb-plot" aria-hidden="true">{_drawn(rung, half)}</span>'
        f'<span role="cell" class="wb-value">{escape(step.value)}'
        f"<small>{escape(step.scale)}</small></span>"
        f'<span role="cell">{told}</span></div>'
    )


def _drawn(rung: Rung, half: float) -> str:
    """Zero line, margin and dot of a rung."""
    parts = ['<i class="wb-zero"></i>']
    e = rung.estimate
    if e is None:
        return parts[0]
    if rung.no_margin is None and np.isfinite(e.low) and np.isfinite(e.high):
        left, right = _at(e.low, half), _at(e.high, half)
        parts.append(f'<i class="wb-bar" style="left:{left:.1f}%;width:{right - left:.1f}%"></i>')
    kind = "wb-own" if rung.beside.value == "own" else "wb-dot"
    parts.append(f'<i class="{kind}" style="left:{_at(e.value, half):.1f}%"></i>')
    return "".join(parts)
