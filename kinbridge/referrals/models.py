"""A referral and its steps, who was there when it was handed over, and the link for a program that is no member.

Steps and handoffs are only ever appended; the referral carries where it stands now.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kinbridge.accounts.models import User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow
from kinbridge.referrals.rules import NOT_SENT, OPEN, REASONS, WAITING, WORDS, Status


class ReferralQuerySet(models.QuerySet["Referral"]):
    def open(self) -> ReferralQuerySet:
        return self.filter(status__in=OPEN)

    def waiting(self) -> ReferralQuerySet:
        """Sent and not yet answered."""
        return self.filter(status__in=WAITING)

    def to_viewer(self, viewer: Viewer) -> ReferralQuerySet:
        """What was sent to the viewer's program. A draft is its writer's alone, also one that was thrown away."""
        return self.filter(to_program_id=viewer.program_id, sent_at__isnull=False)

    def from_viewer(self, viewer: Viewer) -> ReferralQuerySet:
        return self.filter(from_program_id=viewer.program_id)


class Referral(FamilyRow):
    """One program asks another to see one person. Goes to the program; whoever works there sees it in the Inbox."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    to_program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=80, blank=True, help_text="what is asked for, in plain words")
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    message = models.TextField(blank=True, max_length=2000, help_text="what the sender adds; only what is needed")
    urgent = models.BooleanField(default=False)
    handoff = models.BooleanField(default=False, help_text="a warm handoff, made together with the person")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status], default=Status.DRAFT)
    consent_id = models.BigIntegerField(null=True, blank=True, help_text="the consent it was sent under, if one")
    agreed_on = models.DateField(null=True, blank=True, help_text="the day the person agreed to be referred")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField(null=True, blank=True)
    first_appointment_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True, help_text="why it was declined or closed")
    press = models.CharField(
        max_length=64, null=True, blank=True, unique=True, help_text="the form it came from: pressed twice, sent once"
    )
    onward_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="onward",
        help_text="who refers on, of what",
    )
    outside = models.BooleanField(
        default=False, db_default=False, help_text="to a program where nobody has an account; see Link"
    )
    received_on = models.DateField(null=True, blank=True, help_text="the day the family said they have what was asked")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to_program", "status", "answer_due_on"]),
            models.Index(fields=["from_program", "status", "answer_due_on"]),
            models.Index(fields=["family", "-id"]),
            models.Index(fields=["coalition", "sent_at"], name="referrals_sent_in_a_period"),
        ]
        constraints = [
            models.CheckConstraint(
                name="referrals_sent_says_when",
                condition=Q(status__in=[*sorted(NOT_SENT), Status.WITHDRAWN])
                | Q(sent_at__isnull=False, answer_due_on__isnull=False),
            ),
            models.CheckConstraint(name="referrals_not_to_itself", condition=~Q(from_program=models.F("to_program"))),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class Step(FamilyRow):
    """One thing that happened to a referral."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    reason = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["referral", "id"])]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"step {self.pk}"

    @property
    def label(self) -> str:
        """What happened, in words, with the reason where one was given."""
        words = WORDS[Status(self.status)]
        return f"{words}: {REASONS.get(self.reason, self.reason).lower()}" if self.reason else words


class Handoff(FamilyRow):
    """One side's own word of a warm handoff: when, how, who of both was there, and whether the family was.

    It was made together when both sides say so. The sender's word is the sender's record; the receiver's is part of
    its answer. `lead`: with it the lead passes, once both have said that as well.
    """

    class How(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        CALL = "call", "On the phone, all together"
        VIDEO = "video", "On video, all together"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="handoffs")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(help_text="when the three met")
    how = models.CharField(max_length=10, choices=How)
    other = models.CharField(max_length=80, help_text="who was there for the other program, by name")
    family_there = models.BooleanField()
    lead = models.BooleanField(
        default=False, help_text="the lead for the family passes from the sender to the receiver"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "program"], name="referrals_one_word_a_side")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"handoff {self.pk}"


class Link(FamilyRow):
    """A way for a program without accounts to answer one referral. Only digests of its secret and code are kept.

    The code is told by phone and works once: the browser it is typed into keeps a key of its own (`bound`), and no
    other browser gets in after that, whoever the address was forwarded to.
    """

    class End(models.TextChoices):
        TAKEN_BACK = "taken_back", "Taken back"
        ANSWERED = "answered", "Nothing more to answer"
        GUESSED = "guessed", "Too many wrong codes"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=64, help_text="digest of the code and of the secret")
    bound = models.CharField(
        max_length=64, blank=True, help_text="digest of the key in the one browser that may answer"
    )
    wrong = models.PositiveSmallIntegerField(default=0, help_text="codes that were wrong")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=12, blank=True, choices=End)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ended_at__isnull=True), name="referrals_one_link_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
