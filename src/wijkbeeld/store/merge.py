"""Bring readings, and what the dataset already held, together into one set of tables."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.store.intake import SCORE_COLUMNS, OwnIndicator, Reading, Refusal, empty_scores

RD = "EPSG:28992"
SCORE_KEY = ["edition", "level", "code", "wave"]
AREA_KEY = ["indeling", "level", "code", "is_water"]
FIGURE_KEY = ["year", "level", "code", "indicator"]
AREA_COLUMNS = [
    "indeling", "level", "code", "name", "gemeente_code", "gemeente_naam", "is_water",
    "bron", "rang", "geometry",
]  # fmt: skip


@dataclass
class Tables:
    """The tables of one version, before they are written."""

    scores: pd.DataFrame
    areas: gpd.GeoDataFrame
    figures: pd.DataFrame
    indicators: dict[str, OwnIndicator] = field(default_factory=dict)


def empty_tables() -> Tables:
    """Tables without rows."""
    scores = empty_scores().assign(klasse=pd.Series(dtype="uint8"))
    scores["klasse_bron"] = pd.Series(dtype="str")
    areas = gpd.GeoDataFrame({c: [] for c in AREA_COLUMNS}, geometry="geometry", crs=RD).astype(
        {"indeling": "int16", "rang": "int8", "is_water": bool}
        | dict.fromkeys(("level", "code", "name", "gemeente_code", "gemeente_naam", "bron"), "str")
    )
    figures = pd.DataFrame({c: [] for c in (*FIGURE_KEY, "indeling", "value", "status", "bron")})
    return Tables(scores, areas, figures)


def merge(old: Tables, readings: list[Reading]) -> Tables:
    """Lay readings over the old tables: what is offered now replaces the same rows of before."""
    return Tables(
        scores=_scores(old.scores, readings),
        areas=_areas(old, readings),
        figures=_figures(old.figures, readings),
        indicators=old.indicators | {i.id: i for r in readings for i in r.indicators},
    )


def _scores(old: pd.DataFrame, readings: list[Reading]) -> pd.DataFrame:
    """Take values from CSV files before WFS layers (more digits), classes from whoever has them."""
    official = old["klasse_bron"] == "officieel"
    before = old.drop(columns="klasse_bron").assign(klasse=old["klasse"].astype("Int8").where(official, pd.NA))
    csv = [r.scores for r in readings if r.scores is not None and r.kind != "wfs"]
    wfs = [r.scores for r in readings if r.scores is not None and r.kind == "wfs"]
    columns = [*SCORE_KEY, *SCORE_COLUMNS, "klasse"]
    frames = [f[columns] for f in (*csv, before, *wfs) if len(f)]
    if not frames:
        return old
    all_rows = pd.concat(frames, ignore_index=True)
    doubled = all_rows.duplicated(SCORE_KEY, keep=False)
    if doubled.any():
        first = all_rows[doubled].groupby(SCORE_KEY, as_index=False, sort=False).first()
        all_rows = pd.concat([all_rows[~doubled], first], ignore_index=True)
    derived = classify(all_rows["afw"], catalog().classes["situatie"])
    given = all_rows["klasse"].fillna(0).to_numpy("uint8")
    all_rows["klasse"] = np.where(given > 0, given, derived).astype("uint8")
    all_rows["klasse_bron"] = np.where(given > 0, "officieel", "afgeleid")
    all_rows["klasse_bron"] = all_rows["klasse_bron"].astype("str")
    typed = all_rows.astype({"edition": "int16", "wave": "int16", "level": "str", "code": "str"})
    return typed.sort_values(SCORE_KEY, ignore_index=True)


def _figures(old: pd.DataFrame, readings: list[Reading]) -> pd.DataFrame:
    """Official tables go before own files; a number goes before a gap; later goes before earlier."""
    frames = []
    for rank, kind in ((0, "kwb"), (1, "eigen")):
        for order, reading in enumerate(r for r in readings if r.kind == kind):
            if reading.figures is not None:
                frames.append(reading.figures.assign(bron=reading.label.split(":")[0], _r=rank, _o=-order))
    if len(old):
        frames.append(old.assign(_r=2, _o=0))
    frames = [f for f in frames if len(f)]
    if not frames:
        return old
    rows = pd.concat(frames, ignore_index=True)
    rows["_gap"] = rows["value"].isna()
    rows = rows.sort_values(["_gap", "_r", "_o"], kind="stable").drop_duplicates(FIGURE_KEY)
    rows = rows.drop(columns=["_r", "_o", "_gap"]).astype(
        {"year": "int16", "indeling": "int16", "level": "str", "code": "str",
         "indicator": "str", "value": "float64", "status": "str", "bron": "str"}
    )  # fmt: skip
    return rows.sort_values(FIGURE_KEY, ignore_index=True)


def _areas(old: Tables, readings: list[Reading]) -> gpd.GeoDataFrame:
    known = _known_codes(old, readings)
    frames: list[pd.DataFrame] = []
    for reading in readings:
        if reading.areas is None:
            continue
        rank = 1 if reading.kind == "wfs" else 0
        areas = reading.areas
        if areas["indeling"].isna().all():
            rank = 2
            year = _year_of(areas, known, reading.year_hint)
            if year is None:
                reading.refusals.append(
                    Refusal(
                        "jaar van de indeling onbekend: de codes passen bij geen enkele editie",
                        None, len(areas),
                    )
                )  # fmt: skip
                continue
            areas = areas.assign(indeling=np.int16(year))
            reading.notes.append(f"Jaar niet vermeld; de codes passen bij de indeling van {year}.")
            reading.label = reading.label.replace("indeling nog onbekend", f"indeling {year}")
        frames.append(areas.assign(rang=rank, bron=reading.file, _old=0))
    if len(old.areas):
        frames.append(pd.DataFrame(old.areas).assign(_old=1))
    named = _named_only(old, readings)
    frames.append(named.assign(_old=1))
    rows = pd.concat([f for f in frames if len(f)], ignore_index=True) if any(map(len, frames)) else named
    if rows.empty:
        return old.areas
    rows["rang"] = rows["rang"].astype("int8")
    rows["indeling"] = rows["indeling"].astype("int16")
    rows = rows.sort_values(["rang", "_old"], kind="stable")
    best = rows.drop_duplicates(AREA_KEY).copy()
    _account_for_losers(rows, best, readings)
    best = _with_names(best, rows)
    return gpd.GeoDataFrame(best[AREA_COLUMNS], geometry="geometry", crs=RD).sort_values(AREA_KEY, ignore_index=True)


def _account_for_losers(rows: pd.DataFrame, best: pd.DataFrame, readings: list[Reading]) -> None:
    """Say of each map how many areas gave way to a map that states its year."""
    lost = rows[(rows["_old"] == 0) & ~rows.index.isin(best.index)]
    for reading in readings:
        n = int((lost["bron"] == reading.file).sum())
        if n:
            reading.notes.append(
                f"{n} grenzen niet gebruikt: van die gebieden is al een kaart die zelf zijn jaar vermeldt."
            )


def _named_only(old: Tables, readings: list[Reading]) -> pd.DataFrame:
    """Areas that have scores; without a map they still have a row, with their name."""
    frames = []
    for reading in readings:
        if reading.scores is None or reading.kind == "wfs" or reading.scores.empty:
            continue
        scores = reading.scores[reading.scores["level"] != "grid"]
        last = scores.drop_duplicates(["edition", "level", "code"], keep="last")
        name = last["name"] if "name" in last else last["code"]
        frames.append(
            pd.DataFrame(
                {"indeling": last["edition"], "level": last["level"], "code": last["code"],
                 "name": name.astype("str").where(name.notna(), last["code"]),
                 "gemeente_code": "GM" + last["code"].str.slice(2, 6),
                 "gemeente_naam": pd.NA, "is_water": False, "bron": reading.file, "rang": 9,
                 "geometry": None}
            )
        )  # fmt: skip
    columns = {c: pd.Series(dtype="object") for c in AREA_COLUMNS}
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns)


def _with_names(best: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Complete names: an area's from any row that has one, a gemeente's from its own level."""
    nameless = best["name"].isna() | (best["name"] == best["code"])
    spare = rows[rows["name"].notna() & (rows["name"] != rows["code"])]
    if nameless.any() and len(spare):
        by_key = spare.drop_duplicates(AREA_KEY).set_index(AREA_KEY)["name"]
        found = by_key.reindex(pd.MultiIndex.from_frame(best.loc[nameless, AREA_KEY])).to_numpy()
        best.loc[nameless, "name"] = np.where(pd.isna(found), best.loc[nameless, "name"], found)
    gemeenten = best[(best["level"] == "gemeente") & best["name"].notna()]
    with_town = rows[rows["gemeente_naam"].notna()]
    towns = pd.concat(
        [
            gemeenten.sort_values("indeling", ascending=False)[["gemeente_code", "name"]],
            with_town[["gemeente_code", "gemeente_naam"]].rename(columns={"gemeente_naam": "name"}),
        ]
    ).drop_duplicates("gemeente_code")
    lookup = towns.set_index("gemeente_code")["name"]
    filled = best["gemeente_naam"].where(best["gemeente_naam"].notna(), best["gemeente_code"].map(lookup))
    best["gemeente_naam"] = filled.where(filled.notna(), best["gemeente_code"]).astype("str")
    for column in ("level", "code", "name", "gemeente_code", "bron"):
        best[column] = best[column].astype("str")
    best["is_water"] = best["is_water"].astype(bool)
    return best


