"""Every course that can be asked for and finished in one coalition: our own, and those of other makers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from kinbridge.learning.models import Package
from kinbridge.learning.rules.courses import courses


@dataclass(frozen=True, slots=True)
class Taught:
    """`meets` are the keys of the courses whose requirements are met by finishing this one."""

    key: str
    short: str
    address: str
    meets: tuple[str, ...]


def taught(coalition_id: int) -> dict[str, Taught]:
    """By key; our own first."""
    found = {
        key: Taught(key, one.short, reverse("learning:course", args=[key]), (key,)) for key, one in courses().items()
    }
    for one in Package.objects.filter(coalition=coalition_id).order_by("title"):
        meets = (one.key, one.stands_for) if one.stands_for else (one.key,)
        found[one.key] = Taught(one.key, one.title, reverse("learning:package", args=[one.key]), meets)
    return found
