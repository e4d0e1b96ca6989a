"""The database's own guard over rows that stay within one coalition."""

from __future__ import annotations

from django.db import migrations

POLICY = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_coalition ON {table}
        USING (coalition_id = NULLIF(current_setting('kinbridge.coalition', true), '')::bigint);
"""
UNDO = "DROP POLICY own_coalition ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


def guarded(*tables: str) -> list[migrations.RunSQL]:
    """Migration steps that put row security on these tables: no coalition set, no rows (the app role only)."""
    return [migrations.RunSQL(POLICY.format(table=table), UNDO.format(table=table)) for table in tables]
