"""Where services are given. A confidential place keeps its whereabouts to itself, everywhere and always."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kinbridge.directory.models.partners import Organization
from kinbridge.directory.models.published import Published, linked
from kinbridge.directory.models.services import Service


class LocationQuerySet(models.QuerySet["Location"]):
    def public(self) -> LocationQuerySet:
        return self.filter(confidential=False)


class Location(Published):
    """A place. When it is confidential, nothing that says where it is may leave: see `rules.hidden`."""

    class Kind(models.TextChoices):
        PHYSICAL = "physical", "A place to go to"
        POSTAL = "postal", "For letters"
        VIRTUAL = "virtual", "Online or by phone"

    location_type = models.CharField(max_length=10, choices=Kind, default=Kind.PHYSICAL)
    url = models.TextField(blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="locations"
    )
    name = models.TextField(blank=True)
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    transportation = models.TextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    external_identifier = models.TextField(blank=True)
    external_identifier_type = models.TextField(blank=True)
    confidential = models.BooleanField(default=False, help_text="for safety, its whereabouts are told to nobody")

    OURS = ("coalition", "confidential")
    objects = LocationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["coalition", "latitude", "longitude"],
                condition=Q(confidential=False, latitude__isnull=False),
                name="directory_location_point",
            ),
            models.Index(
                fields=["coalition"],
                condition=Q(confidential=False, location_type="virtual"),
                name="directory_location_virtual",
            ),
        ]

    def __str__(self) -> str:
        return f"location {self.pk}"


class ServiceAtLocation(Published):
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="service_at_locations")
    description = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"service at location {self.pk}"


class Address(Published):
    location = linked("Location", "addresses")
    attention = models.TextField(blank=True)
    address_1 = models.TextField()
    address_2 = models.TextField(blank=True)
    city = models.TextField()
    region = models.TextField(blank=True)
    state_province = models.TextField()
    postal_code = models.TextField()
    country = models.TextField()
    address_type = models.CharField(max_length=10, choices=Location.Kind)

    def __str__(self) -> str:
        return f"address {self.pk}"


class Accessibility(Published):
    location = linked("Location", "accessibility")
    description = models.TextField(blank=True)
    details = models.TextField(blank=True)
    url = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"accessibility {self.pk}"
