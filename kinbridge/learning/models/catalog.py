"""The catalogue of one coalition, what each learner has finished, and the local versions made from its toolkits."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Organization
from kinbridge.learning.rules.catalog import KINDS

ENGLISH = "english"


def words(length: int = 200) -> ArrayField:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class ItemQuerySet(models.QuerySet["Item"]):
    def matching(self, text: str) -> ItemQuerySet:
        """Items that hold these words in any form, best first; as in a search engine, "quotes" and -minus work."""
        asked = SearchQuery(text.replace("\x00", "").strip(), search_type="websearch", config=ENGLISH)
        return self.filter(search=asked).annotate(rank=SearchRank(F("search"), asked)).order_by("-rank", "short")


class Item(models.Model):
    """Something to learn from. `series` and `part` order the parts of one whole.

    A new edition leaves the old one on the shelf, marked: `replaced_by` points to what took its place.
    """

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
    transcript_url = models.URLField(blank=True)
    captions_url = models.URLField(blank=True)
    confirm = models.BooleanField(default=False)
    sponsors = words()
    speakers = words()
    topics = words(60)
    points = words(20)
    audiences = words(60)
    sources = words(300)
    summary = models.TextField()
    body = models.TextField(blank=True, help_text="what there is to read or to copy, as rules.prose writes it")
    reviewer = models.CharField(max_length=200, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="earlier")
    related = models.ManyToManyField("self", blank=True)
    other_words = models.TextField(blank=True, help_text="its lists as one text, so that search reads them too")
    search = models.GeneratedField(
        expression=SearchVector("title", "short", "other_words", weight="A", config=ENGLISH)
        + SearchVector("summary", weight="B", config=ENGLISH)
        + SearchVector("body", weight="C", config=ENGLISH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

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
        indexes = [GinIndex(fields=["search"], name="learning_search")]

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


class LocalVersion(models.Model):
    """An organization's own version of a toolkit's text. It remembers which edition it was copied from."""

    origin = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    body = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"local version {self.pk}"
