"""Groups of areas to compare with or mark: policy programmes and named selections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wijkbeeld.catalog import catalog
from wijkbeeld.catalog.models import Programme
from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.read import opened
from wijkbeeld.store.selections import selections


@dataclass(frozen=True)
class Group:
    """Areas under one name.

    Attributes
    ----------
    note
        How the areas were found, for the reader.
    unplaced
        Names of areas of a programme of which none of the codes is known here.
    named
        How many areas the programme names.
    """

    id: str
    label: str
    codes: tuple[str, ...]
    note: str
    unplaced: tuple[str, ...] = ()
    named: int = 0


def groups(scope: Scope) -> dict[str, Group]:
    """Programmes and named selections that have areas in a scope, by id."""
    present = opened(scope).by_code(scope).index
    place = scope.level, scope.classification
    present_groups: dict[str, Group] = {}
    for programme in catalog().programmes.values():
        mine = [set(a.codes_at(*place)) for a in programme.areas]
        codes = tuple(sorted({c for area in mine for c in area if c in present}))
        if codes:
            named = len(programme.areas)
            unplaced = tuple(
                a.name
                for a, area in zip(programme.areas, mine, strict=True)
                if not area & set(codes)
            )
            note = f"{named - len(unplaced)} van {named} gebieden gekoppeld. {programme.note}"
            present_groups[programme.id] = Group(
                programme.id, programme.label, codes, note, unplaced, named
            )
    for own in selections(scope.dataset).values():
        if (own.level, own.edition) == place:
            codes = tuple(c for c in own.codes if c in present)
            lost = len(own.codes) - len(codes)
            note = "Eigen selectie."
            if lost:
                what = "1 gebied bestaat" if lost == 1 else f"{lost} gebieden bestaan"
                note += f" {what} niet in deze dataset."
            id_ = f"eigen:{own.name}"
            present_groups[id_] = Group(id_, f"Selectie: {own.name}", codes, note)
    return present_groups


@dataclass(frozen=True)
class Touched:
    """Areas of a scope that a programme covers or touches.

    Attributes
    ----------
    whole
        Codes of areas that belong to it.
    partly
        Codes of areas of which a part belongs to it, or may belong to it.
    unplaced
        Names of areas of the programme, in gemeenten of the scope, of which it is not known where
        they lie at this level of this classification.
    """

    id: str
    label: str
    whole: frozenset[str]
    partly: frozenset[str]
    unplaced: tuple[str, ...] = ()


@lru_cache(maxsize=6)
def touched(scope: Scope) -> tuple[Touched, ...]:
    """Programmes that cover or touch areas of a scope, or may do so.

    A programme for a whole gemeente covers every area in it; a gemeente is touched by each
    programme that has an area in it.
    """
    found = (_touched(scope, p) for p in catalog().programmes.values())
    return tuple(t for t in found if t.whole or t.partly or t.unplaced)


def _touched(scope: Scope, programme: Programme) -> Touched:
    gemeenten = opened(scope).by_code(scope)["gemeente_code"]
    place = scope.level, scope.classification
    whole = {c for a in programme.areas for c in a.codes_at(*place)}
    partly = {c for a in programme.areas for c in a.partial_codes_at(*place)}
    whole_gemeenten = {c for a in programme.areas if a.level == "gemeente" for c in a.codes}
    whole |= set(gemeenten.index[gemeenten.isin(whole_gemeenten)])
    if scope.level == "gemeente":
        partly |= {a.gemeente_code for a in programme.areas}
    present, here = set(gemeenten.index), set(gemeenten)
    unplaced = tuple(
        a.name
        for a in programme.areas
        if a.gemeente_code in here and scope.level != "gemeente" and not a.is_placed_at(*place)
    )
    return Touched(
        programme.id,
        programme.label,
        frozenset(whole & present),
        frozenset((partly - whole) & present),
        unplaced,
    )
