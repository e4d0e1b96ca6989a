"""Where a loaded row came from, so that loading again finds it."""

from __future__ import annotations

from django.db import models

from kinbridge.people.rows import FamilyRow


class Origin(FamilyRow):
    """A sender's own id for a row of ours. `row` is that row's primary key in the table that `table` names."""

    sender = models.CharField(max_length=60, help_text="the sending system, such as the county's case system")
    table = models.CharField(max_length=20)
    source_id = models.CharField(max_length=80)
    row = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="exchange_one_row_per_source", fields=["coalition", "sender", "table", "source_id"]
            )
        ]

    def __str__(self) -> str:
        return f"origin {self.pk}"
