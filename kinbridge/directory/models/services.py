"""A service: what it is (HSDS), and the facts that decide whom it fits (ours)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from kinbridge.directory.models.partners import Organization, Program
from kinbridge.directory.models.published import Published
from kinbridge.directory.rules.words import (
    CATEGORY_WORDS,
    EVIDENCE_WORDS,
    PAYER_WORDS,
    Moud,
)


def several(**options: object) -> ArrayField:  # type: ignore[type-arg]
    """A list of codes; null means that nobody said, an empty list that there are none."""
    return ArrayField(models.CharField(max_length=60, **options), null=True, blank=True)  # type: ignore[arg-type]


class Service(Published):
    """Something an organization does for people. Facts for matching are null until someone states them."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Open"
        INACTIVE = "inactive", "Not running now"
        DEFUNCT = "defunct", "Ended"
        CLOSED = "temporarily closed", "Closed for now"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    name = models.TextField()
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    url = models.TextField(blank=True)
    email = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    interpretation_services = models.TextField(blank=True)
    application_process = models.TextField(blank=True)
    fees_description = models.TextField(blank=True)
    wait_time = models.TextField(blank=True)
    fees = models.TextField(blank=True)
    accreditations = models.TextField(blank=True)
    eligibility_description = models.TextField(blank=True)
    minimum_age = models.FloatField(null=True, blank=True, help_text="years")
    maximum_age = models.FloatField(null=True, blank=True, help_text="years")
    assured_date = models.DateField(null=True, blank=True)
    assurer_email = models.TextField(blank=True)
    licenses = models.TextField(blank=True)
    alert = models.TextField(blank=True)
    last_modified = models.DateTimeField(null=True, blank=True)

    # Ours: what matching asks.
    category = models.CharField(max_length=40, blank=True, choices=list(CATEGORY_WORDS.items()))
    accepts_pregnant = models.BooleanField(null=True)
    offers_moud = several(choices=[(m.value, m.value) for m in Moud])
    accepts_moud = models.BooleanField(null=True, help_text="people may stay on their medication")
    children_may_stay = models.BooleanField(null=True)
    children_from_age = models.FloatField(null=True, blank=True, help_text="years")
    children_to_age = models.FloatField(null=True, blank=True, help_text="years, this age included")
    payers = several(choices=list(PAYER_WORDS.items()))
    language_codes = several()
    counties = several()  # county names; "*" is the whole state
    sex = models.CharField(max_length=10, blank=True, choices=[("female", "Women"), ("male", "Men")])
    evidence_rating = models.CharField(max_length=20, blank=True, choices=list(EVIDENCE_WORDS.items()))
    evidence_source = models.CharField(max_length=120, blank=True)
    evidence_on = models.DateField(null=True, blank=True)

    search_words = models.GeneratedField(
        expression=SearchVector("name", "alternate_name", "description", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    OURS = (
        "coalition",
        "search_words",
        "category",
        "accepts_pregnant",
        "offers_moud",
        "accepts_moud",
        "children_may_stay",
        "children_from_age",
        "children_to_age",
        "payers",
        "language_codes",
        "counties",
        "sex",
        "evidence_rating",
        "evidence_source",
        "evidence_on",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["coalition", "name", "id"], condition=Q(status="active"), name="directory_service_name"
            ),
            models.Index(
                fields=["coalition", "category", "name", "id"],
                condition=Q(status="active"),
                name="directory_service_category",
            ),
            GinIndex(fields=["search_words"], name="directory_service_words"),
            GinIndex(fields=["counties"], name="directory_service_counties"),
        ]
        constraints = [
            models.CheckConstraint(
                name="directory_children_ages",
                condition=Q(children_from_age__isnull=True)
                | Q(children_to_age__isnull=True)
                | Q(children_from_age__lte=F("children_to_age")),
                violation_error_message="The oldest child is younger than the youngest; check the two ages.",
            )
        ]

    def __str__(self) -> str:
        return self.name
