"""Apache Spark for the whole run: two workers take longer to start than any of the tests takes on them."""

from __future__ import annotations

from typing import Any

import pytest

FOR_FEW_ROWS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Over so few, to write programs for each step takes longer than to take the steps."""


@pytest.fixture(scope="session")
def spark() -> Any:
    from splink.backends.spark import similarity_jar_location  # noqa: PLC0415 - imports what may not be here

    from kinbridge.measures import on_spark  # noqa: PLC0415

    session = on_spark.session(jars=similarity_jar_location())
    for name, value in FOR_FEW_ROWS.items():
        session.conf.set(name, value)
    return session
