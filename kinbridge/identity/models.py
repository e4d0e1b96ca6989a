"""Pairs of records that a comparison proposed, and what people decided about them. No name is kept here."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition
from kinbridge.people.models import Person
from kinbridge.people.sameness import SamePerson


class Run(models.Model):
    """One comparison: when, in whose name, and with which weights. It counts nobody: a count would tell of one more."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    weights = models.CharField(max_length=40, help_text="the version of the trained weights")

    class Meta:
        indexes = [models.Index(fields=["coalition", "-at"], name="identity_newest_run")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Pair(models.Model):
    """Two records that may be of one person. `first` is the older one; what of them agrees is read anew each time."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SAME = "same", "One person"
        DIFFERENT = "different", "Two people"

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="pairs")
    probability = models.FloatField(help_text="0 to 1, as the run weighed it; orders the queue, decides nothing")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(name="identity_pair_in_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(name="identity_one_pair", fields=["first", "second"]),
        ]
        indexes = [models.Index(fields=["coalition", "state", "-probability"], name="identity_queue")]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Verdict(models.Model):
    """What someone decided about a pair and why. Each stays; a link that was undone is a verdict too."""

    class Kind(models.TextChoices):
        SAME = "same", "The same person"
        DIFFERENT = "different", "Not the same person"
        UNSURE = "unsure", "We do not know yet"
        UNDONE = "undone", "The link was undone"

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="verdicts")
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    because = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    link = models.ForeignKey(SamePerson, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [
            models.CheckConstraint(
                name="identity_same_makes_a_link",
                condition=Q(kind__in=["same", "undone"], link__isnull=False)
                | Q(kind__in=["different", "unsure"], link__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"
