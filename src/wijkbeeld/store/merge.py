"""Bring readings, and what the dataset already held, together into one set of tables."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scale import classify
from wijkbeeld.catalog.text_columns import compact, same, stacked
from wijkbeeld.store import own_layers
from wijkbeeld.store.merge_areas import merge_areas
from wijkbeeld.store.own_layers import Layer
from wijkbeeld.store.reading import SCORE_COLUMNS, Reading
from wijkbeeld.store.tables import FIGURE_KEY, Tables

SCORE_KEY = ["edition", "level", "code", "wave"]
SAME_SCORE = 1e-5
"""Two published deviations are the same score within this (the WFS gives six digits)."""


def merge(old: Tables, readings: list[Reading]) -> Tables:
    """Lay readings over the old tables: what is offered now replaces the same rows of before.

    Official scores and figures are taken out of the readings: twice those of a whole country do
    not fit in an ordinary memory.
    """
    new = own_layers.layers_of(readings)
    areas = merge_areas(old, readings)
    return Tables(
        scores=_scores(old.scores, readings),
        areas=areas,
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
    figures = _laid_again(official, layers, old.figures)
    return Tables(old.scores, old.areas, figures, left | kept, layers)


def bare_figures(old: Tables, kept: pd.Series) -> pd.DataFrame:
    """Figures without official ones that are not ``kept``; own ones that those covered come back.

    Parameters
    ----------
    kept
        Per row of the old figures whether it stays.
    """
    return _laid_again(_apart_from_layers(old.figures[kept], old.layers), old.layers, old.figures)


def _laid_again(apart: pd.DataFrame, layers: dict[str, Layer], none: pd.DataFrame) -> pd.DataFrame:
    return _best([apart.assign(_old=np.int8(0)), *_covered(layers, set())], none, Counter())


def _scores(old: dict[str, pd.DataFrame], readings: list[Reading]) -> dict[str, pd.DataFrame]:
    """Take whole rows: from new CSV files (all digits), else as before, else from WFS layers.

    An edition is loaded whole: a new file with (nearly) all areas of an edition and level replaces
    what was there. Official classes of any source go to the row whose score they belong to.
    """
    csv = [r.scores for r in readings if r.scores is not None and r.kind != "wfs"]
    wfs = [r.scores for r in readings if r.scores is not None and r.kind == "wfs"]
    for reading in readings:
        reading.scores = None
    before = {level: _as_offered(part) for level, part in old.items()}
    for new in csv:
        level = str(new["level"].iloc[0]) if len(new) else ""
        if level in before:
            before[level] = _without_replaced(before[level], new)
    frames = [*wfs, *before.values(), *csv]
    del csv, wfs, before
    parts: dict[tuple[str, int], list[pd.DataFrame]] = {}
    while frames:  # one by one: what is divided goes
        for key, part in _divided(frames.pop()):
            parts.setdefault(key, []).append(part)
    merged: dict[str, list[pd.DataFrame]] = {}
    for key in sorted(parts):
        merged.setdefault(key[0], []).append(_of_level(parts.pop(key)))
    return {level: stacked(merged.pop(level)) for level in sorted(merged)}


def _as_offered(scores: pd.DataFrame) -> pd.DataFrame:
    """Scores of a version as a file would offer them: with official classes only."""
    return scores.drop(columns="klasse_bron").assign(
        klasse=scores["klasse"].astype("Int8").where(scores["klasse_bron"] == "officieel")
    )


def _divided(frame: pd.DataFrame) -> list[tuple[tuple[str, int], pd.DataFrame]]:
    """Scores by level and edition."""
    frame = frame[[*SCORE_KEY, *SCORE_COLUMNS, "klasse"]]
    groups = frame.groupby(["level", "edition"], observed=True)
    if groups.ngroups == 1:
        return [((str(frame["level"].iloc[0]), int(frame["edition"].iloc[0])), frame)]
    return [((str(level), int(edition)), part) for (level, edition), part in groups]


def _of_level(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Scores of one edition and level: of each row the first that there is, with its class."""
    rows = stacked(frames)
    frames.clear()
    if rows.duplicated(["code", "wave"]).any():
        every = rows.astype({"level": "str", "code": "str"})
        rows = every.drop_duplicates(SCORE_KEY)
        rows = _with_official_classes(rows, every[every["klasse"].notna()])
    derived = classify(rows["afw"], catalog().classes["situatie"])
    official = rows["klasse"].fillna(0).to_numpy("uint8")
    source = pd.Categorical.from_codes((official > 0).astype("int8"), ["afgeleid", "officieel"])
    rows = rows.assign(
        klasse=np.where(official > 0, official, derived).astype("uint8"), klasse_bron=source
    )
    return _in_order(compact(rows.astype({"edition": "int16", "wave": "int16"})))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by code and wave; column by column, as two of a whole country take too much memory."""
    order = np.lexsort((rows["wave"].to_numpy(), rows["code"].cat.codes.to_numpy()))
    columns = {name: rows.pop(name).array.take(order) for name in list(rows.columns)}
    return pd.DataFrame(columns, copy=False)


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

    A number goes before a gap within one import only. Year by year: figures of all years at once
    would take several times their memory.
    """
    new = [_ranked(r) for r in readings if r.figures is not None]
    replaced = set(own_layers.layers_of(readings))
    for reading in readings:
        if reading.kind != "eigen":
            reading.figures = None
    before = _apart_from_layers(old.figures, old.layers).assign(_old=np.int8(1))
    covered = _covered(old.layers, replaced)
    lost: Counter[str] = Counter()
    frames = [*new, before, *covered]
    del new, before, covered
    best = _best(frames, old.figures, lost)
    for reading in readings:
        if n := lost[reading.file]:
            reading.notes.append(
                f"{n} {'cijfer' if n == 1 else 'cijfers'} niet gebruikt: een ander bestand dat "
                f"voorgaat, heeft {'het' if n == 1 else 'ze'} ook."
            )
    return best


