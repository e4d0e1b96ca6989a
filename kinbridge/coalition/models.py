"""Goals and the values read off for them. A reading is never changed; a newer one stands after it."""

from __future__ import annotations

import pgtrigger
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition


class Goal(models.Model):
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    aim = models.TextField()
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=160)
    unit = models.CharField(max_length=20)
    target = models.FloatField()
    direction = models.CharField(max_length=4, choices=[("up", "More is better"), ("down", "Less is better")])
    measure = models.CharField(max_length=60, blank=True, help_text="the measure its value is read from, if one")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "number"], name="coalition_goal_numbers")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Reading(models.Model):
    """A goal's value on a day, stated by someone."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField()
    value = models.FloatField()
    note = models.CharField(max_length=200, blank=True)
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["goal", "on"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"reading {self.pk}"
