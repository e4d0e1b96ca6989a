"""How and when to reach a service: contacts, phones, languages, opening times."""

from __future__ import annotations

from django.db import models

from kinbridge.directory.models.published import Published, linked
from kinbridge.directory.rules.audience import AUDIENCE_WORDS, Audience


def shown_to() -> models.CharField:  # type: ignore[type-arg]
    """Who may see the row; its own organization decides."""
    return models.CharField(max_length=10, choices=list(AUDIENCE_WORDS.items()), default=Audience.PUBLIC)


class Contact(Published):
    organization = linked("Organization", "contacts")
    service = linked("Service", "contacts")
    service_at_location = linked("ServiceAtLocation", "contacts")
    location = linked("Location", "contacts")
    name = models.TextField(blank=True)
    title = models.TextField(blank=True)
    department = models.TextField(blank=True)
    email = models.TextField(blank=True)
    shown_to = shown_to()

    OURS = ("coalition", "shown_to")

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Phone(Published):
    location = linked("Location", "phones")
    service = linked("Service", "phones")
    organization = linked("Organization", "phones")
    contact = linked("Contact", "phones")
    service_at_location = linked("ServiceAtLocation", "phones")
    number = models.TextField()
    extension = models.FloatField(null=True, blank=True)
    type = models.TextField(blank=True)
    description = models.TextField(blank=True)
    shown_to = shown_to()

    OURS = ("coalition", "shown_to")

    def __str__(self) -> str:
        return f"phone {self.pk}"


class Language(Published):
    service = linked("Service", "languages")
    location = linked("Location", "languages")
    phone = linked("Phone", "languages")
    name = models.TextField(blank=True)
    code = models.TextField(blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"language {self.pk}"


class Schedule(Published):
    """When a service is open, in the words of iCalendar; `description` is what people read."""

    class Weekday(models.TextChoices):
        MONDAY = "MO", "Monday"
        TUESDAY = "TU", "Tuesday"
        WEDNESDAY = "WE", "Wednesday"
        THURSDAY = "TH", "Thursday"
        FRIDAY = "FR", "Friday"
        SATURDAY = "SA", "Saturday"
        SUNDAY = "SU", "Sunday"

    class Frequency(models.TextChoices):
        WEEKLY = "WEEKLY", "every week"
        MONTHLY = "MONTHLY", "every month"

    service = linked("Service", "schedules")
    location = linked("Location", "schedules")
    service_at_location = linked("ServiceAtLocation", "schedules")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    timezone = models.FloatField(null=True, blank=True, help_text="hours from UTC")
    until = models.DateField(null=True, blank=True)
    count = models.FloatField(null=True, blank=True)
    wkst = models.CharField(max_length=2, blank=True, choices=Weekday)
    freq = models.CharField(max_length=10, blank=True, choices=Frequency)
    interval = models.FloatField(null=True, blank=True)
    byday = models.TextField(blank=True)
    byweekno = models.TextField(blank=True)
    bymonthday = models.TextField(blank=True)
    byyearday = models.TextField(blank=True)
    description = models.TextField(blank=True)
    opens_at = models.CharField(max_length=20, blank=True, help_text="as published, such as 10:00:00")
    closes_at = models.CharField(max_length=20, blank=True)
    schedule_link = models.TextField(blank=True)
    attending_type = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"schedule {self.pk}"
