"""Consents. A signed one is never changed: what happens to it later is an event beside it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from kinbridge.accounts.models import Role, User
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.consents.models.columns import codes
from kinbridge.consents.models.conflicts import disputed
from kinbridge.consents.models.facts import CONSENT_COLUMNS, party_of, read_consent
from kinbridge.consents.models.other import OtherAuthority, PaperEvent
from kinbridge.consents.rules import Authority, Form, Signer
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Organization, Program, Viewer
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow

ALTERED = ~Q(text_hash="") & ~Q(
    text_hash=Func(
        Func(Func(F("text"), Value("UTF8"), function="convert_to"), function="sha256"), Value("hex"), function="encode"
    )
)
"""The words are no longer those whose hash was signed."""
WATCH_OVER_RECORDS = (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def kept_for(self, viewer: Viewer) -> ProposalQuerySet:
        """Those the viewer may go on with: their own, or their program's. What is being asked is nobody else's."""
        if viewer.person_id is not None:
            return self.filter(prepared_by=viewer.user_id)
        return self.filter(prepared_for=viewer.program_id, prepared_for__isnull=False)

    def unfinished(self) -> ProposalQuerySet:
        return self.filter(became__isnull=True).order_by("-pk")


class Proposal(FamilyRow):
    """A consent being prepared: what was filled in so far, step by step. Nothing is shared because of it."""

    answers = models.JSONField(default=dict, help_text="field name to the list of texts that were sent")
    prepared_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    prepared_for = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    replaces = models.ForeignKey("consents.Consent", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ProposalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def seen_by(self, viewer: Viewer) -> ConsentQuerySet:
        """Those that name the viewer's program, that it wrote down, or that are the viewer's own.

        A consent tells that someone is in treatment, so being on the family's team is not enough to see it.
        """
        if viewer.person_id is not None:
            own = Signature.objects.filter(consent=OuterRef("pk"), person=viewer.person_id)
            return self.filter(Q(person=viewer.person_id) | Exists(own))
        mine = Q(program=viewer.program_id) | Q(organization=viewer.organization_id)
        if viewer.role in WATCH_OVER_RECORDS:
            mine |= Q(program__organization=viewer.organization_id)
        named = ConsentParty.objects.filter(mine, consent=OuterRef("pk"))
        return self.filter(Q(recorded_for__isnull=False, recorded_for=viewer.program_id) | Exists(named))

    def facts(self) -> tuple[Authority, ...]:
        """Each as the rules see it, in one query. A row that cannot be read says so and denies; it never vanishes."""
        return tuple(map(read_consent, self.rows()))

    def rows(self) -> models.QuerySet[Consent, dict[str, Any]]:
        """What `read_consent` reads, with `family_id`."""
        parties = ConsentParty.objects.filter(consent=OuterRef("pk")).order_by("pk")
        events = ConsentEvent.objects.filter(consent=OuterRef("pk")).order_by("pk")
        return self.order_by("pk").values(
            *CONSENT_COLUMNS,
            "family_id",
            altered=ExpressionWrapper(ALTERED, output_field=models.BooleanField()),
            named=ArraySubquery(
                parties.values(
                    json=JSONObject(
                        id="pk", side="side", program="program_id", organization="organization_id", name="name"
                    )
                )
            ),
            happened=ArraySubquery(events.values(json=JSONObject(kind="kind", day="day", parties="parties"))),
            disputed=disputed("consent", "other_consent"),
            acts_by=F("by_authority"),
            power=ArraySubquery(_power_of(OuterRef("by_authority"))),
        )


def _power_of(paper: OuterRef) -> models.QuerySet[OtherAuthority, Any]:
    """The days on which the order behind a signature lets its signer act, and the days on which that came to an end."""
    ends = PaperEvent.objects.filter(paper=OuterRef("pk"), kind__in=[PaperEvent.Kind.ENDED, "entered_in_error"])
    return OtherAuthority.objects.filter(pk=paper, readable=True).values(
        json=JSONObject(
            signed="signed_on",
            starts="starts_on",
            expires="expires_on",
            ended=ArraySubquery(ends.values("day")),
        )
    )


class Consent(FamilyRow):
    """Whose record, who may share, what, with whom, why, until when: what someone agreed to. Append-only.

    One signed here is made by `actions.sign`, which refuses faults; a paper signed elsewhere is recorded as it is, with
    its faults. Empty never means all. Which of these fields the law asks for: 42 CFR 2.31(a), 45 CFR 164.508(c).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    form = models.CharField(max_length=20, choices=[(f.value, f.value) for f in Form])
    categories = codes(Category)
    withheld = codes(Category)
    records_since = models.DateField(null=True, blank=True, help_text="only what happened from this day on")
    records_until = models.DateField(null=True, blank=True, help_text="only what happened before this day")
    purposes = codes(Purpose)
    starts_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="the day from which it no longer counts")
    until_event = models.CharField(max_length=200, blank=True, help_text="an event that ends it sooner")
    language = models.CharField(max_length=10, default="en")
    form_version = models.CharField(max_length=20, blank=True, help_text="empty for a paper that is not our form")
    statements = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    text = models.TextField(blank=True, help_text="every word that was shown to the signer")
    text_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text")
    signers = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    authority_paper = models.CharField(max_length=200, blank=True, help_text="what proves that the signer may sign")
    by_authority = models.ForeignKey(
        OtherAuthority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the order or other paper on file that lets the signer act for the person",
    )
    interpreter = models.CharField(max_length=120, blank=True)
    voluntary = models.BooleanField(null=True, help_text="whether the helper saw a free choice")
    understood = models.JSONField(default=dict, blank=True, help_text="the answers to the questions before signing")
    copy_given = models.CharField(
        max_length=20,
        blank=True,
        choices=[("printed", _("Printed copy")), ("portal", _("In My family")), ("declined", _("Offered; not wanted"))],
    )
    signed_on = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    readable = models.BooleanField(default=True, help_text="false for a paper on file that nobody could read")
    defects = ArrayField(models.CharField(max_length=3), default=list, blank=True, help_text="faults a person found")
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_for = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="became")
    replaces = models.OneToOneField(
        "consents.Consent", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family", "person", "-id"], name="consents_of_a_person")]
        constraints = [
            models.CheckConstraint(
                name="consents_end_after_start",
                condition=Q(expires_on__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(expires_on__gte=models.F("signed_on")),
                violation_error_message="The consent ends before it is signed; check the year.",
            ),
            models.CheckConstraint(
                name="consents_signed_with_its_text",
                condition=Q(signed_at__isnull=True) | ~Q(text_hash="") & Q(signed_on__isnull=False),
                violation_error_message="An electronic consent keeps the text that was signed.",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class ConsentParty(FamilyRow):
    """Who may share, or who may receive: a program, an organization, or a class or name as it stands on the form."""

    class Side(models.TextChoices):
        SHARES = "shares", _("may share")
        RECEIVES = "receives", _("may receive")

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=10, choices=Side)
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="a class the law knows, or a name without an id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consents_party_is_one",
                condition=Q(program__isnull=False, organization__isnull=True, name="")
                | Q(program__isnull=True, organization__isnull=False, name="")
                | Q(program__isnull=True, organization__isnull=True) & ~Q(name=""),
                violation_error_message="Name one: a program, an organization, or a class.",
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"party {self.pk}"

    @property
    def key(self) -> str:
        """As the rules name it, such as "program:…"."""
        return str(party_of({"program": self.program_id, "organization": self.organization_id, "name": self.name}))


class Signature(FamilyRow):
    """One signature on one consent, and the evidence that it is theirs."""

    class Method(models.TextChoices):
        DRAWN = "drawn", _("Drawn on the screen")
        TYPED = "typed", _("Typed name")
        PAPER = "paper", _("Signed on paper")

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    capacity = models.CharField(max_length=30, choices=[(s.value, s.value) for s in Signer])
    relation = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=10, choices=Method)
    strokes = models.JSONField(default=list, blank=True, help_text="what was drawn: lines of x, y on 600 by 200")
    signed_at = models.DateTimeField(null=True, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    evidence = models.JSONField(default=dict, blank=True, help_text="how we know: who was signed in, who helped, where")

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class ConsentEvent(FamilyRow):
    """What happened to a consent after it was signed. `parties`, where given, limit it to those recipients."""

    class Kind(models.TextChoices):
        REVOKED = "revoked", _("Taken back")
        HELD = "held", _("Taken back by word of mouth; on hold")
        SUPERSEDED = "superseded", _("Replaced by a newer one")
        ENTERED_IN_ERROR = "entered_in_error", _("Made in error")
        ENDED = "ended", _("What it was to end with has happened")
        DOUBTED = "doubted", _("Thought not to be a free choice")
        SET_ASIDE = "set_aside", _("Set aside: another paper stands")

    class Channel(models.TextChoices):
        SCREEN = "screen", _("On this site")
        IN_PERSON = "in_person", _("In person")
        PHONE = "phone", _("By phone")
        LETTER = "letter", _("By letter or e-mail")

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    day = models.DateField(help_text="the day where the coalition is")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    parties = ArrayField(models.BigIntegerField(), default=list, blank=True)
    words = models.CharField(max_length=300, blank=True, help_text="what was said; never required")

    class Meta:
        constraints = [
            # Taken back and replaced at the same moment: the database lets one of them win, and the other is told.
            models.UniqueConstraint(
                name="consents_one_end", fields=["consent"], condition=Q(kind__in=["revoked", "superseded"], parties=[])
            ),
            models.UniqueConstraint(
                name="consents_one_mistake", fields=["consent"], condition=Q(kind="entered_in_error")
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"event {self.pk}"
