"""Every other paper about a person: orders, proof of who may act, the person's own limits, an emergency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from kinbridge.accounts.models import Role
from kinbridge.audit.triggers import APPEND_ONLY
from kinbridge.consents.models.conflicts import disputed
from kinbridge.consents.models.emergencies import EmergencyNotice
from kinbridge.consents.models.facts import read_paper
from kinbridge.consents.models.filed import COLUMNS, HappenedRow, PaperRow
from kinbridge.consents.rules import ABOUT_NO_ONE, ANY_HOLDER, Authority, Kind, everyone_of, organization, program
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.people.rows import FamilyRow

ABOUT_SOMEONE = tuple((k.value, k.value) for k in Kind if k is not Kind.CONSENT and k not in ABOUT_NO_ONE)
NOT_AT_HOME = (Kind.SAFETY_FLAG,)
"""Never shown in a family's own account: who harms may read over a shoulder."""


def parties_of(viewer: Viewer) -> list[str]:
    """Every way a paper may name the viewer's program, or all who hold the record."""
    ways = [ANY_HOLDER]
    if viewer.program_id is not None:
        ways.append(program(viewer.program_id))
    if viewer.organization_id is not None:
        ways.append(organization(viewer.organization_id))
    if viewer.organization_kind in set(OrganizationKind):
        ways.append(everyone_of(OrganizationKind(viewer.organization_kind)))
    return [str(way) for way in ways]


class OtherAuthorityQuerySet(models.QuerySet["OtherAuthority"]):
    def seen_by(self, viewer: Viewer) -> OtherAuthorityQuerySet:
        """Those that name the viewer's program or bind all who hold the record, that it put on file, or that are about
        the viewer; a privacy officer sees each of the coalition's.

        An order or a limit may tell that someone is in treatment, so being on the family's team is not enough.
        """
        if viewer.person_id is not None:
            return self.filter(person=viewer.person_id).exclude(kind__in=NOT_AT_HOME)
        if viewer.role == Role.PRIVACY_OFFICER:
            return self.filter(coalition=viewer.coalition_id)
        ways = parties_of(viewer)
        mine = Q(gives__overlap=ways) | Q(gets__overlap=ways)
        if viewer.program_id is not None:
            mine |= Q(recorded_for=viewer.program_id)
        if viewer.role == Role.ADMINISTRATOR:
            mine |= Q(recorded_for__organization=viewer.organization_id)
        told = EmergencyNotice.objects.filter(paper=OuterRef("pk"), program=viewer.program_id)
        theirs = Q(recorded_for__isnull=False, recorded_for=viewer.program_id) | Exists(told)
        return self.filter(mine).filter(~Q(kind=Kind.EMERGENCY) | theirs)

    def facts(self, *, at: datetime | None = None) -> tuple[Authority, ...]:
        """Each as the rules see it, in one query. `at` is the hour, which an emergency needs."""
        return tuple(read_paper(row, at=at) for row in self.rows())

    def rows(self) -> models.QuerySet[OtherAuthority, dict[str, Any]]:
        """What `read_paper` reads, with `family_id`."""
        return self.order_by("pk").values(
            *COLUMNS,
            "family_id",
            "person_id",
            "ends_at",
            happened=ArraySubquery(
                PaperEvent.objects.filter(paper=OuterRef("pk"))
                .order_by("pk")
                .values(json=JSONObject(kind="kind", day="day"))
            ),
            disputed=disputed("paper", "other_paper"),
        )


class OtherAuthority(FamilyRow, PaperRow):
    """Another paper about one person. What happens to it later is an event beside it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="other_authorities")
    kind = models.CharField(max_length=30, choices=ABOUT_SOMEONE)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="the hour it ends, for an emergency")

    objects = OtherAuthorityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family", "person"], name="consents_papers_of_a_person")]
        verbose_name_plural = "other authorities"
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"paper {self.pk}"


class PaperEvent(FamilyRow, HappenedRow):
    paper = models.ForeignKey(OtherAuthority, on_delete=models.PROTECT, related_name="events")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="consents_paper_event_once", fields=["paper", "kind"]),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"event {self.pk}"
