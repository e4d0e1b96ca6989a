"""What a coalition adds to the sites on file: its own sites, findings, steps, talk about them, and lessons.

`site` is a code: one of the six in `rules/sites.toml`, or `own-` and the number of an `OwnSite`.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.core.decision import Confidence
from kinbridge.directory.models import Coalition
from kinbridge.sites.rules.registry import KIND_WORDS

SURE_WORDS = {
    Confidence.VERIFIED: "I read it at its source",
    Confidence.KNOWLEDGE_MEDIUM: "Somebody of the site told us",
    Confidence.KNOWLEDGE_LOW: "Nobody has checked it",
}


class Ours(models.Model):
    """Said by someone of a coalition, on a day."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        abstract = True


class OwnSite(Ours):
    """A place that joined: a county, a tribe, a hospital."""

    name = models.CharField(max_length=120)
    focus = models.CharField(max_length=300)
    partners = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "name"], name="sites_one_of_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"own-{self.pk}"


class Sourced(Ours):
    site = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=20, choices=list(SURE_WORDS.items()))

    class Meta:
        abstract = True


class Finding(Sourced):
    """What a site did, and what it found."""

    method = models.CharField(max_length=400)
    finding = models.CharField(max_length=600, blank=True)

    class Meta:
        indexes = [models.Index(fields=["coalition", "site"], name="sites_findings")]

    def __str__(self) -> str:
        return f"finding {self.pk}"

    @property
    def code(self) -> str:
        return f"own-{self.pk}"


class Step(Sourced):
    """One line of a site's technical assistance: a goal, a plan, a contact at one of four levels, a product."""

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=list(KIND_WORDS.items()))
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=400)

    class Meta:
        indexes = [models.Index(fields=["coalition", "site", "on"], name="sites_steps")]
        constraints = [
            models.CheckConstraint(
                name="sites_level_is_1_to_4",
                condition=models.Q(level__isnull=True) | models.Q(level__range=(1, 4)),
                violation_error_message="Levels of assistance are 1 to 4.",
            )
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Note(Ours):
    """A question, an answer or the notes of a session, about a site or one of its findings. Plain text."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Question"
        ANSWER = "answer", "Answer"
        SESSION = "session", "Notes of a session"

    site = models.CharField(max_length=40)
    topic = models.CharField(max_length=40, blank=True, help_text="the code of a finding; blank is the whole site")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hidden_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["coalition", "site", "topic", "said_at"], name="sites_notes")]
        triggers = [
            pgtrigger.ReadOnly(name="words_stay", fields=["text", "site", "topic", "kind", "said_by", "said_at"]),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(
                name="sites_hidden_with_a_reason",
                condition=models.Q(hidden_at__isnull=True) | ~models.Q(hidden_why=""),
                violation_error_message="Say why it is taken down.",
            )
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Lesson(Ours):
    """Something learned, so that the next place need not learn it again."""

    site = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    context = models.TextField()
    tried = models.TextField()
    result = models.TextField()
    advice = models.TextField()
    source = models.CharField(max_length=200)
    tags = ArrayField(models.CharField(max_length=40))

    def __str__(self) -> str:
        return self.title
