"""A policy, each step it took, and who looked at the rules it touches."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition
from kinbridge.policy.rules.stages import LEVEL_WORDS, STATUS_WORDS, Status


class Policy(models.Model):
    """What should change: how it is today, what should stand instead, and what will tell whether it helped."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    level = models.CharField(max_length=10, choices=list(LEVEL_WORDS.items()))
    problem = models.TextField()
    text = models.TextField(help_text="what should stand instead, word for word where it is known")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=60, blank=True, help_text="the key of the measure to watch")
    effect_on = models.DateField(null=True, blank=True)
    rules = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """Where a policy stood from a day on. The newest holds; older ones stay."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=10, choices=list(STATUS_WORDS.items()))
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        indexes = [models.Index(fields=["policy", "-at", "-id"], name="policy_newest_step")]

    def __str__(self) -> str:
        return f"step {self.pk}"

    @property
    def words(self) -> str:
        return STATUS_WORDS[Status(self.status)]


class Look(models.Model):
    """Somebody who answers for the rules looked at one after the policy was adopted."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="looks")
    rule = models.CharField(max_length=60)
    found = models.CharField(max_length=300, help_text="what has to change, or that nothing has")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"look {self.pk}"
