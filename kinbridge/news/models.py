"""Issues and what they are made of, who asked for them by e-mail, and what was sent to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kinbridge.accounts.models import User
from kinbridge.coalition.models import Goal, Win
from kinbridge.directory.models import Coalition
from kinbridge.learning.models import Item
from kinbridge.news.rules import AUDIENCE_WORDS, KIND_WORDS, OFTEN_WORDS, Audience
from kinbridge.outreach.models import Campaign

LANGUAGES = [("en", "English"), ("es", "Español")]


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), label) for key, label in words.items()]


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> IssueQuerySet:
        """Those that can be read, the newest first."""
        return self.filter(published_at__isnull=False, taken_back_at__isnull=True).order_by("-published_at", "-pk")

    def public(self) -> IssueQuerySet:
        return self.published().filter(audience=Audience.EVERYONE)


class Issue(models.Model):
    """One issue: a draft until somebody publishes it. Taken back, it is gone from its address and goes to nobody more.

    Not behind row security: a visitor without an account reads it by its address.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    title_es = models.CharField(max_length=120, blank=True)
    intro = models.TextField(blank=True)
    intro_es = models.TextField(blank=True)
    audience = models.CharField(max_length=8, blank=True, choices=choices(AUDIENCE_WORDS))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coalition", "number"], name="news_one_issue_per_number"),
            models.CheckConstraint(
                name="news_published_by_someone_for_someone",
                condition=Q(published_at=None, published_by=None, audience="")
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(audience="")),
            ),
        ]
        indexes = [models.Index(fields=["coalition", "-published_at"], name="news_newest_issue")]

    def __str__(self) -> str:
        return self.title


class PieceQuerySet(models.QuerySet["Piece"]):
    def published(self) -> PieceQuerySet:
        """Those of issues that can be read, the newest issue first."""
        readable = self.filter(issue__published_at__isnull=False, issue__taken_back_at__isnull=True)
        return readable.select_related("issue").order_by("-issue__published_at", "pk")


class Piece(models.Model):
    """A part of an issue, in words of its own: what it points at may change later, and the issue does not.

    `of_item`, `of_goal`, `of_win` and `of_campaign` say where it came from; an event has a day and a place instead.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="pieces")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=choices(KIND_WORDS))
    of_item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="told_in")
    of_goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    of_win = models.ForeignKey(Win, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    of_campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=160)
    heading_es = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True)
    words_es = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=160, blank=True)
    url = models.URLField(blank=True, max_length=300)

    objects = PieceQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.heading


class Reader(models.Model):
    """An address that asked for the newsletter. It counts once its owner has confirmed it; stopping deletes the row.

    `user` is set for someone who works here and asked while signed in: they get what is for partners too.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    often = models.CharField(max_length=8, choices=choices(OFTEN_WORDS))
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("coalition", Lower("email"), name="news_one_reader_per_address")]

    def __str__(self) -> str:
        return f"reader {self.pk}"


class Delivery(models.Model):
    """One issue was taken up for one reader: the row that keeps it from being sent again. It outlives the address."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries")
    reader = models.ForeignKey(Reader, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    failed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "reader"], name="news_sent_once")]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
