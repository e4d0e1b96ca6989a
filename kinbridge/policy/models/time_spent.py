"""Time at work, each minute of it either a grant's or advocacy's. The database holds the wall, not good will."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition
from kinbridge.policy.models.advocacy import Contact
from kinbridge.policy.models.funding import Source

TAKEN = "Some of this time is on file already, as a grant's or as advocacy. No minute counts twice; check the hours."


class TimeSpent(models.Model):
    """A grant's time names its source and no contact; time to persuade names no source at all."""

    class Purse(models.TextChoices):
        GRANT = "grant", "Paid by a grant"
        ADVOCACY = "advocacy", "Advocacy"

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    purse = models.CharField(max_length=8, choices=Purse)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="time_spent")
    contact = models.OneToOneField(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="time_spent")
    what = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="policy_time_is_one_or_the_other",
                condition=Q(purse="grant", source__isnull=False, contact__isnull=True)
                | Q(purse="advocacy", source__isnull=True),
            ),
            models.CheckConstraint(name="policy_time_ends_after_it_begins", condition=Q(ends__gt=F("begins"))),
            ExclusionConstraint(
                name="policy_no_minute_counts_twice",
                expressions=[
                    (F("who"), RangeOperators.EQUAL),
                    (Func(F("begins"), F("ends"), Value("[)"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=TAKEN,
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"time {self.pk}"

    @property
    def minutes(self) -> int:
        return round((self.ends - self.begins).total_seconds() / 60)
