"""Estimates of need, gaps, what was put in place for them, and what the coalition says of each cell of the framework.

What was said stays: a newer estimate or a newer word about a cell stands after the older ones.
"""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition, Service
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.directory.rules.terms import LEVEL_WORDS
from kinbridge.directory.rules.words import CATEGORY_WORDS, POPULATION_WORDS, Population
from kinbridge.gaps.rules.framework import STAGE_WORDS, SYSTEM_WORDS


class Kind(models.Model):
    """What kind of service is meant, at which level of care, for whom, and where in the county."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40, choices=list(CATEGORY_WORDS.items()))
    level = models.CharField(max_length=4, blank=True, choices=list(LEVEL_WORDS.items()))
    population = models.CharField(max_length=20, choices=list(POPULATION_WORDS.items()), default=Population.ANYONE)
    area = models.CharField(max_length=80, blank=True, help_text="a town; blank is the whole county")

    class Meta:
        abstract = True


class Estimate(Kind):
    """How many people a year need this, as a source says; from a low guess to a high one."""

    people_low = models.PositiveIntegerField()
    people_high = models.PositiveIntegerField()
    stay_days = models.PositiveIntegerField(help_text="days that someone usually takes up a place")
    source = models.CharField(max_length=300)
    as_of = models.DateField()
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [
            models.CheckConstraint(
                name="gaps_low_is_not_above_high",
                condition=models.Q(people_low__lte=models.F("people_high")),
                violation_error_message="The low guess is above the high one; check the two numbers.",
            )
        ]

    def __str__(self) -> str:
        return f"estimate {self.pk}"


class Gap(Kind):
    """Something that families here need and cannot get. Whether it is closed is computed, never stored."""

    title = models.CharField(max_length=120)
    why = models.TextField(help_text="how the coalition knows")
    point = models.PositiveSmallIntegerField(choices=list(POINT_WORDS.items()), null=True, blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class Filling(models.Model):
    """A practice chosen for a gap with a note on why it fits, and later the service that gives it."""

    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="fillings")
    practice = models.CharField(max_length=60)
    fit_note = models.TextField()
    chosen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    service_name = models.TextField(blank=True, help_text="stays when the service is taken out of the directory")
    filled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gap", "practice"], name="gaps_one_filling_for_each_practice")]

    def __str__(self) -> str:
        return f"filling {self.pk}"


class Word(models.Model):
    """How far the coalition says it has come where one system meets families at one point."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    point = models.PositiveSmallIntegerField(choices=list(POINT_WORDS.items()))
    system = models.CharField(max_length=20, choices=list(SYSTEM_WORDS.items()))
    stage = models.PositiveSmallIntegerField(choices=list(STAGE_WORDS.items()))
    note = models.CharField(max_length=300, blank=True)
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        indexes = [models.Index(fields=["coalition", "point", "system", "-stated_at"], name="gaps_newest_word")]

    def __str__(self) -> str:
        return f"word {self.pk}"
