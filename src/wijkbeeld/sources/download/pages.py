"""Pages of a service on disk until its file is whole, so that a cut costs one page."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wijkbeeld.sources.download import records
from wijkbeeld.sources.download.client import Fetcher

_PAGE_SECONDS = 86_400
"""Time that a page of an unfinished file is used."""


class Pages:
    """Pages of one file that is being fetched, on disk until it is whole."""

    def __init__(self, fetcher: Fetcher, target: Path, version: str) -> None:
        mark = hashlib.sha256(version.encode()).hexdigest()[:8]
        self.fetcher = fetcher
        self.folder = target.with_name(f".{target.name}-{mark}.paginas")

    def get(self, url: str, params: dict[str, str] | None) -> Any:
        """One page, from an earlier run that was cut off or else from the service."""
        key = hashlib.sha256(json.dumps([url, params]).encode()).hexdigest()[:24]
        file = self.folder / f"{key}.json"
        if file.is_file() and time.time() - file.stat().st_mtime < _PAGE_SECONDS:
            try:
                return json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                file.unlink()
        page = self.fetcher.json(url, params)
        self.folder.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".deel")
        half.write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
        half.replace(file)
        return page

    def done(self) -> None:
        """Forget the pages: the file is whole."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """The unfinished file beside ``target``; removed when making it fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(target.name + ".deel")
    try:
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def finish(half: Path, target: Path, url: str, pages: Pages, **version: str) -> Path:
    """Put a whole file in its place, with its record, and forget its pages."""
    half.replace(target)
    records.write(target, url, **version)
    pages.done()
    return target
