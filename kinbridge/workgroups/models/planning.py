"""A planning session at one point of intervention: what was said, what is missing, the dots, and who does what."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.gaps.models import Gap
from kinbridge.workgroups.models.groups import Group, Kept, Member
from kinbridge.workgroups.rules.planning import PROMPTS


class Session(Kept):
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=120)
    point = models.PositiveSmallIntegerField(choices=list(POINT_WORDS.items()))
    on = models.DateField()
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Answer(Kept):
    """What the room said to one of the questions, and where it did not agree."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="answers")
    prompt = models.CharField(max_length=10, choices=list(PROMPTS.items()))
    text = models.CharField(max_length=1000)
    otherwise = models.CharField(max_length=600, blank=True, help_text="who saw it otherwise, and how")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Item(Kept):
    """Something that is missing at this point; it may be a gap of the register."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    words = models.CharField(max_length=200)
    gap = models.ForeignKey(Gap, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.words


class Dot(Kept):
    """One of a member's dots. Several may stand on the same thing."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="dots")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"dot {self.pk}"


class Action(Kept):
    """Who does what by when, for something that is missing."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"action {self.pk}"
