"""Which services may say something else now: the database itself notes each row that matching looks at.

Every process keeps what services say arranged in memory (`rules.shelf`), and reads again only what is noted here since
it last looked. A note carries the transaction that wrote it, and a reader asks for notes that its last snapshot could
not see: so nothing is missed that was committed late, and nobody waits for anybody.
"""

from __future__ import annotations

from django.db import migrations, models

NOTED = (
    ("directory_service", "service", "id"),
    ("directory_serviceatlocation", "service", "service_id"),
    ("directory_location", "location", "id"),
    ("directory_schedule", "service", "service_id"),
    ("directory_attribute", "service", "link_id"),
    ("directory_capacity", "service", "COALESCE(service_id, program_id)"),
)
"""The table, what its key names, and the key. Places may be a program's: they are all of its services'."""
KEPT = "1 day"
FUNCTION = """
    CREATE FUNCTION {table}_touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM directory_touched WHERE id IN (
            SELECT id FROM directory_touched WHERE at < now() - interval '{kept}' LIMIT 1000 FOR UPDATE SKIP LOCKED
        );
        IF TG_OP IN ('INSERT', 'UPDATE') THEN
            INSERT INTO directory_touched (coalition_id, kind, key, xact, at)
                SELECT DISTINCT coalition_id, '{kind}', {key}, pg_current_xact_id()::text::bigint, now()
                FROM is_now WHERE {key} IS NOT NULL;
        END IF;
        IF TG_OP IN ('UPDATE', 'DELETE') THEN
            INSERT INTO directory_touched (coalition_id, kind, key, xact, at)
                SELECT DISTINCT coalition_id, '{kind}', {key}, pg_current_xact_id()::text::bigint, now()
                FROM was WHERE {key} IS NOT NULL;
        END IF;
        RETURN NULL;
    END $$;
"""
TRIGGERS = """
    CREATE TRIGGER touched_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS is_now
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_touched();
    CREATE TRIGGER touched_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS was NEW TABLE AS is_now
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_touched();
    CREATE TRIGGER touched_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS was
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_touched();
"""
UNDO = """
    DROP TRIGGER touched_insert ON {table}; DROP TRIGGER touched_update ON {table};
    DROP TRIGGER touched_delete ON {table}; DROP FUNCTION {table}_touched();
"""


class Touched(models.Model):
    """A row of a service, or of its place, was written by a transaction. Kept for a day."""

    coalition_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    key = models.UUIDField(help_text="of the service, its program, or its location")
    xact = models.BigIntegerField(help_text="the transaction that wrote it")
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["coalition_id", "xact"], name="directory_touched_since")]

    def __str__(self) -> str:
        return f"touched {self.pk}"


def touches() -> list[migrations.RunSQL]:
    """Migration steps after which changes are noted."""
    return [
        migrations.RunSQL(
            FUNCTION.format(table=table, kind=kind, key=key, kept=KEPT) + TRIGGERS.format(table=table),
            UNDO.format(table=table),
        )
        for table, kind, key in NOTED
    ]
