"""Everything that decides how a level is shown: one value, so that caches can have it as a key."""

from __future__ import annotations

from dataclasses import dataclass

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.map.bivariate import bivariate
from wijkbeeld.map.classing import DECLARED_CUT, Cut
from wijkbeeld.map.content import Thematic
from wijkbeeld.map.given_start import Inside
from wijkbeeld.map.thematic import FIXED, thematic
from wijkbeeld.store.groups import Group


@dataclass(frozen=True)
class ShownAs:
    """How a measure is shown.

    Attributes
    ----------
    base
        Wave from which a change counts; None for the situation.
    against, group, cut
        As :func:`wijkbeeld.map.thematic.thematic` explains.
    second
        Measure on the same map, or empty.
    """

    measure: str
    base: int | None
    against: str = FIXED
    group: Group | Inside | None = None
    cut: Cut = DECLARED_CUT
    second: str = ""

    def thematic(self, scope: Scope) -> Thematic:
        """Values and classes of all areas of a scope."""
        if self.second:
            return bivariate(scope, self.measure, self.second, self.base)
        return thematic(scope, self.measure, self.base, self.against, self.group, self.cut)
