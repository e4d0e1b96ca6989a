"""A safety plan as child protection wrote it, and when it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow


class SafetyPlan(FamilyRow):
    """A danger to one child now, who does what about it until when, who agreed, and the day it ends."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="whose record it is")
    danger = models.TextField(max_length=1000, help_text="what could hurt the child now, as facts")
    steps = models.JSONField(default=list, help_text="who does what, until when")
    agreed = models.CharField(max_length=300, help_text="who agreed to it, by name")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["family", "-starts_on"], name="plans_safety_newest")]
        constraints = [
            models.CheckConstraint(name="plans_safety_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on")))
        ]

    def __str__(self) -> str:
        return f"safety plan {self.pk}"
