"""Who decides, where they stand, and how they were spoken with."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition
from kinbridge.policy.models.changes import Policy
from kinbridge.policy.rules.stages import LEVEL_WORDS, STANCE_WORDS, Stance


class DecisionMaker(models.Model):
    """Someone, or a body, in public office. Never a private person."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=160, help_text="the office or committee")
    level = models.CharField(max_length=10, choices=list(LEVEL_WORDS.items()))
    decides = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.name}, {self.body}"


class Position(models.Model):
    """Where a decision maker stood on a policy, as someone noted it on a day."""

    maker = models.ForeignKey(DecisionMaker, on_delete=models.PROTECT, related_name="positions")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="positions")
    stance = models.CharField(max_length=14, choices=list(STANCE_WORDS.items()))
    said = models.CharField(max_length=300, help_text="what was said, and where")
    on = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"position {self.pk}"

    @property
    def words(self) -> str:
        return STANCE_WORDS[Stance(self.stance)]


class Contact(models.Model):
    """A talk, letter, call or testimony to persuade. Its time stands with it, and is advocacy."""

    class Way(models.TextChoices):
        MEETING = "meeting", "Meeting"
        CALL = "call", "Call"
        LETTER = "letter", "Letter or e-mail"
        TESTIMONY = "testimony", "Testimony"
        EVENT = "event", "Public event"

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    maker = models.ForeignKey(DecisionMaker, on_delete=models.PROTECT, related_name="contacts")
    policy = models.ForeignKey(Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    way = models.CharField(max_length=10, choices=Way)
    on = models.DateField()
    about = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"contact {self.pk}"
