"""Records as columns, which Splink compares. In memory alone: what is compared is never written to a disk of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from kinbridge.identity.rules.comparing import swapped
from kinbridge.identity.rules.record import Record, formal

AT_ONCE = 50_000
TEXT = pa.string()
COLUMNS = pa.schema(
    [
        ("unique_id", pa.int64()),
        ("household", pa.int64()),
        ("given", TEXT),
        ("formal", TEXT),
        ("family", TEXT),
        ("born", TEXT),
        ("swapped", TEXT),
        ("due", pa.int32()),
        ("mother_given", TEXT),
        ("mother_family", TEXT),
        ("mother_born", TEXT),
        ("phone", TEXT),
    ]
)


def table(records: Iterable[Record]) -> pa.Table:
    waiting = iter(records)
    batches = []
    while some := [dict(_row(one)) for one in islice(waiting, AT_ONCE)]:
        batches.append(pa.RecordBatch.from_pylist(some, schema=COLUMNS))
    return pa.Table.from_batches(batches, schema=COLUMNS)


def _row(one: Record) -> Iterator[tuple[str, Any]]:
    yield from {"unique_id": one.person, "household": one.household}.items()
    yield "due", one.due and one.due.toordinal()
    texts = {"given": one.given, "formal": formal(one.given), "family": one.family, "phone": one.phone}
    yield from ((name, text or None) for name, text in texts.items())
    if one.born is not None:
        yield from {"born": one.born.isoformat(), "swapped": swapped(one.born)}.items()
    if one.mother is not None:
        born = one.mother.born.isoformat() if one.mother.born else None
        yield from {"mother_given": formal(one.mother.given), "mother_family": one.mother.family}.items()
        yield "mother_born", born
