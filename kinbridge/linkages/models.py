"""What an organization says of another, and referrals counted between organizations. No row is about a family."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Organization
from kinbridge.linkages.rules import AGREEMENT_WORDS, TRUST_WORDS, Agreement, Trust


class Word(models.Model):
    """How one organization says it works with another. The newest stands; older ones stay as history."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    agreement = models.CharField(max_length=10, choices=list(AGREEMENT_WORDS.items()))
    trust = models.CharField(max_length=1, choices=list(TRUST_WORDS.items()))
    note = models.CharField(max_length=200, blank=True, help_text="what would make it stronger; names no family")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["coalition", "organization", "about", "-id"], name="linkages_newest_word")]
        constraints = [
            models.CheckConstraint(
                name="linkages_about_another",
                condition=~Q(organization=F("about")),
                violation_error_message="Choose another organization than your own.",
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"word {self.pk}"

    @property
    def agreement_words(self) -> str:
        return AGREEMENT_WORDS[Agreement(self.agreement)]

    @property
    def trust_words(self) -> str:
        return TRUST_WORDS[Trust(self.trust)]


class Count(models.Model):
    """Referrals between organizations in a period, counted at one time. Raw; shown only through the rules."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    counted_at = models.DateTimeField()
    body = models.JSONField(help_text="[from, to, sent, answered, heard how it went, median days to an answer]")

    class Meta:
        indexes = [models.Index(fields=["coalition", "-counted_at"], name="linkages_newest_count")]

    def __str__(self) -> str:
        return f"counts of {self.since} to {self.until}"
