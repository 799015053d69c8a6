"""Leefbaarometer 3.0 score files (CSV): read, check, account for every row.

Format: design ``data.md`` section 1, seen in the official files of editions 2022 and 2024.
"""

from wijkbeeld.sources.leefbaarometer.header import is_version_2, matches, refuse_version_2
from wijkbeeld.sources.leefbaarometer.score_file import read

__all__ = ["is_version_2", "matches", "read", "refuse_version_2"]
