"""One table of kerncijfers as CBS would publish it: rounded, and with the gaps of real tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

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
_COUNTED = (
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
)
_AGES = ("p0", "p15", "p25", "p45", "p65")


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
    return _written(rows, names, year, rng)


def _written(
    rows: pd.DataFrame, names: dict[str, str], year: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Every published column, as text."""
    step = 10 if year < 2010 else 5
    columns = (
        {"naam": pd.Series([names.get(c, c) for c in rows.index], index=rows.index)}
        | _counted(rows, step)
        | _of_dwellings(rows)
        | _of_income(rows, year, rng)
        | _of_place(rows)
    )
    return pd.DataFrame(columns).reset_index()


def _counted(rows: pd.DataFrame, step: int) -> dict[str, pd.Series]:
    """Counts, rounded below the level of gemeenten, and shares of inhabitants."""
    is_gemeente = rows.index.str.startswith("GM")
    people, households = rows["inw"], rows["hh"]
    columns = {}
    for name in _COUNTED:
        rounded = (rows[name] / step).round() * step
        columns[name] = rounded.where(~is_gemeente, rows[name].round()).astype(int).astype(str)
    columns["bijstand"] = columns["bijstand"].where(people >= 100, "x")
    columns |= {f"{name}_pct": _share(rows[name], people, 50) for name in _AGES}
    size = people / households.where(households > 0)
    return columns | {"grootte": _mean(size, households >= 5, 1)}


def _of_dwellings(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Shares of dwellings and their value."""
    homes = rows["won"]
    rented_otherwise = (homes - rows["koop"] - rows["corp"]).clip(lower=0)
    parts = {name: rows[name] for name in ("koop", "corp", "nieuw", "eengez", "leeg")}
    parts |= {"oud": homes - rows["nieuw"], "huur": homes - rows["koop"], "ov": rented_otherwise}
    columns = {f"{name}_pct": _share(part, homes, 20) for name, part in parts.items()}
    return columns | {"woz": _mean(rows["woz"].clip(lower=60), homes >= 20, 0)}


def _of_income(rows: pd.DataFrame, year: int, rng: np.random.Generator) -> dict[str, pd.Series]:
    """Income, missing where few people live and here and there without a reason."""
    is_enough = rows["inw"] >= (200 if year < 2008 else 100)
    is_lost = pd.Series(rng.random(len(rows)) < (0.03 if year < 2013 else 0.12), index=rows.index)
    is_known = is_enough & ~is_lost
    return {
        "inkomen": _mean(rows["inkomen"], is_known, 1),
        "laag_pct": _share(rows["laag"], rows["ontv"], 150, 1).where(is_known, "."),
        "hoog_pct": _share(rows["hoog"], rows["ontv"], 150, 1).where(is_known, "."),
    }


def _of_place(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Surface, density, addresses, postcode and distance to a doctor."""
    people = rows["inw"]
    degree = pd.cut(rows["oad"], [-1, 500, 1000, 1500, 2500, 1e9], labels=list("54321"))
    postcodes = [
        str(9900 + 10 * int(c[5]) + int(c[6:8] or 0) // 6) if c[:2] != "GM" else "."
        for c in rows.index
    ]
    return {
        "ha": rows["ha"].round().astype(int).astype(str),
        "oad": rows["oad"].round().astype(int).astype(str),
        "sted": degree.astype(str),
        "dichtheid": _mean(people / (rows["ha"] / 100), people >= 5, 0),
        "postcode": pd.Series(postcodes, index=rows.index),
        "huisarts": _mean(rows["huisarts"], people >= 10, 1),
    }


def _text(values: pd.Series, digits: int) -> pd.Series:
    return pd.Series([f"{v:.{digits}f}" for v in values.tolist()], index=values.index)


def _share(values: pd.Series, total: pd.Series, minimum: float, digits: int = 0) -> pd.Series:
    """Percentages; ``.`` where the total is too small to publish."""
    percent = (100 * values / total.where(total >= minimum)).clip(0, 100).round(digits)
    return _text(percent, digits).where(percent.notna(), ".")


def _mean(values: pd.Series, is_published: pd.Series, digits: int) -> pd.Series:
    return _text(values, digits).where(is_published, ".")
