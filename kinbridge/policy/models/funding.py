"""Where money comes from, and which programs it pays."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kinbridge.directory.models import Coalition, Program
from kinbridge.policy.rules.levers import Lever, levers
from kinbridge.policy.rules.money import Paying, dollars


class Source(models.Model):
    """A grant, a contract or a line of a budget."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    lever = models.CharField(max_length=20)
    eligibility = models.CharField(max_length=500, help_text="who, and what, it may pay for")
    amount = models.DecimalField(max_digits=12, decimal_places=2, help_text="dollars, over its whole time")
    match_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    restrictions = models.CharField(max_length=500, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="policy_source_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="It ends before it starts; check the two days.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def amount_words(self) -> str:
        return dollars(self.amount)

    @property
    def stream(self) -> Lever:
        return levers()[self.lever]


class Share(models.Model):
    """What a source pays one program a year, and for what; from one day to another, within the source's own days."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="shares")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    pays_for = models.CharField(max_length=200)
    yearly = models.DecimalField(max_digits=12, decimal_places=2, help_text="dollars a year")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="blank: as long as the source pays")

    def __str__(self) -> str:
        return f"share {self.pk}"

    @property
    def yearly_words(self) -> str:
        return dollars(self.yearly)

    def paying(self) -> Paying:
        """As the rules see it; `source` has to be joined."""
        ends = min((day for day in (self.until, self.source.ends) if day is not None), default=None)
        return Paying(self.source.name, self.yearly, max(self.since, self.source.starts), ends)
