"""Places to stay within: the country, a provincie, COROP area, gemeente, programme, selection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.groups import groups
from wijkbeeld.store.read import Dataset, opened


class Kind(StrEnum):
    """What sort of place it is; the value stands behind its name in a list."""

    ALL = ""
    PROVINCIE = "provincie"
    COROP = "COROP-gebied"
    GEMEENTE = "gemeente"
    GROUP = "programma of selectie"


@dataclass(frozen=True)
class Place:
    """A part of a dataset.

    Attributes
    ----------
    id
        What stands in a link: a code of CBS, or the id of a group; empty for everything.
    gemeenten
        Codes of its gemeenten; empty for everything and for a group.
    """

    id: str
    label: str
    kind: Kind
    gemeenten: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.kind is Kind.ALL

    @property
    def located(self) -> str:
        """Where something lies that lies in it, in words."""
        return f"{'binnen' if self.kind is Kind.GROUP else 'in'} {self.label}"


def everything(data: Dataset) -> Place:
    """The whole dataset."""
    label = "de hele fictieve regio" if data.manifest.fictional else "heel Nederland"
    return Place("", label, Kind.ALL)


def places(data: Dataset) -> dict[str, Place]:
    """Places of a dataset by id: everything, groups, provincies, COROP areas, gemeenten.

    A provincie or COROP area is offered where the dataset has more than one of its gemeenten.
    """
    fixed = fixed_places(data)
    return {"": fixed[""], **group_places(data), **fixed}


def fixed_places(data: Dataset) -> dict[str, Place]:
    """Places that a version of a dataset has, whatever its users save."""
    every = [everything(data), *_regions(data), *_gemeenten(data)]
    return {place.id: place for place in every}


def within(scope: Scope, place: Place) -> Scope | None:
    """What of a scope lies within a place; None where nothing does (a group has one level)."""
    if place.is_all:
        return scope
    if place.kind is Kind.GROUP:
        group = groups(scope).get(place.id)
        return replace(scope.only(list(group.codes)), part=place.label) if group else None
    if len(place.gemeenten) == 1:
        inside = replace(scope.within(place.gemeenten[0]), part=place.label)
        return inside if len(opened(scope).by_code(inside)) else None
    areas = opened(scope).by_code(scope)
    codes = areas.index[areas["gemeente_code"].isin(place.gemeenten)]
    return replace(scope.only(list(codes)), part=place.label) if len(codes) else None


def _names(data: Dataset) -> dict[str, str]:
    """Names of the gemeenten by code, of every level and edition; the last name counts."""
    names: dict[str, str] = {}
    for level in data.levels():
        for edition in reversed(data.editions(level)):
            areas = data.areas(data.scope(level, edition))
            names |= dict(zip(areas["gemeente_code"], areas["gemeente_naam"], strict=True))
    return {code: name for code, name in names.items() if code and name}


def _gemeenten(data: Dataset) -> list[Place]:
    names = sorted(_names(data).items(), key=lambda item: item[1])
    return [Place(code, name, Kind.GEMEENTE, (code,)) for code, name in names]


def _regions(data: Dataset) -> list[Place]:
    """Provincies and COROP areas with more than one gemeente of the dataset."""
    present = set(_names(data))
    provincies: dict[tuple[str, str], set[str]] = {}
    corops = []
    for corop in catalog().corops:
        mine = present & set(corop.gemeenten)
        provincies.setdefault((corop.provincie, corop.provincie_label), set()).update(mine)
        corops.append(Place(corop.id, corop.label, Kind.COROP, tuple(sorted(mine))))
    large = [
        Place(code, label, Kind.PROVINCIE, tuple(sorted(mine)))
        for (code, label), mine in provincies.items()
    ]
    return [p for p in [*large, *corops] if len(p.gemeenten) > 1]


def group_places(data: Dataset) -> dict[str, Place]:
    """Programmes and selections, of whatever level they are."""
    labels = {
        g.id: g.label
        for level in data.levels()
        for edition in data.editions(level)
        for g in groups(data.scope(level, edition)).values()
    }
    return {id_: Place(id_, label, Kind.GROUP) for id_, label in labels.items()}
