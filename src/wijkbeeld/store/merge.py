"""Bring readings, and what the dataset already held, together into one set of tables."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.store.reading import SCORE_COLUMNS, OwnIndicator, Reading, Refusal, empty_scores

RD = "EPSG:28992"

MIN_FIT = 0.95
"""Share of a map's codes that a year must have before the map is taken to be of that year."""

CONTRADICTED = 0.8
"""Below this share of common codes, a year in a file name is not believed."""

SCORE_KEY = ["edition", "level", "code", "wave"]
AREA_KEY = ["indeling", "level", "code", "is_water"]
FIGURE_KEY = ["year", "level", "code", "indicator"]
SAME_SCORE = 1e-5
"""Two published deviations are the same score within this (the WFS gives six digits)."""

AREA_COLUMNS = [
    "indeling",
    "level",
    "code",
    "name",
    "gemeente_code",
    "gemeente_naam",
    "is_water",
    "bron",
    "rang",
    "geometry",
]


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
    figures = pd.DataFrame(
        {c: [] for c in (*FIGURE_KEY, "indeling", "value", "status", "bron", "rang")}
    )
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
    """Take whole rows: from new CSV files (all digits), else as before, else from WFS layers.

    An edition is loaded whole: a new file with (nearly) all areas of an edition and level replaces
    what was there. Official classes of any source go to the row whose score they belong to.
    """
    csv = [r.scores for r in readings if r.scores is not None and r.kind != "wfs"]
    wfs = [r.scores for r in readings if r.scores is not None and r.kind == "wfs"]
    before = old.drop(columns="klasse_bron").assign(
        klasse=old["klasse"].astype("Int8").where(old["klasse_bron"] == "officieel", pd.NA)
    )
    for new in csv:
        before = _without_replaced(before, new)
    columns = [*SCORE_KEY, *SCORE_COLUMNS, "klasse"]
    frames = [f[columns] for f in (*reversed(csv), before, *reversed(wfs)) if len(f)]
    if not frames:
        return old
    stacked = pd.concat(frames, ignore_index=True)
    rows = stacked.drop_duplicates(SCORE_KEY)
    if len(rows) < len(stacked):
        rows = _with_official_classes(rows, stacked[stacked["klasse"].notna()])
    derived = classify(rows["afw"], catalog().classes["situatie"])
    given = rows["klasse"].fillna(0).to_numpy("uint8")
    rows = rows.assign(
        klasse=np.where(given > 0, given, derived).astype("uint8"),
        klasse_bron=pd.Series(
            np.where(given > 0, "officieel", "afgeleid"), index=rows.index, dtype="str"
        ),
    )
    typed = rows.astype({"edition": "int16", "wave": "int16", "level": "str", "code": "str"})
    return typed.sort_values(SCORE_KEY, ignore_index=True)


