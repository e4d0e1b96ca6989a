"""What the pages of the sites show: the file, and what this coalition added to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kinbridge.core.decision import Confidence
from kinbridge.directory.models import Viewer
from kinbridge.sites.actions import leads
from kinbridge.sites.models import Finding, Lesson, Note, OwnSite, Step
from kinbridge.sites.rules.comparison import Row, compare, unchecked
from kinbridge.sites.rules.registry import Pair, Said, Site, six
from kinbridge.sites.rules.registry import Step as Line

SHOWN = 200


def sites(*, coalition_id: int) -> tuple[Site, ...]:
    """The six and the coalition's own, each with what the coalition added."""
    pairs, steps = _pairs(coalition_id), _steps(coalition_id)
    own = [_own(site) for site in OwnSite.objects.filter(coalition=coalition_id).order_by("name")[:SHOWN]]
    return tuple(site.with_more(pairs=pairs[site.code], steps=steps[site.code]) for site in (*six(), *own))


def site_of(code: str, *, coalition_id: int) -> Site | None:
    return next((site for site in sites(coalition_id=coalition_id) if site.code == code), None)


def _own(site: OwnSite) -> Site:
    def said(words: str) -> Said:
        return Said(words, site.source, Confidence.VERIFIED)

    partners = said(site.partners) if site.partners else None
    return Site(site.code, site.name, said(site.focus), partners=partners, ours=True)


def _pairs(coalition_id: int) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in Finding.objects.filter(coalition=coalition_id).order_by("pk"):
        pair = Pair(one.code, one.method, one.finding, one.source, Confidence(one.confidence))
        found[one.site].append(pair)
    return found


def _steps(coalition_id: int) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for one in Step.objects.filter(coalition=coalition_id).order_by("on", "pk"):
        step = Line(one.on.isoformat(), one.kind, one.words, one.source, Confidence(one.confidence), one.level)
        found[one.site].append(step)
    return found


@dataclass(frozen=True, slots=True)
class SiteRow:
    site: Site
    lessons: int


def site_rows(*, by: Viewer) -> tuple[SiteRow, ...]:
    counted = Counter(Lesson.objects.filter(coalition=by.coalition_id).values_list("site", flat=True))
    return tuple(SiteRow(site, counted[site.code]) for site in sites(coalition_id=by.coalition_id))


@dataclass(frozen=True, slots=True)
class PairRow:
    pair: Pair
    notes: int


@dataclass(frozen=True, slots=True)
class SitePage:
    site: Site
    pairs: tuple[PairRow, ...]
    notes: int
    lessons: tuple[Lesson, ...]
    leads: bool


def open_site(code: str, *, by: Viewer) -> SitePage | None:
    site = site_of(code, coalition_id=by.coalition_id)
    if site is None:
        return None
    notes = Note.objects.filter(coalition=by.coalition_id, site=code, hidden_at__isnull=True)
    counted = Counter(notes.values_list("topic", flat=True))
    lessons = Lesson.objects.filter(coalition=by.coalition_id, site=code).order_by("-said_at", "-pk")[:SHOWN]
    pairs = tuple(PairRow(pair, counted[pair.code]) for pair in site.pairs)
    return SitePage(site, pairs, counted[""], tuple(lessons), leads(by))


# ── the talk about a site or one of its findings ─────────────────────────────


@dataclass(frozen=True, slots=True)
class Thread:
    note: Note
    replies: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class TalkPage:
    site: Site
    pair: Pair | None
    threads: tuple[Thread, ...]
    leads: bool

    @property
    def topic(self) -> str:
        return self.pair.code if self.pair else ""

    @property
    def questions(self) -> tuple[Note, ...]:
        shown = (thread.note for thread in self.threads if thread.note.hidden_at is None)
        return tuple(note for note in shown if note.kind == Note.Kind.QUESTION)


def open_talk(code: str, topic: str, *, by: Viewer) -> TalkPage | None:
    """The threads about a site (no topic) or one of its findings, the newest first."""
    site = site_of(code, coalition_id=by.coalition_id)
    pair = next((one for one in site.pairs if one.code == topic), None) if site else None
    if site is None or (topic and pair is None):
        return None
    notes = Note.objects.filter(coalition=by.coalition_id, site=code, topic=topic).select_related("said_by")
    replies: dict[int, list[Note]] = defaultdict(list)
    for note in notes.filter(answers__isnull=False).order_by("said_at", "pk"):
        replies[note.answers_id or 0].append(note)
    first = notes.filter(answers__isnull=True).order_by("-said_at", "-pk")[:SHOWN]
    return TalkPage(site, pair, tuple(Thread(note, tuple(replies[note.pk])) for note in first), leads(by))


def find_note(pk: int, *, by: Viewer) -> Note | None:
    return Note.objects.filter(pk=pk, coalition=by.coalition_id).first()


# ── side by side ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Comparison:
    sites: tuple[Site, ...]
    rows: tuple[Row, ...]
    unchecked: int


def side_by_side(codes: Sequence[str], *, by: Viewer) -> Comparison:
    """The chosen sites in the order of the register. Raises `ValueError` for fewer than two or more than six."""
    chosen = tuple(site for site in sites(coalition_id=by.coalition_id) if site.code in codes)
    return Comparison(chosen, compare(chosen), unchecked(chosen))


# ── lessons ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LessonRow:
    lesson: Lesson
    site: str


def lessons(words: str, *, by: Viewer) -> tuple[LessonRow, ...]:
    """Lessons in which every word stands somewhere, tags included; the newest first."""
    found = Lesson.objects.filter(coalition=by.coalition_id)
    for word in words.casefold().split():
        said = Q(tags__contains=[word])
        for name in ("title", "context", "tried", "result", "advice"):
            said |= Q(**{f"{name}__icontains": word})
        found = found.filter(said)
    names = {site.code: site.name for site in sites(coalition_id=by.coalition_id)}
    rows = found.select_related("said_by").order_by("-said_at", "-pk")[:SHOWN]
    return tuple(LessonRow(lesson, names.get(lesson.site, lesson.site)) for lesson in rows)
