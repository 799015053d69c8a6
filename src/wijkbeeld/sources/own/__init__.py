"""Own figures: any table with an area code, mapped to indicators by a small TOML or by the user.

The mapping is a file with the same stem and the ending ``.wijkbeeld.toml``, beside the table or in
a folder given to ``import --mapping``.
"""

from wijkbeeld.sources.own.figures import read
from wijkbeeld.sources.own.mapping import SUFFIX, Mapping, find_mapping, parse_mapping, to_toml
from wijkbeeld.sources.own.table import load_table

__all__ = [
    "SUFFIX",
    "Mapping",
    "find_mapping",
    "load_table",
    "parse_mapping",
    "read",
    "to_toml",
]
