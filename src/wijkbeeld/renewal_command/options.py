"""Options of the command: declared once, and read into what is asked of every register."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from wijkbeeld import pipeline
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.renewal import choices
from wijkbeeld.renewal.asked import LIMIT, Asked, Source
from wijkbeeld.renewal.batch import measures
from wijkbeeld.renewal.cities import cities
from wijkbeeld.renewal.placing import UNITS
from wijkbeeld.renewal.question import MINIMUM
from wijkbeeld.renewal.sets import DOSE_FROM
from wijkbeeld.store import versions
from wijkbeeld.store.places import Place, places
from wijkbeeld.store.read import Dataset, open_dataset
from wijkbeeld.store.usual import default_level
from wijkbeeld.store.versions import StoreError

_FILES = (".csv", ".xlsx", ".xlsm", ".xls", ".geojson", ".json", ".gpkg", ".shp", ".zip")
"""Files of a folder that are read as registers."""
_EVERY = "alle"

_OPTIONS: dict[str, tuple[Any, Any]] = {
    "dataset": (str | None, typer.Option("--dataset", "-d", help="Naam van de dataset.")),
    "level": (str | None, typer.Option("--niveau", "--level", help="gemeente, wijk of buurt.")),
    "edition": (int | None, typer.Option("--editie", "--edition", help="Jaar van de indeling.")),
    "measure": (
        list[str] | None,
        typer.Option("--maat", "--measure", help="lbm, onv, soc, fys, vrz, won of alle."),
    ),
    "start": (
        int | None,
        typer.Option("--start", help="Jaar waarin het begon, voor wat zelf geen jaar noemt."),
    ),
    "city": (
        list[str] | None,
        typer.Option("--steden", help="Vergelijkbare stad: naam of code."),
    ),
    "place": (
        str | None,
        typer.Option(
            "--plek",
            help="Alleen vernieuwde gebieden hierin: naam of code van een gemeente, provincie, "
            "COROP-gebied, programma of selectie. Waarmee vergeleken wordt, verandert niet.",
        ),
    ),
    "polygon": (
        str | None,
        typer.Option("--vlak", help="Deel van een gebied in een vlak, zoals 30 of 30:woningen."),
    ),
    "dose": (
        float | None,
        typer.Option("--deel", help="Deel van na 2000 (%) voor de set uit de voorraad."),
    ),
    "minimum": (
        int | None,
        typer.Option("--minimum", min=0, help="Inwoners die een gebied ten minste heeft."),
    ),
    "programmas": (
        str | None,
        typer.Option("--programmas", help="Andere programma's: meetellen of negeren."),
    ),
    "registers": (
        str | None,
        typer.Option("--registers", help="Andere bewaarde registers: meetellen of negeren."),
    ),
}
"""Type and declaration of every option, by its name in Python."""
_CHOICES = {
    "gelijk": "Vergelijk met (verandert deze vergelijkingen niet)",
    "controle": "Wie telt als niet vernieuwd",
    "telling": "Vernieuwing telt vanaf",
    "terug": "Startmeting: hoeveel metingen eerder",
    "gewicht": "Gewicht van een gebied",
    "binnen": "Vergelijk binnen (verandert deze vergelijkingen niet)",
    "ring": "Gebieden ernaast",
}
"""Choices of the page: the same keys and values as in its links."""


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every option and every choice of the page, passed on as keywords."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    declared = dict(_OPTIONS)
    for key, choice in choices.known().items():
        values = ", ".join(text for text in choice.links if text)
        help_ = f"{_CHOICES[key]}: {values}."
        declared[key] = str | None, typer.Option(f"--{key}", help=help_, rich_help_panel="Keuzes")
    own += [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[type_, option]
        )
        for name, (type_, option) in declared.items()
    ]
    command.__signature__ = signature.replace(parameters=own)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in own}
    return command


def asked(given: Mapping[str, Any]) -> Asked:
    """What the options ask of every register.

    Raises
    ------
    typer.BadParameter
        A value does not exist.
    """
    data = _dataset(given["dataset"])
    scope = _scope(data, given["level"], given["edition"])
    limit, unit = _polygon(given["polygon"] or "")
    return Asked(
        scope,
        _measures(data, scope, given["measure"] or []),
        given["start"],
        _values({key: given[key] for key in choices.known()}),
        _cities(scope, given["city"]),
        limit,
        unit,
        DOSE_FROM if given["dose"] is None else given["dose"],
        MINIMUM if given["minimum"] is None else given["minimum"],
        _counted("programmas", given["programmas"] or "meetellen"),
        _counted("registers", given["registers"] or "negeren"),
        _place(data, given["place"]),
    )


def _place(data: Dataset, text: str | None) -> Place | None:
    """A place by what stands in a link, or by a name that only one has."""
    if text is None:
        return None
    known = [p for p in places(data).values() if not p.is_all]
    found = [p for p in known if p.id.lower() == text.lower()]
    found = found or [p for p in known if p.label.lower() == text.lower()]
    if not found:
        raise typer.BadParameter(f"Er is hier geen plek '{text}'.", param_hint="--plek")
    if len(found) > 1:
        which = " of ".join(f"{p.id} ({p.kind.value})" for p in found)
        raise typer.BadParameter(f"'{text}' is er vaker. Kies {which}.", param_hint="--plek")
    return found[0]


def _counted(key: str, text: str) -> bool:
    """Whether areas renewed by something else are left out."""
    if text not in choices.COUNTED:
        known = " of ".join(choices.COUNTED)
        raise typer.BadParameter(f"Kies {known}.", param_hint=f"--{key}")
    return choices.COUNTED[text]


def files(paths: list[Path]) -> list[Source]:
    """Registers named, and those in folders that were named; a name that repeats gets its path."""
    found: list[Path] = []
    for path in paths:
        inside = [
            p
            for p in (sorted(path.iterdir()) if path.is_dir() else [])
            if p.suffix.lower() in _FILES and not p.name.startswith((".", "~$"))
        ]
        if path.is_dir() and not inside:
            raise typer.BadParameter(f"In de map {path} staan geen registers.")
        found += inside if path.is_dir() else [path]
    times = Counter(p.stem for p in found)
    return [Source(p.stem if times[p.stem] == 1 else str(p), p) for p in found]


def _dataset(name: str | None) -> Dataset:
    names = versions.datasets()
    if not names:
        raise typer.BadParameter("Er is nog geen dataset. Maak er een met 'wijkbeeld demo'.")
    try:
        return open_dataset(name or pipeline.preferred(names))
    except StoreError as error:
        raise typer.BadParameter(str(error), param_hint="--dataset") from error


def _scope(data: Dataset, level: str | None, edition: int | None) -> Scope:
    levels = data.scored_levels()
    if not levels:
        raise typer.BadParameter("In deze dataset staan nog geen scores.")
    level = level or default_level(data, levels)
    if level not in levels:
        raise typer.BadParameter(f"Kies uit: {', '.join(levels)}.", param_hint="--niveau")
    editions = data.editions(level)
    if edition is not None and edition not in editions:
        known = ", ".join(map(str, editions))
        raise typer.BadParameter(f"Kies uit: {known}.", param_hint="--editie")
    return data.scope(level, edition or editions[0])


def _measures(data: Dataset, scope: Scope, asked: list[str]) -> tuple[str, ...]:
    usable = measures(data, scope)
    if not usable:
        raise typer.BadParameter("Op dit niveau is er maar één meting, en dus geen ontwikkeling.")
    if _EVERY in asked:
        return tuple(usable)
    wrong = [m for m in asked if m not in usable]
    if wrong:
        raise typer.BadParameter(f"Kies uit: {', '.join(usable)}, {_EVERY}.", param_hint="--maat")
    return tuple(dict.fromkeys(asked)) or ("lbm" if "lbm" in usable else usable[0],)


def _values(chosen: dict[str, str | None]) -> dict[str, str]:
    """Choices that were made, as values of the analysis."""
    values = {}
    for key, text in chosen.items():
        if text is None:
            continue
        links = choices.known()[key].links
        if text not in links:
            known = ", ".join(link for link in links if link)
            raise typer.BadParameter(
                f"'{text}' bestaat niet. Kies uit: {known}.", param_hint=f"--{key}"
            )
        values[key] = links[text]
    return values


def _cities(scope: Scope, named: list[str] | None) -> tuple[str, ...] | None:
    """Codes of gemeenten by code or name; more may stand in one text, with commas between them."""
    if named is None:
        return None
    table = cities(scope)
    by_name = {str(name).lower(): str(code) for code, name in table["name"].items()}
    found = []
    for text in (part.strip() for whole in named for part in whole.split(",")):
        code = text.upper() if text.upper() in table.index else by_name.get(text.lower())
        if code is None:
            raise typer.BadParameter(f"Er is hier geen gemeente '{text}'.", param_hint="--steden")
        found.append(code)
    return tuple(dict.fromkeys(found))


def _polygon(text: str) -> tuple[float, str]:
    """From which share an area counts, and of what: ``30``, ``woningen`` or ``30:woningen``."""
    limit, unit = LIMIT, ""
    for part in filter(None, text.split(":")):
        if part in UNITS:
            unit = part
        elif part.isdigit() and 0 < int(part) <= 100:
            limit = int(part) / 100
        else:
            raise typer.BadParameter(
                f"'{part}' is geen deel (1-100) en niet {' of '.join(UNITS)}.", param_hint="--vlak"
            )
    return limit, unit
