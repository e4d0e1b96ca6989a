"""Ideas with their steps, wins, and results with what they are put down to. What was said stays."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.coalition.models.goals import Goal, Indicator, OfCoalition
from kinbridge.coalition.rules.ideas import ATTRIBUTION_WORDS, CHOICE_WORDS, EVIDENCE_WORDS, STAGE_WORDS
from kinbridge.measures.models import Release


class Idea(OfCoalition):
    """Something that someone thinks should be tried. Where it stands is its last step, and is never stored."""

    title = models.CharField(max_length=120)
    problem = models.TextField()
    helps = models.CharField(max_length=200, help_text="whom it would help")
    lived = models.BooleanField(default=False, help_text="it came from someone with lived experience")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    indicator = models.OneToOneField(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="idea")

    def __str__(self) -> str:
        return self.title


class Looked(models.Model):
    """What was looked at before something was said: a released measure, a document, or people's words."""

    evidence = models.CharField(max_length=8, choices=[(e.value, words) for e, words in EVIDENCE_WORDS.items()])
    measure = models.CharField(max_length=60, blank=True)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    saw = models.TextField(help_text="the measure's words on that day, the document's name, or what people said")

    class Meta:
        abstract = True


class Step(OfCoalition, Looked):
    """A step of an idea, or a word while it stays where it is."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=9, choices=[(s.value, words) for s, words in STAGE_WORDS.items()])
    choice = models.CharField(max_length=6, blank=True, choices=[(c.value, words) for c, words in CHOICE_WORDS.items()])
    words = models.TextField()
    question = models.CharField(max_length=200, blank=True, help_text="what a pilot is to find out")
    stop_rule = models.CharField(max_length=200, blank=True, help_text="what would end a pilot early")
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "number"], name="coalition_steps_follow_each_other")]
        indexes = [models.Index(fields=["coalition", "-at"], name="coalition_newest_step")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Win(OfCoalition):
    """Something that went well and is worth telling. It claims nothing; a result does."""

    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    on = models.DateField()
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="wins")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return self.title


class Result(OfCoalition, Looked):
    """What changed, and what the coalition had to do with it. A corrected one stands instead of an older one."""

    title = models.CharField(max_length=120)
    happened = models.TextField()
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="results")
    idea = models.ForeignKey(Idea, null=True, blank=True, on_delete=models.PROTECT, related_name="results")
    attribution = models.CharField(max_length=11, choices=[(a.value, words) for a, words in ATTRIBUTION_WORDS.items()])
    contributions = models.TextField(help_text="who did what, one a line")
    others = models.TextField(help_text="what else could explain it")
    comparison = models.TextField(blank=True, help_text="what happened where this was not done, or before")
    instead_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return self.title
