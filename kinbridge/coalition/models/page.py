"""The page on which anyone may read how a coalition's goals stand."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models import Coalition

COLORS = [
    ("teal", "Teal"),
    ("blue", "Blue"),
    ("green", "Green"),
    ("plum", "Plum"),
    ("brick", "Brick"),
    ("slate", "Slate"),
]
"""Each is dark enough that white letters on it can be read."""


class GoalPage(models.Model):
    """How a coalition shows itself. Not behind row security: a visitor without an account finds it by its code."""

    coalition = models.OneToOneField(Coalition, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True, help_text="the last part of the page's address")
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    tagline_es = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, help_text="whom the public may ask, and how")
    color = models.CharField(max_length=10, choices=COLORS, default="teal")
    banner = models.BinaryField(null=True, blank=True, help_text="a PNG that we drew from the picture that was given")
    banner_mark = models.CharField(max_length=16, blank=True, help_text="changes whenever the banner does")
    banner_alt = models.CharField(max_length=160, blank=True)
    banner_alt_es = models.CharField(max_length=160, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code
