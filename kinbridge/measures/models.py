"""What was counted of a quarter, what was told of a year, how carefully, and what people say beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Coalition, Organization
from kinbridge.measures.rules.defined import BY_KEY
from kinbridge.measures.rules.rounding import EXACT, STEPS
from kinbridge.measures.rules.suppression import THRESHOLD


class Quarter(models.Model):
    """One measure's counts of one quarter, made once and never again. Raw: nothing is shown but through a release.

    `counts` holds how many cases came to each level, by cut and group; never a row about a family.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    version = models.CharField(max_length=10)
    quarter = models.IntegerField(help_text="quarters since the year 0")
    counts = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measures_quarter_counted_once", fields=["coalition", "measure", "version", "quarter"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} in quarter {self.quarter}"


class Release(models.Model):
    """What is told after a quarter, by measure: its years and the quarters since. Made once and kept."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    quarter_end = models.DateField()
    body = models.JSONField()
    engine = models.CharField(max_length=20)
    threshold = models.PositiveSmallIntegerField(default=THRESHOLD, help_text="the smallest count that it shows")
    rounding = models.PositiveSmallIntegerField(default=EXACT, help_text="to what its numbers are rounded; 1: exact")
    released_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="since when anyone may read it, if anyone may")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="measures_one_release_a_quarter", fields=["coalition", "quarter_end"])
        ]

    def __str__(self) -> str:
        return f"release to {self.quarter_end}"


class HandedRelease(models.Model):
    """What another coalition told of its measures, as it handed its release over: of everyone only."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+", help_text="who keeps it")
    name = models.CharField(max_length=200, help_text="whose it is")
    county = models.CharField(max_length=100)
    state = models.CharField(max_length=2)
    fips = models.CharField(max_length=5, blank=True)
    quarter_end = models.DateField()
    body = models.JSONField()
    threshold = models.PositiveSmallIntegerField()
    rounding = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True, help_text="what they say of it")
    released_at = models.DateTimeField()
    open = models.BooleanField(help_text="whether they opened it to everyone")
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measures_handed_once",
                fields=["coalition", "name", "quarter_end"],
                condition=Q(put_away_at__isnull=True),
                violation_error_message="You have this release already.",
            )
        ]

    def __str__(self) -> str:
        return f"handed release {self.pk}"


class TribalUse(models.TextChoices):
    """What a tribe may approve. Each needs an approval of its own; without one it does not happen."""

    RECORDS = "records", "Count what its programs wrote down"
    GROUP = "group", "Count its people as a group of their own"
    EXTRACT = "extract", "Let either go into an extract"


class TribalApproval(models.Model):
    """A tribe agreed to one use of what is its own, for a purpose and a time. It ends by being given an end."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    tribe = models.CharField(max_length=80)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="whose records"
    )
    use = models.CharField(max_length=10, choices=TribalUse)
    purpose = models.CharField(max_length=300, blank=True)
    given_by = models.CharField(max_length=120, help_text="who speaks for the tribe, such as its council's resolution")
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measures_approval_dates", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"


class Setting(models.Model):
    """How careful a coalition is with its numbers, from the next release on. The newest row counts; all are kept."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField()
    rounding = models.PositiveSmallIntegerField(choices=list(STEPS.items()), default=EXACT)
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        triggers = [APPEND_ONLY]
        constraints = [
            models.CheckConstraint(name="measures_threshold_never_below_11", condition=Q(threshold__gte=THRESHOLD)),
            models.CheckConstraint(name="measures_known_rounding", condition=Q(rounding__in=list(STEPS))),
        ]

    def __str__(self) -> str:
        return f"threshold {self.threshold}"


class Annotation(models.Model):
    """What happened on a day that may explain a line on a chart, such as a program that opened; by whom it is said."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    on = models.DateField()
    text = models.CharField(max_length=120)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"annotation {self.pk}"


class Owner(models.Model):
    """Who answers for a measure, and is told when its line shifts."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="measures_one_owner", fields=["coalition", "measure"])]

    def __str__(self) -> str:
        return f"owner of {self.measure}"


class Shift(models.Model):
    """A release showed more than chance in a measure, and its owner was told once."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="shifts")
    measure = models.CharField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signal = models.CharField(max_length=120)
    better = models.BooleanField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="measures_told_once", fields=["release", "measure", "user"])]
        indexes = [models.Index(fields=["user"], condition=Q(seen_at__isnull=True), name="measures_shift_unseen")]

    def __str__(self) -> str:
        return f"shift {self.pk}"

    @property
    def title(self) -> str:
        known = BY_KEY.get(self.measure)
        return known.title if known is not None else self.measure
