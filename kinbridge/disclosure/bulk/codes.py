"""Columns of whole numbers that stand for things: which rows are alike in several of them, and in rows of rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
_ROOM = 2**62


def codes(values: npt.ArrayLike) -> Codes:
    """Whatever numbers come as: NumPy, Arrow and Polars arrays and plain lists all do."""
    return np.asarray(values, dtype=np.int64)


def numbered(keys: Codes) -> Codes:
    """The same rows told apart by the numbers from 0 up, in the order of the keys."""
    if not keys.size:
        return keys
    span = int(keys.max()) + 1
    if span > 8 * keys.size + 65_536:
        return np.unique(keys, return_inverse=True)[1].astype(np.int64, copy=False)
    met = np.zeros(span, dtype=np.int64)
    met[keys] = 1
    return (np.cumsum(met) - 1)[keys]


def together(*columns: Codes) -> Codes:
    """One column for several: two rows are equal in it where they are equal in each. No number is below -1."""
    joined = np.zeros(len(columns[0]), dtype=np.int64)
    span = 1
    for column in columns:
        width = int(column.max(initial=-1)) + 2
        if span * width > _ROOM:
            joined = numbered(joined)
            span = int(joined.max(initial=0)) + 1
        joined = joined * width + (column + 1)
        span *= width
    return numbered(joined)


def sequences(first: Codes, count: Codes, values: Codes) -> Codes:
    """One number for each row's stretch of `values`: equal where the stretches are equal, 0 where there is none."""
    found = np.zeros(len(first), dtype=np.int64)
    width = int(values.max(initial=0)) + 1
    highest = 0
    for step in range(int(count.max(initial=0))):
        rows = np.flatnonzero(count > step)
        found[rows] = numbered(found[rows] * width + values[first[rows] + step]) + highest + 1
        highest = int(found[rows].max())
    return found


def firsts(numbers: Codes) -> Codes:
    """Where each number from 0 up is met first. None is left out."""
    where = np.empty(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
    where[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    return where


def stretches(first: Codes, count: Codes) -> tuple[Codes, Codes]:
    """Every stretch written out: the row it belongs to, and the place in the values."""
    row = np.repeat(np.arange(len(first)), count)
    begun = np.cumsum(count) - count
    return row, np.arange(len(row)) - begun[row] + first[row]
