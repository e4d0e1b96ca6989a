"""A team, who sits at its table, the families it serves together, its meetings and what was agreed."""

from __future__ import annotations

import pgtrigger
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Program
from kinbridge.people.models import DatedQuerySet, Person, dated
from kinbridge.people.rows import FamilyRow
from kinbridge.teams.roles.models import RoleChange

__all__ = ["Action", "AgendaItem", "Enrollment", "Meeting", "RoleChange", "Seat", "Team"]


class Team(models.Model):
    """A standing multidisciplinary team. Its memorandum and empanelment say what child welfare may tell it."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="who coordinates it")
    memorandum_on = models.DateField(null=True, blank=True)
    empaneled_on = models.DateField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=4)
    minutes = models.PositiveSmallIntegerField(default=120)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A program's place at the table."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    pledged_on = models.DateField(null=True, blank=True, help_text="when it signed the confidentiality pledge")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dated("teams_seat_dates")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Enrollment(FamilyRow):
    """A family the team serves together, because the person agreed. One who declines still gets care."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="enrollments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    referred_by = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    consent_id = models.BigIntegerField(null=True, blank=True)
    flagged = models.CharField(max_length=120, blank=True, help_text="why a partner asks for attention, in a few words")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dated("teams_enrollment_dates")]
        indexes = [models.Index(fields=["team", "since"])]

    def __str__(self) -> str:
        return f"enrollment {self.pk}"


class Meeting(models.Model):
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="meetings")
    at = models.DateTimeField()
    agenda_locked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["team", "-at"])]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class AgendaItem(FamilyRow):
    """A family's place on a meeting's frozen list, with the reason it stands there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    tier = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField()
    discussed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "enrollment"], name="teams_family_once_per_meeting"),
            models.UniqueConstraint(fields=["meeting", "position"], name="teams_one_family_per_place"),
        ]

    def __str__(self) -> str:
        return f"agenda item {self.pk}"


class Action(FamilyRow):
    """Something someone named will do by a day, agreed at a meeting."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    family_told_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "done_at", "due_on"])]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"action {self.pk}"
