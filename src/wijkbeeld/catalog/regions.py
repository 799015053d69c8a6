"""Regions: COROP areas, which make up the provincies."""

from __future__ import annotations

from pydantic import Field

from wijkbeeld.catalog.models import Declared


class Corop(Declared):
    """A COROP area: the gemeenten in it, and the provincie it lies in."""

    id: str = Field(pattern=r"^CR\d\d$")
    label: str
    provincie: str = Field(pattern=r"^PV\d\d$")
    provincie_label: str
    gemeenten: tuple[str, ...] = Field(min_length=1)


class Alias(Declared):
    """Everyday name of a gemeente that CBS writes otherwise."""

    code: str = Field(pattern=r"^GM\d{4}$")
    name: str
