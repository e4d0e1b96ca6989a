"""The audit line. The database itself chains the lines and refuses to change or delete one."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kinbridge.audit.triggers import APPEND_ONLY

# Each family has its own chain; lines about no family share chain 0. The head row is locked while a line is added, so
# two writers cannot both follow the same line. The digest covers every column, in a fixed order.
CHAIN = """
    INSERT INTO audit_head (family_id, length, digest)
        VALUES (COALESCE(NEW.family_id, 0), 0, '')
        ON CONFLICT (family_id) DO UPDATE SET length = audit_head.length
        RETURNING length + 1, digest INTO NEW.position, NEW.previous;
    NEW.digest = encode(sha256(convert_to(concat_ws('|',
        NEW.previous, NEW.position, COALESCE(NEW.family_id, 0), COALESCE(NEW.actor_id, 0),
        COALESCE(NEW.organization_id::text, ''), NEW.act, NEW.about, NEW.because,
        array_to_string(NEW.citations, ';'), NEW.detail::text,
        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    ), 'UTF8')), 'hex');
    UPDATE audit_head SET length = NEW.position, digest = NEW.digest WHERE family_id = COALESCE(NEW.family_id, 0);
    RETURN NEW;
"""


class Head(models.Model):
    """The newest link of one chain. Written only by the trigger on Line."""

    family_id = models.BigIntegerField(primary_key=True)
    length = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"

    def __str__(self) -> str:
        return f"chain {self.family_id}, {self.length} lines"


class Line(models.Model):
    """One act, look or refusal. Holds ids, codes and citations, never a name or a health fact.

    `family_id`, `actor_id` and `organization_id` are plain ids: a line must outlive what it speaks of.
    """

    at = models.DateTimeField()
    family_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    organization_id = models.UUIDField(null=True)
    act = models.CharField(max_length=60, help_text="verb.object, such as consent.signed or chart.seen")
    about = models.CharField(max_length=80, blank=True, help_text="the row acted on, such as consent:12")
    because = models.CharField(max_length=60, blank=True, help_text="the purpose that was given")
    citations = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    position = models.BigIntegerField(editable=False, default=0)
    previous = models.CharField(max_length=64, editable=False, default="")
    digest = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family_id", "position"], name="audit_one_line_per_position")]
        indexes = [
            models.Index(fields=["family_id", "-id"]),
            models.Index(fields=["actor_id", "-id"]),
            # A look across many families names them in its detail; each family's accounting finds it there.
            GinIndex(
                name="audit_families_looked_at",
                fields=["detail"],
                opclasses=["jsonb_path_ops"],
                condition=models.Q(family_id__isnull=True),
            ),
        ]
        triggers = [
            APPEND_ONLY,
            pgtrigger.Trigger(name="chain", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CHAIN),
        ]

    def __str__(self) -> str:
        return f"{self.at.isoformat(' ', 'minutes')} {self.act} {self.about}"
