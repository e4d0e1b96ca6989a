"""A database of a bench's own beside the running one, dropped at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


@contextmanager
def own_database(name: str, **settings: str) -> Iterator[None]:
    """Django set up as the owner of an empty database of this name; import models only inside."""
    from kinbridge.web.postgres import urls

    owner = urls().owner
    os.environ.update(
        DATABASE_URL=owner,
        DATABASE_OWNER_URL=owner,
        KINBRIDGE_DB_ROLE="owner",
        KINBRIDGE_DEMO="1",
        KINBRIDGE_TEST_DB=name,
        DJANGO_SETTINGS_MODULE="kinbridge.web.settings",
        **settings,
    )
    import django

    django.setup()
    from django.db import connection

    was = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(was, verbosity=0)
