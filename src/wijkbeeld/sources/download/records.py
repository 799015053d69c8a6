"""What is known of a fetched file: where it came from, which version it is, its checksum."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any


def _of(target: Path) -> Path:
    return target.with_name(target.name + ".herkomst.txt")


def write(target: Path, url: str, **version: str) -> None:
    """Write the record of a file beside it.

    Parameters
    ----------
    version
        What the publisher calls this version: ``etag``, ``gewijzigd`` (a date) or ``versie``.
    """
    with target.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()
    record = {
        "url": url,
        "sha256": digest,
        "bytes": target.stat().st_size,
        "opgehaald": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    } | {k: v for k, v in version.items() if v}
    _of(target).write_text(json.dumps(record, indent=1), encoding="utf-8")


def sound(target: Path) -> dict[str, Any] | None:
    """Record of a file that is whole; None when it is not there, damaged, or has no record."""
    try:
        record = json.loads(_of(target).read_text(encoding="utf-8"))
        with target.open("rb") as raw:
            digest = hashlib.file_digest(raw, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
    is_whole = isinstance(record, dict) and record.get("sha256") == digest
    return record if is_whole else None


def age_in_days(record: dict[str, Any]) -> float:
    """Days since a file was fetched; infinite when its record does not say."""
    try:
        fetched = time.strptime(str(record.get("opgehaald")), "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return float("inf")
    return (time.time() - time.mktime(fetched) + time.timezone) / 86400
