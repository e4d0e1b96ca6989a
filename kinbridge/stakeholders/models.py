"""Who is at the table, where systems meet a family, papers that open nothing, and what is kept beside every paper."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.consents.models import Agreement
from kinbridge.directory.models import Coalition, Organization
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.gaps.rules.framework import SYSTEM_WORDS
from kinbridge.stakeholders.rules.papers import MEMO_WORDS
from kinbridge.stakeholders.rules.sectors import SECTORS, STANDING_WORDS


def sectors() -> list[tuple[str, str]]:
    """Read when asked, so that a sector more needs no migration."""
    return [(one.code, one.name) for one in SECTORS.values()]


class Member(models.Model):
    """Someone at the coalition's table, for an organization or for themselves, in one sector.

    `lived` is theirs alone to say; not saying and not wanting to say are kept, and shown, as the same thing.
    """

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=30, choices=sectors)
    standing = models.CharField(max_length=10, choices=list(STANDING_WORDS.items()))
    work = models.CharField(max_length=120, blank=True, help_text="what they do there")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    liaison = models.BooleanField(default=False, help_text="whom to call about this sector")
    account = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lived = models.BooleanField(default=False, help_text="they said so, and that partners may read it")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="stakeholders_an_account_sits_once",
                fields=["coalition", "account"],
                condition=Q(until__isnull=True, account__isnull=False),
                violation_error_message="This person is at the table already.",
            ),
            models.CheckConstraint(
                name="stakeholders_only_they_say_it", condition=Q(lived=False) | Q(account__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"


class Touchpoint(models.Model):
    """Where one system meets a family at one point, what happens there, and the next step."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    point = models.PositiveSmallIntegerField(choices=list(POINT_WORDS.items()))
    system = models.CharField(max_length=20, choices=list(SYSTEM_WORDS.items()))
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120, help_text="such as the first prenatal visit")
    happens = models.CharField(max_length=300)
    next_step = models.CharField(max_length=300, blank=True)
    within = models.CharField(max_length=60, blank=True, help_text="how soon, such as the same day")
    stated_on = models.DateField()
    stated_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"touchpoint {self.pk}"


class Memo(models.Model):
    """A paper between partners that opens nothing in a chart. Those that do are `consents.Agreement` alone."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=list(MEMO_WORDS.items()))
    title = models.CharField(max_length=120)
    promises = models.CharField(max_length=300, help_text="what each side promised, and what ends with it")
    reference = models.CharField(max_length=120, blank=True, help_text="its own number, or where it is kept")
    parties = models.ManyToManyField(Organization, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="the day from which it no longer counts")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stakeholders_memo_dates",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="It ends before it starts; check the dates.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Care(models.Model):
    """What the coalition keeps beside one paper, and the gate never reads: who looks at it again, and when."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    memo = models.OneToOneField(Memo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True, help_text="where the signed paper is kept")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stakeholders_care_of_one_paper",
                condition=Q(agreement__isnull=True) ^ Q(memo__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["lead", "review_on"], name="stakeholders_reviews_of_lead")]

    def __str__(self) -> str:
        return f"care {self.pk}"


class Signatory(models.Model):
    """Someone who signs a paper for an organization; without a day, they have not yet."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="signatories")
    name = models.CharField(max_length=120)
    organization = models.CharField(max_length=200)
    signed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"signatory {self.pk}"


class Review(models.Model):
    """Someone looked at a paper again, and what came of it."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Tribe(models.Model):
    """A tribe, as a peer of the state. `name` is how its people are on record; its organization names who speaks."""

    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    speaker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    named_in = models.CharField(max_length=120, blank=True, help_text="such as its council's resolution")

    class Meta:
        constraints = [models.UniqueConstraint(name="stakeholders_a_tribe_once", fields=["coalition", "name"])]

    def __str__(self) -> str:
        return self.name
