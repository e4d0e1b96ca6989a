"""How someone wants to be told, what they were told already, and the secret address of their calendar."""

from __future__ import annotations

from datetime import time

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.people.rows import FamilyRow


class Channels(models.Model):
    """One person's choice. Whoever never chose gets e-mail by day; `reckoned_on` is the last day they were told."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    email = models.BooleanField(default=True)
    texts = models.BooleanField(default=False)
    phone = models.CharField(max_length=16, blank=True, help_text="as +1 and ten digits")
    quiet_since = models.TimeField(default=time(19))
    quiet_until = models.TimeField(default=time(7))
    reckoned_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reminders_texts_need_a_phone",
                condition=Q(texts=False) | ~Q(phone=""),
                violation_error_message="Give the phone number that text messages go to.",
            )
        ]

    def __str__(self) -> str:
        return f"channels {self.pk}"


class Notice(FamilyRow):
    """One step of one due date was told to one person: the row that keeps it from being told again.

    It holds no rule and no date. What is due is computed anew, through the gate, whenever the notice is shown.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64, help_text="rules.key_of: which due date, without saying it")
    step = models.CharField(max_length=8)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key", "step"], name="reminders_told_once")]
        indexes = [models.Index(fields=["user"], condition=Q(seen_at__isnull=True), name="reminders_unseen")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Feed(models.Model):
    """A private calendar address. Only the digest of its secret is kept; it works until it is taken back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    body = models.TextField(blank=True, help_text="the calendar as last sent: days and numbers only")
    body_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at__isnull=True), name="reminders_one_feed")
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"
