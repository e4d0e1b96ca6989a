"""Compare on Apache Spark, for more records than one machine holds: the same proposals as on DuckDB.

Needs the libraries of requirements-spark.in, and Java 17 or newer. Splink brings the one function that Spark lacks.
"""

from __future__ import annotations

from splink import SparkAPI
from splink.backends.spark import similarity_jar_location

from kinbridge.measures.on_spark import session


def engine() -> SparkAPI:
    """What is put aside meanwhile stays with the workers, encrypted; Splink would write names to a folder in plain."""
    return SparkAPI(spark_session=session(jars=similarity_jar_location()), break_lineage_method="persist")
