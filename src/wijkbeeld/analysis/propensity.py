"""Odds of renewal given characteristics: one logit per placebo assignment, fitted in batches.

Maximum likelihood by Newton's method, from the coefficients of linear discriminant analysis, which
are near for few renewed areas. Pinned by ``diff-diff`` on generated panels.
"""

from __future__ import annotations

import numpy as np

NO_OVERLAP = float(np.log(0.995 / 0.005))
"""Log odds of a comparison area from which renewed areas have no like: the trimming level of R
``DRDID``."""
_STEPS = 30
_NEAR = 1e-7
"""Newton's error is squared by every step: the one after such a step is below rounding."""


def design(covariates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Standardised characteristics with a constant, and which areas have all of them.

    Parameters
    ----------
    covariates
        Any unit, shape (n, characteristics).

    Returns
    -------
    numbers, known
        Shape (n, 1 + those that differ and that no others make up), 0 where not known; and shape
        (n,).
    """
    known = ~np.isnan(covariates).any(axis=1)
    inside = covariates[known]
    if not len(inside):
        return np.zeros((len(known), 1)), known
    spread = inside.std(axis=0)
    differs = spread > 1e-12
    scaled = (covariates - inside.mean(axis=0))[:, differs] / spread[differs]
    numbers = np.where(known[:, None], np.c_[np.ones(len(known)), scaled], 0.0)
    beyond = np.abs(np.diag(np.linalg.qr(numbers, mode="r"))) / np.sqrt(len(inside))
    return numbers[:, beyond > 1e-6], known


def log_odds(numbers: np.ndarray, own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Log odds of being renewed, of every area under every assignment.

    Parameters
    ----------
    numbers
        As :func:`design` gives them.
    own, others
        Weights of the renewed and of the comparison areas, shape (assignments, n); 0 for an area
        that is neither.

    Returns
    -------
    ndarray, shape (assignments, n)
        NaN where the logit has no maximum, or a comparison area is as good as certainly renewed:
        then there is nobody to compare with.
    """
    coefficients = _fitted(numbers, own, others)
    found = coefficients @ numbers.T
    highest = np.where(others > 0, found, -np.inf).max(axis=1)
    found[~(highest < NO_OVERLAP)] = np.nan
    return np.asarray(found)


def _fitted(numbers: np.ndarray, own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Coefficients of every assignment, shape (assignments, columns); NaN without a maximum."""
    products = _products(numbers)
    target = own @ numbers
    found = _first(numbers, products, own, others)
    left = np.flatnonzero((own.sum(axis=1) > 0) & (others.sum(axis=1) > 0))
    done = np.zeros(len(own), bool)
    mass = own + others
    for _ in range(_STEPS):
        with np.errstate(over="ignore"):
            chance = 1.0 / (1.0 + np.exp(-np.clip(found[left] @ numbers.T, -700, 700)))
        weighted = mass[left] * chance
        slope = target[left] - weighted @ numbers
        curve = _square((weighted * (1.0 - chance)) @ products, numbers.shape[1])
        step = solved(curve, slope[:, :, None])[:, :, 0]
        found[left] += step
        size = np.abs(step).max(axis=1)
        done[left[size < _NEAR]] = True
        left = left[(size >= _NEAR) & (size < 50)]
        if not len(left):
            break
    found[~done] = np.nan
    return found


def _first(
    numbers: np.ndarray, products: np.ndarray, own: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """Coefficients of linear discriminant analysis: where Newton's method begins."""
    many, few = others.sum(axis=1, keepdims=True), own.sum(axis=1, keepdims=True)
    there = np.maximum(few, 1e-300), np.maximum(many, 1e-300)
    mine, theirs = own @ numbers / there[0], others @ numbers / there[1]
    columns = numbers.shape[1]
    second = _square(others @ products, columns) / there[1][:, :, None]
    within = second - theirs[:, :, None] * theirs[:, None, :]
    slopes = solved(within[:, 1:, 1:], (mine - theirs)[:, 1:, None])[:, :, 0]
    middle = ((mine + theirs)[:, 1:] * slopes).sum(axis=1) / 2
    return np.asarray(np.c_[np.log(there[0] / there[1])[:, 0] - middle, slopes])


def _products(numbers: np.ndarray) -> np.ndarray:
    """Every product of two columns, shape (n, columns * (columns + 1) / 2)."""
    one, other = np.triu_indices(numbers.shape[1])
    return np.asarray(numbers[:, one] * numbers[:, other])


def _square(flat: np.ndarray, columns: int) -> np.ndarray:
    """Symmetric matrices of their upper halves, shape (assignments, columns, columns)."""
    one, other = np.triu_indices(columns)
    made = np.empty((len(flat), columns, columns))
    made[:, one, other] = flat
    made[:, other, one] = flat
    return made


def solved(matrices: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Solve many small symmetric systems; the shortest solution where one is singular.

    Parameters
    ----------
    matrices, right
        Shape (many, columns, columns) and (many, columns, sides).
    """
    try:
        return np.asarray(np.linalg.solve(matrices, right))
    except np.linalg.LinAlgError:
        finite = np.where(np.isfinite(matrices), matrices, 0.0)
        return np.asarray(np.linalg.pinv(finite, rcond=1e-12, hermitian=True) @ right)


def moments(numbers: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted sums of products of columns, shape (assignments, columns, columns)."""
    sums: np.ndarray = weights @ _products(numbers)
    return _square(sums, numbers.shape[1])
