"""What to fetch, how much that is, and from which of several addresses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

from wijkbeeld import paths
from wijkbeeld.catalog import Location, SourceFile, catalog
from wijkbeeld.sources.download import services
from wijkbeeld.sources.download.client import DownloadError, Fetcher
from wijkbeeld.sources.errors import SourceError

SETTINGS = "locaties.toml"
"""The user's own addresses, in the store's folder: one line ``lbm-2024 = "https://…"`` each."""


@dataclass(frozen=True)
class Plan:
    """One file to fetch and where to look, in order."""

    file: SourceFile
    locations: tuple[Location, ...]
    bytes: int
    is_measured: bool


@dataclass
class Fetched:
    """What a fetch brought, and what did not come with the reason."""

    paths: list[Path] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def all_files() -> dict[str, SourceFile]:
    """Every file of the catalog by id."""
    return {f.id: f for s in catalog().sources.values() for f in s.files}


def default_files() -> list[str]:
    """Ids of the files that a first download takes."""
    return [f.id for f in all_files().values() if f.default]


def own_locations(root: Path | None = None) -> dict[str, Location]:
    """Addresses that the user set.

    Raises
    ------
    SourceError
        The settings file is not TOML, or an address is no address.
    """
    file = (root or paths.store_root()) / SETTINGS
    if not file.is_file():
        return {}
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            SETTINGS, f"Dit bestand is geen geldige TOML: {error}.", "Verbeter of verwijder het."
        ) from error
    return {str(k): location_of(str(k), str(v)) for k, v in content.items()}


def location_of(name: str, url: str) -> Location:
    """Make a location of an address; its protocol follows from its form.

    Raises
    ------
    SourceError
        Unknown file, or no http(s) address.
    """
    known = all_files()
    if name not in known:
        raise SourceError(name, "Deze bron is niet bekend.", f"Kies uit: {', '.join(known)}.")
    if not re.match(r"https?://", url):
        raise SourceError(name, f"'{url}' is geen webadres.", "Begin met https://.")
    first = known[name].locations[0]
    lower = url.lower()
    if lower.endswith(("ows", "wfs", "wfs/v1_0")):
        layers = next((loc.layers for loc in known[name].locations if loc.layers), ())
        return Location(url=url, protocol="wfs", layers=layers)
    protocol = "odata4" if "/odata/v1/" in lower else first.protocol
    return Location(url=url, protocol=protocol)


def plan(
    ids: list[str],
    fetcher: Fetcher | None = None,
    root: Path | None = None,
    extra: dict[str, Location] | None = None,
) -> list[Plan]:
    """Plan a fetch.

    Parameters
    ----------
    ids
        Files to fetch.
    fetcher
        Asks servers for sizes; None keeps the estimates of the catalog.
    extra
        Addresses for this time only; they go before all others.

    Raises
    ------
    SourceError
        An id is unknown.
    """
    known = all_files()
    unknown = [i for i in ids if i not in known]
    if unknown:
        raise SourceError(
            ", ".join(unknown), "Deze bron is niet bekend.", f"Kies uit: {', '.join(known)}."
        )
    own = own_locations(root) | (extra or {})
    plans = []
    for name in ids:
        file = known[name]
        mine = (own[name],) if name in own else ()
        places = mine + file.locations
        measured = (
            fetcher.size(places[0].url) if fetcher and places[0].protocol == "bestand" else None
        )
        plans.append(Plan(file, places, measured or int(file.size_mb * 1e6), measured is not None))
    return plans


def fetch(
    plans: list[Plan],
    folder: Path,
    fetcher: Fetcher | None = None,
    say: Callable[[float, str], None] | None = None,
) -> Fetched:
    """Fetch every planned file, trying its locations in order.

    A file that is there already (with its record) is not fetched again.
    """
    fetcher = fetcher or Fetcher()
    result = Fetched()
    for number, one in enumerate(plans):

        def tell(done: int, total: int | None, number: int = number, one: Plan = one) -> None:
            share = min(done / total, 1.0) if total else 0.5
            if say:
                say((number + share) / len(plans), f"{one.file.label}: {_amount(done, total)}")

        reasons = []
        for location in one.locations:
            if say:
                say(
                    number / len(plans),
                    f"{one.file.label}: verbinden met {urlparse(location.url).hostname}",
                )
            try:
                result.paths += _fetch_one(fetcher, one, location, folder / one.file.id, tell)
                break
            except DownloadError as error:
                reasons.append(str(error))
        else:
            result.failed[one.file.id] = " ".join(reasons)
    return result


def _amount(done: int, total: int | None) -> str:
    if done > 100_000:
        return f"{done / 1e6:.1f} MB".replace(".", ",") + (
            f" van {total / 1e6:.1f} MB".replace(".", ",") if total else ""
        )
    return f"{done}" + (f" van {total}" if total else "")


def _fetch_one(
    fetcher: Fetcher,
    one: Plan,
    location: Location,
    folder: Path,
    tell: Callable[[int, int | None], None],
) -> list[Path]:
    if location.protocol == "bestand":
        name = location.url.rsplit("/", 1)[-1].split("?")[0] or f"{one.file.id}.bin"
        target = folder / re.sub(r"[^\w.\-]", "_", name)
        record = target.with_name(target.name + ".herkomst.txt")
        if target.is_file() and record.is_file():
            return [target]
        return [fetcher.file(location.url, target, tell)]
    if location.protocol == "wfs":
        return [
            services.wfs(fetcher, location.url, layer, folder, tell) for layer in location.layers
        ]
    if location.protocol == "odata3":
        return [services.odata3(fetcher, location.url, folder, tell)]
    return [services.odata4(fetcher, location.url, folder, tell)]
