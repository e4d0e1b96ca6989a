"""Statements as they came, by what each is found; the files and documents beside them; and who may send them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition


def keys() -> ArrayField:
    return ArrayField(models.TextField(), default=list)


class Credential(models.Model):
    """A key for one outside system of one coalition. Only the digest of its secret is kept."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"credential {self.pk}"


class Statement(models.Model):
    """One statement; never changed. The lists hold what it is found by, and what the statement it points to is."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    uuid = models.UUIDField()
    body = models.JSONField()
    stored = models.DateTimeField()
    voided = models.BooleanField(default=False)
    target = models.UUIDField(null=True, blank=True, help_text="the statement that this one points to")
    agents = keys()
    related_agents = keys()
    activities = keys()
    related_activities = keys()
    verbs = keys()
    registrations = keys()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "uuid"], name="xapi_one_statement")]
        indexes = [
            models.Index(fields=["coalition", "stored", "id"], name="xapi_by_time"),
            models.Index(fields=["coalition", "target"], name="xapi_by_target"),
            GinIndex(fields=["related_agents"], name="xapi_by_agent"),
            GinIndex(fields=["related_activities"], name="xapi_by_activity"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Attachment(models.Model):
    """A file that some statement names by its digest; kept once for a coalition."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    sha2 = models.CharField(max_length=128)
    content_type = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "sha2"], name="xapi_one_file")]

    def __str__(self) -> str:
        return self.sha2


class Document(models.Model):
    """A state, an activity's profile or an agent's profile: bytes that a learning activity keeps here."""

    class Kind(models.TextChoices):
        STATE = "state"
        ACTIVITY = "activity_profile"
        AGENT = "agent_profile"

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    activity = models.TextField(blank=True)
    agent = models.TextField(blank=True)
    registration = models.CharField(max_length=36, blank=True)
    name = models.TextField()
    content_type = models.CharField(max_length=200)
    content = models.BinaryField()
    etag = models.CharField(max_length=40)
    updated = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "kind", "activity", "agent", "registration", "name"], name="xapi_one_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Activity(models.Model):
    """What all statements together say that an activity is."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    iri = models.TextField()
    definition = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coalition", "iri"], name="xapi_one_activity")]

    def __str__(self) -> str:
        return self.iri
