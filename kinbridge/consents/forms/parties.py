"""The partners one may choose from, grouped so that a long list stays short on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms.boundfield import BoundField, BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.models.terms import program_words
from kinbridge.core.vocabulary import OrganizationKind as Kind
from kinbridge.directory.models import Program, Viewer

HEALTH = frozenset(
    {Kind.OPIOID_TREATMENT_PROGRAM, Kind.TREATMENT_PROGRAM, Kind.HOSPITAL, Kind.CLINIC, Kind.HEALTH_PLAN}
)
"""Those whom the single form for treatment, payment and operations may name (42 CFR 2.31(a)(4))."""
COURT_AND_SAFETY = frozenset(
    {
        Kind.CHILD_WELFARE_AGENCY,
        Kind.TRIBAL_CHILD_WELFARE,
        Kind.COURT,
        Kind.TRIBAL_COURT,
        Kind.GAL,
        Kind.CASA,
        Kind.DEFENSE_COUNSEL,
        Kind.PROSECUTOR,
        Kind.PROBATION,
        Kind.LAW_ENFORCEMENT,
    }
)
FAMILY = frozenset({Kind.HOME_VISITING, Kind.PART_C_LEAD_AGENCY, Kind.SCHOOL, Kind.WIC, Kind.PEER_ORGANIZATION})
NEVER = frozenset({Kind.COALITION, Kind.VENDOR})
"""They hold no one's record and receive none."""
GROUPS: tuple[tuple[Promise, frozenset[Kind]], ...] = (
    (_("Health care and treatment"), HEALTH),
    (_("Child welfare and court"), COURT_AND_SAFETY),
    (_("Support for families"), FAMILY),
    (_("Housing, benefits and other help"), frozenset(Kind) - HEALTH - COURT_AND_SAFETY - FAMILY - NEVER),
)

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Some checkboxes under a heading that opens; open from the start where something in it is ticked."""

    title: str
    boxes: tuple[BoundWidget, ...]
    ticked: int


@dataclass(frozen=True, slots=True)
class Partners:
    """Every program that may be named, in the order shown: the viewer's own first."""

    programs: tuple[Program, ...]
    own: object

    def choices(self, *, attested: bool = False, health: bool = False) -> Choices:
        return [
            (f"program:{program.pk}", program_words(program))
            for program in self.programs
            if (program.regimes or not attested) and (program.organization.kind in HEALTH or not health)
        ]

    def titles(self) -> dict[str, str]:
        """The heading under which each stands."""
        return {f"program:{program.pk}": self._title(program) for program in self.programs}

    def _title(self, program: Program) -> str:
        if program.pk == self.own:
            return str(_("Your own program"))
        return next(str(title) for title, kinds in GROUPS if program.organization.kind in kinds)


def partners_of(viewer: Viewer) -> Partners:
    """The programs of the viewer's coalition. Everyone's, so that the list itself tells nothing of this family."""
    known = [kind.value for kind in Kind if kind not in NEVER]
    found = Program.objects.filter(organization__coalition=viewer.coalition_id, organization__kind__in=known)
    ordered = found.select_related("organization").order_by("organization__name", "name")
    own = viewer.on_behalf_of
    return Partners(tuple(sorted(ordered, key=lambda program: program.pk != own)), own)


def grouped(field: BoundField, titles: dict[str, str]) -> Iterator[Group]:
    """The checkboxes of a field under their headings."""
    ticked = set(map(str, field.value() or ()))
    boxes: dict[str, list[BoundWidget]] = {}
    for box in field.subwidgets:
        boxes.setdefault(titles.get(_value(box), ""), []).append(box)
    for title, some in boxes.items():
        yield Group(title, tuple(some), sum(_value(box) in ticked for box in some))


def _value(box: BoundWidget) -> str:
    return str(box.data["value"])


def named(parties: Iterable[str], choices: Choices) -> tuple[str, ...]:
    """Those chosen, in the order of the list."""
    chosen = set(parties)
    return tuple(value for value, _label in choices if value in chosen)
