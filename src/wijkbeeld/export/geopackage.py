"""A GeoPackage of areas with their values, for QGIS or ArcGIS."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wijkbeeld.export.subject import Subject


def geopackage(subject: Subject, shapes: gpd.GeoDataFrame) -> bytes:
    """Write one layer *gebieden* in RD New.

    Parameters
    ----------
    subject
        Areas and values.
    shapes
        Columns ``code`` and geometry (EPSG:28992); areas without a boundary are left out.

    Returns
    -------
    bytes
        Columns ``code, naam, gemeente``, per wave ``waarde_<period>`` and ``klasse_<period>``
        (``2022``, or ``2002_2022`` for a change), and on every row ``maat``, ``eenheid``,
        ``gebieden``, ``gemaakt``, ``bron`` and ``fictief``. A map of two measures has
        ``tweede_<period>``, ``tweede_maat`` and ``tweede_eenheid`` besides.
    """
    frame = _features(subject, shapes)
    with tempfile.TemporaryDirectory(prefix="wijkbeeld-") as folder:
        path = Path(folder) / "gebieden.gpkg"
        frame.to_file(path, layer="gebieden", driver="GPKG", engine="pyogrio", index=False)
        return path.read_bytes()


def _features(subject: Subject, shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Areas with a boundary, their values and classes, and what these are."""
    inside = shapes[shapes["code"].isin(subject.areas.index)].set_index("code")
    columns: dict[str, object] = {
        "code": inside.index,
        "naam": subject.areas["name"].reindex(inside.index),
        "gemeente": subject.areas["gemeente_naam"].reindex(inside.index),
    }
    for w in subject.values.columns:
        when = subject.when(w).replace("-", "_")
        columns[f"waarde_{when}"] = subject.values[w].reindex(inside.index)
        named = subject.classes[w].reindex(inside.index).map(lambda k: subject.class_name(int(k)))
        columns[f"klasse_{when}"] = named
        if subject.second:
            columns[f"tweede_{when}"] = subject.second.values[w].reindex(inside.index)
    about = {
        "maat": subject.title,
        "eenheid": subject.unit,
        "gebieden": subject.where,
        "gemaakt": subject.made,
        "bron": subject.source,
        "fictief": subject.fictional,
    }
    if subject.second:
        about |= {"tweede_maat": subject.second.title, "tweede_eenheid": subject.second.unit}
    return gpd.GeoDataFrame(
        pd.DataFrame(columns, index=inside.index).assign(**about),
        geometry=inside.geometry,
        crs=shapes.crs,
    )
