"""What was seen of an address when somebody last looked. The web's, not a coalition's: no row says who links to it."""

from __future__ import annotations

from django.db import models

from kinbridge.link_health.rules import GOOD, WORDS, Standing


class Look(models.Model):
    """`broken_since` is the first of the days without a break on which it did not answer as it should."""

    url = models.URLField(max_length=500, unique=True)
    standing = models.CharField(max_length=9, choices=[(key.value, words) for key, words in WORDS.items()])
    code = models.PositiveSmallIntegerField(default=0)
    moved_to = models.URLField(max_length=500, blank=True)
    looked_at = models.DateTimeField()
    broken_since = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"look {self.pk}"

    @property
    def is_good(self) -> bool:
        return Standing(self.standing) in GOOD
