"""A working group: its members, its meetings over two years, who came, its minutes and its decisions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Coalition
from kinbridge.stakeholders.rules.sectors import SECTORS
from kinbridge.workgroups.rules.rhythm import rule_words


class Kept(models.Model):
    """A row that stays within one coalition."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Group(Kept):
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=400)
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(help_text="the first meeting; the rule counts from it")
    rule = models.CharField(max_length=80, help_text="when it meets, as RFC 5545 writes it")
    minutes_long = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=160)
    quorum_percent = models.PositiveSmallIntegerField(default=50)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coalition", "name"], name="workgroups_one_of_a_name"),
            models.CheckConstraint(
                name="workgroups_quorum_is_a_part",
                condition=models.Q(quorum_percent__range=(1, 100)),
                violation_error_message="A quorum is 1 to 100 of a hundred members.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm_words(self) -> str:
        return rule_words(self.rule, first=local_time(self.first_at))


class MemberQuerySet(models.QuerySet["Member"]):
    def on(self, day: date) -> MemberQuerySet:
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)


class Member(Kept):
    """A seat, from one day up to another. Someone without an account has one as well."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    organization = models.CharField(max_length=160)
    sector = models.CharField(max_length=20)
    votes = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="the first day on which they no longer are")

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"], condition=models.Q(until__isnull=True), name="workgroups_one_seat_each"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sector_words(self) -> str:
        return SECTORS[self.sector].name


class Meeting(Kept):
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    at = models.DateTimeField()
    agenda = models.TextField(blank=True, help_text="one thing a line")
    held = models.BooleanField(default=False, help_text="somebody wrote down who came")
    members_then = models.PositiveSmallIntegerField(default=0, help_text="how many members there were on the day")
    called_off = models.CharField(max_length=200, blank=True, help_text="why it is not held")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "at"], name="workgroups_one_meeting_at_a_time")]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(minutes=self.group.minutes_long)

    @property
    def agenda_lines(self) -> list[str]:
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class Attendance(Kept):
    """A member came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="workgroups_came_once")]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Minutes(Kept):
    """One version of a meeting's minutes. A later version stands after it; none is changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    mark = models.CharField(max_length=64)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="workgroups_one_of_a_version")]

    def __str__(self) -> str:
        return f"minutes {self.pk}"


class Decision(Kept):
    """What a group decided, who sees to it, by when, and whether it was carried out."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    text = models.CharField(max_length=400)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"decision {self.pk}"
