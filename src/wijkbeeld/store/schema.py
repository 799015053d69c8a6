"""Contracts of every table in the store. A build that breaks one is never switched to."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from wijkbeeld.catalog.scale import DIMENSIONS, REFERENCE

LEVELS = ["gemeente", "wijk", "buurt", "pc4", "grid"]
STATUSES = ["cijfer", "voorlopig", "ontbreekt", "geheim", "nihil", "onmogelijk", "onleesbaar"]
JOINS = ["zelfde indeling", "grens", "code", "gewogen"]

SCORES = pa.DataFrameSchema(
    {
        "edition": pa.Column("int16", pa.Check.in_range(2018, 2100)),
        "level": pa.Column(None, pa.Check.isin(LEVELS)),
        "code": pa.Column(),
        "wave": pa.Column("int16", pa.Check.in_range(2002, 2100)),
        "lbm": pa.Column(float, pa.Check.in_range(1.0, 7.0)),
        "afw": pa.Column(float),
        "fys": pa.Column(float, nullable=True),
        "onv": pa.Column(float, nullable=True),
        "soc": pa.Column(float, nullable=True),
        "vrz": pa.Column(float, nullable=True),
        "won": pa.Column(float, nullable=True),
        "klasse": pa.Column("uint8", pa.Check.in_range(1, 9)),
        "klasse_bron": pa.Column(None, pa.Check.isin(["officieel", "afgeleid"])),
    },
    checks=[
        pa.Check(
            lambda f: (f["lbm"] - f["afw"] - REFERENCE).abs() < 1e-5,
            error="lbm - afw is not the fixed reference",
        ),
        pa.Check(lambda f: f["wave"] <= f["edition"], error="a wave after its edition"),
        pa.Check(
            lambda f: f["won"].isna() | ((f[list(DIMENSIONS)].sum(axis=1) - f["afw"]).abs() < 2e-5),
            error="dimensions do not sum to afw",
        ),
    ],
    unique=["edition", "level", "code", "wave"],
    strict=True,
)
"""One row per edition, level, area and wave. Scores in points; dimensions missing before 2014."""

AREAS = pa.DataFrameSchema(
    {
        "indeling": pa.Column("int16", pa.Check.in_range(1990, 2100)),
        "level": pa.Column(str, pa.Check.isin(LEVELS)),
        "code": pa.Column(str),
        "name": pa.Column(str),
        "gemeente_code": pa.Column(str),
        "gemeente_naam": pa.Column(str),
        "is_water": pa.Column(bool),
        "bron": pa.Column(str),
        "rang": pa.Column("int8"),
        "geometry": pa.Column(nullable=True),
    },
    unique=["indeling", "level", "code", "is_water"],
    strict=True,
)
"""One row per area of a classification year; geometry in RD New, missing where no map was given."""

FIGURES = pa.DataFrameSchema(
    {
        "year": pa.Column("int16", pa.Check.in_range(1990, 2100)),
        "indeling": pa.Column("int16", pa.Check.in_range(1990, 2100)),
        "level": pa.Column(None, pa.Check.isin(LEVELS)),
        "code": pa.Column(),
        "indicator": pa.Column(),
        "value": pa.Column(float, nullable=True),
        "status": pa.Column(None, pa.Check.isin(STATUSES)),
        "bron": pa.Column(),
        "rang": pa.Column("int8", pa.Check.isin([0, 1])),
    },
    checks=pa.Check(
        lambda f: f["value"].notna() == f["status"].isin(["cijfer", "voorlopig"]),
        error="a value without status 'cijfer', or the other way round",
    ),
    unique=["year", "level", "code", "indicator"],
    strict=True,
)
"""Published figures as they stand in their own classification year."""

JOINED = pa.DataFrameSchema(
    {
        "edition": pa.Column("int16"),
        "level": pa.Column(None, pa.Check.isin(LEVELS)),
        "code": pa.Column(),
        "indicator": pa.Column(),
        "year": pa.Column("int16"),
        "value": pa.Column(float, nullable=True),
        "status": pa.Column(None, pa.Check.isin(STATUSES)),
        "koppeling": pa.Column(None, pa.Check.isin(JOINS)),
    },
    unique=["edition", "level", "code", "indicator", "year"],
    strict=True,
)
"""Figures laid on the areas of an edition, with how each was joined."""

GAPS = pa.DataFrameSchema(
    {
        "edition": pa.Column("int16"),
        "level": pa.Column(str, pa.Check.isin(LEVELS)),
        "code": pa.Column(str),
        "year": pa.Column("int16"),
        "reden": pa.Column(str),
    },
    strict=True,
)
"""Areas and years whose figures could not be laid on an edition, with the reason."""


class ContractError(ValueError):
    """A table does not keep its contract; developers' error, never a user's."""


def check(name: str, frame: pd.DataFrame, schema: pa.DataFrameSchema) -> None:
    """Validate a table.

    Raises
    ------
    ContractError
        Naming the table and the first broken rule.
    """
    try:
        schema.validate(frame, lazy=False)
    except pa.errors.SchemaError as error:
        raise ContractError(f"table '{name}': {str(error).splitlines()[0]}") from error
