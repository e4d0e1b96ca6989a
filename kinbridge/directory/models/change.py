"""When the published directory last changed, whoever changed it and by whatever way: the database itself notes it."""

from __future__ import annotations

from datetime import datetime

from django.db import migrations, models

NOTE = """
    CREATE FUNCTION directory_note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO directory_change (at) VALUES (clock_timestamp());
        RETURN NULL;
    END $$;
"""
WATCH = """
    CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION directory_note_change();
"""


class Change(models.Model):
    """A statement changed something that is published. Rows are only added: nobody waits for another's change."""

    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"change {self.pk}"


def changed_at() -> datetime | None:
    """The newest change, or None in a directory that was never filled."""
    latest: datetime | None = Change.objects.aggregate(at=models.Max("at"))["at"]
    return latest


def watched(*tables: str) -> list[migrations.RunSQL]:
    """Migration steps after which a change of these tables is noted."""
    unwatch = "DROP TRIGGER note_change ON {table};"
    return [
        migrations.RunSQL(NOTE, "DROP FUNCTION directory_note_change();"),
        *(migrations.RunSQL(WATCH.format(table=table), unwatch.format(table=table)) for table in tables),
    ]
