"""The rows of a stretch of families: read through the gate, keyed, and put into Parquet files."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from django.db import connection

from kinbridge.exchange.extract.keys import Keys, Numbers
from kinbridge.measures.rules.tables import FACT, FAMILY, SERVED

TYPES = {"int64": pa.int64(), "int32": pa.int32(), "string": pa.string(), "boolean": pa.bool_()}
ARROW = {"fact": FACT, "family": FAMILY}
ORDER = [("kind", "ascending"), ("family", "ascending"), ("day", "ascending")]


def read(table: str, query: str, given: Mapping[str, Any]) -> pa.Table:
    """A query's rows, as a table of the extract."""
    types = {name: TYPES[kind] for name, kind in ARROW[table].items()}
    out = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER true)", given) as copy,
    ):
        for piece in copy:
            out.write(piece)
    out.seek(0)
    options = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=True, true_values=["t"], false_values=["f"])
    return pa.csv.read_csv(out, convert_options=options)


def keyed(rows: pa.Table, keys: Keys) -> pa.Table:
    """Keys for families and for people, in place of their numbers here."""
    for place, name in enumerate(rows.column_names):
        if name in {"family", "person"}:
            rows = rows.set_column(place, name, pa.array(keys(name, rows[name].to_numpy())))
    return rows


def moved(facts: pa.Table) -> pa.Table:
    """Each family's days moved so that its first falls on January 1 of its year: of dates the year alone is left.

    The days between two facts stay what they were (45 CFR 164.514(b)(2)(i)(C)).
    """
    day, family = facts["day"].to_numpy(), facts["family"].to_numpy()
    _, place = np.unique(family, return_inverse=True)
    begun: Numbers = np.full(int(place.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(begun, place, day)
    year = begun.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    days = pa.array((day - begun[place] + year[place]).astype(np.int32))
    return facts.set_column(facts.column_names.index("day"), "day", days)


def without_places(families: pa.Table) -> pa.Table:
    """No county and no tribe: both may be fewer than 20,000 people (45 CFR 164.514(b)(2)(i)(B))."""
    for name in ("county", "tribe"):
        nothing = pa.nulls(len(families), pa.string())
        families = families.set_column(families.column_names.index(name), name, nothing)
    return families


def without_partners(facts: pa.Table) -> pa.Table:
    """Nor which partners worked with a family: few families have the same ones at the same time."""
    return facts.filter(pc.not_equal(facts["kind"], SERVED))


def write_facts(facts: pa.Table, path: Path) -> Counter[str]:
    """One row group for each kind, so that a measure reads its own kinds only. The number of facts by kind."""
    facts = facts.sort_by(ORDER)
    counts: Counter[str] = Counter()
    for one in facts["kind"].value_counts().to_pylist():
        counts[one["values"]] = one["counts"]
    draft = _draft(path)
    with pq.ParquetWriter(draft, facts.schema, compression="zstd") as out:
        for kind in sorted(counts):
            out.write_table(facts.filter(pc.equal(facts["kind"], kind)))
    draft.replace(path)
    return counts


def write_families(families: pa.Table, path: Path) -> None:
    draft = _draft(path)
    pq.write_table(families.sort_by("family"), draft, compression="zstd")
    draft.replace(path)


def _draft(path: Path) -> Path:
    """What a run that was broken off leaves half written has a name that no engine reads."""
    return path.with_name(f".{path.stem}.draft")
