"""Columns that several of the papers have."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.core.vocabulary import Category, Purpose


def codes(choices: type[Category | Purpose]) -> ArrayField:
    return ArrayField(
        models.CharField(max_length=40, choices=[(c.value, c.value) for c in choices]), default=list, blank=True
    )
