"""Goals, what is looked at to know how they stand, and the values read off. A reading is never changed."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition


class OfCoalition(models.Model):
    """A row of one coalition, which row security checks."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Indicator(OfCoalition):
    """What is looked at. Its value is a measure's, as last released, or else what someone stated last."""

    words = models.CharField(max_length=160)
    words_es = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=20)
    target = models.FloatField(null=True, blank=True)
    direction = models.CharField(max_length=4, choices=[("up", "More is better"), ("down", "Less is better")])
    measure = models.CharField(
        max_length=60, blank=True, help_text="key of the measure and which of its counts, such as plan_made:1"
    )

    def __str__(self) -> str:
        return self.words


class Goal(OfCoalition):
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    title_es = models.CharField(max_length=120, blank=True)
    aim = models.TextField()
    aim_es = models.TextField(blank=True)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.OneToOneField(Indicator, on_delete=models.PROTECT, related_name="goal")
    public = models.BooleanField(default=False, help_text="anyone may read its status on the coalition's goal page")
    version = models.PositiveIntegerField(default=1, help_text="so that of two people who change it one is told")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "number"], name="coalition_goal_numbers")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Reading(OfCoalition):
    """A value on a day, stated by someone."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField()
    value = models.FloatField()
    note = models.CharField(max_length=200, blank=True)
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["indicator", "on"], name="coalition_reading_by_day"),
            models.Index(fields=["coalition", "-stated_at"], name="coalition_newest_reading"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"reading {self.pk}"
