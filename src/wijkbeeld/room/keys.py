"""The presenter's key, for the app on another device: a link that works once, then a cookie.

Only hashes are kept, in memory: keys end with the server, or when sharing ends.
"""

from __future__ import annotations

import hmac
import secrets
import time
from http.cookies import CookieError, SimpleCookie

from wijkbeeld.room.room_file import hashed

COOKIE = "wijkbeeld_sleutel"
QUERY = "sleutel"
_LAST = 12 * 3600.0
"""Seconds that a link waits, and a cookie lasts."""


class Keys:
    """Keys that are out."""

    def __init__(self) -> None:
        self._links: dict[str, float] = {}
        self._cookies: dict[str, float] = {}

    def link(self) -> str:
        """A key for one link."""
        return _new(self._links)

    def redeem(self, key: str) -> str | None:
        """Value of a cookie for the key of a link that was not used; each key works once."""
        kept = _find(self._links, key)
        if kept is None:
            return None
        del self._links[kept]
        return _new(self._cookies)

    def opens(self, cookies: str) -> bool:
        """Whether a header with cookies holds one that was given out."""
        try:
            value = SimpleCookie(cookies).get(COOKIE)
        except CookieError:
            return False
        return value is not None and _find(self._cookies, value.value) is not None

    def forget(self) -> None:
        """Nothing opens any more."""
        self._links.clear()
        self._cookies.clear()


def _new(kept: dict[str, float]) -> str:
    key = secrets.token_urlsafe(24)
    kept[hashed(key)] = time.monotonic() + _LAST
    return key


def _find(kept: dict[str, float], key: str) -> str | None:
    """The hash that a key has among those kept, compared in constant time."""
    wanted, now = hashed(key), time.monotonic()
    found = [one for one, until in kept.items() if hmac.compare_digest(one, wanted) and until > now]
    return found[0] if found else None
