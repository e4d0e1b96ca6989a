"""How many places are open, for whom, as someone stated at a time. An old statement is never shown as an open place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.directory.models.partners import Coalition, Program
from kinbridge.directory.models.services import Service
from kinbridge.directory.rules.words import POPULATION_WORDS, UNIT_WORDS, Population, Unit


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def current(self) -> CapacityQuerySet:
        """The newest statement for each program or service, population and unit."""
        return self.filter(current=True)


class Capacity(models.Model):
    """One statement of open places in a program, or in a service that has no program. Older ones stay as history."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+", db_index=False)
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.CASCADE, related_name="capacity")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="capacity")
    population = models.CharField(max_length=20, choices=list(POPULATION_WORDS.items()), default=Population.ANYONE)
    unit = models.CharField(max_length=10, choices=list(UNIT_WORDS.items()), default=Unit.PLACE)
    open_slots = models.PositiveIntegerField()
    total_slots = models.PositiveIntegerField(null=True, blank=True)
    waiting = models.PositiveIntegerField(null=True, blank=True, help_text="people on the waiting list")
    wait_days = models.PositiveIntegerField(null=True, blank=True, help_text="usual wait for a place")
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    current = models.BooleanField(default=True, help_text="no newer statement for the same places")

    objects = CapacityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["coalition", "stated_at"],
                condition=Q(current=True, open_slots__gt=0),
                name="directory_open_places",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="directory_capacity_of_one",
                condition=Q(program__isnull=False, service__isnull=True)
                | Q(program__isnull=True, service__isnull=False),
                violation_error_message="State places for a program or for a service, not both.",
            ),
            models.CheckConstraint(
                name="directory_open_within_total",
                condition=Q(total_slots__isnull=True) | Q(open_slots__lte=models.F("total_slots")),
                violation_error_message="More places are open than there are in all; check the two numbers.",
            ),
            models.UniqueConstraint(
                name="directory_one_current_capacity",
                fields=["program", "service", "population", "unit"],
                condition=Q(current=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"capacity {self.pk}"
