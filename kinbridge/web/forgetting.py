"""Throw the demo's database away, when somebody asks for it."""

from __future__ import annotations

import psycopg
from psycopg import errors, sql

from kinbridge.web.database_roles import DATABASE
from kinbridge.web.postgres import Cluster, PostgresTrouble

BEGUN = "SELECT 1 FROM audit_line WHERE act IN ('coalition.begun', 'coalition.opened') LIMIT 1"


def forget(cluster: Cluster) -> None:
    """The next start makes an empty one. Raises `PostgresTrouble` where somebody began a coalition of their own."""
    owner = cluster.start().owner
    with psycopg.connect(owner) as connection:
        table = connection.execute("SELECT to_regclass('audit_line')").fetchone()
        if table != (None,) and connection.execute(BEGUN).fetchone():
            raise PostgresTrouble(
                "Somebody began a coalition of their own in this database; it is not the demo's alone, and it stays."
            )
    with psycopg.connect(owner, dbname="postgres", autocommit=True) as connection:
        try:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(DATABASE)))
        except errors.ObjectInUse:
            raise PostgresTrouble("Kinbridge still runs on this database. Stop it first: ./run stop") from None
