"""Bring readings, and what the dataset already held, together into one set of tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.store import own_layers
from wijkbeeld.store.merge_areas import merge_areas
from wijkbeeld.store.own_layers import Layer
from wijkbeeld.store.reading import SCORE_COLUMNS, Reading
from wijkbeeld.store.tables import FIGURE_KEY, Tables

SCORE_KEY = ["edition", "level", "code", "wave"]
SAME_SCORE = 1e-5
"""Two published deviations are the same score within this (the WFS gives six digits)."""


def merge(old: Tables, readings: list[Reading]) -> Tables:
    """Lay readings over the old tables: what is offered now replaces the same rows of before."""
    new = own_layers.layers_of(readings)
    return Tables(
        scores=_scores(old.scores, readings),
        areas=merge_areas(old, readings),
        figures=_figures(old, readings),
        indicators=old.indicators | {i.id: i for r in readings for i in r.indicators},
        layers=own_layers.laid(old.layers, new),
    )


def without(old: Tables, key: str) -> Tables:
    """The tables without the layer of one own file; what it covered comes back."""
    layers = {k: v for k, v in old.layers.items() if k != key}
    kept = {i.id: i for layer in layers.values() for i in layer.indicators}
    gone = {i.id for i in old.layers[key].indicators}
    left = {k: v for k, v in old.indicators.items() if k not in gone}
    official = _apart_from_layers(old.figures, old.layers)
    frames = [official.assign(_old=0), *_covered(layers, set())]
    figures = _best([f for f in frames if len(f)], old.figures, [])
    return Tables(old.scores, old.areas, figures, left | kept, layers)


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
    official = rows["klasse"].fillna(0).to_numpy("uint8")
    rows = rows.assign(
        klasse=np.where(official > 0, official, derived).astype("uint8"),
        klasse_bron=pd.Series(
            np.where(official > 0, "officieel", "afgeleid"), index=rows.index, dtype="str"
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
    published = lookup.reindex(pd.MultiIndex.from_frame(rows[SCORE_KEY]))
    same = (
        published["afw"].to_numpy("float64") - rows["afw"].to_numpy("float64")
    ).__abs__() < SAME_SCORE
    klasse = pd.array(published["klasse"].to_numpy(), dtype="Int8")
    return rows.assign(klasse=pd.Series(klasse, index=rows.index).where(same, rows["klasse"]))


def _figures(old: Tables, readings: list[Reading]) -> pd.DataFrame:
    """Lay figures over each other: official before own, newer before older, number before gap.

    A number goes before a gap within one import only.
    """
    frames = [_ranked(reading) for reading in readings if reading.figures is not None]
    frames.append(_apart_from_layers(old.figures, old.layers).assign(_old=1))
    frames += _covered(old.layers, set(own_layers.layers_of(readings)))
    return _best([f for f in frames if len(f)], old.figures, readings)


def _apart_from_layers(figures: pd.DataFrame, layers: dict[str, Layer]) -> pd.DataFrame:
    """Figures that came from no layer: official ones, and own ones of before layers were kept."""
    sources = {s for layer in layers.values() for s in layer.figures["bron"].unique()}
    apart = figures[(figures["rang"] == 0) | ~figures["bron"].isin(sources)]
    return apart.assign(_file="")


def _covered(layers: dict[str, Layer], replaced: set[str]) -> list[pd.DataFrame]:
    """Figures of the layers that stay, the highest first."""
    stay = [layer for key, layer in layers.items() if key not in replaced]
    return [layer.figures.assign(_old=2 + n, _file="") for n, layer in enumerate(reversed(stay))]


def _best(frames: list[pd.DataFrame], none: pd.DataFrame, readings: list[Reading]) -> pd.DataFrame:
    """Of every area, year and measure the figure that counts; ``none`` when there are no rows."""
    if not frames:
        return none.iloc[:0]
    rows = pd.concat(frames, ignore_index=True)
    rows["_gap"] = rows["value"].isna() & (rows["_old"] == 0)
    ordered = rows.sort_values(["rang", "_old", "_gap"], kind="stable")
    best = ordered.drop_duplicates(FIGURE_KEY)
    _account_for_losers(ordered, best, readings)
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


def _ranked(reading: Reading) -> pd.DataFrame:
    """Figures of a reading with their rank: those of CBS go before a user's own."""
    rank = 0 if reading.kind == "kwb" else 1
    figures: pd.DataFrame = reading.figures
    return figures.assign(bron=reading.figures_from, rang=rank, _old=0, _file=reading.file)


def _account_for_losers(ordered: pd.DataFrame, best: pd.DataFrame, readings: list[Reading]) -> None:
    """Say of each file how many of its figures gave way to another's."""
    is_new = (ordered["_old"] == 0) & ordered["value"].notna()
    lost = ordered[is_new & ~ordered.index.isin(best.index)]
    for reading in readings:
        n = int((lost["_file"] == reading.file).sum())
        if n:
            reading.notes.append(
                f"{n} cijfers niet gebruikt: die staan ook in een ander bestand dat voorgaat."
            )
