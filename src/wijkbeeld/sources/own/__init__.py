"""Own figures: any table with areas, mapped to measures by a small TOML or by the user.

The mapping is a file with the same stem and the ending ``.wijkbeeld.toml``, beside the table or in
a folder given to ``import --mapping``. On the page *Gegevens* it is guessed (:mod:`guess`) and
looked over.
"""

from wijkbeeld.sources.own.figures import read, read_table
from wijkbeeld.sources.own.mapping import SUFFIX, Mapping, find_mapping, parse_mapping, to_toml
from wijkbeeld.sources.own.table import column_names, load_table

__all__ = [
    "SUFFIX",
    "Mapping",
    "column_names",
    "find_mapping",
    "load_table",
    "parse_mapping",
    "read",
    "read_table",
    "to_toml",
]
