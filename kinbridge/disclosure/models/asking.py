"""Someone was refused and asks for a consent. What came of it is told to those who were asked, never to the asker."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import KEPT
from kinbridge.consents.models import Proposal
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow


class ConsentRequest(FamilyRow):
    """May we see this kind of information about this person? Asked whether or not there is any such information."""

    class Answer(models.TextChoices):
        STARTED = "started", "A consent was begun"
        DECLINED = "declined", "No"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="who would hold it")
    category = models.CharField(max_length=40, choices=[(c.value, c.value) for c in Category])
    purpose = models.CharField(max_length=40, choices=[(p.value, p.value) for p in Purpose])
    words = models.CharField(max_length=300, blank=True, help_text="why, in the asker's own words to the person")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_for = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, choices=Answer)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="the consent it began"
    )

    class Meta:
        indexes = [
            models.Index(fields=["family", "answer", "-id"], name="disclosure_asked_of_a_family"),
            models.Index(fields=["asked_for", "-id"], name="disclosure_asked_by_a_program"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="disclosure_asked_once",
                fields=["person", "holder", "category", "purpose", "asked_for"],
                condition=Q(answer=""),
            ),
            models.CheckConstraint(
                name="disclosure_answered_by_someone",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message="Say who answered.",
            ),
        ]
        triggers = [
            KEPT,
            pgtrigger.Protect(
                name="answered_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__answered_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
