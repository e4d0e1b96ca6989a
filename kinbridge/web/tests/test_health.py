"""What a watcher is told. These tests never reach a database, so none is set up."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker


def test_without_a_database_it_says_so_plainly(
    django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "/nobody/listens/here")
        response = Client().get("/health/")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")
