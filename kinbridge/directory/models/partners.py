"""Coalitions, organizations, programs and who works in them. Ids are HSDS ids, kept through import and export."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kinbridge.accounts.models import Role, User
from kinbridge.core.vocabulary import OrganizationKind, Regime


class Coalition(models.Model):
    """A community and its partners: nothing about a family crosses from one coalition to another."""

    name = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=2, help_text="USPS code; picks the state's rule pack")
    county = models.CharField(max_length=100)
    fips = models.CharField(max_length=5, blank=True, help_text="the county's code: where it lies on a map")
    timezone = models.CharField(max_length=60, default="America/New_York")

    def __str__(self) -> str:
        return self.name


def organization_kinds() -> list[tuple[str, str]]:
    """Read when asked, so that a kind more needs no migration."""
    return [(kind.value, kind.value) for kind in OrganizationKind]


class Organization(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    coalition = models.ForeignKey(Coalition, on_delete=models.PROTECT, related_name="organizations")
    name = models.TextField()
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    email = models.TextField(blank=True)
    website = models.TextField(blank=True)
    tax_status = models.TextField(blank=True)
    tax_id = models.TextField(blank=True)
    year_incorporated = models.FloatField(null=True, blank=True)
    legal_status = models.TextField(blank=True)
    logo = models.TextField(blank=True)
    uri = models.TextField(blank=True)
    parent_organization_id = models.UUIDField(null=True, blank=True, help_text="may be one we do not hold")
    kind = models.CharField(max_length=40, choices=organization_kinds, default=OrganizationKind.COMMUNITY.value)
    covered_entity = models.BooleanField(default=False, help_text="a HIPAA covered entity, as the organization attests")

    OURS = ("coalition", "kind", "covered_entity")  # the rest are HSDS fields, under their HSDS names

    class Meta:
        indexes = [models.Index(fields=["coalition", "name"], name="directory_organization_name")]

    def __str__(self) -> str:
        return self.name


class Program(models.Model):
    """A part of an organization that serves people under one set of laws, which someone named has attested."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programs")
    name = models.TextField()
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    regimes = ArrayField(
        models.CharField(max_length=20, choices=[(r.value, r.value) for r in Regime]),
        default=list,
        blank=True,
        help_text="the laws its records are under; none until attested, and then nothing may be shared",
    )
    attested_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attested_on = models.DateField(null=True, blank=True)

    OURS = ("regimes", "attested_by", "attested_on")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_regimes_are_attested",
                condition=Q(regimes__len=0) | Q(attested_by__isnull=False, attested_on__isnull=False),
                violation_error_message="Say who attested the program's legal regime and when.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_part2(self) -> bool:
        return Regime.PART2 in self.regimes

    def viewer(self, *, user: int | None, name: str, role: str) -> Viewer:
        """The asker that someone acting for this program is; needs `organization__coalition` already joined."""
        organization = self.organization
        return Viewer(
            user_id=user,
            name=name,
            role=role,
            program_id=self.pk,
            program_name=self.name,
            organization_id=organization.pk,
            organization_name=organization.name,
            organization_kind=organization.kind,
            coalition_id=organization.coalition_id,
            state=organization.coalition.state,
            is_part2=self.is_part2,
            covered_entity=organization.covered_entity,
            coalition_name=organization.coalition.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is asking: one person acting for one program, in one role. What actions take as `by`.

    What is not said opens nothing: of no program, in no role, of no kind of organization.
    """

    coalition_id: int
    state: str
    user_id: int | None = None
    name: str = ""
    role: str = ""
    program_id: UUID | None = None
    program_name: str = ""
    organization_id: UUID | None = None
    organization_name: str = ""
    organization_kind: str = ""
    is_part2: bool = False
    covered_entity: bool = False
    person_id: int | None = None
    coalition_name: str = ""

    @property
    def worker(self) -> int:
        """The account that acts. A verb that needs one refuses when the software itself, or nobody, does."""
        if self.user_id is None:
            raise PermissionError("A signed-in person has to do this.")
        return self.user_id

    @property
    def acting_for(self) -> UUID:
        """The program that acts; see `worker`."""
        if self.program_id is None:
            raise PermissionError("This is done for a program; sign in as someone who works for one.")
        return self.program_id

    @property
    def on_behalf_of(self) -> UUID | None:
        """The program someone acts for. A parent acts for themself, whatever program keeps their account."""
        return None if self.person_id is not None else self.program_id


def software(coalition: Coalition) -> Viewer:
    """The program itself, when a command or a task acts and no person does."""
    return Viewer(name="Kinbridge", role="software", coalition_id=coalition.pk, state=coalition.state)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: object) -> MembershipQuerySet:
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Membership(models.Model):
    """Someone works for a program in a role, from one day up to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="directory_one_membership_at_a_time",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("program"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (Func(F("since"), F("until"), Value("[)"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="They already have this role in this program on those days.",
            )
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"

    @property
    def coalition(self) -> Coalition:
        return self.program.organization.coalition

    def viewer(self) -> Viewer:
        """The asker this membership makes; needs `user` and `program__organization__coalition` already joined."""
        return self.program.viewer(user=self.user_id, name=str(self.user), role=self.role)
