"""DuckDB and Apache Spark on two workers propose the same pairs, and call each as likely.

By hand: see the last part of .ci/run. Needs Java 17 or newer, and the libraries of requirements-spark.lock.
"""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("pyspark", reason="Spark has libraries of its own: .ci/run installs them beside these")

from bench._people import people
from kinbridge.identity import on_duckdb
from kinbridge.identity.columns import table
from kinbridge.identity.rules.weighing import shipped
from kinbridge.identity.splinking import candidates

pytestmark = [
    pytest.mark.enable_socket,  # the driver and its workers speak over the loopback
    pytest.mark.filterwarnings("ignore"),
]
IN_EACH = 2_000


def proposed(engine: Any) -> dict[frozenset[int], float]:
    systems = people(IN_EACH, seed=5)
    found = candidates([table(systems.first), table(systems.second)], weights=shipped(), engine=engine)
    return {frozenset(pair): probability for *pair, probability in found}


def test_two_engines_propose_alike(spark: Any) -> None:
    from kinbridge.exchange import link_on_spark  # noqa: PLC0415 - imports what may not be here

    expected = proposed(on_duckdb.engine())
    assert len(expected) > IN_EACH / 2
    assert proposed(link_on_spark.engine()) == pytest.approx(expected, rel=1e-9)
