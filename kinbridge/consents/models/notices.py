"""A consent was taken back: whom we told, and who of them has read it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import AWAY_FROM_FAMILIES, User
from kinbridge.audit.triggers import KEPT
from kinbridge.consents.models.consent import ConsentEvent
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.rows import FamilyRow


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to_viewer(self, viewer: Viewer) -> NoticeQuerySet:
        """Those to the viewer's own program. Nobody is shown whom else we told."""
        if viewer.person_id is not None or viewer.program_id is None or viewer.role in AWAY_FROM_FAMILIES:
            return self.none()
        return self.filter(program=viewer.program_id)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(FamilyRow):
    """Tells one program that a consent it received something under was taken back or put on hold."""

    event = models.ForeignKey(ConsentEvent, on_delete=models.PROTECT, related_name="notices")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(help_text="when it last received something under the consent")
    keeps = models.BooleanField(help_text="the law lets it go on using what it holds for its own care")
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["program", "read_at", "-id"], name="consents_notices_of_a_program")]
        constraints = [
            models.UniqueConstraint(name="consents_told_once", fields=["event", "program"]),
            models.CheckConstraint(
                name="consents_read_by_someone",
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                violation_error_message="Say who read the notice.",
            ),
        ]
        triggers = [
            KEPT,
            pgtrigger.Protect(
                name="read_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__read_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
