"""Two records that stand for one person, as someone named decided. Nothing is merged, and it can be undone.

It is kept here, below the gate, because what protects one of the records protects the other for as long as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import KEPT
from kinbridge.directory.models import Coalition

SAID = ("coalition_id", "first_id", "second_id", "said_at", "said_by_id", "because")


class SamePersonQuerySet(models.QuerySet["SamePerson"]):
    def standing(self) -> SamePersonQuerySet:
        return self.filter(ended_at=None)

    def of(self, persons: Iterable[int]) -> SamePersonQuerySet:
        """Those that have one of these persons on either side."""
        ids = sorted(persons)
        return self.filter(Q(first__in=ids) | Q(second__in=ids))


class SamePerson(models.Model):
    """`first` is the older record. A link is ended, never changed and never taken out; it may be made again."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)

    objects = SamePersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_same_in_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(
                name="people_same_once", fields=["first", "second"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="people_same_ended_by_someone",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        triggers = [
            KEPT,
            pgtrigger.Protect(name="said_once", operation=pgtrigger.UpdateOf(*SAID)),
            pgtrigger.Protect(
                name="ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"same person {self.pk}"


def other_records(persons: Iterable[int]) -> dict[int, frozenset[int]]:
    """By person, every other record that stands for them, through links of links. Whoever has none is left out."""
    groups = {one: {one} for one in persons}
    asked, wanted = set[int](), set(groups)
    while wanted:
        asked |= wanted
        links = SamePerson.objects.standing().of(wanted).values_list("first", "second")
        for pair in links:
            joined = set[int]().union(*(groups.get(one, {one}) for one in pair))
            for one in joined:
                groups[one] = joined
        wanted = set(groups) - asked
    return {one: frozenset(group - {one}) for one, group in groups.items() if len(group) > 1}
