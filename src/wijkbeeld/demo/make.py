"""Make the files of the fictional region."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from wijkbeeld.demo import figures, files, truth
from wijkbeeld.demo.region import make_region
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
    buurten, wijken, gemeenten = region.buurten, region.wijken(), region.gemeenten()
    say("Scores trekken")
    values, true = make_scores(region, rng)
    people = buurten["inhabitants"].to_numpy()
    wijk_codes, wijk_values = averaged(values, people, buurten["wijk"])
    town_codes, town_values = averaged(values, people, buurten["gemeente"])
    names = dict(zip(wijken["code"], wijken["name"], strict=True))
    names |= dict(zip(gemeenten["code"], gemeenten["name"], strict=True))
    names |= dict(zip(buurten["code"], buurten["name"], strict=True))
    panels = {
        "gemeenten": panel(pd.Series(town_codes), pd.Series(town_codes.map(names)), town_values),
        "wijken": panel(pd.Series(wijk_codes), pd.Series(wijk_codes.map(names)), wijk_values),
        "buurten": panel(buurten["code"], buurten["name"], values, _scored(people, rng)),
    }
    say("Scores wegschrijven")
    files.write_scores(
        folder / "open-data-leefbaarometer-meting-2024.zip",
        panels,
        _grid(region.cells, buurten, values, rng),
    )
    files.write_geometry(
        folder, {"gemeenten": gemeenten, "wijken": wijken, "buurten": buurten}, region.water
    )
    say("Kerncijfers wegschrijven")
    for year, counts in figures.base(
        region, true.renewed, values.sum(axis=2).mean(axis=0), rng
    ).items():
        files.write_figures(folder, year, figures.table(counts, names, year, rng))
    true.renewed.assign(bron="fictief").to_csv(folder / "vernieuwing.csv", sep=";", index=False)
    true.effect.to_csv(folder / "waarheid.csv", index=False)
    perception = {d.name: d.perception for d in truth.DISTRICTS}
    files.write_survey(folder / "enquete.csv", wijken, true.renewed, perception, rng)


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
