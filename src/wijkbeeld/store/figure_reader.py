"""Read the figures of a version: of CBS and the user's own, laid on the areas of an edition."""

from __future__ import annotations

import pandas as pd

from wijkbeeld.catalog.scope import Scope
from wijkbeeld.store.area_reader import AreaReader


class FigureReader(AreaReader):
    """Figures, and why they are missing, within a scope."""

    def figures(self, scope: Scope, codes: list[str]) -> pd.DataFrame:
        """CBS and own figures of some areas.

        Returns
        -------
        DataFrame
            Columns ``code, indicator, year, value, status, koppeling``.
        """
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            return self._query(
                "joined",
                "code, indicator, year, value, status, koppeling",
                "edition = ? and level = ? and code in (select unnest(?)) "
                "order by indicator, code, year",
                classification,
                level,
                codes,
            )

        return self._once(make, "figures", level, classification, *codes)

    def figure(self, scope: Scope, indicator: str, year: int) -> pd.DataFrame:
        """One indicator in one year: columns ``code, value, status, koppeling``."""
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            return self._query(
                "joined",
                "code, value, status, koppeling",
                "edition = ? and level = ? and indicator = ? and year = ? order by code",
                classification,
                level,
                indicator,
                year,
            )

        frame = self._once(make, "figure", level, classification, indicator, year)
        return self._within(scope, frame)

    def figure_table(self, scope: Scope, indicator: str) -> pd.DataFrame:
        """One indicator in all years: index code (areas with a figure), columns years."""
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            rows = self._query(
                "joined",
                "code, year, value",
                "edition = ? and level = ? and indicator = ? and value is not null",
                classification,
                level,
                indicator,
            )
            return rows.pivot(index="code", columns="year", values="value")

        frame = self._once(make, "figure_table", level, classification, indicator)
        return self._within(scope, frame)

    def figure_years(self, scope: Scope) -> pd.DataFrame:
        """Which indicators have figures in which years: columns ``indicator, year, areas``.

        Counts are of the whole level: they say what is published, not what a part of it has.
        """
        level, classification = self._place(scope)

        def make() -> pd.DataFrame:
            return self._query(
                "joined",
                "indicator, year, count(value) as areas",
                "edition = ? and level = ? group by all having count(value) > 0 order by all",
                classification,
                level,
            )

        return self._once(make, "figure_years", level, classification)

    def gaps(self, scope: Scope, codes: list[str]) -> pd.DataFrame:
        """Why figures are missing for some areas: columns ``code, year, reden``."""
        level, classification = self._place(scope)
        where = "edition = ? and level = ? and code in (select unnest(?)) order by code, year"

        def make() -> pd.DataFrame:
            return self._query("gaps", "code, year, reden", where, classification, level, codes)

        return self._once(make, "gaps", level, classification, *codes)
