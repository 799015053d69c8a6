"""Write the areas of many years as one GeoParquet file, a year at a time.

Maps of ten years as bytes, beside the same maps as shapes, do not fit in an ordinary memory.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely


def write(path: Path, areas: gpd.GeoDataFrame) -> None:
    """Write areas, sorted as they are; reads back with ``geopandas.read_parquet``.

    Parameters
    ----------
    areas
        Table ``areas`` of the store, in RD New; geometry may be missing.
    """
    schema = _schema(areas)
    with pq.ParquetWriter(path, schema) as sink:
        years = areas["indeling"].to_numpy()
        for year in np.unique(years):
            sink.write_table(_table(areas[years == year], schema))
        if not len(areas):
            sink.write_table(schema.empty_table())


def _schema(areas: gpd.GeoDataFrame) -> pa.Schema:
    """Schema with the GeoParquet metadata that geopandas itself gives such a table."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = Path(scratch) / "leeg.parquet"
        areas.iloc[:0].to_parquet(sample, index=False)
        schema = pq.read_schema(sample)
    told = json.loads(schema.metadata[b"geo"])
    for column in told["columns"].values():
        column.pop("bbox", None)
        column["geometry_types"] = []
    return schema.with_metadata(schema.metadata | {b"geo": json.dumps(told).encode()})


def _table(part: gpd.GeoDataFrame, schema: pa.Schema) -> pa.Table:
    """One year as a table of Arrow, boundaries as well-known binary."""
    shapes = shapely.to_wkb(np.asarray(part.geometry.array, dtype=object))
    columns = [
        pa.array(shapes, schema.field(name).type, from_pandas=True)
        if name == "geometry"
        else pa.Array.from_pandas(part[name], type=schema.field(name).type)
        for name in schema.names
    ]
    return pa.Table.from_arrays(columns, schema=schema)
