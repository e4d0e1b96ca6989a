"""Stages of the ten elements, waves of anonymous surveys, and looks that organizations take at themselves.

Of an anonymous survey there is no row of a person: who was asked is not known here, a link is forgotten when it is
used, and answers are only ever counted. See docs/decisions/0082.
"""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition, Organization
from kinbridge.surveys.rules.elements import ELEMENTS, STAGES
from kinbridge.surveys.rules.instruments import LABELS, OWN, SLOTS, STEPS, Item, Questions


class Stage(models.Model):
    """How far the coalition says it has come in one element, and how it knows. The newest stands."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    element = models.PositiveSmallIntegerField(choices=[(one.number, one.name) for one in ELEMENTS.values()])
    stage = models.PositiveSmallIntegerField(choices=list(STAGES.items()))
    evidence = models.CharField(max_length=300)
    link = models.URLField(blank=True)
    agreed_by = models.CharField(max_length=120, help_text="such as the steering group")
    on = models.DateField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]
        indexes = [models.Index(fields=["coalition", "element", "-on", "-id"], name="surveys_newest_stage")]

    def __str__(self) -> str:
        return f"stage {self.pk}"


class Brought(models.Model):
    """A coalition's own copy of an instrument that others own: its text, and by what right it is used."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=20)
    right = models.CharField(max_length=300, help_text="who gave leave, and when")
    scale = models.PositiveSmallIntegerField(choices=[(scale, scale) for scale in LABELS])
    items = models.JSONField(help_text="[number, domain, text]")
    on = models.DateField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"brought {self.pk}"

    @property
    def questions(self) -> Questions:
        slot = SLOTS[self.slot]
        items = tuple(Item(code, domain, text) for code, domain, text in self.items)
        return Questions(slot.code, {"en": slot.title}, self.scale, items, source=f"{slot.owner}. {self.right}")


class Wave(models.Model):
    """One time a survey is asked. Days only; what may be told is decided once, when it closes, and never again."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    questions_code = models.CharField(max_length=20)
    brought = models.ForeignKey(Brought, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    made = models.PositiveIntegerField(default=0, help_text="links made in all")
    told = models.JSONField(
        null=True, blank=True, help_text="the groups that may be told, by cut; none while it is open"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="surveys_one_open_wave",
                fields=["coalition", "questions_code"],
                condition=Q(closed_on__isnull=True),
                violation_error_message="A wave of this survey is open already; close it first.",
            ),
            models.CheckConstraint(
                name="surveys_told_when_closed", condition=Q(closed_on__isnull=True) ^ Q(told__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"wave {self.pk}"

    @cached_property
    def questions(self) -> Questions:
        return self.brought.questions if self.brought else OWN[self.questions_code]


class Link(models.Model):
    """A way in that works once. It says nothing of whom it was given to, and is gone when it was used."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return "link"


class Cut(models.TextChoices):
    ALL = "all", "Everyone"
    SYSTEM = "system", "By system"
    PLACE = "place", "By place at work"


class Tally(models.Model):
    """How many of one group gave one answer. All rows of a wave are made at zero when it opens."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="tallies")
    cut = models.CharField(max_length=10, choices=Cut)
    group = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=90, help_text="a question's code, or a score's domain after an equals sign")
    value = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="surveys_one_tally", fields=["wave", "cut", "group", "item", "value"])
        ]

    def __str__(self) -> str:
        return "tally"


class Turnout(models.Model):
    """How many answered, by both groups at once and without a single answer. Gone when the wave closes."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="turnout")
    system = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=20, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="surveys_one_turnout", fields=["wave", "system", "place"])]

    def __str__(self) -> str:
        return "turnout"


class Look(models.Model):
    """An organization, or the coalition, rates itself under its own name. Kept as it was said."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    questions_code = models.CharField(max_length=20)
    on = models.DateField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]
        indexes = [models.Index(fields=["coalition", "questions_code", "-on"], name="surveys_newest_look")]

    def __str__(self) -> str:
        return f"look {self.pk}"


class Rating(models.Model):
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="ratings")
    domain = models.CharField(max_length=20)
    step = models.PositiveSmallIntegerField(choices=list(STEPS.items()))
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [models.UniqueConstraint(name="surveys_a_domain_once", fields=["look", "domain"])]

    def __str__(self) -> str:
        return f"rating {self.pk}"
