"""The parts of the page in their order, which never changes: what was dropped stays in view."""

from __future__ import annotations

from wijkbeeld.sources import download
from wijkbeeld.store import versions
from wijkbeeld.store.errors import DamagedError
from wijkbeeld.store.manifest import Manifest, manifest_of
from wijkbeeld.store.missing import missing
from wijkbeeld.store.read import Dataset
from wijkbeeld.ui import rescue
from wijkbeeld.ui.gegevens import adding, report
from wijkbeeld.ui.gegevens.dataset import switch
from wijkbeeld.ui.gegevens.fetching import fetch_official
from wijkbeeld.ui.gegevens.files import files, take_out
from wijkbeeld.ui.gegevens.history import history
from wijkbeeld.ui.gegevens.holdings import counts, overview
from wijkbeeld.ui.gegevens.making import demo


def show(name: str, data: Dataset | None) -> None:
    """Draw the page.

    Parameters
    ----------
    name
        Of the dataset in view; empty where there is none.
    data
        None where it cannot be opened, or is not there.
    """
    if name:
        switch(name)
    take_out()
    target = adding.fill()
    held = _manifest(target)
    lacking = missing(download.default_files(), held)
    if data is not None:
        overview(data.manifest, lacking)
    elif name:
        rescue.undo_button(name, report.clear)
    fetch_official(target, lacking, is_first=not adding.is_busy())
    adding.add_files()
    if data is not None:
        files(data)
        history(data.manifest)
        counts(data.manifest)
    demo()


def _manifest(dataset: str) -> Manifest | None:
    """What a dataset holds; None where that is not to be told."""
    folder = versions.current(dataset)
    try:
        return manifest_of(folder) if folder else None
    except DamagedError:
        return None
