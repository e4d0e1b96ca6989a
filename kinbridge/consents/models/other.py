"""Every other paper about a person: orders, agreements, reports, and the person's own limits on sharing."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kinbridge.accounts.models import User
from kinbridge.consents.models.consent import codes
from kinbridge.consents.models.facts import read_paper
from kinbridge.consents.rules import Authority, Kind
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow


class OtherAuthorityQuerySet(models.QuerySet["OtherAuthority"]):
    def facts(self) -> tuple[Authority, ...]:
        """Each as the rules see it, in one query."""
        return tuple(paper for _, paper in self.filed())

    def filed(self) -> tuple[tuple[int, Authority], ...]:
        """The same, each with the id of the family it is on file for."""
        return tuple((row["family_id"], read_paper(row)) for row in self.order_by("pk").values())


class OtherAuthority(FamilyRow):
    """Another paper about one person: an order, an agreement, a report, the person's own limit on sharing.

    `gives` and `gets` hold parties as the rules write them, such as "organization:…" or "kind:court".
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="other_authorities")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in Kind if k is not Kind.CONSENT])
    gives = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    gets = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    categories = codes(Category)
    purposes = codes(Purpose)
    section = models.CharField(max_length=20, blank=True, help_text="the section it was made under, such as 2.64")
    terms = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    defects = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    reference = models.CharField(max_length=120, blank=True, help_text="its own number")
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="withdrawn, vacated or terminated")
    entered_in_error = models.BooleanField(default=False)
    readable = models.BooleanField(default=True)
    detail = models.JSONField(default=dict, blank=True)
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_for = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OtherAuthorityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family", "person"], name="consents_papers_of_a_person")]
        verbose_name_plural = "other authorities"

    def __str__(self) -> str:
        return f"paper {self.pk}"
