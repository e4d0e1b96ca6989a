"""What every row about a family shares: its family, its coalition, and the database's own guard over both."""

from __future__ import annotations

from django.db import connection, migrations, models

from kinbridge.directory.models import Coalition

POLICY = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_coalition ON {table}
        USING (coalition_id = NULLIF(current_setting('kinbridge.coalition', true), '')::bigint);
"""
UNDO = "DROP POLICY own_coalition ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


class FamilyRow(models.Model):
    """A row of one family. `family` is where a large database would split; `coalition` is what row security checks."""

    family = models.ForeignKey("people.Family", on_delete=models.PROTECT, related_name="+")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def guarded(*tables: str) -> list[migrations.RunSQL]:
    """Migration steps that put row security on these tables: no coalition set, no rows (the app role only)."""
    return [migrations.RunSQL(POLICY.format(table=table), UNDO.format(table=table)) for table in tables]


def work_in(coalition: Coalition) -> None:
    """Bind this transaction to one coalition, for a command or a task: row security shows its rows and no others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kinbridge.coalition', %s, true)", [str(coalition.pk)])
