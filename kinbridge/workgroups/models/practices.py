"""The registry of practices: what each is, where it comes from, and the recorded votes that grade it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Organization
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.stakeholders.rules.sectors import SECTORS
from kinbridge.workgroups.models.groups import Group, Kept, Member
from kinbridge.workgroups.models.rounds import Delphi
from kinbridge.workgroups.rules.grades import CHOICE_WORDS, GRADE_WORDS, REASON_WORDS, Grade, Reason

GRADES = [(grade.value, words) for grade, words in GRADE_WORDS.items()]


class PracticeQuerySet(models.QuerySet["Practice"]):
    def graded(self) -> PracticeQuerySet:
        """With `grade`: where the last carried vote put it. It is never stored."""
        carried = Motion.objects.filter(practice=models.OuterRef("pk"), carried=True).order_by("-closed_at", "-pk")
        last = models.Subquery(carried.values("to")[:1])
        return self.annotate(grade=models.functions.Coalesce(last, models.Value(Grade.PROPOSED.value)))


class Practice(Kept):
    """A way of working that someone put before the coalition."""

    title = models.CharField(max_length=120)
    what = models.TextField()
    approach = models.CharField(max_length=200, help_text="how it is done, in a few words")
    points = ArrayField(models.PositiveSmallIntegerField())
    sectors = ArrayField(models.CharField(max_length=20))
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    register = models.CharField(max_length=60, blank=True, help_text="its code in the register of evidence")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "title"], name="workgroups_one_practice_of_a_name")]

    def __str__(self) -> str:
        return self.title

    @property
    def points_words(self) -> str:
        return ", ".join(POINT_WORDS[point] for point in self.points)

    @property
    def sectors_words(self) -> str:
        return ", ".join(SECTORS[code].name for code in self.sectors)


class Origin(Kept):
    """A site, or one of its findings, that a practice comes from."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="origins")
    site = models.CharField(max_length=40)
    finding = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "site", "finding"], name="workgroups_one_origin_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"origin {self.pk}"


class Motion(Kept):
    """A vote on moving a practice from one grade to another: why, by whom, and what came of it."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="motions")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=12, choices=GRADES)
    to = models.CharField(max_length=12, choices=GRADES)
    why = models.TextField()
    reasons = ArrayField(models.CharField(max_length=12))
    delphi = models.ForeignKey(Delphi, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    quorum = models.PositiveSmallIntegerField(help_text="votes needed, counted when it opened")
    closed_at = models.DateTimeField(null=True, blank=True)
    carried = models.BooleanField(null=True, blank=True)
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=models.Q(closed_at__isnull=True), name="workgroups_one_open_vote"
            ),
            models.CheckConstraint(
                name="workgroups_closed_with_a_result",
                condition=models.Q(closed_at__isnull=True, carried__isnull=True)
                | models.Q(closed_at__isnull=False, carried__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"

    @property
    def reasons_words(self) -> list[str]:
        return [REASON_WORDS[Reason(code)] for code in self.reasons]


class Vote(Kept):
    """One member's vote, by name."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=list(CHOICE_WORDS.items()))
    why = models.CharField(max_length=400, blank=True)
    gains = models.BooleanField(default=False, help_text="their own organization would gain from it")
    cast_at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [models.UniqueConstraint(fields=["motion", "member"], name="workgroups_one_vote_each")]

    def __str__(self) -> str:
        return f"vote {self.pk}"
