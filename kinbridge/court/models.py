"""Which referral follows which order. The order itself is a fact in the chart."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.chart.models import Entry
from kinbridge.people.rows import FamilyRow
from kinbridge.referrals.models import Referral


class OrderedReferral(FamilyRow):
    """A referral made because a court ordered the service. An order may need a second one, if the first is declined."""

    order = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"ordered referral {self.pk}"
