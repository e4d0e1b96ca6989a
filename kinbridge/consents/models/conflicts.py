"""Those who may decide disagree: which papers it is about, and who resolved it, how and why."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import KEPT
from kinbridge.consents.rules import Clash
from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow


class Conflict(FamilyRow):
    """Two papers that cannot both stand, or one paper and someone's objection to it. Closed until it is resolved.

    An objection has one paper and the objector's own words; any other conflict has two papers of one sort.
    """

    class Objector(models.TextChoices):
        PARENT = "parent", _("The other parent with custody")
        YOUTH = "youth", _("The young person")
        GUARDIAN = "guardian", _("A guardian named by a court")
        AGENCY = "agency", _("The agency that has custody")
        TRIBE = "tribe", _("The child’s tribe")
        ADVOCATE = "advocate", _("The person a court appointed to speak for the child")

    class Outcome(models.TextChoices):
        FIRST = "first", _("The first paper stands")
        SECOND = "second", _("The second one stands")
        NEITHER = "neither", _("Neither stands")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Clash])
    consent = models.ForeignKey(
        "consents.Consent", null=True, blank=True, on_delete=models.PROTECT, related_name="conflicts"
    )
    other_consent = models.ForeignKey(
        "consents.Consent", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paper = models.ForeignKey(
        "consents.OtherAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="conflicts"
    )
    other_paper = models.ForeignKey(
        "consents.OtherAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objector = models.CharField(max_length=12, choices=Objector, blank=True)
    objector_name = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text="what they object to; never required")
    day = models.DateField(help_text="from this day neither is used, where the coalition is")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    why = models.CharField(max_length=500, blank=True)
    resolved_on = models.DateField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["family", "resolved_on"], name="consents_conflicts_of_a_family")]
        constraints = [
            models.CheckConstraint(
                name="consents_conflict_has_its_papers",
                condition=Q(kind="objection", consent__isnull=False, other_consent=None, paper=None, other_paper=None)
                | Q(kind="youth_and_parent", consent__isnull=False, other_consent__isnull=False, paper=None)
                | Q(
                    kind__in=["two_to_act", "two_orders"], paper__isnull=False, other_paper__isnull=False, consent=None
                ),
            ),
            models.CheckConstraint(
                name="consents_conflict_resolved_by_someone",
                condition=Q(outcome="", resolved_at=None, resolved_on=None, resolved_by=None)
                | ~Q(outcome="")
                & ~Q(why="")
                & Q(resolved_at__isnull=False, resolved_on__isnull=False, resolved_by__isnull=False),
                violation_error_message="Say who resolved it, and why.",
            ),
            models.UniqueConstraint(
                name="consents_conflict_once",
                fields=["consent", "other_consent", "paper", "other_paper", "objector", "objector_name"],
                condition=Q(resolved_at=None),
                nulls_distinct=False,
            ),
        ]
        triggers = [
            KEPT,
            pgtrigger.Protect(
                name="resolved_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__resolved_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk}"


def disputed(*sides: str) -> ArraySubquery:
    """For a query of papers: the days on which each was in dispute, by the conflicts that name it on these sides."""
    named = Q()
    for side in sides:
        named |= Q(**{side: OuterRef("pk")})
    days = Conflict.objects.filter(named).order_by("pk")
    return ArraySubquery(days.values(json=JSONObject(since=F("day"), until=F("resolved_on"))))
