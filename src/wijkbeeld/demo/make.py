"""Make the files of the fictional region."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from wijkbeeld.demo import figures, files, published, survey
from wijkbeeld.demo.region import Region, make_region
from wijkbeeld.demo.scores import WAVES, averaged, make_scores, panel

SEED = 2026


def make(folder: Path, seed: int = SEED, progress: Callable[[str], None] | None = None) -> None:
    """Write every file of the region into ``folder``.

    Parameters
    ----------
    folder
        Empty folder; gets the score zip, boundaries, kerncijfers 2004-2024, renewal registry,
        survey, and ``waarheid.csv`` with the true effect per wijk and wave.
    seed
        Seed of the world.
    progress
        Called with a Dutch description of each step.
    """
    say = progress or (lambda _: None)
    rng = np.random.default_rng(seed)
    say("Gebieden tekenen")
    region = make_region(rng)
    areas = {
        "gemeenten": region.gemeenten(),
        "wijken": region.wijken(),
        "buurten": region.buurten,
    }
    names = {c: n for a in areas.values() for c, n in zip(a["code"], a["name"], strict=True)}
    say("Scores trekken")
    values, true = make_scores(region, rng)
    panels = _panels(region, names, values, rng)
    say("Scores wegschrijven")
    files.write_scores(
        folder / "open-data-leefbaarometer-meting-2024.zip",
        panels,
        _grid(region.cells, region.buurten, values, rng),
    )
    files.write_geometry(folder, areas, region.water)
    say("Kerncijfers wegschrijven")
    status = values.sum(axis=2).mean(axis=0)
    for year, counts in figures.counts(region, true.renewed, status, rng).items():
        files.write_figures(folder, year, published.table(counts, names, year, rng))
    true.renewed.assign(bron="fictief").to_csv(folder / "vernieuwing.csv", sep=";", index=False)
    true.effect.to_csv(folder / "waarheid.csv", index=False)
    survey.write_survey(folder / "enquete.csv", areas["wijken"], true.renewed, rng)


def _panels(
    region: Region, names: dict[str, str], values: np.ndarray, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """Scores of buurten as they were drawn, and of larger areas averaged over inhabitants."""
    buurten = region.buurten
    people = buurten["inhabitants"].to_numpy()
    panels = {}
    for label, column in (("gemeenten", "gemeente"), ("wijken", "wijk")):
        codes, means = averaged(values, people, buurten[column])
        panels[label] = panel(pd.Series(codes), pd.Series(codes.map(names)), means)
    panels["buurten"] = panel(buurten["code"], buurten["name"], values, _scored(people, rng))
    return panels


def _scored(people: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Which buurten have a score per wave: empty ones never, a few only later."""
    late = rng.random(len(people)) < 0.02
    first = rng.integers(2, len(WAVES), len(people))
    waves = np.arange(len(WAVES))[:, None]
    return (people > 0)[None, :] & (~late[None, :] | (waves >= first[None, :]))


def _grid(
    cells: pd.DataFrame, buurten: pd.DataFrame, values: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Scores of populated hectares: those of the buurt with local differences."""
    index = pd.Index(buurten["code"]).get_indexer(cells["buurt"])
    local = rng.normal(0, 0.022, (len(cells), 5))
    own = np.stack([v[index] + local + rng.normal(0, 0.006, local.shape) for v in values])
    return panel(cells["grid_id"], cells["grid_id"], own)
