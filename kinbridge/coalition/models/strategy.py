"""The lines of the strategy, and everything that was ever said in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.coalition.models.goals import Goal, Indicator, OfCoalition
from kinbridge.coalition.rules.strategy import PHASE_WORDS, STATUS_WORDS, Kind, Status


class Line(OfCoalition):
    """An objective of a goal, a strategy toward an objective, or an activity of a strategy."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="lines")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value.capitalize()) for kind in Kind])
    title = models.CharField(max_length=160)
    phase = models.CharField(max_length=14, blank=True, choices=[(p.value, words) for p, words in PHASE_WORDS.items()])
    takes = models.CharField(max_length=160, blank=True, help_text="what an activity needs: people, money, agreements")
    gives = models.CharField(max_length=160, blank=True, help_text="what there is once an activity is done")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=[(s.value, words) for s, words in STATUS_WORDS.items()], default=Status.PLANNED
    )
    indicator = models.OneToOneField(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="line")
    version = models.PositiveIntegerField(default=1, help_text="so that of two people who change it one is told")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="coalition_objectives_stand_under_goals",
                condition=Q(kind=Kind.OBJECTIVE, parent__isnull=True)
                | (~Q(kind=Kind.OBJECTIVE) & Q(parent__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Change(OfCoalition):
    """What a line or a goal said from one moment on. Never changed: the strategy of any day can be read from it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="changes")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=10, blank=True, help_text="of the line")
    said = models.JSONField(help_text="what it said from then on, field by field")
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["coalition", "-at"], name="coalition_newest_change")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"change {self.pk}"
