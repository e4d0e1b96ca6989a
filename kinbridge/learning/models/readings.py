"""Who read a wording, in what capacity, and what they said of it."""

from __future__ import annotations

from django.db import models

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition
from kinbridge.learning.rules.readings import CAPACITY_WORDS, VERDICT_WORDS, Capacity, Sort


class Reading(models.Model):
    """Signed by name; it speaks for exactly the words with this mark, and is never changed."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=[(sort.value, sort.value) for sort in Sort])
    key = models.CharField(max_length=60)
    mark = models.CharField(max_length=64)
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=list(CAPACITY_WORDS.items()))
    verdict = models.CharField(max_length=10, choices=list(VERDICT_WORDS.items()))
    remarks = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["coalition", "sort", "key", "-id"], name="learning_newest_reading")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"reading {self.pk}"

    @property
    def capacity_words(self) -> str:
        return CAPACITY_WORDS[Capacity(self.capacity)]
