"""Counsel signs the rules of a state, to the letter: a file that changes afterwards is unsigned again."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import KEPT
from kinbridge.directory.models import Coalition


class PackSignatureQuerySet(models.QuerySet["PackSignature"]):
    def standing(self) -> PackSignatureQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class PackSignature(models.Model):
    """One lawyer's name under one text of a state's rules, for one coalition."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64, help_text="of the file that was read and signed")
    name = models.CharField(max_length=120, help_text="as the lawyer signs")
    license = models.CharField(max_length=120, help_text="bar or license number, and where it was given")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PackSignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="disclosure_one_signature_stands",
                fields=["coalition", "state"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="disclosure_signed_with_a_license",
                condition=~Q(name="") & ~Q(license="") & Q(sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message="A signature needs a name, a bar or license number, and the text signed.",
            ),
            models.CheckConstraint(
                name="disclosure_taken_back_by_someone",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="Say who took the signature back.",
            ),
        ]
        triggers = [
            KEPT,
            pgtrigger.Protect(
                name="only_taken_back",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False)
                | pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                | pgtrigger.Q(old__state__df=pgtrigger.F("new__state"))
                | pgtrigger.Q(old__name__df=pgtrigger.F("new__name"))
                | pgtrigger.Q(old__license__df=pgtrigger.F("new__license"))
                | pgtrigger.Q(old__signed_at__df=pgtrigger.F("new__signed_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"
