"""What follows an emergency opening: which programs were told, and what the privacy officer found."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY, KEPT
from kinbridge.directory.models import Program
from kinbridge.people.rows import FamilyRow


class EmergencyNotice(FamilyRow):
    """Tells one program that its records were opened in an emergency: it has to keep a note of it (42 CFR 2.51(c))."""

    paper = models.ForeignKey("consents.OtherAuthority", on_delete=models.PROTECT, related_name="told")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["program", "read_at", "-id"], name="consents_emergencies_told")]
        constraints = [
            models.UniqueConstraint(name="consents_emergency_told_once", fields=["paper", "program"]),
            models.CheckConstraint(
                name="consents_emergency_read_by_someone",
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
            ),
        ]
        triggers = [
            KEPT,
            pgtrigger.Protect(
                name="read_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__read_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"emergency notice {self.pk}"


class EmergencyReview(FamilyRow):
    """A privacy officer looked at an emergency opening. One without a review is waiting for it."""

    class Finding(models.TextChoices):
        JUSTIFIED = "justified", _("Justified")
        NOT_JUSTIFIED = "not_justified", _("Not justified")

    paper = models.OneToOneField("consents.OtherAuthority", on_delete=models.PROTECT, related_name="review")
    finding = models.CharField(max_length=15, choices=Finding)
    note = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"review {self.pk}"
