"""Typed access to ``data/``: sources, indicators, classes, programmes, policy timeline."""

from wijkbeeld.catalog.load import Catalog, CatalogError, catalog
from wijkbeeld.catalog.models import (
    Band,
    Break,
    Classes,
    Indicator,
    KwbKey,
    Location,
    Programme,
    ProgrammeArea,
    Source,
    SourceFile,
    StatedGoal,
)

__all__ = [
    "Band",
    "Break",
    "Catalog",
    "CatalogError",
    "Classes",
    "Indicator",
    "KwbKey",
    "Location",
    "Programme",
    "ProgrammeArea",
    "Source",
    "SourceFile",
    "StatedGoal",
    "catalog",
]
