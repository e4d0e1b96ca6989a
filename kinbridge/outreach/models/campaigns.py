"""A campaign, where it runs, whom it reached as counted by whom, and what came back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition
from kinbridge.outreach.models.messages import Version


class Campaign(models.Model):
    """`opened_at`: since when its page is open to everyone."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    title_es = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, help_text="what should be different after it")
    audience = models.CharField(max_length=160)
    words = models.TextField()
    words_es = models.TextField()
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Channel(models.Model):
    """One way in which it goes out: which words, where, from which day to which."""

    class Kind(models.TextChoices):
        POSTER = "poster", "Posters and cards"
        BUS = "bus", "Buses"
        RADIO = "radio", "Radio"
        SOCIAL = "social", "Social media"
        EVENT = "event", "An event"
        TEXT = "text", "Text messages"
        PRESS = "press", "Newspaper"
        WORKERS = "workers", "Workers say it in person"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.CharField(max_length=160)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="channels")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outreach_channel_ends_after_it_starts",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="It ends before it starts; check the two days.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place}"


class Reach(models.Model):
    """How many it reached up to a day, as someone counted. A newer count of a channel stands in place of an older."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="counts")
    people = models.PositiveIntegerField()
    what = models.CharField(max_length=120, help_text="what was counted, such as cards taken")
    counted_by = models.CharField(max_length=120)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]
        verbose_name_plural = "reach"

    def __str__(self) -> str:
        return f"reach {self.pk}"


class Feedback(models.Model):
    """What someone said of it. Names nobody."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="feedback")
    whom = models.CharField(max_length=120, help_text="who said it, such as a parent at the clinic; no name")
    said = models.CharField(max_length=500)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [APPEND_ONLY]
        verbose_name_plural = "feedback"

    def __str__(self) -> str:
        return f"feedback {self.pk}"
