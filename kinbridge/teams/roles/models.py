"""Where a county does otherwise than the table it began with: a row of its own, from a day on, with who and why."""

from __future__ import annotations

from datetime import date

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition


class RoleChangeQuerySet(models.QuerySet["RoleChange"]):
    def in_force(self, *, coalition_id: int, on: date) -> RoleChangeQuerySet:
        """The newest of each row that has begun by `on`."""
        rows = self.filter(coalition=coalition_id, since__lte=on)
        return rows.order_by("task", "group", "-since", "-pk").distinct("task", "group")


class RoleChange(models.Model):
    """Who does what in one task here, from a day on. Append-only: the next one takes its place."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=40)
    group = models.CharField(max_length=2, blank=True)
    parts = models.JSONField(help_text="each partner's part, as in roles.toml")
    because = models.CharField(max_length=300)
    since = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = RoleChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["coalition", "task", "group", "-since", "-id"], name="teams_role_change")]
        constraints = [
            models.CheckConstraint(
                name="teams_role_change_says_why",
                condition=~models.Q(because=""),
                violation_error_message="Say why the county does it this way.",
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"role change {self.pk}"
