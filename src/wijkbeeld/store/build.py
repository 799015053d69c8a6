"""Build a new version of a dataset from readings, check it, and switch to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wijkbeeld.catalog.memory import give_back
from wijkbeeld.store import area_file, own_layers, reuse, schema, table_file, versions
from wijkbeeld.store.contents import accounts, describe
from wijkbeeld.store.errors import StoreError
from wijkbeeld.store.join import Joined, join, join_by_year
from wijkbeeld.store.loading import load as load
from wijkbeeld.store.manifest import FileAccount, Manifest, manifest_of
from wijkbeeld.store.merge import merge, without
from wijkbeeld.store.parts import parts_of, together, without_parts
from wijkbeeld.store.reading import Reading
from wijkbeeld.store.shown import shown, shown_in
from wijkbeeld.store.tables import Tables, empty_tables

FICTIONAL = "GM99"
"""Gemeente codes of the demo region start so; no real gemeente does."""


@dataclass(frozen=True)
class Built:
    """What a build made."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True)
class Draft:
    """A version that is being made."""

    dataset: str
    version: str
    folder: Path
    tables: Tables
    files: list[FileAccount]


Derive = Callable[[Path, Tables], None]


def build(
    dataset: str,
    readings: list[Reading],
    root: Path | None = None,
    derive: Derive | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    fresh: bool = False,
) -> Built:
    """Build and switch to a new version of ``dataset`` that adds ``readings``.

    Parameters
    ----------
    dataset
        Name; made when it does not exist.
    readings
        What was read; at least one with rows.
    root
        Folder of the store (the user's own when None).
    derive
        Makes further files (map geometry) in the new version's folder before the switch.
    progress
        Called with a Dutch description of each step.
    fresh
        Leave out what the dataset held before.

    Raises
    ------
    StoreError
        Nothing to build, fictional and real areas together, the dataset is being built, what it
        holds is damaged (and ``fresh`` was not asked), or it cannot be written.
    ContractError
        A table breaks its contract; the version in use stays.
    """
    if not any(_has_rows(r) for r in readings):
        raise StoreError("Er is niets om te importeren: geen enkel bestand was bruikbaar.")
    say = progress or (lambda _: None)
    with versions.building(dataset, root) as (folder, version):
        is_new = dataset not in versions.datasets(root)
        before = None if fresh or is_new else versions.in_use(dataset, root)
        say("Cijfers samenvoegen")
        old = load(before) if before else empty_tables()
        has_scores = any(r.scores is not None for r in readings)
        has_numbers = any(_has_numbers(r) for r in readings)
        for reading in readings:
            reading.parts = parts_of(reading)
        tables = merge(old, readings)
        if not has_numbers and not any(_has_rows(r) for r in readings):
            why = list(dict.fromkeys(x.reason for r in readings for x in r.refusals))
            raise StoreError(f"Er is niets toegevoegd: {'; '.join(why[:3])}.")
        _need_something_to_show(tables)
        draft = Draft(dataset, version, folder, tables, accounts(before, readings))
        is_same_map = not has_scores and all(r.areas is None for r in readings)
        if before and is_same_map:
            is_same_map = shown(manifest_of(before)) == shown_in(tables)
        if before and is_same_map and reuse.derived(before, folder):
            derive = None
        joined = None
        if before and is_same_map and all(r.kind == "eigen" for r in readings):
            say("Cijfers naast de gebieden leggen")
            joined = reuse.joined(before, old, tables, shown_in(tables))
        del old
        for reading in readings:
            if reading.kind != "eigen":
                reading.let_go()
        give_back()
        manifest = _finish(draft, joined, derive, say)
    return Built(folder.parent / version, manifest)


def remove_file(
    dataset: str, layer: str, root: Path | None = None, derive: Derive | None = None
) -> Built:
    """Build and switch to a version without one own file; :func:`versions.undo` brings it back.

    Parameters
    ----------
    layer
        Key of the file: ``FileAccount.layer``.

    Raises
    ------
    StoreError
        The dataset does not exist, is being built, or has no such file.
    """
    with versions.building(dataset, root) as (folder, version):
        before = versions.current(dataset, root)
        old = load(before) if before else empty_tables()
        if before is None or layer not in old.layers:
            raise StoreError("Dit bestand zit niet meer in de dataset. Ververs de pagina.")
        files = [f for f in manifest_of(before).files if f.layer != layer]
        tables = without(old, layer)
        joined = None
        if shown(manifest_of(before)) == shown_in(tables):
            derive = None if reuse.derived(before, folder) else derive
            joined = reuse.joined(before, old, tables, shown_in(tables))
        draft = Draft(dataset, version, folder, tables, files)
        manifest = _finish(draft, joined, derive, lambda _: None)
    return Built(folder.parent / version, manifest)


