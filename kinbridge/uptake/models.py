"""What units did before and after a course, counted at one time."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models import Coalition


class Count(models.Model):
    """Raw; shown only through the rules. No row is about a person."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    course = models.SlugField(max_length=60)
    counted_at = models.DateTimeField()
    body = models.JSONField(
        help_text="for each unit: its program's id (none for all the others), the day by which half had finished, that"
        " of the count, how many people it has and how many finished, and before and after: [sent, together, kept,"
        " engaged]"
    )

    class Meta:
        indexes = [models.Index(fields=["coalition", "course", "-counted_at"], name="uptake_newest_count")]

    def __str__(self) -> str:
        return f"count {self.pk}"
