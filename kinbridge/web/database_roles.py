"""The two database roles: an owner that migrates, and an app role that row-level security binds."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

DATABASE = "kinbridge"
OWNER = "kinbridge_owner"
APP = "kinbridge_app"

RIGHTS = {
    OWNER: sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB"),
    APP: sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"),
}
Connect = Callable[[str], "psycopg.Connection[Any]"]


def prepare(connect: Connect, *, owner_password: str, app_password: str) -> None:
    """Make the roles and the database. `connect(database)` opens an autocommit session of an administrator.

    The owner may create databases (tests do). The app role may read and write rows and nothing else; the owner may
    act as it, so that tests can see what it is refused. Run again after a crash, it goes on where it stopped.
    """
    with connect("postgres") as connection:
        for role, password in ((OWNER, owner_password), (APP, app_password)):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            connection.execute(
                sql.SQL("{} ROLE {} {} PASSWORD {}").format(
                    sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(role), RIGHTS[role], sql.Literal(password)
                )
            )
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
    with connect("template1") as connection:  # which every later database copies, tests' included
        _grant_future_rows(connection)
    with connect("postgres") as connection:
        # Last: its presence says that all the rest is done.
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
        )


def prepare_managed(admin_url: str) -> str:
    """Prepare a database server of your own; the answer is the two lines for its environment."""

    def connect(database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(admin_url, dbname=database, autocommit=True)

    passwords = {role: secrets.token_urlsafe(24) for role in (OWNER, APP)}
    prepare(connect, owner_password=passwords[OWNER], app_password=passwords[APP])
    place = conninfo_to_dict(admin_url)
    query = urlencode({name: place[name] for name in ("host", "port", "sslmode") if place.get(name)})
    return "\n".join(
        f"{name}=" + shlex.quote(f"postgresql://{role}:{passwords[role]}@/{DATABASE}?{query}")
        for name, role in (("DATABASE_URL", APP), ("DATABASE_OWNER_URL", OWNER))
    )


def _grant_future_rows(connection: psycopg.Connection[Any]) -> None:
    """What the owner will create, the app role may read and write."""
    grant = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} TO {}")
    for rights in (sql.SQL("SELECT, INSERT, UPDATE, DELETE ON TABLES"), sql.SQL("USAGE, SELECT ON SEQUENCES")):
        connection.execute(grant.format(sql.Identifier(OWNER), rights, sql.Identifier(APP)))
