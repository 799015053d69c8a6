"""The command ``wijkbeeld``: sync, import, undo, status, demo, check, vernieuwing, run."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wijkbeeld import pipeline, renewal_command, start_app
from wijkbeeld.catalog import CatalogError, Location
from wijkbeeld.command_errors import FAILED, DutchGroup
from wijkbeeld.command_help import DutchCommand, agreed
from wijkbeeld.sources import download
from wijkbeeld.sources.download.plan import location_of
from wijkbeeld.sources.errors import SourceError
from wijkbeeld.sources.recognise import Offer
from wijkbeeld.store import loading, versions
from wijkbeeld.store.errors import BACK, DamagedError, StoreError
from wijkbeeld.store.manifest import Manifest, manifest_of
from wijkbeeld.store.schema import ContractError
from wijkbeeld.words.files import by_reason, shortened
from wijkbeeld.words.numbers import count, number

OK, REFUSED = 0, 1
"""Exit codes: done; a file was refused or the store is not sound. FAILED: could not be done;
USAGE: bad use."""

app = typer.Typer(
    name="wijkbeeld",
    cls=DutchGroup,
    help="Wijkbeeld: de ontwikkeling van wijken en buurten. Zonder opdracht: zie 'run'.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
command = partial(app.command, cls=DutchCommand)
console = Console(stderr=True)

DatasetOption = Annotated[str, typer.Option("--dataset", "-d", help="Naam van de dataset.")]


@app.callback()
def _log(
    log: Annotated[
        Path | None,
        typer.Option("--logboek", help="Schrijf technische details in dit bestand."),
    ] = None,
) -> None:
    """Wijkbeeld: de ontwikkeling van wijken en buurten. Zonder opdracht: zie 'run'."""
    logger = logging.getLogger("wijkbeeld")
    logger.addHandler(logging.FileHandler(log, encoding="utf-8") if log else logging.NullHandler())
    logger.setLevel(logging.DEBUG if log else logging.WARNING)


@contextmanager
def _progress(label: str) -> Iterator[pipeline.Say]:
    """Show a bar for as long as the block lasts; what it yields moves the bar."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda part, text: bar.update(task, completed=part, description=text[:60])


def _fail(error: Exception) -> typer.Exit:
    console.print(f"[bold red]Fout:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
    return typer.Exit(FAILED)


@command("import")
def import_(
    path: Annotated[
        list[Path], typer.Argument(help="Bestanden, zips of mappen.", metavar="BESTANDEN")
    ],
    dataset: DatasetOption = pipeline.OFFICIAL,
    mapping: Annotated[
        list[Path] | None,
        typer.Option("--mapping", "-m", help="Map met koppelbestanden voor eigen cijfers."),
    ] = None,
    classification: Annotated[
        int | None,
        typer.Option("--indeling", help="Jaar van een kaart die haar jaar niet vermeldt."),
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Begin opnieuw: alleen wat je nu geeft komt in de dataset."),
    ] = False,
) -> None:
    """Lees bestanden en voeg ze toe aan een dataset."""
    offer = Offer()
    try:
        with _progress("Lezen") as say:
            offer = pipeline.read_offer(path, mapping, say)
            done = pipeline.import_offer(
                offer, dataset, say=say, classification=classification, fresh=fresh
            )
    except (StoreError, SourceError, CatalogError, ContractError) as error:
        for item in offer.errors[:20]:
            console.print(
                f"  {escape(item.file)}: {escape(item.reason)}", highlight=False, soft_wrap=True
            )
        raise _fail(error) from error
    _report(done)
    if done.offer.errors and len(path) == 1 and path[0].is_file():
        raise typer.Exit(REFUSED)


def _report(done: pipeline.Imported) -> None:
    for reading in done.offer.readings:
        line = f"✓ {reading.file}: {reading.label}; {count(reading.rows_read, 'rij', 'rijen')}"
        if reading.rows_refused:
            line += f", {number(reading.rows_refused)} geweigerd"
        typer.echo(line)
        for refusal in reading.refusals[:5]:
            where = f"regel {refusal.line}: " if refusal.line else ""
            typer.echo(f"    geweigerd: {where}{refusal.reason} {refusal.example}".rstrip())
        for reason, rows in shortened(by_reason(reading.refusals[5:]), 5):
            typer.echo(f"    geweigerd: nog {count(rows, 'rij', 'rijen')}: {reason}")
        for note in dict.fromkeys(reading.notes):
            typer.echo(f"    {note}")
    for item in done.offer.errors:
        typer.echo(f"✗ {item.file}: {item.reason}")
    aside = [s for s in done.offer.skipped if not s.is_error]
    if aside:
        typer.echo(f"- {count(len(aside), 'bestand', 'bestanden')} overgeslagen (geen gegevens)")
    now = done.built.manifest
    typer.echo(f"Dataset '{now.dataset}', versie {now.version}")


@command()
def sync(
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Bronnen, bijvoorbeeld lbm-2024 kwb-2022 grenzen; of alles."),
    ] = None,
    dataset: DatasetOption = pipeline.OFFICIAL,
    year: Annotated[
        list[int] | None, typer.Option("--year", "-y", help="Kerncijfers van dit jaar.")
    ] = None,
    location: Annotated[
        list[str] | None, typer.Option("--location", "-l", help="Ander adres: ID=https://…")
    ] = None,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Toon alleen wat er komt en hoe groot.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Niet vragen, meteen ophalen.")] = False,
) -> None:
    """Haal de officiële bestanden op en voeg ze toe aan een dataset."""
    try:
        extra = dict(_location(text) for text in location or [])
        wanted = list(ids or []) + [f"kwb-{y}" for y in year or []] or download.default_files()
        fetcher = download.Fetcher()
        _show_sizes(download.plan(wanted, fetcher, extra=extra))
        if estimate:
            return
        if not yes and sys.stdin.isatty() and not agreed("Ophalen?"):
            raise typer.Exit(OK)
        with _progress("Ophalen") as say:
            done = pipeline.sync(wanted, dataset, fetcher=fetcher, extra=extra, say=say)
    except (StoreError, SourceError, ContractError) as error:
        raise _fail(error) from error
    for name, reason in done.fetched.failed.items():
        typer.echo(f"✗ {name}: {reason}")
    if done.imported is not None:
        _report(done.imported)
    if done.fetched.stopped:
        told = f"[bold red]Gestopt.[/] {escape(done.fetched.stopped)}"
        console.print(told, highlight=False, soft_wrap=True)
    if done.fetched.failed or done.fetched.stopped:
        raise typer.Exit(REFUSED if done.imported else FAILED)