def _known_codes(old: Tables, readings: list[Reading]) -> dict[tuple[str, int], set[str]]:
    """Sets of codes whose year is certain, by (level, year)."""
    known: dict[tuple[str, int], set[str]] = {}

    def add(level: str, year: int, codes: pd.Series) -> None:
        known.setdefault((level, year), set()).update(codes)
        if level in ("wijk", "buurt"):
            known.setdefault(("gemeente", year), set()).update("GM" + codes.str.slice(2, 6))

    frames = [(r.scores, "edition") for r in readings if r.scores is not None]
    frames += [(r.areas.dropna(subset="indeling"), "indeling") for r in readings if r.areas is not None]
    frames += [(r.figures, "indeling") for r in readings if r.figures is not None]
    frames += [(old.scores, "edition"), (pd.DataFrame(old.areas.drop(columns="geometry")), "indeling")]
    frames += [(old.figures, "indeling")]
    for frame, column in frames:
        if frame is None or len(frame) == 0:
            continue
        distinct = frame[["level", column, "code"]].drop_duplicates()
        for (level, year), group in distinct.groupby(["level", column], observed=True):
            if level != "grid":
                add(str(level), int(year), group["code"])
    return known


def _year_of(areas: pd.DataFrame, known: dict[tuple[str, int], set[str]], hint: int | None) -> int | None:
    """Year whose codes hold (nearly) all codes of a map; the hint decides between equals."""
    level = str(areas["level"].iloc[0])
    mine = set(areas.loc[~areas["is_water"], "code"])
    fits = {year: len(mine & theirs) / len(mine) for (lv, year), theirs in known.items() if lv == level and mine}
    good = {y: share for y, share in fits.items() if share >= 0.95}
    if not good:
        return hint
    best = max(good.values())
    equals = [y for y, share in good.items() if share >= best - 0.002]
    return hint if hint in equals else max(equals)
