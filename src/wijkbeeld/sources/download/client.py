"""HTTP with patience: retries with back-off, resume, and messages that say what to do.

Patience is for servers that answer. A host that gives no connection at all is tried twice, and
then no more in this run: without network the user knows within seconds.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import getproxies

import httpx
import tenacity

from wijkbeeld import __version__
from wijkbeeld.sources.download import records
from wijkbeeld.sources.download.errors import BY_HAND as BY_HAND
from wijkbeeld.sources.download.errors import DownloadError as DownloadError
from wijkbeeld.sources.download.errors import UnreachableError as UnreachableError

Part = Callable[[int, int | None], None]
"""Progress of one file: bytes (or rows) so far, and in all when known."""

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


CONNECT_SECONDS = 3.5
"""Time for one connection, and for the name of a host to be looked up."""

_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)


class _AgainError(Exception):
    """A failure that may pass: try again, not before ``after`` seconds."""

    def __init__(self, reason: str, after: float = 0.0, *, is_closed: bool = False) -> None:
        super().__init__(reason)
        self.after, self.is_closed = after, is_closed


def _again(error: httpx.TransportError, reason: str) -> _AgainError:
    closed = isinstance(error, _NO_CONNECTION)
    return _AgainError(f"{reason} ({type(error).__name__})", is_closed=closed)


class Fetcher:
    """Fetches over HTTP; uses the proxy of the environment when one is set.

    Parameters
    ----------
    attempts
        Tries per request before giving up.
    pause
        Seconds before the second try; doubles each time, at most 60.
    """

    def __init__(self, attempts: int = 5, pause: float = 1.0, timeout: float = 60.0) -> None:
        self.attempts, self.pause = attempts, pause
        self.client = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=CONNECT_SECONDS),
            follow_redirects=True,
            headers={"User-Agent": f"wijkbeeld/{__version__}"},
        )
        self.closed: set[str] = set()
        self._answered: set[str] = set()

    def _meet(self, url: str) -> str:
        """Host of an address, once its name is known to lead somewhere.

        Raises
        ------
        UnreachableError
            It gave no connection before, or its name is not found in time.
        """
        host = urlparse(url).hostname or url
        if host in self.closed:
            raise UnreachableError(host)
        if host not in self._answered and not getproxies() and not _is_found(host):
            self.closed.add(host)
            raise UnreachableError(host)
        return host

    def _retrying(self, host: str) -> tenacity.Retrying:
        backoff = tenacity.wait_exponential(multiplier=self.pause, max=60)

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, _AgainError) else 0.0
            return max(asked, backoff(state))

        def stop(state: tenacity.RetryCallState) -> bool:
            error = state.outcome.exception() if state.outcome else None
            is_closed = isinstance(error, _AgainError) and error.is_closed
            is_shut = is_closed and host not in self._answered
            return state.attempt_number >= (min(2, self.attempts) if is_shut else self.attempts)

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_AgainError),
            stop=stop,
            wait=wait,
            reraise=True,
        )

    def _run(self, url: str, work: Callable[[], Any]) -> Any:
        host = self._meet(url)
        try:
            found = self._retrying(host)(work)
        except httpx.TooManyRedirects as error:
            raise DownloadError(f"{url}: de website verwijst in een kring. {BY_HAND}") from error
        except (httpx.DecodingError, httpx.InvalidURL, RecursionError) as error:
            raise DownloadError(
                f"{url}: dit adres of antwoord is niet te lezen. {BY_HAND}"
            ) from error
        except _AgainError as error:
            if error.is_closed:
                self.closed.add(host)
                raise UnreachableError(host) from error
            raise DownloadError(
                f"{url}: {error} (na {self.attempts} pogingen). {BY_HAND}"
            ) from error
        self._answered.add(host)
        return found

    def json(self, url: str, params: dict[str, str] | None = None) -> Any:
        """Fetch JSON.

        Raises
        ------
        DownloadError
            After the last try, or at once for an answer that will not change.
        """

        def work() -> Any:
            try:
                answer = self.client.get(url, params=params)
            except httpx.TransportError as error:
                raise _again(error, "geen verbinding") from error
            _judge(answer, url)
            try:
                return answer.json()
            except (json.JSONDecodeError, UnicodeDecodeError) as error:
                if "html" in answer.headers.get("content-type", ""):
                    raise DownloadError(
                        f"{url}: er kwam een webpagina terug, geen gegevens. {BY_HAND}"
                    ) from error
                raise _AgainError("het antwoord is afgebroken") from error

        return self._run(url, work)

    def size(self, url: str) -> int | None:
        """Size of a file in bytes by asking for its headers; None when the server does not say."""

        def work() -> httpx.Response:
            try:
                return self.client.head(url)
            except httpx.TransportError as error:
                raise _again(error, "geen verbinding") from error

        try:
            answer = self._run(url, work)
        except DownloadError:
            return None
        length = answer.headers.get("content-length", "")
        return int(length) if answer.is_success and length.isdigit() else None

    def file(self, url: str, target: Path, part: Part | None = None) -> Path:
        """Fetch a file to ``target``, going on where an earlier try stopped.

        A whole copy that is there is asked for again only when the publisher changed it; a
        damaged one is replaced. A record with address, size, date and checksum is beside it.

        Raises
        ------
        DownloadError
            As for :meth:`json`; the part fetched so far stays for a next time.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(target.name + ".deel")
        known = records.sound(target)
        unless = ""
        if known and known.get("url") == url:
            unless = str(known.get("etag") or known.get("gewijzigd") or "")
        if not self._run(url, lambda: self._piece(url, half, part, unless)):
            return target
        mark = half.with_name(half.name + ".etag")
        validator = mark.read_text(encoding="utf-8") if mark.is_file() else ""
        half.replace(target)
        mark.unlink(missing_ok=True)
        kind = "etag" if _is_tag(validator) else "gewijzigd"
        records.write(target, url, **{kind: validator})
        return target

    def _piece(self, url: str, half: Path, part: Part | None, unless: str = "") -> bool:
        """Fetch a file or the rest of it; False when the publisher still has what we have."""
        mark = half.with_name(half.name + ".etag")
        have = half.stat().st_size if half.is_file() and mark.is_file() else 0
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": mark.read_text(encoding="utf-8")}
        elif unless:
            headers["If-None-Match" if _is_tag(unless) else "If-Modified-Since"] = unless
        try:
            with self.client.stream("GET", url, headers=headers) as answer:
                if answer.status_code == 304:
                    return False
                if answer.status_code == 416:
                    half.unlink(missing_ok=True)
                    raise _AgainError("de server kan het bestand niet hervatten")
                _judge(answer, url)
                if "text/html" in answer.headers.get("content-type", ""):
                    raise DownloadError(
                        f"{url}: er kwam een webpagina terug, geen bestand. {BY_HAND}"
                    )
                if answer.status_code != 206:
                    have = 0
                tag = answer.headers.get("etag") or answer.headers.get("last-modified") or ""
                mark.write_text(tag, encoding="utf-8") if tag else mark.unlink(missing_ok=True)
                self._save(answer, half, have, part)
        except httpx.TransportError as error:
            raise _again(error, "de verbinding viel weg") from error
        return True

    def _save(self, answer: httpx.Response, half: Path, have: int, part: Part | None) -> None:
        length = answer.headers.get("content-length", "")
        total = have + int(length) if length.isdigit() else None
        with half.open("ab" if have else "wb") as sink:
            for block in answer.iter_raw():
                sink.write(block)
                have += len(block)
                if part:
                    part(have, total)
        if total is not None and have < total:
            raise _AgainError(f"maar {have} van {total} bytes ontvangen")


