"""Alder County as `./run demo --families 40` would load it today: loaded once for a run, undone after each module."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction
from django.utils.timezone import now
from psycopg import sql
from pytest_django import DjangoDbBlocker

from kinbridge.exchange.county.load import county_as_loaded, load_county
from kinbridge.exchange.county.place import ZONE, County
from kinbridge.web.postgres import urls
from kinbridge.web.template_database import migrated

FAMILIES = 40


@pytest.fixture(scope="session")
def county_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a database with the county in it. Loading takes ten seconds, and eight modules want it."""
    found, at = urls(), now()
    name, template = f"alder_{os.getpid()}", migrated(found)
    assert template, "The tables could not be made: ./run migrate says why."
    with psycopg.connect(found.owner, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        with django_db_blocker.unblock(), connected_to(name), transaction.atomic():
            load_county(today=at.astimezone(ZONE).date(), at=at, families=FAMILIES, say=lambda line: None)
        yield name
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def county(county_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), connected_to(county_database), transaction.atomic():
        yield county_as_loaded()
        transaction.set_rollback(True)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
