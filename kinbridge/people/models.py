"""Families and the people in them. Identity only: what is known about them are facts in the chart."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import User
from kinbridge.core.vocabulary import Relation
from kinbridge.directory.models import Coalition, Program, Viewer
from kinbridge.people.rows import FamilyRow
from kinbridge.people.sameness import SamePerson  # noqa: F401 - Django looks for records here


def dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(until__isnull=True) | Q(until__gte=F("since")),
        violation_error_message="It ends before it starts; check the dates.",
    )


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def on(self, day: object) -> DatedQuerySet:
        """Those in force on `day`; `since` counts, `until` does not."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class FamilyQuerySet(models.QuerySet["Family"]):
    def seen_by(self, viewer: Viewer, *, on: date) -> FamilyQuerySet:
        """The families whose page this viewer may open: their program works with them, or it is their own."""
        if viewer.person_id is not None:
            return self.filter(Exists(Member.objects.on(on).filter(family=OuterRef("pk"), person=viewer.person_id)))
        working = Involvement.objects.on(on).filter(family=OuterRef("pk"), program=viewer.program_id)
        return self.filter(Exists(working), coalition=viewer.coalition_id)


class Family(models.Model):
    """Some people whose lives are served together. `key` stands in addresses; it says nothing about them."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, help_text="how workers call it, such as “Rivera family”")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = FamilyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"family {self.pk}"


RELATIONS = (
    (Relation.MOTHER, _("Mother")),
    (Relation.FATHER, _("Father")),
    (Relation.INFANT, _("Baby")),
    (Relation.CHILD, _("Child")),
    (Relation.YOUTH, _("Youth")),
    (Relation.OTHER_ADULT, _("Other adult")),
)
SEXES = (("female", "Female"), ("male", "Male"), ("other", "Other"))


class Person(FamilyRow):
    """One person, in the family where they are first known. An unborn child has no birth date until it is born."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    relation = models.CharField(max_length=20, choices=RELATIONS)
    birth_date = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    race_ethnicity = models.CharField(max_length=40, blank=True)
    tribe = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, default="en")
    payer = models.CharField(max_length=40, blank=True)
    account = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="person")
    carried_in = models.ForeignKey(
        "people.Pregnancy", null=True, blank=True, on_delete=models.PROTECT, related_name="infants"
    )

    class Meta:
        indexes = [models.Index(fields=["coalition", "family_name", "given_name"])]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def name(self) -> str:
        if not self.given_name and self.relation == Relation.INFANT:
            return "Baby " + self.family_name
        return f"{self.given_name} {self.family_name}".strip()


class Member(FamilyRow):
    """Someone belongs to a family from one day up to another, perhaps to more than one family."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dated("people_member_dates")]
        indexes = [models.Index(fields=["family", "since"])]

    def __str__(self) -> str:
        return f"member {self.pk}"


class Pregnancy(FamilyRow):
    """From the first sign to birth. Its infants exist from its start, so a dyad keeps one id before and after birth."""

    parent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pregnancies")
    due_on = models.DateField()
    began_on = models.DateField(help_text="280 days before the due date unless a clinician says otherwise")
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(
        max_length=20, blank=True, choices=[("birth", "Birth"), ("loss", "Pregnancy loss"), ("unknown", "Not known")]
    )

    def __str__(self) -> str:
        return f"pregnancy {self.pk}"


class Kinship(FamilyRow):
    """`person` is the `kind` of `relative`: mother of, sibling of, foster parent of."""

    class Kind(models.TextChoices):
        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        SIBLING = "sibling", _("Sibling")
        GRANDPARENT = "grandparent", _("Grandparent")
        AUNT_UNCLE = "aunt_uncle", _("Aunt or uncle")
        PARTNER = "partner", _("Partner")
        FOSTER_PARENT = "foster_parent", _("Foster parent")
        FRIEND = "friend", _("Trusted friend")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kin_as_person")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kin_as_relative")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            dated("people_kinship_dates"),
            models.CheckConstraint(name="people_kin_are_two", condition=~Q(person=F("relative"))),
        ]

    def __str__(self) -> str:
        return f"kinship {self.pk}"


class Custody(FamilyRow):
    """Who holds a legal power over a child, by what order, from when: a person or an agency's program."""

    class Power(models.TextChoices):
        LEGAL = "legal", _("Legal custody")
        PHYSICAL = "physical", _("Physical custody")
        MEDICAL_CONSENT = "medical_consent", _("May consent to health care")
        EDUCATION = "education", _("Education decisions")
        GUARDIAN_AD_LITEM = "gal", _("Guardian ad litem")

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody")
    power = models.CharField(max_length=20, choices=Power)
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.CharField(max_length=80, blank=True, help_text="the court order's own number")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            dated("people_custody_dates"),
            models.CheckConstraint(
                name="people_custody_one_holder",
                condition=Q(holder__isnull=False, agency__isnull=True) | Q(holder__isnull=True, agency__isnull=False),
                violation_error_message="Name one holder: a person or an agency.",
            ),
        ]

    def __str__(self) -> str:
        return f"custody {self.pk}"


class Restriction(FamilyRow):
    """`restricted` must not see, or learn the whereabouts of, `protects` (for example after violence at home)."""

    protects = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protected_by")
    restricted = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="restricted_by"
    )
    because = models.CharField(
        max_length=20, choices=[("safety", "Safety"), ("court_order", "Court order"), ("request", "Their own request")]
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dated("people_restriction_dates")]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class SafeContact(FamilyRow):
    """A way to reach someone, whether it is safe, and what to say or not to say there."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(
        max_length=10, choices=[("call", "Phone call"), ("text", "Text"), ("email", "E-mail"), ("mail", "Letter")]
    )
    value = models.CharField(max_length=200)
    safe = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dated("people_contact_dates")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Involvement(FamilyRow):
    """A program works with this family in some way, from one day up to another. No involvement, no family page."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="involvements")
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="whom it serves, as a treating relationship asks for; empty: the family, and nobody's care",
    )
    lead = models.BooleanField(default=False)
    worker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dated("people_involvement_dates")]
        indexes = [
            models.Index(fields=["program", "family"]),
            models.Index(fields=["worker", "family"]),
            models.Index(fields=["program", "-since", "-family"], name="people_newest_work"),
        ]

    def __str__(self) -> str:
        return f"involvement {self.pk}"
