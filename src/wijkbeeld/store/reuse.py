"""What a version holds already, used again by the next when only own figures changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pandas as pd

from wijkbeeld import __version__
from wijkbeeld.catalog.text_columns import stacked
from wijkbeeld.store.join import Joined, join
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.own_layers import FOLDER
from wijkbeeld.store.tables import FIGURE_KEY, Tables

_TOLD = [*FIGURE_KEY, "indeling", "value", "status"]
"""What of a figure is laid on an edition."""


def derived(before: Path, folder: Path) -> bool:
    """Link what was derived for the maps of a version into the folder of the next.

    Returns
    -------
    bool
        False, and nothing done, when there is nothing to use again or another Wijkbeeld made it.
    """
    manifest = manifest_of(before)
    names = [
        n
        for n in manifest.tables
        if not n.startswith(FOLDER + "/") and not ("/" not in n and n.endswith(".parquet"))
    ]
    if manifest.wijkbeeld != __version__ or not names:
        return False
    if not all((before / n).is_file() for n in names):
        return False
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(before / name, target)
        except OSError:  # another file system, or one without links
            shutil.copy2(before / name, target)
    return True


def joined(before: Path, old: Tables, new: Tables, editions: dict[int, set[str]]) -> Joined | None:
    """Lay figures on the editions again in the years whose own figures are not as they were.

    Figures of a year are laid by those of that year alone, so in other years nothing changed.

    Parameters
    ----------
    before
        Folder of the version that holds ``old``.
    old, new
        Tables that differ in own figures only.
    editions
        Levels to lay figures on, by the year of their areas.

    Returns
    -------
    Joined or None
        None when another Wijkbeeld laid them.
    """
    if manifest_of(before).wijkbeeld != __version__:
        return None
    years = _changed_years(old, new)
    figures = pd.read_parquet(before / "joined.parquet")
    gaps = pd.read_parquet(before / "gaps.parquet")
    again = join(new.figures[new.figures["year"].isin(years)], new.areas, editions)
    return Joined(
        _over(figures[~figures["year"].isin(years)], again.figures),
        _over(gaps[~gaps["year"].isin(years)], again.gaps),
    )


def _changed_years(old: Tables, new: Tables) -> pd.Index:
    """Years in which another own figure counts than before."""
    own = [t.figures.loc[t.figures["rang"] == 1, _TOLD] for t in (old, new)]
    changed = stacked(own).drop_duplicates(keep=False)
    return pd.Index(changed["year"].unique())


def _over(kept: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    frames = [f for f in (kept, fresh) if len(f)]
    return pd.concat(frames, ignore_index=True) if frames else fresh
