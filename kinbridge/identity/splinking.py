"""The same comparison for a whole county at once: Splink on DuckDB, with weights that were trained before.

What a level means stands twice, here in SQL and in `rules.comparing` in Python; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

from kinbridge.identity.rules.comparing import DUE_WITHIN, LEVELS, Field, Level, swapped
from kinbridge.identity.rules.record import Record, formal
from kinbridge.identity.rules.weighing import POSSIBLE, Weights, prior

QUIET = 40
"""Splink's own messages count pairs; from `error` on it says only what is wrong."""
MEMORY = "6GB"
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
        ("due", pa.date32()),
        ("mother_given", TEXT),
        ("mother_family", TEXT),
        ("mother_born", TEXT),
        ("phone", TEXT),
    ]
)
SQL: Mapping[Field, Mapping[Level, str]] = {
    Field.GIVEN: {
        Level.UNKNOWN: "given_l IS NULL OR given_r IS NULL",
        Level.SAME: "given_l = given_r",
        Level.FORM: "formal_l = formal_r",
        Level.SLIP: "damerau_levenshtein(given_l, given_r) <= 1",
    },
    Field.FAMILY: {
        Level.UNKNOWN: "family_l IS NULL OR family_r IS NULL",
        Level.SAME: "family_l = family_r",
        Level.PART: "list_has_any(string_split(family_l, ' '), string_split(family_r, ' '))",
        Level.SLIP: "damerau_levenshtein(family_l, family_r) <= 1",
    },
    Field.BORN: {
        Level.UNKNOWN: "born_l IS NULL OR born_r IS NULL",
        Level.SAME: "born_l = born_r",
        Level.SWAPPED: "born_l = swapped_r",
        Level.SLIP: "damerau_levenshtein(born_l, born_r) <= 1",
    },
    Field.DUE: {
        Level.UNKNOWN: "due_l IS NULL OR due_r IS NULL",
        Level.SAME: f"abs(date_diff('day', due_l, due_r)) <= {DUE_WITHIN}",
    },
    Field.MOTHER: {
        Level.UNKNOWN: "mother_given_l IS NULL OR mother_given_r IS NULL",
        Level.SAME: "mother_born_l = mother_born_r AND mother_given_l = mother_given_r AND mother_given_l <> ''",
        Level.ALIKE: "mother_born_l = mother_born_r OR (mother_given_l = mother_given_r AND mother_given_l <> ''"
        " AND mother_family_l = mother_family_r)",
    },
    Field.PHONE: {
        Level.UNKNOWN: "phone_l IS NULL OR phone_r IS NULL",
        Level.SAME: "phone_l = phone_r",
    },
}
TRIED = (
    ("born", "family"),
    ("born", "formal"),
    ("family", "formal", "left(born, 4)"),
    ("family", "formal", "right(born, 5)"),
    ("phone",),
    ("mother_born", "mother_given"),
)
"""Only pairs that have all of one line in common are compared at all: there are too many others."""


def table(records: Iterable[Record]) -> pa.Table:
    """Records as columns, in memory alone: what is compared is never written to a disk."""
    waiting = iter(records)
    batches = []
    while some := [dict(_row(one)) for one in islice(waiting, AT_ONCE)]:
        batches.append(pa.RecordBatch.from_pylist(some, schema=COLUMNS))
    return pa.Table.from_batches(batches, schema=COLUMNS)


def _row(one: Record) -> Iterator[tuple[str, Any]]:
    yield from {"unique_id": one.person, "household": one.household, "due": one.due}.items()
    texts = {"given": one.given, "formal": formal(one.given), "family": one.family, "phone": one.phone}
    yield from ((name, text or None) for name, text in texts.items())
    if one.born is not None:
        yield from {"born": one.born.isoformat(), "swapped": swapped(one.born)}.items()
    if one.mother is not None:
        born = one.mother.born.isoformat() if one.mother.born else None
        yield from {"mother_given": formal(one.mother.given), "mother_family": one.mother.family}.items()
        yield "mother_born", born


def candidates(
    tables: Sequence[pa.Table], *, weights: Weights, engine: duckdb.DuckDBPyConnection | None = None
) -> list[tuple[int, int, float]]:
    """Pairs of ids worth a reviewer's look, with how likely each is one person.

    Pairs within the one table; of several, between them. `rules.apart` has the last word about each.
    """
    if sum(one.num_rows for one in tables) < 2 or not all(one.num_rows for one in tables):
        return []
    engine = engine or duckdb.connect(config={"memory_limit": MEMORY})
    found = linker(tables, weights=weights, engine=engine).inference.predict(threshold_match_probability=POSSIBLE)
    columns = "unique_id_l, unique_id_r, match_probability"
    rows: list[tuple[int, int, float]] = found.as_duckdbpyrelation().select(columns).fetchall()
    return rows


def linker(tables: Sequence[pa.Table], *, weights: Weights | None, engine: duckdb.DuckDBPyConnection) -> Linker:
    """A Splink linker over these tables. Without weights it has yet to be trained."""
    names = [f"records_{place}" for place in range(len(tables))]
    api = DuckDBAPI(connection=engine)
    frames = [api.register(rows, dataset_display_name=name) for rows, name in zip(tables, names, strict=True)]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(tables) == 1 else "link_only",
        comparisons=[_comparison(field, weights) for field in Field],
        blocking_rules_to_generate_predictions=[_tried(*expressions) for expressions in TRIED],
        probability_two_random_records_match=prior(max(one.num_rows for one in tables)),
        retain_matching_columns=False,
    )
    return Linker(frames, settings, log_level=QUIET)


def _tried(*expressions: str) -> dict[str, str]:
    same = [f"{_of('l', one)} = {_of('r', one)}" for one in expressions]
    return {"blocking_rule": " AND ".join([*same, "l.household <> r.household"]), "sql_dialect": "duckdb"}


def _of(side: str, expression: str) -> str:
    return expression.replace("(", f"({side}.") if "(" in expression else f"{side}.{expression}"


def _comparison(field: Field, weights: Weights | None) -> cl.CustomComparison:
    unknown = cll.CustomLevel(SQL[field][Level.UNKNOWN], Level.UNKNOWN).configure(is_null_level=True)
    return cl.CustomComparison([unknown, *(_level(field, level, weights) for level in LEVELS[field])], field.value)


def _level(field: Field, level: Level, weights: Weights | None) -> Any:
    made = cll.ElseLevel() if level is Level.OTHER else cll.CustomLevel(SQL[field][level], level.value)
    if weights is None:
        return made
    odds = weights.odds[field][level]
    return made.configure(m_probability=odds.one_person, u_probability=odds.two_people)
