"""HTTP with patience: retries with back-off, resume, and messages that say what to do."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import tenacity

from wijkbeeld import __version__

Part = Callable[[int, int | None], None]
"""Progress of one file: bytes (or rows) so far, and in all when known."""

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


class DownloadError(RuntimeError):
    """A file cannot be fetched. The message is Dutch and says what to do."""


class _AgainError(Exception):
    """A failure that may pass: try again, not before ``after`` seconds."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


BY_HAND = (
    "Blokkeert het netwerk van je organisatie deze website? Download het bestand dan met je "
    "browser en voeg het toe met 'wijkbeeld import BESTAND' of op de pagina Gegevens."
)


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
            timeout=httpx.Timeout(timeout, connect=15.0),
            follow_redirects=True,
            headers={"User-Agent": f"wijkbeeld/{__version__}"},
        )

    def _retrying(self) -> tenacity.Retrying:
        backoff = tenacity.wait_exponential(multiplier=self.pause, max=60)

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, _AgainError) else 0.0
            return max(asked, backoff(state))

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_AgainError),
            stop=tenacity.stop_after_attempt(self.attempts),
            wait=wait,
            reraise=True,
        )

    def _run(self, url: str, work: Callable[[], Any]) -> Any:
        try:
            return self._retrying()(work)
        except _AgainError as error:
            raise DownloadError(
                f"{url}: {error} (na {self.attempts} pogingen). {BY_HAND}"
            ) from error

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
                raise _AgainError(f"geen verbinding ({type(error).__name__})") from error
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
        try:
            answer = self.client.head(url)
        except httpx.TransportError:
            return None
        length = answer.headers.get("content-length", "")
        return int(length) if answer.is_success and length.isdigit() else None

    def file(self, url: str, target: Path, part: Part | None = None) -> Path:
        """Fetch a file to ``target``, going on where an earlier try stopped.

        A record with address, size, date and checksum is written beside it.

        Raises
        ------
        DownloadError
            As for :meth:`json`; the part fetched so far stays for a next time.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(target.name + ".deel")
        self._run(url, lambda: self._piece(url, half, part))
        with half.open("rb") as raw:
            digest = hashlib.file_digest(raw, "sha256").hexdigest()
        half.replace(target)
        half.with_name(half.name + ".etag").unlink(missing_ok=True)
        record = {
            "url": url,
            "sha256": digest,
            "bytes": target.stat().st_size,
            "opgehaald": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        record_file = target.with_name(target.name + ".herkomst.txt")
        record_file.write_text(json.dumps(record, indent=1), encoding="utf-8")
        return target

    def _piece(self, url: str, half: Path, part: Part | None) -> None:
        mark = half.with_name(half.name + ".etag")
        have = half.stat().st_size if half.is_file() else 0
        headers = {"Accept-Encoding": "identity"}
        if have and mark.is_file():
            headers |= {"Range": f"bytes={have}-", "If-Range": mark.read_text(encoding="utf-8")}
        else:
            have = 0
        try:
            with self.client.stream("GET", url, headers=headers) as answer:
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
            raise _AgainError(f"de verbinding viel weg ({type(error).__name__})") from error

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
