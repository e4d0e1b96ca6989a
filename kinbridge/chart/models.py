"""Labels and facts. A fact is never changed: a correction supersedes it, and both stay."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.core.vocabulary import Category, Regime
from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow


class Label(FamilyRow):
    """What the gate decides on: whose record, about whom, of what sort, under which laws, and how it was received.

    A chart of thousands of facts has a few dozen of these. `holder` and `received_under` are empty for a program's own
    record, and otherwise who holds it now and the kind of authority it came by, with the consent's id if there was one.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40, choices=[(c.value, c.value) for c in Category])
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    regimes = ArrayField(models.CharField(max_length=20, choices=[(r.value, r.value) for r in Regime]))
    received_under = models.CharField(max_length=40, blank=True)
    consent_id = models.BigIntegerField(null=True, blank=True)
    holder = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="chart_one_row_per_label",
                fields=[
                    "family",
                    "program",
                    "category",
                    "subject",
                    "regimes",
                    "received_under",
                    "consent_id",
                    "holder",
                ],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="chart_held_as_received",
                condition=Q(received_under="") | Q(holder__isnull=False),
                violation_error_message="Say who holds what was received.",
            ),
            models.CheckConstraint(name="chart_label_has_a_regime", condition=~Q(regimes__len=0)),
        ]

    def __str__(self) -> str:
        return f"label {self.pk}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def current(self) -> EntryQuerySet:
        """Those that no correction has superseded."""
        return self.filter(~Exists(Entry.objects.filter(supersedes=OuterRef("pk"))))


class Entry(FamilyRow):
    """One fact: this program recorded this kind of thing about this person at this time. Append-only."""

    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    source_id = models.CharField(
        max_length=80, blank=True, help_text="the sender's own id, so loading twice adds nothing"
    )
    supersedes = models.OneToOneField(
        "chart.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    entered_in_error = models.BooleanField(default=False, help_text="the correction withdraws the fact altogether")

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family", "-occurred_at", "-id"], name="chart_timeline")]
        constraints = [
            models.UniqueConstraint(
                name="chart_same_fact_once", fields=["family", "label", "source_id"], condition=~Q(source_id="")
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"entry {self.pk}"
