"""The registry of practices, one practice with where it comes from and how it was graded, and one vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.directory.rules.practices import Practice as Registered
from kinbridge.directory.rules.practices import practice_of
from kinbridge.sites.reading import sites
from kinbridge.workgroups.actions.doors import leads, member_of
from kinbridge.workgroups.actions.practices import tally_of
from kinbridge.workgroups.models import Delphi, Group, Member, Motion, Practice, Vote
from kinbridge.workgroups.rules.grades import GRADE_WORDS, Grade, Tally

SHOWN = 300
ORDER = [Grade.BEST, Grade.PROMISING, Grade.NOT_YET, Grade.REVIEWED, Grade.PROPOSED, Grade.RETIRED]
BADGES = {Grade.BEST: "good", Grade.PROMISING: "good", Grade.REVIEWED: "info", Grade.PROPOSED: "waiting"}


@dataclass(frozen=True, slots=True)
class PracticeRow:
    practice: Practice
    grade: Grade
    registered: Registered | None
    sites: tuple[str, ...]

    @property
    def words(self) -> str:
        return GRADE_WORDS[self.grade]

    @property
    def badge(self) -> str:
        return BADGES.get(self.grade, "neutral")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the registry is wanted; an empty one wants all."""

    grade: str = ""
    sector: str = ""
    point: int | None = None
    site: str = ""


def registry(wanted: Filters, *, by: Viewer) -> tuple[PracticeRow, ...]:
    """The practices that fit, best first."""
    found = Practice.objects.graded().filter(coalition=by.coalition_id).prefetch_related("origins")
    if wanted.sector:
        found = found.filter(sectors__contains=[wanted.sector])
    if wanted.point:
        found = found.filter(points__contains=[wanted.point])
    if wanted.site:
        found = found.filter(origins__site=wanted.site).distinct()
    names = {site.code: site.name for site in sites(coalition_id=by.coalition_id)}
    rows = [_row(one, names) for one in found.order_by("title")[:SHOWN]]
    return tuple(
        sorted(
            (row for row in rows if not wanted.grade or row.grade == wanted.grade),
            key=lambda row: ORDER.index(row.grade),
        )
    )


def _row(practice: Practice, names: dict[str, str]) -> PracticeRow:
    came_from = dict.fromkeys(names.get(origin.site, origin.site) for origin in practice.origins.all())
    grade = Grade(practice.grade)  # type: ignore[attr-defined]
    return PracticeRow(practice, grade, practice_of(practice.register), tuple(came_from))


@dataclass(frozen=True, slots=True)
class Source:
    """A site a practice comes from, and the finding, if one is named."""

    site: str
    name: str
    finding: str
    words: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    row: PracticeRow
    sources: tuple[Source, ...]
    history: tuple[MotionPage, ...]
    open_vote: Motion | None
    delphis: tuple[Delphi, ...]
    groups: tuple[Group, ...]


def find_practice(pk: int, *, by: Viewer) -> Practice | None:
    found = Practice.objects.graded().filter(pk=pk, coalition=by.coalition_id)
    return found.select_related("proposed_by", "organization").prefetch_related("origins").first()


def open_practice(practice: Practice, *, by: Viewer, at: datetime) -> PracticePage:
    known = {site.code: site for site in sites(coalition_id=by.coalition_id)}
    sources = []
    for origin in practice.origins.all():
        site = known.get(origin.site)
        pair = next((one for one in site.pairs if one.code == origin.finding), None) if site else None
        words = (pair.finding or pair.method) if pair else ""
        sources.append(Source(origin.site, site.name if site else origin.site, origin.finding if pair else "", words))
    motions = practice.motions.select_related("group", "opened_by", "delphi")
    closed = motions.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
    return PracticePage(
        row=_row(practice, {code: site.name for code, site in known.items()}),
        sources=tuple(sources),
        history=tuple(open_motion(motion, by=by, at=at) for motion in closed),
        open_vote=motions.filter(closed_at__isnull=True).first(),
        delphis=tuple(practice.delphis.order_by("-opened_at", "-pk")),
        groups=led_groups(by=by),
    )


def led_groups(*, by: Viewer) -> tuple[Group, ...]:
    """The groups that the viewer may ask to vote, to rate or to plan."""
    groups = Group.objects.filter(coalition=by.coalition_id).order_by("name")[:SHOWN]
    return tuple(group for group in groups if leads(group, by=by))


# ── one vote ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MotionPage:
    """While it is open only how many voted is told, so that nobody follows the others."""

    motion: Motion
    tally: Tally
    votes: tuple[Vote, ...]
    seat: Member | None
    voted: Vote | None
    leads: bool
    is_open: bool

    @property
    def was_words(self) -> str:
        return GRADE_WORDS[Grade(self.motion.was)]

    @property
    def to_words(self) -> str:
        return GRADE_WORDS[Grade(self.motion.to)]

    @property
    def dissent(self) -> tuple[Vote, ...]:
        """Those who saw it otherwise than the result, with what they said."""
        other = "against" if self.motion.carried else "for"
        return tuple(vote for vote in self.votes if vote.choice == other and vote.why)


def find_motion(pk: int, *, by: Viewer) -> Motion | None:
    found = Motion.objects.filter(pk=pk, coalition=by.coalition_id)
    return found.select_related("practice", "group", "opened_by", "delphi").first()


def open_motion(motion: Motion, *, by: Viewer, at: datetime) -> MotionPage:
    votes = tuple(motion.votes.select_related("member").order_by("member__name"))
    seat = member_of(motion.group, by=by, on=day_of(at))
    return MotionPage(
        motion=motion,
        tally=tally_of(motion),
        votes=votes if motion.closed_at else (),
        seat=seat,
        voted=next((vote for vote in votes if seat is not None and vote.member_id == seat.pk), None),
        leads=leads(motion.group, by=by),
        is_open=motion.closed_at is None and day_of(at) <= motion.closes_on,
    )


def waiting_votes(*, by: Viewer, at: datetime) -> tuple[Motion, ...]:
    """Open votes that wait for the viewer."""
    if by.user_id is None:
        return ()
    seats = Member.objects.on(day_of(at)).filter(coalition=by.coalition_id, user=by.user_id, votes=True)
    found = Motion.objects.filter(closed_at__isnull=True, closes_on__gte=day_of(at), group__in=seats.values("group"))
    return tuple(found.exclude(votes__member__in=seats).select_related("practice", "group").order_by("closes_on", "pk"))