def _show_sizes(plans: list[download.Plan]) -> None:
    for one in plans:
        how = "" if one.is_measured else "ongeveer "
        typer.echo(f"{one.file.id}: {one.file.label}, {how}{number(one.bytes / 1e6)} MB")
    typer.echo(f"Samen ongeveer {number(sum(p.bytes for p in plans) / 1e6)} MB.")


def _location(text: str) -> tuple[str, Location]:
    name, _, url = text.partition("=")
    return name, location_of(name, url)


@command()
def demo() -> None:
    """Maak de fictieve regio en open haar als dataset 'demo'."""
    try:
        with _progress("Fictieve regio maken") as say:
            done = pipeline.build_demo(say=say)
    except (StoreError, SourceError, ContractError) as error:
        raise _fail(error) from error
    typer.echo(f"Dataset 'demo' (fictief), versie {done.built.manifest.version}")


@command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Toon als JSON.")] = False,
) -> None:
    """Toon welke datasets er zijn, met edities, metingen en aantallen."""
    found = [_manifest(name) for name in versions.datasets()]
    damaged = [m for m in found if isinstance(m, DamagedError)]
    if as_json:
        rows = [
            {"dataset": m.dataset, "fout": m.what} if isinstance(m, DamagedError) else asdict(m)
            for m in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif not found:
        typer.echo(
            "Er is nog geen dataset. Maak er een met 'wijkbeeld demo' of 'wijkbeeld import'."
        )
    else:
        for manifest in found:
            if isinstance(manifest, DamagedError):
                typer.echo(f"✗ {manifest}")
            else:
                _show(manifest)
    if damaged:
        raise typer.Exit(REFUSED)


def _manifest(dataset: str) -> Manifest | DamagedError:
    """What a dataset holds, or why that cannot be told."""
    try:
        return manifest_of(versions.in_use(dataset))
    except DamagedError as error:
        return error


@command()
def undo(dataset: DatasetOption = pipeline.OFFICIAL) -> None:
    """Zet de vorige versie van een dataset terug; nog eens wisselt terug."""
    typer.echo(f"Dataset '{dataset}' staat nu op versie {versions.undo(dataset)}.")


def _show(manifest: Manifest) -> None:
    """One dataset: its scores, areas and figures, with their numbers."""
    kind = " (fictief)" if manifest.fictional else ""
    typer.echo(f"{manifest.dataset}{kind}, gebouwd {manifest.built}, versie {manifest.version}")
    for row in manifest.areas_per_wave:
        typer.echo(
            f"  editie {row['edition']} {row['level']:9} {row['wave']}: "
            f"{number(row['areas'])} gebieden"
        )
    for row in manifest.areas:
        typer.echo(
            f"  indeling {row['indeling']} {row['level']:9} "
            f"{number(row['areas'])} gebieden, {number(row['with_map'])} met grens"
        )
    for row in manifest.figures:
        typer.echo(
            f"  cijfers {row['year']} {row['level']:9} "
            f"{number(row['areas'])} gebieden, {number(row['indicators'])} indicatoren"
        )


@command()
def check(dataset: DatasetOption = pipeline.OFFICIAL) -> None:
    """Controleer een dataset opnieuw: bestanden, controlegetallen en afspraken."""
    try:
        wrong = loading.verify(dataset)
    except StoreError as error:
        raise _fail(error) from error
    for line in wrong:
        typer.echo(f"✗ {line}")
    if wrong:
        typer.echo(BACK)
        raise typer.Exit(REFUSED)
    typer.echo(f"✓ Dataset '{dataset}' is in orde.")


@command()
def run(
    port: Annotated[int, typer.Option("--poort", "--port", help="Poort van de webserver.")] = 8501,
    share: Annotated[bool, typer.Option("--deel", help="Open de zaal op het netwerk.")] = False,
) -> None:
    """Start het dashboard in de browser."""
    raise typer.Exit(start_app.start(port, share=share))


command("vernieuwing")(renewal_command.renewal)
