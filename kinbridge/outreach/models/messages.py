"""What the coalition says, in versions that stay, and how each was tried."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition


class Message(models.Model):
    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        SPANISH = "es", "Spanish"

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=160, help_text="whom it speaks to")
    tone = models.CharField(max_length=120, help_text="how it should sound")
    language = models.CharField(max_length=2, choices=Language)
    translates = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="translations")

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The words on a day. The newest holds; older ones stay."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    why = models.CharField(max_length=200, blank=True, help_text="what changed")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="outreach_version_numbers")]

    def __str__(self) -> str:
        return f"{self.message}, version {self.number}"


class Trial(models.Model):
    """A version was tried with people before it went out: how, with whom and how many, and what they made of it."""

    class How(models.TextChoices):
        TALKS = "talks", "Read aloud and talked over, one by one"
        GROUP = "group", "A group talked about it"
        SURVEY = "survey", "A survey"
        SIDE_BY_SIDE = "side_by_side", "Two versions side by side"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="trials")
    how = models.CharField(max_length=12, choices=How)
    whom = models.CharField(max_length=160)
    people = models.PositiveIntegerField()
    found = models.CharField(max_length=500)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"trial {self.pk}"
