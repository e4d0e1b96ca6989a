"""Naloxone that people carry, drills they took part in, and the gear of a unit. No row is about a family."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Program
from kinbridge.field.rules.ready import DRILLS, ENDS, GEAR, GIVEN


class OfUnit(models.Model):
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Carried(OfUnit):
    """One box of naloxone with one person, until it is used, given away, replaced or lost."""

    carrier = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lot = models.CharField(max_length=40)
    doses = models.PositiveSmallIntegerField(default=2)
    expires_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, blank=True, choices=list(ENDS.items()))
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["carrier"], condition=Q(ended_on=None), name="field_carried_now")]
        constraints = [
            models.CheckConstraint(condition=Q(doses__range=(1, 12)), name="field_doses_are_1_to_12"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="field_end_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"naloxone {self.pk}"


class Drill(OfUnit):
    """One person took part in one drill."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=list(DRILLS.items()))
    held_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "what", "held_on"], name="field_one_drill_a_day")]

    def __str__(self) -> str:
        return f"drill {self.pk}"


class Gear(OfUnit):
    """How much of something a unit had when somebody counted; the newest count stands."""

    item = models.CharField(max_length=12, choices=list(GEAR.items()))
    count = models.PositiveSmallIntegerField()
    wanted = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["program", "item", "-recorded_at"], name="field_newest_count")]

    def __str__(self) -> str:
        return f"gear {self.pk}"


class Given(OfUnit):
    """Something handed out where no family's record is: at a door, a table, a shelter. To whom is never asked."""

    thing = models.CharField(max_length=12, choices=list(GIVEN.items()))
    count = models.PositiveSmallIntegerField()
    given_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["program", "-given_on"], name="field_newest_given")]
        constraints = [models.CheckConstraint(condition=Q(count__range=(1, 500)), name="field_given_is_1_to_500")]

    def __str__(self) -> str:
        return f"given {self.pk}"
