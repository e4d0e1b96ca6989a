"""What was counted of a quarter, what was told of a year, and which tribes agreed to be counted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kinbridge.directory.models import Coalition


class Quarter(models.Model):
    """One measure's counts of one quarter, made once and never again. Raw: nothing is shown but through a release.

    `counts` holds how many cases came to each level, by cut and group; never a row about a family.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    version = models.CharField(max_length=10)
    quarter = models.IntegerField(help_text="quarters since the year 0")
    counts = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measures_quarter_counted_once", fields=["coalition", "measure", "version", "quarter"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} in quarter {self.quarter}"


class Release(models.Model):
    """What is told of the year to the end of a quarter, by measure. Only what may be shown; made once and kept."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    quarter_end = models.DateField()
    body = models.JSONField()
    engine = models.CharField(max_length=20)
    released_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="since when anyone may read it, if anyone may")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="measures_one_release_a_quarter", fields=["coalition", "quarter_end"])
        ]

    def __str__(self) -> str:
        return f"release to {self.quarter_end}"


class TribalApproval(models.Model):
    """A tribe agreed that its people are counted as a group of their own. Without one they are not."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    tribe = models.CharField(max_length=80)
    given_by = models.CharField(max_length=120, help_text="who speaks for the tribe, such as its council's resolution")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measures_approval_dates", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"
