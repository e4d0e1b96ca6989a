"""The same comparison for a whole county or state at once: Splink, with weights that were trained before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator

from kinbridge.identity.in_sql import LEVELS_IN_SQL, NOT_OF_ONE_HOUSEHOLD, TRIED
from kinbridge.identity.rules.comparing import LEVELS, Field, Level
from kinbridge.identity.rules.weighing import POSSIBLE, Weights, prior

QUIET = 40
"""Splink's own messages count pairs; from `error` on it says only what is wrong."""


def candidates(tables: Sequence[pa.Table], *, weights: Weights, engine: Any) -> list[tuple[int, int, float]]:
    """Pairs of ids worth a reviewer's look, with how likely each is one person.

    Pairs within the one table; of several, between them. `engine` is a fresh one of `on_duckdb` or
    `exchange.link_on_spark`. `rules.apart` has the last word about each pair.
    """
    if sum(one.num_rows for one in tables) < 2 or not all(one.num_rows for one in tables):
        return []
    found = linker(tables, weights=weights, engine=engine).inference.predict(threshold_match_probability=POSSIBLE)
    return rows(found)


def rows(found: Any) -> list[tuple[int, int, float]]:
    """What Splink found, on whichever engine."""
    columns = found.as_pyarrow_table().select(["unique_id_l", "unique_id_r", "match_probability"]).columns
    return list(zip(*(one.to_pylist() for one in columns), strict=True))


def linker(tables: Sequence[pa.Table], *, weights: Weights | None, engine: Any) -> Linker:
    """A Splink linker over these tables. Without weights it has yet to be trained."""
    frames = [engine.register(rows, dataset_display_name=f"records_{place}") for place, rows in enumerate(tables)]
    tried: list[Any] = [{"blocking_rule": f"{one} AND {NOT_OF_ONE_HOUSEHOLD}"} for one in TRIED]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(tables) == 1 else "link_only",
        comparisons=[_comparison(field, weights) for field in Field],
        blocking_rules_to_generate_predictions=tried,
        probability_two_random_records_match=prior(max(one.num_rows for one in tables)),
        retain_matching_columns=False,
    )
    return Linker(frames, settings, log_level=QUIET)


def _comparison(field: Field, weights: Weights | None) -> cl.CustomComparison:
    unknown = cll.CustomLevel(LEVELS_IN_SQL[field][Level.UNKNOWN], Level.UNKNOWN).configure(is_null_level=True)
    return cl.CustomComparison([unknown, *(_level(field, level, weights) for level in LEVELS[field])], field.value)


def _level(field: Field, level: Level, weights: Weights | None) -> Any:
    made = cll.ElseLevel() if level is Level.OTHER else cll.CustomLevel(LEVELS_IN_SQL[field][level], level.value)
    if weights is None:
        return made
    odds = weights.odds[field][level]
    return made.configure(m_probability=odds.one_person, u_probability=odds.two_people)
