"""The packet that goes home with a baby: for each program its own part, cut by the gate before anyone gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kinbridge.chart.kinds import Unreadable, kind
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import View, look
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import receiving
from kinbridge.people.actions import partners_with
from kinbridge.people.models import Family, Person
from kinbridge.plans import actions
from kinbridge.plans.births.rules.packet import Part, answer_due, recipient_of
from kinbridge.plans.models import Copy, Version
from kinbridge.plans.reading import decide_sections
from kinbridge.plans.rules import sections

WHY = Purpose.PLAN_OF_SAFE_CARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One program's part: the sections of the plan and the facts it would get, or got."""

    program: Program
    title: str
    sections: tuple[str, ...] = ()
    contents: tuple[dict[str, object], ...] = ()
    copy: Copy | None = None

    @property
    def empty(self) -> bool:
        return not self.sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """Everyone who works with the family and may be named, each with their part."""

    version: Version | None
    parts: tuple[Given, ...] = field(default=())


def prepare(*, infant: Person, by: Viewer, at: datetime) -> Packet:
    """What each program would get today. Nothing is given."""
    version = newest(infant)
    if version is None:
        return Packet(version=None)
    own = look(family=infant.family, by=by, purpose=WHY, at=at)
    there = partners_with(family=infant.family, by=by, on=day_of(at))
    programs = {one.program_id: one.program for one in there if one.program.organization_id != by.organization_id}
    copies = {copy.program_id: copy for copy in version.copies.select_related("program__organization")}
    programs |= {copy.program.pk: copy.program for copy in copies.values() if copy.program is not None}
    found = [
        _part(program, infant=infant, version=version, own=own, copy=copies.get(pk), at=at)
        for pk, program in programs.items()
    ]
    return Packet(version=version, parts=tuple(sorted(found, key=lambda one: (one.empty, one.title, one.program.name))))


def hand_over(*, infant: Person, version: Version, program: Program, by: Viewer, at: datetime) -> Copy:
    """Give one program the plan and its part of the packet. Raises `plans.actions.Refused` when it may have none."""
    own = look(family=infant.family, by=by, purpose=WHY, at=at)
    part = _part(program, infant=infant, version=version, own=own, copy=None, at=at)
    return actions.hand_over(version=version, program=program, by=by, at=at, contents=part.contents)


def newest(infant: Person) -> Version | None:
    """The newest version of the dyad's plan."""
    versions = Version.objects.filter(plan__pregnancy=infant.carried_in, plan__family=infant.family)
    return (
        versions.select_related("plan__program__organization", "plan__parent", "plan__pregnancy")
        .order_by("-pk")
        .first()
    )


def _part(program: Program, *, infant: Person, version: Version, own: View, copy: Copy | None, at: datetime) -> Given:
    asker = receiving(program)
    sort = recipient_of(asker.organization_kind)
    title = sort.title if sort is not None else program.organization.name
    if copy is not None:
        return Given(program=program, title=title, contents=tuple(copy.contents), copy=copy, sections=("given",))
    doors = decide_sections(version=version, by=asker, at=at)
    theirs = look(family=infant.family, by=asker, purpose=WHY, at=at)
    parts = sort.parts if sort is not None else ()
    return Given(
        program=program,
        title=title,
        sections=tuple(section.title for section in sections() if doors[section.key].allowed),
        contents=tuple(_contents(parts, infant=infant, own=own, theirs=theirs)),
    )


def _contents(parts: tuple[Part, ...], *, infant: Person, own: View, theirs: View) -> Iterator[dict[str, object]]:
    """Facts that the giver may see and this program may have, in plain words."""
    mother = infant.carried_in.parent_id if infant.carried_in is not None else None
    for part in parts:
        subject = infant.pk if part.about == "infant" else mother
        rows = Entry.objects.current().filter(own.permitted).filter(theirs.permitted)
        rows = rows.filter(family=infant.family_id, kind__in=part.kinds, label__subject=subject, entered_in_error=False)
        lines = [
            line for line in (_line(entry) for entry in rows.order_by("-occurred_at", "-id")[: part.newest]) if line
        ]
        if lines:
            yield {"title": part.title, "lines": lines}


def _line(entry: Entry) -> str:
    on = day_of(entry.occurred_at)
    known = kind(entry.kind)
    try:
        return f"{on:%B} {on.day}: {known.read(entry.body).words()}"
    except Unreadable:
        return ""


# ── what comes back ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A copy that nobody has said they have, and since when that is late."""

    copy: Copy
    infant: Person | None
    due_on: date


def unconfirmed(viewer: Viewer, *, on: date) -> list[Unconfirmed]:
    """What this person handed over more than two working days ago, to programs that have not said they have it."""
    if viewer.user_id is None or viewer.person_id is not None:
        return []
    families = Family.objects.seen_by(viewer, on=on).values("pk")
    rows = Copy.objects.filter(
        given_by=viewer.user_id,
        acknowledged_at__isnull=True,
        program__isnull=False,
        version__plan__program=viewer.program_id,
        given_at__date__lt=on - timedelta(days=1),
        family__in=families,
    )
    rows = rows.select_related("program", "version__plan__family").order_by("given_at")[:20]
    late = [(copy, due) for copy in rows if (due := answer_due(day_of(copy.given_at), state=viewer.state)) < on]
    infants = _infants(copy.version.plan.pregnancy_id for copy, _ in late)
    return [Unconfirmed(copy, infants.get(copy.version.plan.pregnancy_id), due) for copy, due in late]


def received(*, pk: int, by: Viewer) -> Copy | None:
    """A copy that was handed to the viewer's own program."""
    rows = Copy.objects.filter(pk=pk, program=by.program_id)
    return rows.select_related("version__plan__family", "version__plan__parent", "given_by").first()


def _infants(pregnancies: Iterable[int | None]) -> dict[int | None, Person]:
    """By pregnancy: its infant, of several the first."""
    carried = Person.objects.filter(carried_in__in={one for one in pregnancies if one is not None})
    return {infant.carried_in_id: infant for infant in carried.order_by("-pk")}