def _without_replaced(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Drop an edition and level that a new file holds (nearly) whole."""
    here = (before["edition"] == new["edition"].iloc[0]) & (before["level"] == new["level"].iloc[0])
    is_whole = new["code"].nunique() >= 0.9 * max(before.loc[here, "code"].nunique(), 1)
    official = before["klasse"].notna()
    return before[~here | official] if is_whole else before


def _with_official_classes(rows: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Give each row the official class that was published with its score, and no other."""
    lookup = official.drop_duplicates(SCORE_KEY).set_index(SCORE_KEY)[["afw", "klasse"]]
    found = lookup.reindex(pd.MultiIndex.from_frame(rows[SCORE_KEY]))
    same = (
        found["afw"].to_numpy("float64") - rows["afw"].to_numpy("float64")
    ).__abs__() < SAME_SCORE
    klasse = pd.array(found["klasse"].to_numpy(), dtype="Int8")
    return rows.assign(klasse=pd.Series(klasse, index=rows.index).where(same, rows["klasse"]))


def _figures(old: pd.DataFrame, readings: list[Reading]) -> pd.DataFrame:
    """Lay figures over each other: official before own, newer before older, number before gap.

    A number goes before a gap within one import only.
    """
    frames = []
    for reading in readings:
        if reading.figures is None:
            continue
        rank = 0 if reading.kind == "kwb" else 1
        frames.append(
            reading.figures.assign(bron=reading.figures_from, rang=rank, _old=0, _file=reading.file)
        )
    if len(old):
        frames.append(old.assign(_old=1, _file=""))
    frames = [f for f in frames if len(f)]
    if not frames:
        return old
    rows = pd.concat(frames, ignore_index=True)
    rows["_gap"] = rows["value"].isna() & (rows["_old"] == 0)
    ordered = rows.sort_values(["rang", "_old", "_gap"], kind="stable")
    best = ordered.drop_duplicates(FIGURE_KEY)
    lost = ordered[
        ~ordered.index.isin(best.index) & (ordered["_old"] == 0) & ordered["value"].notna()
    ]
    for reading in readings:
        n = int((lost["_file"] == reading.file).sum())
        if n:
            reading.notes.append(
                f"{n} cijfers niet gebruikt: die staan ook in een ander bestand dat voorgaat."
            )
    best = best.drop(columns=["_old", "_gap", "_file"]).astype(
        {
            "year": "int16",
            "indeling": "int16",
            "level": "str",
            "code": "str",
            "rang": "int8",
            "indicator": "str",
            "value": "float64",
            "status": "str",
            "bron": "str",
        }
    )
    return best.sort_values(FIGURE_KEY, ignore_index=True)


def _areas(old: Tables, readings: list[Reading]) -> gpd.GeoDataFrame:
    known = _known_codes(old, readings)
    frames: list[pd.DataFrame] = []
    for reading in readings:
        if reading.areas is None:
            continue
        rank = 1 if reading.kind == "wfs" else 0
        areas = reading.areas
        if areas["indeling"].isna().all():
            year = _year_of(areas, known, reading.year_hint)
            rank = 2 if year == reading.year_hint else 3
            if year is None:
                reading.refusals.append(
                    Refusal(
                        "jaar van de indeling onbekend: de codes passen bij geen enkel bekend jaar",
                        None,
                        len(areas),
                    )
                )
                continue
            areas = areas.assign(indeling=np.int16(year))
            reading.notes.append(f"Jaar niet vermeld; de codes passen bij de indeling van {year}.")
            reading.label_boundaries(year)
        frames.append(areas.assign(rang=rank, bron=reading.file, _old=0))
    if len(old.areas):
        frames.append(pd.DataFrame(old.areas).assign(_old=1))
    named = _named_only(old, readings)
    frames.append(named.assign(_old=1))
    rows = (
        pd.concat([f for f in frames if len(f)], ignore_index=True)
        if any(map(len, frames))
        else named
    )
    if rows.empty:
        return old.areas
    rows["rang"] = rows["rang"].astype("int8")
    rows["indeling"] = rows["indeling"].astype("int16")
    rows = rows.sort_values(["rang", "_old"], kind="stable")
    best = rows.drop_duplicates(AREA_KEY).copy()
    _account_for_losers(rows, best, readings)
    best = _with_names(best, rows)
    return gpd.GeoDataFrame(best[AREA_COLUMNS], geometry="geometry", crs=RD).sort_values(
        AREA_KEY, ignore_index=True
    )


def _account_for_losers(rows: pd.DataFrame, best: pd.DataFrame, readings: list[Reading]) -> None:
    """Say of each map how many areas gave way to a map that states its year."""
    lost = rows[(rows["_old"] == 0) & ~rows.index.isin(best.index)]
    for reading in readings:
        n = int((lost["bron"] == reading.file).sum())
        if n:
            reading.notes.append(
                f"{n} grenzen niet gebruikt: van die gebieden is al een kaart die zelf zijn jaar "
                "vermeldt."
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
                {
                    "indeling": last["edition"],
                    "level": last["level"],
                    "code": last["code"],
                    "name": name.astype("str").where(name.notna(), last["code"]),
                    "gemeente_code": "GM" + last["code"].str.slice(2, 6),
                    "gemeente_naam": pd.NA,
                    "is_water": False,
                    "bron": reading.file,
                    "rang": 9,
                    "geometry": None,
                }
            )
        )
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
    filled = best["gemeente_naam"].where(
        best["gemeente_naam"].notna(), best["gemeente_code"].map(lookup)
    )
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
    frames += [
        (r.areas.dropna(subset="indeling"), "indeling") for r in readings if r.areas is not None
    ]
    frames += [(r.figures, "indeling") for r in readings if r.figures is not None]
    frames += [
        (old.scores, "edition"),
        (pd.DataFrame(old.areas.drop(columns="geometry")), "indeling"),
    ]
    frames += [(old.figures, "indeling")]
    for frame, column in frames:
        if frame is None or len(frame) == 0:
            continue
        distinct = frame[["level", column, "code"]].drop_duplicates()
        for (level, year), group in distinct.groupby(["level", column], observed=True):
            if level != "grid":
                add(str(level), int(year), group["code"])
    return known


def _year_of(
    areas: pd.DataFrame, known: dict[tuple[str, int], set[str]], hint: int | None
) -> int | None:
    """Year of a map that does not state it.

    A year in its name is believed unless codes of that year contradict it; else the year whose
    codes hold (nearly) all codes of the map, when there is one.
    """
    level = str(areas["level"].iloc[0])
    mine = set(areas.loc[~areas["is_water"], "code"])
    if not mine:
        return None

    def fit(lv: str, year: int, codes: set[str]) -> float | None:
        theirs = known.get((lv, year))
        return len(codes & theirs) / len(codes) if theirs else None

    if hint is not None:
        wijken = {"WK" + c[2:8] for c in mine} if level == "buurt" else set()
        seen = [fit(level, hint, mine), fit("wijk", hint, wijken) if wijken else None]
        if not any(share is not None and share < CONTRADICTED for share in seen):
            return hint
    fits = {
        y: share for (lv, y) in known if lv == level and (share := fit(level, y, mine)) is not None
    }
    good = {y: share for y, share in fits.items() if share >= MIN_FIT}
    if not good:
        return None
    best = max(good.values())
    return max(y for y, share in good.items() if share >= best - 0.002)
