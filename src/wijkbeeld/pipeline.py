"""From offered files to a new version of a dataset: the road that CLI and pages share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld import paths
from wijkbeeld.catalog import Location
from wijkbeeld.demo import truth
from wijkbeeld.demo.make import make
from wijkbeeld.map import geometry
from wijkbeeld.sources import download
from wijkbeeld.sources import register as register_files
from wijkbeeld.sources.recognise import Offer, read_all
from wijkbeeld.store import build, registers, versions
from wijkbeeld.store.errors import DamagedError, disk_reason
from wijkbeeld.store.manifest import manifest_of
from wijkbeeld.store.read import open_dataset
from wijkbeeld.store.registers import Register
from wijkbeeld.store.versions import StoreError

DEMO = "demo"
OFFICIAL = "officieel"
DEMO_REGISTER = "Vernieuwing in de regio (fictief)"

Say = Callable[[float, str], None]
"""Progress: part done (0..1) and a Dutch description."""


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    offer: Offer
    built: build.Built


def _silent(part: float, text: str) -> None:
    del part, text


def import_paths(
    paths: list[Path],
    dataset: str = OFFICIAL,
    mappings: list[Path] | None = None,
    root: Path | None = None,
    say: Say = _silent,
    *,
    fresh: bool = False,
) -> Imported:
    """Read files and add them to a dataset.

    Parameters
    ----------
    paths
        Files, zips or folders.
    dataset
        Name of the dataset; made when it does not exist.
    mappings
        Folders with mappings for own figures.
    root
        Folder of the store.
    say
        Receives progress.

    Raises
    ------
    StoreError
        Nothing was usable, or the dataset cannot be built. The store is as it was.
    """
    return import_offer(read_offer(paths, mappings, say), dataset, root, say, fresh=fresh)


def read_offer(paths: list[Path], mappings: list[Path] | None = None, say: Say = _silent) -> Offer:
    """Recognise and read files, once; the first step of :func:`import_paths`."""
    with _no_room_told("Uitpakken lukt niet"):
        return read_all(
            paths, mappings, lambda n, of, name: say(0.7 * n / max(of, 1), f"Lezen: {name}")
        )


@contextmanager
def _no_room_told(what: str) -> Iterator[None]:
    """Turn a refusal of the disk into a message that says what did not work."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{what}: {disk_reason(error)}. Maak ruimte vrij of vraag de beheerder om rechten, en "
            "probeer het opnieuw. De dataset is niet veranderd."
        ) from error


def import_offer(
    offer: Offer,
    dataset: str = OFFICIAL,
    root: Path | None = None,
    say: Say = _silent,
    *,
    fresh: bool = False,
    classification: int | None = None,
) -> Imported:
    """Add what was read to a dataset; the second step of :func:`import_paths`.

    ``classification`` is the year of the maps that do not state theirs.

    Raises
    ------
    StoreError
        Nothing was usable, or the dataset cannot be built. The store is as it was.
    """
    for reading in offer.readings:
        reading.year_given = classification
    steps = iter((0.7, 0.78, 0.86, 0.9, 0.95, 0.98))
    built = build.build(
        dataset,
        offer.readings,
        root,
        geometry.derive,
        lambda text: say(next(steps, 0.99), text),
        fresh=fresh,
    )
    say(1.0, "Klaar")
    return Imported(offer, built)


def remove_file(layer: str, dataset: str, root: Path | None = None) -> build.Built:
    """Remove one own file from a dataset; undo brings it back.

    Raises
    ------
    StoreError
        The dataset is being built, or has no such file.
    """
    return build.remove_file(dataset, layer, root, geometry.derive)


def remove_official(
    key: str, dataset: str, root: Path | None = None, say: Say = _silent
) -> build.Built:
    """Remove an official file, with the files that fill the same parts; undo brings them back.

    Raises
    ------
    StoreError
        As for :func:`wijkbeeld.store.build.remove_official`.
    """
    steps = iter((0.3, 0.6, 0.8))
    return build.remove_official(
        dataset, key, root, geometry.derive, lambda text: say(next(steps, 0.9), text)
    )


def build_demo(root: Path | None = None, say: Say = _silent) -> Imported:
    """Generate the fictional region and import it through the same loaders.

    Raises
    ------
    StoreError
        Dataset ``demo`` holds real figures and is left alone, or the store cannot be written.
    """
    if _is_real(DEMO, root):
        raise StoreError(
            f"Dataset '{DEMO}' bevat echte gegevens en wordt niet overschreven. Verwijder hem "
            "eerst zelf op Gegevens."
        )
    versions.need_writable(DEMO, root)
    with (
        _no_room_told("De fictieve regio maken lukt niet"),
        tempfile.TemporaryDirectory(prefix="wijkbeeld-demo-") as scratch,
    ):
        folder = Path(scratch)
        make(folder, progress=lambda text: say(0.05, text))
        (folder / "waarheid.csv").unlink()
        register = (folder / "vernieuwing.csv").rename(Path(scratch).with_suffix(".csv"))
        try:
            imported = import_paths(
                [folder], DEMO, [], root, lambda part, text: say(0.3 + 0.7 * part, text), fresh=True
            )
            _keep_register(register, root)
        finally:
            register.unlink()
        return imported


def _is_real(dataset: str, root: Path | None) -> bool:
    """Whether a dataset holds real figures; one that is damaged and was made up does not."""
    used = versions.current(dataset, root)
    try:
        return used is not None and not manifest_of(used).fictional
    except DamagedError:
        return False


def _keep_register(file: Path, root: Path | None) -> None:
    """Keep the register of the region, read as a user's own would be, and one per stadsdeel."""
    edition = open_dataset(DEMO, root).editions("wijk")[0]
    rows = tuple(r.kept() for r in register_files.read(file).rows)
    registers.save(DEMO, Register(DEMO_REGISTER, "wijk", edition, rows), root)
    districts = pd.read_csv(file, sep=";", index_col="code")["stadsdeel"]
    for district in truth.DISTRICTS:
        mine = tuple(r for r in rows if districts[r.code] == district.name)
        registers.save(DEMO, Register(f"{district.name} (fictief)", "wijk", edition, mine), root)


@dataclass(frozen=True)
class Synced:
    """What a sync fetched and imported; ``imported`` is None when nothing came."""

    fetched: download.Fetched
    imported: Imported | None


def sync(
    ids: list[str],
    dataset: str = OFFICIAL,
    root: Path | None = None,
    say: Say = _silent,
    fetcher: download.Fetcher | None = None,
    extra: dict[str, Location] | None = None,
) -> Synced:
    """Fetch official files and import them.

    Parameters
    ----------
    ids
        Files of ``data/sources`` to fetch.
    extra
        Addresses to try first, this time only.

    Raises
    ------
    SourceError, StoreError
        An id is unknown, or nothing of what came was usable.
    """
    folder = (root or paths.store_root()) / "bronnen"
    plans = download.plan(ids, None, root, extra)
    with _no_room_told(f"Bewaren in {folder} lukt niet"):
        fetched = download.fetch(plans, folder, fetcher, lambda part, text: say(0.7 * part, text))
    if not fetched.paths or (fetched.stopped and not fetched.is_news):
        return Synced(fetched, None)
    imported = import_paths(
        fetched.paths, dataset, [], root, lambda part, text: say(0.7 + 0.3 * part, text)
    )
    return Synced(fetched, imported)


def preferred(names: list[str]) -> str:
    """Dataset to open first: official figures, then anything real, then the demo."""
    real = [n for n in names if n != DEMO]
    return OFFICIAL if OFFICIAL in names else (real or names)[0]
