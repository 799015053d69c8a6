"""Kerncijfers of the fictional region, 2004-2024, with the gaps that real tables have."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.demo.region import Region

YEARS = tuple(range(2004, 2025))
MERGED = "GM9907"
"""Gemeente with another wijk division before 2010: its older figures cannot be laid on the map."""

COUNTS = (
    "inw",
    "p0",
    "p15",
    "p25",
    "p45",
    "p65",
    "hh",
    "hh1",
    "hhz",
    "hhm",
    "won",
    "nieuw",
    "koop",
    "corp",
    "eengez",
    "bijstand",
    "ontv",
    "nw",
    "w",
    "eur",
    "neu",
    "leeg",
    "laag",
    "hoog",
)
"""Columns that add up over buurten."""


def base(
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
    buurten = region.buurten
    n = len(buurten)
    z = (status - status.mean()) / status.std()
    inhabitants = buurten["inhabitants"].to_numpy()
    growth = rng.normal(0.004, 0.006, n)
    young = np.clip(rng.normal(0.16, 0.03, n), 0.05, 0.3)
    old = np.clip(rng.normal(0.19 + 0.03 * z, 0.05, n), 0.03, 0.5)
    mid = 1 - young - old
    size = np.clip(2.3 - 0.5 * buurten["urban"].to_numpy() + rng.normal(0, 0.15, n), 1.2, 3.4)
    koop = np.clip(
        0.58 + 0.15 * z - 0.15 * buurten["urban"].to_numpy() + rng.normal(0, 0.09, n), 0.03, 0.97
    )
    corp = np.clip((1 - koop) * rng.uniform(0.55, 0.85, n), 0, 1)
    new_start = np.clip(rng.beta(1.2, 9, n), 0, 0.8)
    plan = renewed.set_index("code")
    start = buurten["wijk"].map(plan["start"]).to_numpy(float)
    share = buurten["wijk"].map(plan["aandeel_voorraad"]).fillna(0.0).to_numpy()
    nonwest = np.clip(
        0.14 - 0.09 * z + 0.10 * buurten["urban"].to_numpy() + rng.normal(0, 0.04, n), 0.01, 0.8
    )
    out = {}
    for year in YEARS:
        people = inhabitants * (1 + growth) ** (year - 2024)
        homes = np.where(people > 0, people / size, 0) * 1.03
        progress = np.nan_to_num(np.clip((year - start) / 6, 0, 1)) * share
        fresh = np.clip(new_start * (year - 1999) / 25 + progress, 0, 0.98)
        owned = np.clip(koop + 0.35 * progress, 0, 0.98)
        rented = np.clip(corp - 0.40 * progress, 0, 1)
        income = 17.5 * 1.021 ** (year - 2004) * np.exp(0.16 * z + 0.25 * progress)
        out[year] = pd.DataFrame(
            {
                "code": buurten["code"],
                "wijk": buurten["wijk"],
                "gemeente": buurten["gemeente"],
                "inw": people,
                "p0": people * young,
                "p15": people * mid * 0.19,
                "p25": people * mid * 0.43,
                "p45": people * mid * 0.38,
                "p65": people * old,
                "hh": homes * 0.97,
                "hh1": homes * 0.97 * np.clip(0.75 - 0.17 * size, 0.1, 0.7),
                "hhz": homes * 0.28,
                "hhm": homes * 0.97 * np.clip(0.17 * size - 0.06, 0.05, 0.6),
                "won": homes,
                "nieuw": homes * fresh,
                "koop": homes * owned,
                "corp": homes * rented,
                "eengez": homes * np.clip(0.9 - 0.75 * buurten["urban"].to_numpy(), 0.02, 1),
                "bijstand": people * np.clip(0.028 - 0.017 * z, 0.001, 0.2),
                "ontv": people * 0.76,
                "nw": people * nonwest,
                "w": people * 0.09,
                "eur": people * 0.08,
                "neu": people * nonwest * 0.95,
                "leeg": homes * 0.04,
                "laag": people * 0.76 * np.clip(0.41 - 0.07 * z - 0.1 * progress, 0.05, 0.9),
                "hoog": people * 0.76 * np.clip(0.19 + 0.06 * z + 0.06 * progress, 0.03, 0.7),
                "inkomen": income,
                "woz": (205 + 85 * z.clip(-2, 3) + 60 * progress) * _prices(year),
                "ha": buurten.area.to_numpy() / 10_000,
                "oad": 250 + 3600 * buurten["urban"].to_numpy() ** 1.3,
                "huisarts": np.clip(0.5 + 2.2 * (1 - buurten["urban"].to_numpy()) ** 3, 0.2, 6),
            }
        )
    return out


def _prices(year: int) -> float:
    """WOZ level relative to 2010: a rise, a fall to 2015, and a steep rise."""
    return float(np.interp(year, [2004, 2010, 2015, 2020, 2024], [0.85, 1.0, 0.87, 1.15, 1.55]))


def table(
    counts: pd.DataFrame, names: dict[str, str], year: int, rng: np.random.Generator
) -> pd.DataFrame:
    """One published table: gemeenten, wijken and buurten, rounded and with gaps.

    Returns
    -------
    DataFrame
        Text cells under short internal names; ``.`` where CBS would not publish.
    """
    levels = []
    for column in ("gemeente", "wijk", "code"):
        key = counts[column]
        if year < 2010 and column == "wijk":
            late = key.str.startswith("WK" + MERGED[2:]) & (key.str[6:].astype(int) > 2)
            key = key.where(~late, "WK" + MERGED[2:] + "02")
        people = counts["inw"].where(counts["inw"] > 0, 1e-9)
        summed = counts.groupby(key)[[*COUNTS, "ha"]].sum()
        for name in ("inkomen", "woz", "oad", "huisarts"):
            summed[name] = (counts[name] * people).groupby(key).sum() / people.groupby(key).sum()
        levels.append(summed)
    rows = pd.concat(levels)
    rows.index.name = "code"
    return _published(rows, names, year, rng)


def _published(
    rows: pd.DataFrame, names: dict[str, str], year: int, rng: np.random.Generator
) -> pd.DataFrame:
    step = 10 if year < 2010 else 5
    people, homes, hh = rows["inw"], rows["won"], rows["hh"]
    out = pd.DataFrame(index=rows.index)
    gemeente = rows.index.str.startswith("GM")
    out["naam"] = [names.get(c, c) for c in rows.index]

    def count(values: pd.Series) -> pd.Series:
        rounded = (values / step).round() * step
        return rounded.where(~gemeente, values.round()).astype(int).astype(str)

    def written(values: pd.Series, digits: int) -> pd.Series:
        return pd.Series([f"{v:.{digits}f}" for v in values.tolist()], index=values.index)

    def share(values: pd.Series, total: pd.Series, minimum: float, digits: int = 0) -> pd.Series:
        percent = (100 * values / total.where(total >= minimum)).clip(0, 100).round(digits)
        return written(percent, digits).where(percent.notna(), ".")

    def mean(values: pd.Series, allowed: pd.Series, digits: int) -> pd.Series:
        return written(values, digits).where(allowed, ".")

    for name in (
        "inw",
        "hh",
        "won",
        "bijstand",
        "ontv",
        "nw",
        "w",
        "eur",
        "neu",
        "p0",
        "p15",
        "p25",
        "p45",
        "p65",
        "hh1",
        "hhz",
        "hhm",
    ):
        out[name] = count(rows[name])
    for name in ("p0", "p15", "p25", "p45", "p65"):
        out[f"{name}_pct"] = share(rows[name], people, 50)
    out["bijstand"] = out["bijstand"].where(people >= 100, "x")
    out["grootte"] = mean(people / hh.where(hh > 0), hh >= 5, 1)
    for name, total in (
        ("koop", homes),
        ("corp", homes),
        ("nieuw", homes),
        ("eengez", homes),
        ("leeg", homes),
    ):
        out[f"{name}_pct"] = share(rows[name], total, 20)
    out["oud_pct"] = share(homes - rows["nieuw"], homes, 20)
    out["huur_pct"] = share(homes - rows["koop"], homes, 20)
    out["ov_pct"] = share((homes - rows["koop"] - rows["corp"]).clip(lower=0), homes, 20)
    out["woz"] = mean(rows["woz"].clip(lower=60), homes >= 20, 0)
    enough = people >= (200 if year < 2008 else 100)
    seldom = pd.Series(rng.random(len(rows)) < (0.03 if year < 2013 else 0.12), index=rows.index)
    out["inkomen"] = mean(rows["inkomen"], enough & ~seldom, 1)
    out["laag_pct"] = share(rows["laag"], rows["ontv"], 150, 1).where(enough & ~seldom, ".")
    out["hoog_pct"] = share(rows["hoog"], rows["ontv"], 150, 1).where(enough & ~seldom, ".")
    out["ha"] = rows["ha"].round().astype(int).astype(str)
    out["oad"] = rows["oad"].round().astype(int).astype(str)
    out["sted"] = pd.cut(
        rows["oad"], [-1, 500, 1000, 1500, 2500, 1e9], labels=list("54321")
    ).astype(str)
    out["dichtheid"] = mean(people / (rows["ha"] / 100), people >= 5, 0)
    out["postcode"] = [
        str(9900 + 10 * int(c[5]) + int(c[6:8] or 0) // 6) if c[:2] != "GM" else "."
        for c in rows.index
    ]
    out["huisarts"] = mean(rows["huisarts"], people >= 10, 1)
    return out.reset_index()
