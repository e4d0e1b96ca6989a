"""What a worker wrote of an incident, version by version, and what they wrote for themselves afterward.

A phone makes the keys, so that sending the same thing twice keeps it once. No version is ever changed or removed: of
two that were written apart, both stay until their writer chooses, and after.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import KEPT
from kinbridge.chart.models import Entry
from kinbridge.directory.models import Coalition, Program
from kinbridge.people.models import Family


class Incident(models.Model):
    """Something met in a home. Its worker's own until they write it into a family's chart."""

    key = models.UUIDField(unique=True, help_text="made by the device")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "-received_at"], name="field_incidents_of_worker")]

    def __str__(self) -> str:
        return f"incident {self.pk}"


class Version(models.Model):
    """The whole report as it was written once. `base` is the version that its writer had before them."""

    class Standing(models.TextChoices):
        CURRENT = "current", "stands"
        WAITING = "waiting", "waits to be chosen"
        PAST = "past", "an earlier one"

    class Device(models.TextChoices):
        PHONE = "phone", "on the phone"
        OFFICE = "office", "on the site"

    key = models.UUIDField(unique=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="versions")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    base = models.UUIDField(null=True, blank=True)
    body = models.JSONField(help_text="rules.report: each field and its text")
    device = models.CharField(max_length=6, choices=Device)
    standing = models.CharField(max_length=7, choices=Standing)
    written_at = models.DateTimeField(help_text="by the clock of the device")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(standing="current"), name="field_one_version_stands"
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="words_stay", fields=["key", "incident", "base", "body", "device", "written_at"]),
            KEPT,
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class Debrief(models.Model):
    """How a worker was afterward. Nobody else reads it; a supervisor sees only that someone asked to be called."""

    class How(models.TextChoices):
        STEADY = "steady", "Steady"
        SHAKEN = "shaken", "Shaken"
        NOT_OK = "not_ok", "Not OK"

    key = models.UUIDField(unique=True, help_text="made by the device")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=6, choices=How)
    words = models.TextField(blank=True)
    call_me = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["worker", "-written_at"], name="field_debriefs_of_worker")]

    def __str__(self) -> str:
        return f"debrief {self.pk}"
