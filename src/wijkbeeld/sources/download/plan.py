"""What to fetch, how much that is, and from which of several addresses."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlparse

from wijkbeeld import paths
from wijkbeeld.catalog import Location, SourceFile, catalog
from wijkbeeld.catalog.memory import give_back
from wijkbeeld.sources.download import services
from wijkbeeld.sources.download.by_hand import instruction
from wijkbeeld.sources.download.client import DownloadError, Fetcher, UnreachableError
from wijkbeeld.sources.errors import SourceError

EVERYTHING = "alles"
"""Id that stands for every file of the catalog."""

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
    """What a fetch brought, and what did not come with the reason.

    ``stopped`` says what to do when a host gave no connection and the rest was not tried;
    ``is_news`` whether anything came that was not there.
    """

    paths: list[Path] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: str = ""
    is_news: bool = False


def all_files() -> dict[str, SourceFile]:
    """Every file of the catalog by id."""
    return {f.id: f for s in catalog().sources.values() for f in s.files}


def default_files() -> list[str]:
    """Ids of the files that a first download takes: scores first, then figures with their maps."""
    default = [f.id for f in all_files().values() if f.default]
    return sorted(default, key=lambda i: (not i.startswith("lbm"), i[-4:]))


def wanted(ids: list[str]) -> list[str]:
    """Ids of files, with every file of a named source, and the map of each year of kerncijfers.

    ``alles`` stands for all files. Figures follow areas over the years by their maps, so
    ``kwb-2019`` brings ``grenzen-2019`` along where it can be fetched.

    Raises
    ------
    SourceError
        An id is unknown.
    """
    known = all_files()
    sources = {s.id: [f.id for f in s.files] for s in catalog().sources.values() if s.files}
    sources[EVERYTHING] = list(known)
    named = [i for name in ids for i in sources.get(name, [name])]
    unknown = [i for i in named if i not in known]
    if unknown:
        choice = f"Kies uit: {', '.join([*sources, *known])}."
        raise SourceError(", ".join(unknown), "Deze bron is niet bekend.", choice)
    maps = [i.replace("kwb-", "grenzen-") for i in named if i.startswith("kwb-")]
    maps = [i for i in maps if i in known and known[i].locations]
    return list(dict.fromkeys(named + maps))


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
    places = known[name].locations
    lower = url.lower()
    if lower.endswith(("ows", "wfs", "wfs/v1_0")):
        layers = next((loc.layers for loc in places if loc.layers), ())
        return Location(url=url, protocol="wfs", layers=layers)
    protocol = "odata4" if "/odata/v1/" in lower else places[0].protocol if places else "bestand"
    period = next((loc.period for loc in places if loc.protocol == protocol), "")
    return Location(url=url, protocol=protocol, period=period)


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
        Files to fetch, as :func:`wanted` takes them.
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
    own = own_locations(root) | (extra or {})
    plans = []
    for name in wanted(ids):
        file = known[name]
        mine = (own[name],) if name in own else ()
        places = mine + file.locations
        is_file = bool(places) and places[0].protocol == "bestand"
        can_ask = fetcher is not None and is_file and not fetcher.closed
        measured = fetcher.size(places[0].url) if fetcher and can_ask else None
        plans.append(Plan(file, places, measured or int(file.size_mb * 1e6), measured is not None))
    return plans


def fetch(
    plans: list[Plan],
    folder: Path,
    fetcher: Fetcher | None = None,
    say: Callable[[float, str], None] | None = None,
) -> Fetched:
    """Fetch every planned file, trying its locations in order.

    A whole copy that is there already is fetched again only when the publisher changed it. The
    first host that gives no connection ends the fetch, with what to do instead.
    """
    fetcher = fetcher or Fetcher()
    result, began = Fetched(), time.time()
    for number, one in enumerate(plans):

        def tell(done: int, total: int | None, number: int = number, one: Plan = one) -> None:
            share = min(done / total, 1.0) if total else 0.5
            if say:
                say((number + share) / len(plans), f"{one.file.label}: {_amount(done, total)}")

        if say:
            say(number / len(plans), f"{one.file.label}: verbinden met {_hosts(one)}")
        try:
            found = _fetch_first(fetcher, one, folder / one.file.id, tell)
            give_back()
            result.paths += found
            result.is_news |= any(p.stat().st_mtime >= began for p in found)
        except UnreachableError as error:
            result.stopped = instruction(error.host, [p.file for p in plans[number:]], folder)
            break
        except DownloadError as error:
            result.failed[one.file.id] = str(error)
    return result


def _hosts(one: Plan) -> str:
    return ", ".join(dict.fromkeys(urlparse(p.url).hostname or "" for p in one.locations[:1]))


def _fetch_first(
    fetcher: Fetcher, one: Plan, folder: Path, tell: Callable[[int, int | None], None]
) -> list[Path]:
    """Fetch a file from the first of its locations that has it.

    Raises
    ------
    DownloadError
        None has it; :class:`UnreachableError` when no host of it gave a connection.
    """
    errors: list[DownloadError] = []
    for location in one.locations:
        try:
            return _fetch_one(fetcher, one, location, folder, tell)
        except DownloadError as error:
            errors.append(error)
    if not errors:
        raise DownloadError(
            "Dit bestand heeft geen vast adres. Haal het op met je browser: "
            f"{instruction('', [one.file], folder.parent)}"
        )
    if all(isinstance(e, UnreachableError) for e in errors):
        raise errors[0]
    raise DownloadError(" ".join(str(e) for e in errors if not isinstance(e, UnreachableError)))


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
        target = folder / re.sub(r"[^\w.\-]", "_", unquote(name))
        return [fetcher.file(location.url, target, tell)]
    if location.protocol == "wfs":
        return [
            services.wfs(fetcher, location.url, layer, folder, tell) for layer in location.layers
        ]
    return [services.odata(fetcher, location, folder, one.file.year, tell)]