def _apart_from_layers(figures: pd.DataFrame, layers: dict[str, Layer]) -> pd.DataFrame:
    """Figures that came from no layer: official ones, and own ones of before layers were kept."""
    sources = {str(s) for layer in layers.values() for s in layer.figures["bron"].unique()}
    apart = figures[(figures["rang"] == 0) | ~figures["bron"].isin(sources)]
    return apart.assign(_file=same("", len(apart)))


def _covered(layers: dict[str, Layer], replaced: set[str]) -> list[pd.DataFrame]:
    """Figures of the layers that stay, the highest first."""
    stay = [layer for key, layer in layers.items() if key not in replaced]
    return [
        layer.figures.assign(_old=np.int8(2 + n), _file=same("", len(layer.figures)))
        for n, layer in enumerate(reversed(stay))
    ]


def _best(frames: list[pd.DataFrame], none: pd.DataFrame, lost: Counter[str]) -> pd.DataFrame:
    """Of every area, year and measure the figure that counts; ``none`` when there are no rows."""
    by_year: dict[int, list[pd.DataFrame]] = {}
    for n, frame in enumerate(frames):
        for year, part in frame.groupby("year", observed=True):
            by_year.setdefault(int(year), []).append(part)
        frames[n] = frame.iloc[:0]
    if not by_year:
        return none.iloc[:0]
    return stacked([_best_of_year(by_year.pop(year), lost) for year in sorted(by_year)])


def _ranked(reading: Reading) -> pd.DataFrame:
    """Figures of a reading with their rank: those of CBS go before a user's own."""
    rank = np.int8(0 if reading.kind == "kwb" else 1)
    figures: pd.DataFrame = reading.figures
    return figures.assign(
        bron=same(reading.figures_from, len(figures)),
        rang=rank,
        _old=np.int8(0),
        _file=same(reading.file, len(figures)),
    )


def _best_of_year(frames: list[pd.DataFrame], lost: Counter[str]) -> pd.DataFrame:
    """One figure per area and indicator of a year; counts per file what gave way to another's."""
    rows = stacked([f[[*frames[0].columns]] for f in frames])
    rows["_gap"] = rows["value"].isna() & (rows["_old"] == 0)
    ordered = rows.sort_values(["rang", "_old", "_gap"], kind="stable")
    is_double = ordered.duplicated(FIGURE_KEY)
    if is_double.any():
        gone = ordered[is_double & (ordered["_old"] == 0) & ordered["value"].notna()]
        lost.update(gone["_file"].astype("str").tolist())
        ordered = ordered[~is_double]
    kept = ordered.drop(columns=["_old", "_gap", "_file"])
    return kept.sort_values(FIGURE_KEY, ignore_index=True)
