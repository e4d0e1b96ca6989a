"""What every paper that is not a consent holds, and what may happen to it afterwards. Append-only, both."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import User
from kinbridge.consents.models.columns import codes
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program

COLUMNS = (
    "id",
    "kind",
    "gives",
    "gets",
    "categories",
    "purposes",
    "only",
    "section",
    "terms",
    "defects",
    "to_confirm",
    "signed_on",
    "starts_on",
    "expires_on",
    "readable",
    "recorded_on",
)


class PaperRow(models.Model):
    """`gives` and `gets` hold parties as the rules write them, such as "organization:…" or "kind:court"."""

    gives = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    gets = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    categories = codes(Category)
    purposes = codes(Purpose)
    only = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="the parts it is limited to, in its words"
    )
    section = models.CharField(max_length=20, blank=True, help_text="the section it was made under, such as 2.64")
    terms = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    defects = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    to_confirm = models.BooleanField(default=False, help_text="filed by those who would receive something by it")
    reference = models.CharField(max_length=120, blank=True, help_text="its own number")
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="the day from which it no longer counts")
    readable = models.BooleanField(default=True, help_text="false for a paper that nobody could read")
    detail = models.JSONField(default=dict, blank=True, help_text="what else its form asks, such as the court")
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_for = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class How(models.TextChoices):
    """In which way a paper came to its end."""

    WITHDRAWN = "withdrawn", _("Withdrawn")
    VACATED = "vacated", _("Vacated")
    TERMINATED = "terminated", _("Terminated")
    LIFTED = "lifted", _("Lifted")
    DECLINED = "declined", _("Declined")
    SET_ASIDE = "set_aside", _("Set aside: another paper stands")


class HappenedRow(models.Model):
    """One thing that happened to a paper: it ended, it was never meant to be here, someone confirmed it."""

    class Kind(models.TextChoices):
        ENDED = "ended", _("Ended")
        ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")
        CONFIRMED = "confirmed", _("Confirmed")
        AGREED = "agreed", _("Agreed to")

    kind = models.CharField(max_length=20, choices=Kind)
    how = models.CharField(max_length=12, choices=How, blank=True)
    day = models.DateField(help_text="the day from which it counts, where the coalition is")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
