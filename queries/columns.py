"""An answer as columns: an array a name. Frames and rows are made of it once, at the end; last steps take and give it."""

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

Columns = dict[str, np.ndarray | ExtensionArray]
WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}


def column(values: np.ndarray, kind: str) -> np.ndarray | ExtensionArray:
    """Keep whole numbers whole beside nulls: a null is never 0 and a count never 7.0. `kind`: DuckDB's name of the type.

    From arrays: `answer.df()` and a change of its types took a fifth of what a busy server computes.
    """
    gone, held = np.ma.getmaskarray(values), np.ma.getdata(values)
    if kind in WHOLE:
        return pd.arrays.IntegerArray(np.where(gone, 0, held).astype("int64"), gone)
    if kind == "BOOLEAN" and gone.any():
        return pd.arrays.BooleanArray(held, gone)
    if held.dtype.kind == "M":
        return np.where(gone, np.datetime64("NaT"), held)
    if held.dtype.kind == "f":
        return np.where(gone, np.nan, held)
    return np.where(gone, None, held) if gone.any() else held


def listed(values: np.ndarray | ExtensionArray) -> list:
    """Give a column's values as Python's own, None for every null."""
    if isinstance(values, pd.arrays.IntegerArray | pd.arrays.BooleanArray):
        return values.to_numpy(object, na_value=None).tolist()
    held, gone = np.asarray(values), pd.isna(values)
    plain = (pd.DatetimeIndex(held) if held.dtype.kind == "M" else held).tolist()
    return [None if is_gone else value for value, is_gone in zip(plain, gone.tolist())] if gone.any() else plain


def as_rows(columns: Columns) -> list[dict]:
    """Give plain dictionaries: None for every null, Python's own numbers, a Timestamp for a day."""
    lists = {name: listed(values) for name, values in columns.items()}
    return [dict(zip(lists, values)) for values in zip(*lists.values())]
