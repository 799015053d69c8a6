"""Scores of the fictional region: five dimensions per buurt and wave, then every other level.

Spread and wave-to-wave correlation follow the official national files (a test compares them).
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkbeeld.catalog.scale import REFERENCE
from wijkbeeld.demo import truth
from wijkbeeld.demo.region import Region

WAVES = tuple(truth.TREND)
DIMENSION_WAVES = (2014, 2018, 2020, 2022, 2024)
ORDER = ("fys", "onv", "soc", "vrz", "won")
_MEAN = {"fys": 0.006, "onv": 0.044, "soc": 0.036, "vrz": -0.068, "won": 0.033}
_SPREAD = {"fys": 0.039, "onv": 0.065, "soc": 0.048, "vrz": 0.112, "won": 0.042}
_ON_STATUS = {"fys": 0.05, "onv": 0.88, "soc": 0.90, "vrz": -0.75, "won": 0.80}
_PERSISTENCE = 0.94
_SHARED = 0.72


@dataclass(frozen=True)
class Truth:
    """Effects as they were really given: per wijk and wave, summed over dimensions."""

    effect: pd.DataFrame
    renewed: pd.DataFrame


def make_scores(region: Region, rng: np.random.Generator) -> tuple[np.ndarray, Truth]:
    """Draw dimensions per buurt.

    Returns
    -------
    ndarray, shape (waves, buurten, 5)
        Points per dimension, in the order ``ORDER``.
    Truth
        The effects that are in them.
    """
    buurten = region.buurten
    wijk = pd.factorize(buurten["wijk"])[0]
    status = _status(buurten, wijk, rng)
    now = _draw(status, wijk, rng) * 1.17
    waves = []
    for n, _ in enumerate(WAVES):
        if n:
            news = _draw(_mixed(wijk, rng), wijk, rng)
            now = _PERSISTENCE * now + news * np.sqrt(1 - _PERSISTENCE**2)
        waves.append(now.copy())
    values = np.stack(waves) + np.array([_MEAN[d] for d in ORDER])
    values -= values.sum(axis=2).mean(axis=1)[:, None, None] / 5
    values += np.array([truth.TREND[w] for w in WAVES])[:, None, None] / 5
    effects, renewed = _effects(region)
    values += effects[:, wijk, :]
    total = pd.DataFrame(
        effects.sum(axis=2), index=list(WAVES), columns=pd.factorize(buurten["wijk"])[1]
    )
    return values, Truth(total.T.rename_axis("wijk").reset_index(), renewed)


def _mixed(wijk: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Standard normal draws that buurten of one wijk share in part."""
    own, shared = rng.standard_normal(len(wijk)), rng.standard_normal(wijk.max() + 1)
    return np.asarray(np.sqrt(_SHARED) * shared[wijk] + np.sqrt(1 - _SHARED) * own)


def _status(buurten: gpd.GeoDataFrame, wijk: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Standing of a buurt: lower in the city, with differences between wijken."""
    level = 0.62 * _mixed(wijk, rng) - 2.0 * (buurten["urban"].to_numpy() - buurten["urban"].mean())
    return np.asarray((level - level.mean()) / level.std())


def _draw(status: np.ndarray, wijk: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Dimensions around zero, correlated through ``status`` as the official ones are."""
    columns = []
    for d in ORDER:
        load = _ON_STATUS[d]
        own = _mixed(wijk, rng)
        columns.append(_SPREAD[d] * (load * status + np.sqrt(1 - load**2) * own))
    return np.column_stack(columns)


def _effects(region: Region) -> tuple[np.ndarray, pd.DataFrame]:
    """Effects per wave, wijk and dimension, and the registry behind them."""
    wijken = region.wijken().set_index("code").loc[pd.unique(region.buurten["wijk"])]
    effects = np.zeros((len(WAVES), len(wijken), 5))
    renewed = wijken["district"].isin([d.name for d in truth.DISTRICTS])
    rows = []
    for district in truth.DISTRICTS:
        inside = np.flatnonzero(wijken["district"] == district.name)
        shape = shapely.union_all(np.asarray(wijken.geometry.array)[inside])
        near = np.asarray(shapely.dwithin(np.asarray(wijken.geometry.array), shape, 150.0))
        near[renewed.to_numpy()] = False
        for k, i in enumerate(inside):
            start = district.starts[k % len(district.starts)]
            rows.append(
                (
                    wijken.index[i],
                    wijken["name"].iloc[i],
                    district.name,
                    start,
                    start + 6,
                    district.kind,
                    district.share,
                )
            )
            for n, wave in enumerate(WAVES):
                for d, size in district.effect.items():
                    effects[n, i, ORDER.index(d)] += size * truth.build_up(wave, start)
                passing = {2008: 1.0, 2012: 0.35, 2014: 0.1}.get(wave, 0.0)
                effects[n, i, :] += district.dip * passing / 5
        for n, wave in enumerate(WAVES):
            for d, size in district.neighbours.items():
                effects[n, near, ORDER.index(d)] += size * truth.build_up(
                    wave, min(district.starts)
                )
    columns = ["code", "naam", "stadsdeel", "start", "eind", "soort", "aandeel_voorraad"]
    return effects, pd.DataFrame(rows, columns=columns)


def panel(
    codes: pd.Series, names: pd.Series, values: np.ndarray, keep: np.ndarray | None = None
) -> pd.DataFrame:
    """Lay values of one level out as the official file does.

    Parameters
    ----------
    codes, names
        Length n.
    values
        Shape (waves, n, 5).
    keep
        Shape (waves, n): False leaves the row out, as areas without a score are.
    """
    parts = []
    for n, wave in enumerate(WAVES):
        afw = values[n].sum(axis=1)
        frame = pd.DataFrame(
            {
                "code": codes.to_numpy(),
                "naam": names.to_numpy(),
                "jaar": wave,
                "lbm": afw + REFERENCE,
                "afw": afw,
            }
        )
        for k, d in enumerate(ORDER):
            frame[d] = values[n, :, k] if wave in DIMENSION_WAVES else np.nan
        parts.append(frame if keep is None else frame[keep[n]])
    return pd.concat(parts, ignore_index=True).sort_values(["code", "jaar"], ignore_index=True)


def averaged(
    values: np.ndarray, weight: np.ndarray, group: pd.Series
) -> tuple[pd.Index, np.ndarray]:
    """Average buurten to a coarser level, weighted by inhabitants (1 where nobody lives)."""
    code, index = np.unique(group.to_numpy(), return_inverse=True)
    mass = np.maximum(weight, 1.0)
    total = np.bincount(index, mass)
    out = np.stack(
        [
            np.column_stack([np.bincount(index, mass * v[:, k]) / total for k in range(v.shape[1])])
            for v in values
        ]
    )
    return pd.Index(code), out
