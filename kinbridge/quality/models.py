"""How each program's records stood at the last count, and in which families something waits to be mended."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models import Coalition, Program
from kinbridge.people.rows import FamilyRow
from kinbridge.quality.review.models import Review, Sample, Sampled

__all__ = ["Counted", "Noticed", "Review", "Sample", "Sampled"]


class Counted(models.Model):
    """One program's records as the night's count found them. Raw: what of it is told, and to whom, `sources` says."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    program = models.OneToOneField(Program, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    families = models.PositiveIntegerField(default=0, help_text="open ones that the program works with")
    at_odds = models.PositiveIntegerField(default=0, help_text="those of them with facts of its own that clash")
    twice = models.PositiveIntegerField(default=0, help_text="those with a fact or a person on file twice")
    facts = models.PositiveIntegerField(default=0, help_text="of the last 90 days, as are the next three")
    in_time = models.PositiveIntegerField(default=0)
    from_files = models.PositiveIntegerField(default=0, help_text="loaded from the program's own system")
    subjects = models.PositiveIntegerField(default=0, help_text="people whom they are about")
    people = models.PositiveIntegerField(default=0, help_text="born, of the families the program leads")
    born = models.PositiveIntegerField(default=0, help_text="those with a birth date")
    adults = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0, help_text="those whose race or ethnicity is known")

    def __str__(self) -> str:
        return f"count of program {self.program_id}"


class Noticed(FamilyRow):
    """A family in which the night's count found something that this program can mend: how many clashes and doubles."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", db_index=False)
    at_odds = models.PositiveSmallIntegerField(default=0)
    twice = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "family"], name="quality_noticed_once_a_program"),
        ]

    def __str__(self) -> str:
        return f"noticed {self.pk}"
