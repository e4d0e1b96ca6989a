"""Compare on Apache Spark, for more records than one machine holds: the same proposals as on DuckDB.

Needs the libraries of requirements-spark.in, and Java 17 or newer. Splink brings the one function that Spark lacks.
"""

from __future__ import annotations

from splink import SparkAPI
from splink.backends.spark import similarity_jar_location

from kinbridge.measures.on_spark import session

GIVEN_TO_WORKERS = ("spark.sql.execution.arrow.localRelationThreshold", "0")
"""However few the records: otherwise Spark keeps them in its plan, and looks through them at every step."""


def engine() -> SparkAPI:
    """What is put aside meanwhile stays with the workers, encrypted; Splink would write names to a folder in plain."""
    spark = session(jars=similarity_jar_location()).newSession()
    spark.conf.set(*GIVEN_TO_WORKERS)
    return SparkAPI(spark_session=spark, break_lineage_method="persist")
