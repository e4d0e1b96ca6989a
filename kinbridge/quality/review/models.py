"""A sample of a unit's families for a quarter, and what readers said of each. Nothing here names a worker."""

from __future__ import annotations

import pgtrigger
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition, Program
from kinbridge.measures.rules.quarters import named
from kinbridge.people.rows import FamilyRow


class Sample(models.Model):
    """How it was drawn: by which seed, from how many families. The fingerprint is of their list."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    quarter = models.PositiveIntegerField(help_text="as measures.rules.quarters counts them")
    rubric = models.CharField(max_length=20, help_text="its version")
    seed = models.BigIntegerField()
    drawn_from = models.PositiveIntegerField(help_text="how many families the unit worked with")
    frame = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "quarter"], name="quality_one_sample_a_quarter")]
        triggers = [pgtrigger.Protect(name="as_drawn", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"sample {self.pk}"

    @property
    def quarter_words(self) -> str:
        return named(self.quarter)


class Sampled(FamilyRow):
    """One family of a sample; `place` is its number in it."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="families")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "family"], name="quality_a_family_once")]

    def __str__(self) -> str:
        return f"sampled {self.pk}"


class Review(FamilyRow):
    """What one reader said, once. The other reader does not see it before they have said theirs."""

    sampled = models.ForeignKey(Sampled, on_delete=models.PROTECT, related_name="reviews")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(help_text="by item: 0 to 3, or null where it does not apply")
    remark = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sampled", "reader"], name="quality_a_reader_once")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"review {self.pk}"
