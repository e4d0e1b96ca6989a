"""What every row of the Human Services Data Specification (HSDS 3) shares: its own id, and whose directory it is in."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from kinbridge.directory.models.partners import Coalition


class Published(models.Model):
    """One row of an HSDS table. Fields carry their HSDS names; those named in OURS are never published.

    Text that is not given is empty, not null; a number or a date that is not given is null.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+", db_index=False)

    OURS: tuple[str, ...] = ("coalition",)

    class Meta:
        abstract = True


def linked(to: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    """An optional link to the row this one tells more about."""
    return models.ForeignKey(f"directory.{to}", null=True, blank=True, on_delete=models.CASCADE, related_name=name)
