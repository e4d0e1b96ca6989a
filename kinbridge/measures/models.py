"""A count taken at one time. Raw; nothing is shown from it except through suppression."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models import Coalition


class Snapshot(models.Model):
    """`body` holds counts by measure and group, and the funnel; never a row about a family."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    counted_at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["coalition", "-counted_at"])]

    def __str__(self) -> str:
        return f"counts of {self.since} to {self.until}"
