"""A team and the papers it rests on, who sits at its table, and the families it serves together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.chart.models import Label
from kinbridge.consents.models import Agreement
from kinbridge.directory.models import Coalition, Program
from kinbridge.people.models import DatedQuerySet, Person, dated
from kinbridge.people.rows import FamilyRow


class Team(models.Model):
    """A standing multidisciplinary team. `started_on` is empty while it is being set up."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=200, blank=True, help_text="where, and which families")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="who coordinates it")
    memorandum_on = models.DateField(null=True, blank=True)
    memorandum_kept = models.CharField(max_length=120, blank=True, help_text="where the signed memorandum is kept")
    empanelment = models.ForeignKey(Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partners = models.ManyToManyField(Program, related_name="+")
    every_weeks = models.PositiveSmallIntegerField(default=4)
    minutes = models.PositiveSmallIntegerField(default=120)
    quorum = models.PositiveSmallIntegerField(default=3, help_text="how many partners have to be there")
    first_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Somebody's place at the table, for one partner. A memo empanels people, not a whole office."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            dated("teams_seat_dates"),
            models.UniqueConstraint(
                name="teams_one_seat_each", fields=["team", "user"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Enrollment(FamilyRow):
    """A family the team serves together, because the person agreed. One who declines still gets care.

    `label` is the coordinating program's record that they are on the list: whoever may read that may hear of the
    family at the table.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="enrollments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="+")
    referred_by = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    consent_id = models.BigIntegerField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True, help_text="when a member asked for time at the next meeting")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            dated("teams_enrollment_dates"),
            models.UniqueConstraint(
                name="teams_on_the_list_once", fields=["team", "family"], condition=Q(until__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["team", "since"])]

    def __str__(self) -> str:
        return f"enrollment {self.pk}"