def _judge(answer: httpx.Response, url: str) -> None:
    """Pass a good answer; tell passing trouble from lasting trouble."""
    if answer.is_success:
        return
    code = answer.status_code
    if code in RETRIED:
        raise _AgainError(f"de server is druk of in storing (code {code})", _after(answer))
    if code in (401, 403, 407, 451):
        raise DownloadError(f"{url}: de toegang is geweigerd (code {code}). {BY_HAND}")
    if code in (404, 410):
        raise DownloadError(
            f"{url}: dit adres bestaat niet meer (code {code}). Is het bestand verhuisd? Geef "
            "het nieuwe adres op met 'wijkbeeld sync --location ID=ADRES'."
        )
    raise DownloadError(f"{url}: de server antwoordt met code {code}. {BY_HAND}")


def _after(answer: httpx.Response) -> float:
    """Seconds that the server asks to wait, at most two minutes."""
    text = answer.headers.get("retry-after", "")
    if text.isdigit():
        return min(float(text), 120.0)
    try:
        return min(max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0), 120.0)
    except (TypeError, ValueError):
        return 0.0


def _is_tag(validator: str) -> bool:
    """Whether what a server calls a version is an ETag; else it is a date."""
    return validator.startswith(('"', "W/"))


def _is_found(host: str) -> bool:
    """Whether the name of a host leads to an address in time; a look-up knows no time limit."""
    found = threading.Event()

    def look_up() -> None:
        try:
            socket.getaddrinfo(host, 443)
        except OSError:
            return
        found.set()

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(CONNECT_SECONDS)
    return found.is_set()
