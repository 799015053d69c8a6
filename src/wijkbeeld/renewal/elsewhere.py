"""Areas that are no fair comparison: renewed, wholly or partly, by something else than the set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from wijkbeeld.renewal.question import Question
from wijkbeeld.renewal.sets import usable
from wijkbeeld.store.groups import touched
from wijkbeeld.store.read import opened
from wijkbeeld.store.registers import registers


class By(Enum):
    """What renewed an area."""

    PROGRAMME = "a programme of the catalog"
    REGISTER = "another register of the user"
    SET = "the set itself, outside the place it is limited to"


@dataclass(frozen=True)
class Other:
    """What else renewed areas of a scope, apart from those of the set itself.

    Attributes
    ----------
    whole, partly
        Codes of areas that belong to it, and of areas that it touches or may touch.
    is_left_out
        Whether these areas are left out of the comparison.
    programme
        Id of the programme; empty where it is none.
    """

    by: By
    label: str
    whole: frozenset[str]
    partly: frozenset[str]
    is_left_out: bool
    programme: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """Its areas, whole or partly."""
        return self.whole | self.partly


@dataclass(frozen=True)
class Elsewhere:
    """Everything else that renewed areas of a scope, as far as it is known.

    Attributes
    ----------
    others
        Programmes and registers with areas outside the set; an area can be in several.
    unplaced
        Names of programme areas of which it is not known where they lie here.
    """

    others: tuple[Other, ...]
    unplaced: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Areas that are left out of the comparison."""
        return frozenset(c for o in self.others if o.is_left_out for c in o.codes)

    @property
    def compared(self) -> frozenset[str]:
        """Areas renewed by something else that take part in the comparison all the same."""
        return frozenset(c for o in self.others if not o.is_left_out for c in o.codes) - self.codes

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is known touches the areas that are left to compare with.

        Only then may they be called never renewed; else they are "not in this register".
        """
        return not self.compared and not self.unplaced


def elsewhere(question: Question) -> Elsewhere:
    """What else renewed areas of the scope of a question, and whether those areas take part."""
    areas = question.set
    own = frozenset(map(str, areas.rows.index))
    programmes = touched(question.scope)
    others = [Other(By.SET, f"{areas.label}, elders", areas.beyond, frozenset(), True)]
    others += [
        Other(
            By.PROGRAMME,
            t.label,
            t.whole - own - (areas.beyond if t.id == areas.id else frozenset()),
            t.partly - own,
            question.without_programmes,
            t.id,
        )
        for t in programmes
    ]
    others += _registered(question, own)
    unplaced = tuple(dict.fromkeys(name for t in programmes for name in t.unplaced))
    return Elsewhere(tuple(o for o in others if o.codes), unplaced)


def _registered(question: Question, own: frozenset[str]) -> list[Other]:
    scope = question.scope
    areas = opened(scope).by_code(scope)
    return [
        Other(
            By.REGISTER,
            r.name,
            frozenset(row.code for row in usable(r.rows, areas)[0]) - own,
            frozenset(),
            question.without_registers,
        )
        for r in registers(scope.dataset).values()
        if (r.level, r.edition) == (scope.level, scope.classification)
        and f"register:{r.name}" != question.set.id
    ]
