"""What estimators without look-alikes have in common: all other areas are the comparison."""

from __future__ import annotations

from wijkbeeld.analysis.matching import Matched
from wijkbeeld.analysis.no_estimate import NoEstimate
from wijkbeeld.analysis.panel import Panel
from wijkbeeld.analysis.specification import ComparisonData, Specification


class Unmatched:
    """No partners."""

    is_matched = False
    nobody = NoEstimate.NO_CONTROLS
    """Why there is no number although there is a base wave."""

    def partners(
        self, panel: Panel, data: ComparisonData, specification: Specification
    ) -> Matched | None:
        """None: all other areas are the comparison."""
        return None

    def partners_key(self, specification: Specification) -> tuple[object, ...]:
        """Nothing to share."""
        return ()

    def why_not(self, panel: Panel, specification: Specification) -> NoEstimate:
        """No base wave for any start group, or nobody to compare with."""
        if any(g - 1 - specification.anticipation >= 0 for g in panel.groups):
            return self.nobody
        return NoEstimate.NO_WAVE_BEFORE
