"""A treatment program's waiting list, and the moments when it became nearly full. Only its own people see the list.

A row holds the program's own code for someone, and never a name: the list is of a program that the law protects.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.directory.models.partners import Coalition, Program


class Waiting(models.Model):
    """Someone asked this program for treatment, and no place was open."""

    class End(models.TextChoices):
        ADMITTED = "admitted", "Admitted here"
        ELSEWHERE = "elsewhere", "Admitted by another program"
        DECLINED = "declined", "They chose not to wait"
        LOST = "lost", "We could not reach them"

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+", db_index=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="waiting")
    code = models.CharField(max_length=20, help_text="the program's own code for the person")
    asked_at = models.DateTimeField()
    pregnant = models.BooleanField(default=False)
    injects = models.BooleanField(default=False)
    interim_at = models.DateTimeField(null=True, blank=True, help_text="when interim services began")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, blank=True, choices=End)
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="directory_one_wait_per_code",
                fields=["program", "code"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="This code is on the list already.",
            ),
            models.CheckConstraint(
                name="directory_wait_ends_with_a_reason",
                condition=Q(ended_at__isnull=True, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                violation_error_message="Say how the wait ended.",
            ),
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


class NearlyFull(models.Model):
    """A program reached 90 percent of its places, by its own statement. The State is told within seven days."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+", db_index=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="nearly_full")
    reached_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="fewer than 90 percent are taken again")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="directory_nearly_full_once", fields=["program"], condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"nearly full {self.pk}"
