"""Map files of a version, used again by the next when only figures changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from wijkbeeld import __version__
from wijkbeeld.store.own_layers import FOLDER
from wijkbeeld.store.versions import manifest_of


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
