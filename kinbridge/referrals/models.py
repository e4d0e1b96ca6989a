"""A referral and its steps. The steps are only ever appended; the referral carries where it stands now."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow
from kinbridge.referrals.rules import OPEN, REASONS, WAITING, WORDS, Status


class ReferralQuerySet(models.QuerySet["Referral"]):
    def open(self) -> ReferralQuerySet:
        return self.filter(status__in=OPEN)

    def waiting(self) -> ReferralQuerySet:
        """Sent and not yet answered."""
        return self.filter(status__in=WAITING)

    def to_viewer(self, viewer: Viewer) -> ReferralQuerySet:
        return self.filter(to_program_id=viewer.program_id).exclude(status=Status.DRAFT)

    def from_viewer(self, viewer: Viewer) -> ReferralQuerySet:
        return self.filter(from_program_id=viewer.program_id)


class Referral(FamilyRow):
    """One program asks another to see one person. Goes to the program; whoever works there sees it in the Inbox."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    to_program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=80, blank=True, help_text="what is asked for, in plain words")
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    message = models.TextField(blank=True, max_length=2000, help_text="what the sender adds; only what is needed")
    urgent = models.BooleanField(default=False)
    handoff = models.BooleanField(default=False, help_text="a warm handoff, made together with the person")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status], default=Status.DRAFT)
    consent_id = models.BigIntegerField(null=True, blank=True, help_text="the consent it was sent under, if one")
    agreed_on = models.DateField(null=True, blank=True, help_text="the day the person agreed to be referred")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField(null=True, blank=True)
    first_appointment_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True, help_text="why it was declined or closed")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to_program", "status", "answer_due_on"]),
            models.Index(fields=["from_program", "status", "answer_due_on"]),
            models.Index(fields=["family", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="referrals_sent_says_when",
                condition=Q(status=Status.DRAFT) | Q(sent_at__isnull=False, answer_due_on__isnull=False),
            ),
            models.CheckConstraint(name="referrals_not_to_itself", condition=~Q(from_program=models.F("to_program"))),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class Step(FamilyRow):
    """One thing that happened to a referral."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    reason = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["referral", "id"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"step {self.pk}"

    @property
    def label(self) -> str:
        """What happened, in words, with the reason where one was given."""
        words = WORDS[Status(self.status)]
        return f"{words}: {REASONS.get(self.reason, self.reason).lower()}" if self.reason else words
