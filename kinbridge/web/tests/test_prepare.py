import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kinbridge.people.models import Person


@pytest.mark.django_db
def test_a_database_of_an_earlier_version_is_told_from_a_broken_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {Person._meta.db_table} DROP COLUMN tribe")
    with pytest.raises(CommandError, match=r"there is no people_person\.tribe.*demo --anew"):
        call_command("prepare", "--database", verbosity=0)