def remove_official(
    dataset: str,
    key: str,
    root: Path | None = None,
    derive: Derive | None = None,
    progress: Callable[[str], None] | None = None,
) -> Built:
    """Build and switch to a version without an official file and those that share a part with it.

    Parameters
    ----------
    key
        Of the file: ``FileAccount.key``.

    Raises
    ------
    StoreError
        The dataset does not exist, is being built, has no such file, does not know what its
        files fill, or would be empty.
    """
    with versions.building(dataset, root) as (folder, version):
        before = versions.in_use(dataset, root)
        files = manifest_of(before).files
        one = next((f for f in files if f.key == key), None)
        if one is None:
            raise StoreError("Dit bestand zit niet meer in de dataset. Ververs de pagina.")
        gone = together(files, one)
        if gone is None:
            raise StoreError(NOT_ALONE)
        kept = [f for f in files if f not in gone]
        if not any(f.parts for f in kept):
            raise StoreError(
                "Zonder dit bestand blijven er geen officiële cijfers over. Verwijder dan de hele "
                "dataset."
            )
        tables = without_parts(load(before), {p for f in gone for p in f.parts or ()})
        draft = Draft(dataset, version, folder, tables, kept)
        manifest = _finish(draft, None, derive, progress or (lambda _: None))
    return Built(folder.parent / version, manifest)


NOT_ALONE = (
    "Sommige bestanden zijn toegevoegd met een oudere Wijkbeeld, die niet bijhield wat elk bestand "
    "vult. Voeg de officiële bestanden één keer opnieuw toe; daarna kan elk bestand eruit."
)


def _finish(
    draft: Draft,
    joined: Joined | None,
    derive: Derive | None,
    say: Callable[[str], None],
) -> Manifest:
    """Join (unless that is done), check, write and describe the tables of a new version."""
    tables, folder = draft.tables, draft.folder
    fictional = _fictional(draft.dataset, tables)
    on_these = shown_in(tables)
    say("Controleren en wegschrijven")
    _write(folder, tables)
    say("Cijfers naast de gebieden leggen")
    every = [joined] if joined else join_by_year(tables.figures, tables.areas, on_these)
    _write_joined(folder, every)
    if derive:
        say("Kaarten voorbereiden")
        derive(folder, tables)
    manifest = describe(
        draft.dataset, draft.version, folder, tables, draft.files, fictional=fictional
    )
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def _has_rows(reading: Reading) -> bool:
    return _has_numbers(reading) or (reading.areas is not None and len(reading.areas) > 0)


def _has_numbers(reading: Reading) -> bool:
    return any(f is not None and len(f) for f in (reading.scores, reading.figures))


def _need_something_to_show(tables: Tables) -> None:
    """Refuse a dataset of scores per postcode alone: no page can show those."""
    levels = set(tables.scores)
    if (
        levels
        and levels <= {"pc4"}
        and tables.figures.empty
        and tables.areas["geometry"].isna().all()
    ):
        raise StoreError(
            "Dit zijn alleen scores per postcode (PC4). Die kan Wijkbeeld niet tonen. Voeg de "
            "scores van gemeenten, wijken of buurten toe."
        )


def _fictional(dataset: str, tables: Tables) -> bool:
    """Tell whether all areas are fictional; a mix is refused."""
    town = tables.areas["gemeente_code"].astype("str")
    places = town[tables.areas["level"].isin(["gemeente", "wijk", "buurt"])]
    made_up = places.str.startswith(FICTIONAL)
    if made_up.any() and not made_up.all():
        raise StoreError(
            f"Dataset '{dataset}' zou fictieve en echte gebieden door elkaar bevatten. "
            "Importeer echte cijfers in een andere dataset."
        )
    return bool(made_up.any())


def _write(folder: Path, tables: Tables) -> None:
    """Write what was merged; of the scores only what is counted stays in memory."""
    for level, scores in tables.scores.items():
        for part in table_file.parts(scores, "wave"):
            schema.check(f"scores_{level}", part, schema.SCORES)
        plain = scores.astype(dict.fromkeys(("level", "code", "klasse_bron"), "str"))
        plain.to_parquet(folder / f"scores_{level}.parquet", index=False)
        tables.scores[level] = scores[["edition", "wave"]].copy()
    give_back()
    schema.check("areas", pd.DataFrame(tables.areas), schema.AREAS)
    area_file.write(folder / "areas.parquet", tables.areas)
    figures = table_file.parts(tables.figures, "year")
    table_file.write(folder / "figures.parquet", figures, schema.FIGURES)
    own_layers.write(folder, tables.layers)


def _write_joined(folder: Path, every: Iterable[Joined]) -> None:
    """Write figures as they lie on the areas, and the gaps, a year at a time."""
    gaps: list[pd.DataFrame] = []

    def figures() -> Iterator[pd.DataFrame]:
        for joined in every:
            gaps.append(joined.gaps)
            yield joined.figures
            give_back()
        if not gaps:
            nothing = join(empty_tables().figures, empty_tables().areas, {})
            gaps.append(nothing.gaps)
            yield nothing.figures

    table_file.write(folder / "joined.parquet", figures(), schema.JOINED)
    missing = pd.concat(gaps, ignore_index=True)
    if len(missing):
        schema.check("gaps", missing, schema.GAPS)
    missing.to_parquet(folder / "gaps.parquet", index=False)
