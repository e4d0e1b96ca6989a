"""The catalogue of one coalition, and what each learner has finished."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition
from kinbridge.learning.rules import KINDS


def words(length: int = 200) -> ArrayField:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class ItemQuerySet(models.QuerySet["Item"]):
    def matching(self, text: str) -> ItemQuerySet:
        """Items whose title, other title, edition, issue or summary holds these words."""
        text = text.replace("\x00", "").strip()
        if not text:
            return self
        return self.filter(
            Q(title__icontains=text)
            | Q(aliases__icontains=text)
            | Q(edition__iexact=text)
            | Q(issue__icontains=text)
            | Q(summary__icontains=text)
            | Q(topics__icontains=text)
        )


class Item(models.Model):
    """A publication or a webinar. `series` and `part` order the parts of one whole."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    title = models.CharField(max_length=300)
    short = models.CharField(max_length=120)
    aliases = words(300)
    edition = models.CharField(max_length=40, blank=True)
    series = models.CharField(max_length=200, blank=True)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    issue = models.CharField(max_length=80, blank=True)
    published = models.CharField(max_length=40)
    published_on = models.DateField()
    url = models.URLField(blank=True)
    confirm = models.BooleanField(default=False)
    sponsors = words()
    topics = words(60)
    points = words(20)
    audiences = words(60)
    summary = models.TextField()
    related = models.ManyToManyField("self", blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coalition", "key"], name="learning_one_item_per_key"),
            models.UniqueConstraint(
                fields=["coalition", "series", "part"],
                condition=Q(part__isnull=False),
                name="learning_one_item_per_part",
            ),
        ]

    def __str__(self) -> str:
        return self.short


class Finished(models.Model):
    """A learner says they have watched or read an item."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="learning_finished_once")]

    def __str__(self) -> str:
        return f"finished {self.pk}"
