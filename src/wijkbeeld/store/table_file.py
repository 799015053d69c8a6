"""Write a long table a part at a time, each checked: the whole takes several times its memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pyarrow
import pyarrow.parquet as pq

from wijkbeeld.store import schema


def parts(frame: pd.DataFrame, column: str) -> Iterator[pd.DataFrame]:
    """Rows of a table by year or wave; a table without rows is one part."""
    if frame.empty:
        yield frame
    for _, part in frame.groupby(column, sort=True):
        yield part


def write(path: Path, frames: Iterable[pd.DataFrame], contract: pa.DataFrameSchema) -> None:
    """Check and write the parts of a table below each other.

    Parameters
    ----------
    frames
        At least one; the key of the table keeps rows of different parts apart.

    Raises
    ------
    ContractError
        A part breaks the contract of the table.
    """
    sink: pq.ParquetWriter | None = None
    try:
        for frame in frames:
            if len(frame):
                schema.check(path.stem, frame, contract)
            table = _with_texts(pyarrow.Table.from_pandas(frame, preserve_index=False))
            sink = sink or pq.ParquetWriter(path, table.schema)
            sink.write_table(table.cast(sink.schema))
    finally:
        if sink is not None:
            sink.close()


def _with_texts(table: pyarrow.Table) -> pyarrow.Table:
    """The same with every column of text as each text once, with room for any number of them."""
    text = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    for n, field in enumerate(table.schema):
        kind = field.type
        if pyarrow.types.is_dictionary(kind):
            column = table.column(n).cast(text)
        elif pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
            column = table.column(n).cast(pyarrow.string()).dictionary_encode()
        else:
            continue
        table = table.set_column(n, field.with_type(text), column)
    return table
