"""Names of files to take away: what, of when, in which unit, where, and made on which day."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

LONGEST = 40
"""Most characters of one part."""


def today() -> dt.date:
    """The day on which a file is made."""
    return dt.datetime.now().astimezone().date()


def file_name(*parts: str, ending: str, fictional: bool, on: dt.date | None = None) -> str:
    """Name of a file that says what is in it.

    Parameters
    ----------
    parts
        What, level, period, unit, scope; empty ones are left out.
    ending
        Without a point.
    on
        Day on which it is made; today when None.

    Returns
    -------
    str
        Such as ``wijkbeeld_wijk_lbm_2002-2022_punt_amsterdam_2026-11-28.csv``; only letters
        without accents, digits, hyphens and underscores, so that every system can keep it.
    """
    kept = ["wijkbeeld", *(slug(p) for p in parts), "fictief" if fictional else ""]
    return "_".join([p for p in kept if p] + [f"{on or today():%Y-%m-%d}"]) + f".{ending}"


def chart_name(
    *parts: str, years: tuple[int, ...] = (), fictional: bool, on: dt.date | None = None
) -> str:
    """Name of a picture of a chart, without ending: the browser adds that.

    Parameters
    ----------
    parts
        What, measure and areas.
    years
        First and last year of what is drawn, or one year.
    """
    period = "-".join(map(str, dict.fromkeys(years)))
    name = file_name(*parts, period, ending="png", fictional=fictional, on=on)
    return name.removesuffix(".png")


def slug(text: str) -> str:
    """A part of a name: lower case, without accents, hyphens between words."""
    bare = (
        unicodedata.normalize("NFKD", text.replace("\u2013", "-"))
        .encode("ascii", "ignore")
        .decode()
    )
    words = re.sub(r"[^a-z0-9]+", "-", bare.lower().replace("%", " procent "))
    return words[:LONGEST].strip("-")
