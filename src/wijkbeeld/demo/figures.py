"""Counts behind the kerncijfers of the fictional region, per buurt, 2004-2024."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkbeeld.demo.region import Region

YEARS = tuple(range(2004, 2025))
RENEWAL_LASTS = 6
"""Years from the start of a renewal to its end."""


@dataclass(frozen=True)
class _Traits:
    """What each buurt is like, shape (n,); shares unless told otherwise.

    Attributes
    ----------
    buurten
        Codes of buurt, wijk and gemeente, and surface in hectare (``ha``).
    inhabitants, growth
        In 2024, and the part by which they grow each year.
    household
        Persons per household.
    owned, corporation
        Dwellings of owners and of housing corporations, before any renewal.
    recent
        Dwellings of 2024 that were built from 2000 on, renewal apart.
    urban, standing
        0..1, and the mean score in standard deviations from the mean.
    start, stock
        First year of renewal (missing for none), and the part of the dwellings renewed.
    """

    buurten: pd.DataFrame
    inhabitants: np.ndarray
    growth: np.ndarray
    young: np.ndarray
    old: np.ndarray
    household: np.ndarray
    owned: np.ndarray
    corporation: np.ndarray
    recent: np.ndarray
    non_western: np.ndarray
    urban: np.ndarray
    standing: np.ndarray
    start: np.ndarray
    stock: np.ndarray


def counts(
    region: Region, renewed: pd.DataFrame, status: np.ndarray, rng: np.random.Generator
) -> dict[int, pd.DataFrame]:
    """Counts per buurt and year.

    Parameters
    ----------
    region, renewed
        The areas, and the renewal registry (new dwellings follow it).
    status
        Shape (n,): mean deviation of the buurt, which tenure, income and value follow.
    rng
        Seeded generator.
    """
    traits = _draw_traits(region, renewed, status, rng)
    return {year: _counts_in(traits, year) for year in YEARS}


def _draw_traits(
    region: Region, renewed: pd.DataFrame, status: np.ndarray, rng: np.random.Generator
) -> _Traits:
    buurten = region.buurten
    n = len(buurten)
    z = (status - status.mean()) / status.std()
    urban = buurten["urban"].to_numpy()
    growth = rng.normal(0.004, 0.006, n)
    young = np.clip(rng.normal(0.16, 0.03, n), 0.05, 0.3)
    old = np.clip(rng.normal(0.19 + 0.03 * z, 0.05, n), 0.03, 0.5)
    household = np.clip(2.3 - 0.5 * urban + rng.normal(0, 0.15, n), 1.2, 3.4)
    owned = np.clip(0.58 + 0.15 * z - 0.15 * urban + rng.normal(0, 0.09, n), 0.03, 0.97)
    corporation = np.clip((1 - owned) * rng.uniform(0.55, 0.85, n), 0, 1)
    recent = np.clip(rng.beta(1.2, 9, n), 0, 0.8)
    non_western = np.clip(0.14 - 0.09 * z + 0.10 * urban + rng.normal(0, 0.04, n), 0.01, 0.8)
    plan = renewed.set_index("code")
    return _Traits(
        buurten=buurten[["code", "wijk", "gemeente"]].assign(ha=buurten.area.to_numpy() / 10_000),
        inhabitants=buurten["inhabitants"].to_numpy(),
        growth=growth,
        young=young,
        old=old,
        household=household,
        owned=owned,
        corporation=corporation,
        recent=recent,
        non_western=non_western,
        urban=urban,
        standing=z,
        start=buurten["wijk"].map(plan["start"]).to_numpy(float),
        stock=buurten["wijk"].map(plan["aandeel_voorraad"]).fillna(0.0).to_numpy(),
    )


def _counts_in(traits: _Traits, year: int) -> pd.DataFrame:
    """Counts and means of one year."""
    people = traits.inhabitants * (1 + traits.growth) ** (year - 2024)
    homes = np.where(people > 0, people / traits.household, 0) * 1.03
    renewed = np.nan_to_num(np.clip((year - traits.start) / RENEWAL_LASTS, 0, 1)) * traits.stock
    columns = (
        _residents(traits, people)
        | _households(traits, homes)
        | _dwellings(traits, homes, renewed, year)
        | _means(traits, people, renewed, year)
    )
    return traits.buurten.assign(**columns)


def _residents(traits: _Traits, people: np.ndarray) -> dict[str, np.ndarray]:
    """Inhabitants by age and origin, and those on welfare."""
    between = 1 - traits.young - traits.old
    return {
        "inw": people,
        "p0": people * traits.young,
        "p15": people * between * 0.19,
        "p25": people * between * 0.43,
        "p45": people * between * 0.38,
        "p65": people * traits.old,
        "bijstand": people * np.clip(0.028 - 0.017 * traits.standing, 0.001, 0.2),
        "nw": people * traits.non_western,
        "w": people * 0.09,
        "eur": people * 0.08,
        "neu": people * traits.non_western * 0.95,
    }


def _households(traits: _Traits, homes: np.ndarray) -> dict[str, np.ndarray]:
    """Households by size."""
    size = traits.household
    return {
        "hh": homes * 0.97,
        "hh1": homes * 0.97 * np.clip(0.75 - 0.17 * size, 0.1, 0.7),
        "hhz": homes * 0.28,
        "hhm": homes * 0.97 * np.clip(0.17 * size - 0.06, 0.05, 0.6),
    }


def _dwellings(
    traits: _Traits, homes: np.ndarray, renewed: np.ndarray, year: int
) -> dict[str, np.ndarray]:
    """Dwellings by age, owner and kind: renewal replaces rent by new and owned dwellings."""
    recent = np.clip(traits.recent * (year - 1999) / 25 + renewed, 0, 0.98)
    return {
        "won": homes,
        "nieuw": homes * recent,
        "koop": homes * np.clip(traits.owned + 0.35 * renewed, 0, 0.98),
        "corp": homes * np.clip(traits.corporation - 0.40 * renewed, 0, 1),
        "eengez": homes * np.clip(0.9 - 0.75 * traits.urban, 0.02, 1),
        "leeg": homes * 0.04,
    }


def _means(
    traits: _Traits, people: np.ndarray, renewed: np.ndarray, year: int
) -> dict[str, np.ndarray]:
    """Income, value and surroundings."""
    z, earning = traits.standing, people * 0.76
    income = 17.5 * 1.021 ** (year - 2004) * np.exp(0.16 * z + 0.25 * renewed)
    return {
        "ontv": earning,
        "laag": earning * np.clip(0.41 - 0.07 * z - 0.1 * renewed, 0.05, 0.9),
        "hoog": earning * np.clip(0.19 + 0.06 * z + 0.06 * renewed, 0.03, 0.7),
        "inkomen": income,
        "woz": (205 + 85 * z.clip(-2, 3) + 60 * renewed) * _prices(year),
        "oad": 250 + 3600 * traits.urban**1.3,
        "huisarts": np.clip(0.5 + 2.2 * (1 - traits.urban) ** 3, 0.2, 6),
    }


def _prices(year: int) -> float:
    """WOZ level relative to 2010: a rise, a fall to 2015, and a steep rise."""
    return float(np.interp(year, [2004, 2010, 2015, 2020, 2024], [0.85, 1.0, 0.87, 1.15, 1.55]))
