"""Rounds in the manner of Delphi. Who answered and what was answered never stand in the same row, nor in an order."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.workgroups.models.groups import Group, Kept, Member


class Delphi(Kept):
    """A question that a group rates in rounds, until it agrees or stops."""

    practice = models.ForeignKey("workgroups.Practice", on_delete=models.PROTECT, related_name="delphis")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=300)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.question


class Round(Kept):
    """One round. Ratings and comments are kept sorted: the order in which they came is nowhere."""

    delphi = models.ForeignKey(Delphi, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    ratings = ArrayField(models.PositiveSmallIntegerField(), default=list)
    comments = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delphi", "number"], name="workgroups_rounds_count_up"),
            models.UniqueConstraint(
                fields=["delphi"], condition=models.Q(closed_at__isnull=True), name="workgroups_one_open_round"
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"


class Rated(Kept):
    """A member answered a round, so that nobody answers twice. What they answered is not here."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="rated")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="workgroups_one_rating_each")]

    def __str__(self) -> str:
        return f"rated {self.pk}"
