"""Train the weights that come with Kinbridge, on invented people who are known to be one or two."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import splink

from bench._people import SECOND, people
from kinbridge.identity import on_duckdb, splinking
from kinbridge.identity.columns import table
from kinbridge.identity.rules.comparing import LEVELS, Field

SEED = 7
SELDOM, HARDLY = 0.01, 1e-5
"""The least that a level counts among records of one person, and of two. Invented slips are fewer than life's."""
HOW = (
    "Splink {splink} on {count:,} invented people in each of two systems (bench/_people.py, seed {seed}): "
    "the share among two people from random pairs, the share among one person from the pairs that are known"
)


def trained(count: int) -> dict[str, object]:
    """As `weights.json` has them, of so many people in each system."""
    model = _model(count)
    odds = {}
    for field, comparison in zip(Field, model["comparisons"], strict=True):
        levels = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]
        odds[field.value] = {
            level.value: [max(one.get("m_probability") or 0, SELDOM), max(one.get("u_probability") or 0, HARDLY)]
            for level, one in zip(LEVELS[field], levels, strict=True)
        }
    today = datetime.now(tz=UTC).date().isoformat()
    how = HOW.format(splink=splink.__version__, count=count, seed=SEED)
    return {"version": today, "trained_on": today, "how": how, "odds": odds}


def _model(count: int) -> dict:
    systems = people(count, seed=SEED)
    tables = []
    for records in (systems.first, systems.second):
        label = pa.array([one.person % SECOND if one.person < 2 * SECOND else one.person for one in records])
        tables.append(table(records).append_column("label", label))
    linker = splinking.linker(tables, weights=None, engine=on_duckdb.engine())
    linker.training.estimate_u_using_random_sampling(max_pairs=1e8, seed=SEED)
    linker.training.estimate_m_from_label_column("label")
    return linker.misc.save_model_to_json()
