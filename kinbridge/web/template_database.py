"""A database with this code's tables and no rows, kept on the server for tests to copy: migrating takes far longer."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from kinbridge.web.postgres import Urls
from kinbridge.web.steps import ROOT, attempt, fingerprint, manage

PREFIX = "kinbridge_tables_"
KEPT = 3  # so that a run which has just chosen one still finds it
TURN = 7_208_114  # an advisory lock of our own: one process makes it, the others wait


def migrated(found: Urls) -> str | None:
    """The name of the template, made now if need be; None when the migrations fail, which the test run will explain."""
    files = sorted(path for path in ROOT.glob("kinbridge/*/migrations/*.py") if path.is_file())
    settings = ROOT / "kinbridge" / "web" / "settings.py"  # a capability that is not installed yet has no tables
    name = PREFIX + fingerprint([ROOT / "requirements.lock", Path(__file__), settings, *files])
    draft = f"{name}_draft"
    with psycopg.connect(found.owner, dbname="postgres", autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (TURN,))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return name
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(draft)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
        elsewhere = urlsplit(found.owner)._replace(path=f"/{draft}").geturl()
        code, _ = attempt(
            manage("prepare", "--database"),
            env={**os.environ, "DATABASE_URL": elsewhere, "DATABASE_OWNER_URL": elsewhere, "KINBRIDGE_DEMO": "1"},
        )
        if code:
            return None
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
        )
        _forget_older(connection)
    return name


def _forget_older(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC OFFSET %s"
    for (older,) in connection.execute(query, (PREFIX, KEPT)).fetchall():
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(str(older))))
