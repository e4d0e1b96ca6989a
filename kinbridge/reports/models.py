"""Reports that were prepared: their figures as they stood then, and who approved and released them."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition
from kinbridge.measures.models import Release
from kinbridge.reports.rules.document import Document


class Report(models.Model):
    """A report. Its words and figures never change; another person than who prepared it approves it."""

    class Kind(models.TextChoices):
        CAPTA = "capta", "Annual state data report"
        FUNDER = "funder", "Report for a funder"

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    mark = models.CharField(max_length=64, help_text="of the words and figures; printed on every page")
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = [
            pgtrigger.ReadOnly(
                name="figures_stay",
                fields=["coalition", "kind", "title", "release", "body", "mark", "prepared_by", "prepared_at"],
            )
        ]
        constraints = [
            models.CheckConstraint(name="reports_another_approves", condition=~Q(approved_by=F("prepared_by"))),
            models.CheckConstraint(
                name="reports_approved_before_released",
                condition=Q(released_at__isnull=True) | Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def document(self) -> Document:
        return Document.read(self.body)

    @property
    def standing(self) -> str:
        if self.released_at is not None:
            return "Released"
        return "Approved" if self.approved_at is not None else "Draft"
