"""A meeting: who came, which families stood on its list and why, and what was agreed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import KEPT
from kinbridge.chart.models import Entry
from kinbridge.directory.models import Program
from kinbridge.people.rows import FamilyRow
from kinbridge.teams.models.team import Enrollment, Team


class Meeting(models.Model):
    """`planned_at` is the hour that the rhythm gave; a meeting may be moved, and later ones stay."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="meetings")
    at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True, blank=True)
    agenda_locked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["team", "-at"])]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Attendance(models.Model):
    """One member at one meeting, or a guest: the pledge, when they came, and whether they are in the room now.

    `recorded_by` is set where the coordinator wrote down a pledge given aloud or on paper. A `guest` has no account:
    their name, and in what role and from where they come, are as they said; `program` is the partner they work for,
    where the coordinator knows of one.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guest = models.CharField(max_length=120, blank=True)
    stated = models.CharField(max_length=160, blank=True)
    pledged_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField(null=True, blank=True)
    in_room = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="teams_one_attendance_each"),
            models.UniqueConstraint(
                fields=["meeting", "guest", "stated"], condition=~Q(guest=""), name="teams_one_guest_each"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, program__isnull=False, guest="")
                | (Q(user__isnull=True) & ~Q(guest="")),
                name="teams_member_or_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"

    @property
    def who(self) -> str:
        return str(self.user) if self.user is not None else self.guest

    @property
    def comes_from(self) -> str:
        """The partner that a member sits for; of a guest, what they said, and the partner where one is known."""
        program = self.program.name if self.program is not None else ""
        return program if self.user_id else ", ".join(filter(None, ("guest", self.stated, program)))


class AgendaItem(FamilyRow):
    """A family's place on a meeting's frozen list, with the reason that whoever may hear of the family may read.

    `added_at` marks one that came after the list was frozen; `begun_at` is when the room took it up.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    tier = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    discussed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "enrollment"], name="teams_family_once_per_meeting"),
            models.UniqueConstraint(fields=["meeting", "position"], name="teams_one_family_per_place"),
        ]

    def __str__(self) -> str:
        return f"agenda item {self.pk}"


class AgendaReason(FamilyRow):
    """One more reason, which rests on facts: whoever may read every one of its `entries` may read it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="reasons")
    words = models.CharField(max_length=200)
    entries = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"agenda reason {self.pk}"


class Action(FamilyRow):
    """Something someone named will do by a day. Who may read its `entry` may read it, and its owner."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    family_told_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "done_at", "due_on"])]
        triggers = [KEPT]

    def __str__(self) -> str:
        return f"action {self.pk}"
