"""A plan and its versions. A signed version is sealed by the database; a change is a new version."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import User
from kinbridge.directory.models import Program
from kinbridge.people.models import Person, Pregnancy
from kinbridge.people.rows import FamilyRow
from kinbridge.plans.births.models import Notification, Pathway, never_changed
from kinbridge.plans.rules import PlanKind
from kinbridge.plans.safety.models import SafetyPlan

__all__ = [
    "Closing",
    "Copy",
    "Differently",
    "Notification",
    "Pathway",
    "Plan",
    "Reviewed",
    "SafetyPlan",
    "ServiceLine",
    "Task",
    "Version",
]


class Plan(FamilyRow):
    """A plan made with one parent: of safe care, one for a dyad from pregnancy to the child's first birthday (its id
    never changes at birth); or the family's case plan, until the children are home and for a year after.
    """

    KINDS = [(PlanKind.SAFE_CARE.value, _("Plan of safe care")), (PlanKind.CASE.value, _("Family case plan"))]

    kind = models.CharField(max_length=10, choices=KINDS, default=KINDS[0][0], db_default=KINDS[0][0])
    parent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pregnancy = models.ForeignKey(Pregnancy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="who leads it")
    coordinator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    home_on = models.DateField(
        null=True, blank=True, help_text="when the baby or children went home; reviews count from it"
    )
    finish_by = models.DateField(null=True, blank=True, help_text="the day of discharge, once it is known")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["program", "closed_on", "finish_by"])]
        constraints = [
            models.UniqueConstraint(
                fields=["pregnancy"],
                condition=Q(pregnancy__isnull=False, closed_on__isnull=True),
                name="plans_one_open_plan_per_dyad",
            )
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Version(FamilyRow):
    """What the plan said at one time. `answer` is the parent's: signed, or not, with their own words why not."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, choices=[("signed", "Signed"), ("declined", "Not signed")])
    answered_at = models.DateTimeField(null=True, blank=True)
    signature = models.CharField(max_length=160, blank=True, help_text="the name the parent typed")
    disagreement = models.TextField(blank=True, max_length=2000, help_text="where the parent sees it differently")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_numbers"),
            models.UniqueConstraint(fields=["plan"], condition=Q(answer=""), name="plans_one_draft"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sealed_once_answered",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"plan version {self.pk}"


class ServiceLine(FamilyRow):
    """A need, the service that meets it, how far that has come, and the person who sees to it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="services")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    need = models.CharField(max_length=60)
    service = models.CharField(max_length=120)
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referred_on = models.DateField(null=True, blank=True)
    first_kept_on = models.DateField(null=True, blank=True)
    barrier = models.CharField(max_length=160, blank=True)
    next_step = models.CharField(max_length=160, blank=True)
    owner = models.CharField(max_length=120, help_text="the person, by name, who sees to it")

    def __str__(self) -> str:
        return f"service line {self.pk}"


class Task(FamilyRow):
    """What somebody does by a day. It stands in a section, and behind that section's door."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="tasks")
    section = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=120, help_text="the person, by name, who does it")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"task {self.pk}"


class Differently(FamilyRow):
    """Where the parent sees one section differently, in their own words. The newest stands; empty takes it back."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="differently")
    section = models.CharField(max_length=40)
    words = models.TextField(blank=True, max_length=2000)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [never_changed("kept_as_it_was_said")]

    def __str__(self) -> str:
        return f"seen differently {self.pk}"


class Reviewed(FamilyRow):
    """The plan was looked at again. Written once; of two about the same review the newer stands."""

    class Services(models.TextChoices):
        ALL = "all", "All of them"
        SOME = "some", "Some of them"
        NONE = "none", "None yet"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviewed")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", help_text="whose record it is")
    name = models.CharField(max_length=20, help_text="which review, such as “6 weeks”")
    held_on = models.DateField()
    present = models.CharField(max_length=300, help_text="who was there")
    services = models.CharField(max_length=10, choices=Services, help_text="which of the services have come")
    changed = models.TextField(blank=True, max_length=2000)
    still_true = models.BooleanField(help_text="whether the plan still says what is so")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        triggers = [never_changed("kept_as_it_was_written")]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Copy(FamilyRow):
    """Who was handed a version, and when they said they have it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="copies")
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    contents = models.JSONField(default=list, blank=True, help_text="what went with the plan, as it was given")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "program", "person"], name="plans_one_copy_each", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"


class Closing(FamilyRow):
    """Why a plan ended, and what was still open then, as whoever closed it saw it."""

    class Because(models.TextChoices):
        IN_PLACE = "in_place", _("The services are in place and the family agrees")
        YEAR_OVER = "year_over", _("The year is over")
        ANOTHER_PLAN = "another_plan", _("Another plan takes over")
        MOVED = "moved", _("The family moved or cannot be reached")
        ASKED = "asked", _("The parent asked for it")

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="closing")
    because = models.CharField(max_length=20, choices=Because)
    gaps = models.JSONField(default=list, help_text="what was missing, by its key")
    reason = models.TextField(blank=True, max_length=1000, help_text="why it may end with what is missing")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="plans_gaps_have_a_reason", condition=Q(gaps=[]) | ~Q(reason=""))]
        triggers = [never_changed("kept_as_it_was_closed")]

    def __str__(self) -> str:
        return f"closing {self.pk}"
