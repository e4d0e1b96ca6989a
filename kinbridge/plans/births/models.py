"""What was worked out at a birth, what was sent by whom, both kept as they were: a change is a new row."""

from __future__ import annotations

import pgtrigger
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow
from kinbridge.plans.births.rules.terms import Path


def never_changed(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class Pathway(FamilyRow):
    """The facts entered for one infant and what the ruleset said of them; `decided` is a person's own choice.

    The newest row of a program stands. `path` is empty while a fact was missing, `decided` until a person decides.
    """

    infant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=2)
    ruleset = models.CharField(max_length=160, help_text="the ruleset that answered, with its dates")
    decided = models.CharField(max_length=20, blank=True)
    because = models.CharField(max_length=500, blank=True, help_text="needed where a person decides otherwise")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["infant", "program", "-id"], name="plans_pathway_newest")]
        triggers = [never_changed("kept_as_it_was")]

    def __str__(self) -> str:
        return f"pathway {self.pk}"

    @property
    def decision(self) -> str:
        """The choice in words."""
        return Path(self.decided).says if self.decided else ""


class Notification(FamilyRow):
    """What a person handed to child protection about an infant: whole, how, to whom, when. Never sent by software."""

    class Kind(models.TextChoices):
        WITHOUT_NAMES = "without_names", "Notification without names"
        WITH_NAMES = "with_names", "Notification with names"
        REPORT = "report", "Report"

    class How(models.TextChoices):
        PHONE = "phone", "By phone"
        PORTAL = "portal", "Through the state's portal"
        FAX = "fax", "By fax"
        HAND = "hand", "By hand"

    infant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pathway = models.ForeignKey("plans.Pathway", on_delete=models.PROTECT, related_name="notifications")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=2)
    ruleset = models.CharField(max_length=160)
    text = models.TextField(help_text="everything that was sent")
    left_out = models.JSONField(default=list)
    to = models.CharField(max_length=200)
    how = models.CharField(max_length=10, choices=How)
    taken_by = models.CharField(max_length=120, blank=True, help_text="who took it, by name")
    reference = models.CharField(max_length=60, blank=True, help_text="the number they gave")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["coalition", "sent_at"], name="plans_notice_by_year")]
        triggers = [never_changed("kept_as_it_was")]

    def __str__(self) -> str:
        return f"notification {self.pk}"
