"""What else is published about a service or an organization: area, cost, money, papers, numbers."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models.partners import Organization
from kinbridge.directory.models.published import Published, linked
from kinbridge.directory.models.services import Service


class OrganizationIdentifier(Published):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="organization_identifiers")
    identifier_scheme = models.TextField(blank=True)
    identifier_type = models.TextField()
    identifier = models.TextField()

    def __str__(self) -> str:
        return f"organization identifier {self.pk}"


class ServiceArea(Published):
    service = linked("Service", "service_areas")
    name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    extent = models.TextField(blank=True)
    extent_type = models.TextField(blank=True)
    uri = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"service area {self.pk}"


class CostOption(Published):
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="cost_options")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = models.TextField(blank=True)
    currency = models.TextField(blank=True)
    amount = models.FloatField(null=True, blank=True)
    amount_description = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"cost option {self.pk}"


class Funding(Published):
    organization = linked("Organization", "funding")
    service = linked("Service", "funding")
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"funding {self.pk}"


class RequiredDocument(Published):
    service = linked("Service", "required_documents")
    document = models.TextField(blank=True)
    uri = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"required document {self.pk}"
