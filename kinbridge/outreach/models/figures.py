"""What is known of a place in a year, and from where."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition


class Figure(models.Model):
    """A newer file's figure for the same place and year stands in place of an older one."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=30)
    place = models.CharField(max_length=80, help_text="county, a ZIP code or a town")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=13, decimal_places=4)
    source = models.CharField(max_length=300)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "topic", "place", "year"], name="outreach_one_figure_for_each_year"
            )
        ]

    def __str__(self) -> str:
        return f"figure {self.pk}"
