"""Groups of areas to compare with or mark: policy programmes and named selections."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.catalog import catalog
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
    """

    id: str
    label: str
    codes: tuple[str, ...]
    note: str


def groups(scope: Scope) -> dict[str, Group]:
    """Programmes and named selections that have areas in a scope, by id."""
    present = opened(scope).by_code(scope).index
    place = scope.level, scope.classification
    present_groups: dict[str, Group] = {}
    for programme in catalog().programmes.values():
        mine = [a for a in programme.areas if (a.level, a.classification) == place]
        codes = tuple(sorted({c for a in mine for c in a.codes if c in present}))
        if codes:
            matched = sum(bool(set(a.codes) & set(codes)) for a in programme.areas)
            note = f"{matched} van {len(programme.areas)} gebieden gekoppeld. {programme.note}"
            present_groups[programme.id] = Group(programme.id, programme.label, codes, note)
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
