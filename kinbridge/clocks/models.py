"""What a county confirmed for itself. Due dates are computed and never stored; the values they rest on are."""

from __future__ import annotations

from datetime import date

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition


class LocalValueQuerySet(models.QuerySet["LocalValue"]):
    def in_force(self, *, coalition_id: int, on: date) -> LocalValueQuerySet:
        """The newest row of each setting that has begun by `on`. One whose value is null gave the setting back."""
        rows = self.filter(coalition=coalition_id, effective_from__lte=on)
        return rows.order_by("name", "-effective_from", "-pk").distinct("name")


class LocalValue(models.Model):
    """One setting's value in this county from a day on: where it is written, and who confirmed it. Append-only.

    A null value gives the setting back: from that day the state's or the nation's value counts again.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40, help_text="one of clocks.rules.settings.SETTINGS")
    value = models.JSONField(null=True, blank=True, help_text="a number, yes or no, a word, or {n, unit}")
    source = models.CharField(max_length=200, help_text="the local rule, order or policy it is written in")
    effective_from = models.DateField()
    confirmed_by = models.CharField(max_length=160, help_text="the person who answers for it, with their office")
    confirmed_on = models.DateField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = LocalValueQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["coalition", "name", "-effective_from", "-id"], name="clocks_local_value")]
        constraints = [
            models.CheckConstraint(
                name="clocks_value_says_its_source",
                condition=~models.Q(source="") & ~models.Q(confirmed_by=""),
                violation_error_message="Say where the value is written and who confirmed it.",
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"local value {self.pk}"
