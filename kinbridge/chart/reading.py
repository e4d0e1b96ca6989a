"""Open a chart through the gate: what this viewer may see, and how much is sealed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from kinbridge.audit.actions import record as audit
from kinbridge.chart.kinds import Unreadable, kind
from kinbridge.chart.kinds.spanish import in_spanish
from kinbridge.chart.models import Entry, Label
from kinbridge.consents.models import windows
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.disclosure.receipts import receipt
from kinbridge.disclosure.travels import Travels, travels
from kinbridge.people.models import Family

PAGE = 50
JOINED = ("program__organization", "holder__organization", "subject")
UNSAID = frozenset(
    {
        Category.SUD_TREATMENT,
        Category.SUD_ATTENDANCE,
        Category.SUD_TOXICOLOGY,
        Category.SUD_MEDICATION,
        Category.SUD_COUNSELING_NOTES,
        Category.MENTAL_HEALTH,
        Category.PSYCHOTHERAPY_NOTES,
        Category.HIV_STI,
        Category.REPRODUCTIVE,
        Category.DV_LOCATION,
        Category.OWN_NOTES,
    }
)
"""Kinds of record whose mere number would tell something, under any law: never among the sealed counts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact as the page shows it; `ground` is the number of the decision that lets it be shown.

    `own`: the reader's own program wrote it, so the page offers to correct it.
    """

    id: int
    title: str
    words: str
    occurred_at: datetime
    day: str
    subject: str
    source: str
    corrected: bool
    ground: str
    own: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many facts are withheld for one reason. Facts whose very existence is protected are not among them."""

    count: int
    says: str
    cite: str
    would_open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One page. `grounds` are the decisions its facts rest on, each said once; the first is number 1."""

    shown: tuple[Shown, ...]
    grounds: tuple[Decision, ...]
    sealed: tuple[Sealed, ...]
    travels: Travels
    earlier: str


class Open(NamedTuple):
    """One of many facts that a viewer may see: what dates and lists are worked out from, and no more of its row."""

    id: int
    family_id: int
    kind: str
    body: dict[str, Any]
    occurred_at: datetime
    label_id: int
    label: Label


@dataclass(frozen=True, slots=True)
class View:
    """The labels of one family with the gate's answer for each, and the days that each answer reaches."""

    labels: Mapping[int, Label]
    decisions: Mapping[int, Decision]
    windows: Mapping[int, tuple[date | None, date | None]]

    @property
    def permitted(self) -> Q:
        """The facts that are open: of an open label, and inside the days that its consent reaches."""
        whole = [pk for pk, decision in self.decisions.items() if decision.allowed and pk not in self.windows]
        reach = Q(label__in=whole)
        for pk, (since, until) in self.windows.items():
            within = Q(label=pk)
            if since is not None:
                within &= Q(occurred_at__date__gte=since)
            if until is not None:
                within &= Q(occurred_at__date__lt=until)
            reach |= within
        return reach

    def shared(self, entries: Iterable[Entry | Open]) -> tuple[tuple[Label, Decision], ...]:
        """The labels of these facts, each once, with the decision that lets them be shown."""
        return tuple((self.labels[pk], self.decisions[pk]) for pk in dict.fromkeys(one.label_id for one in entries))


def look(*, family: Family, by: Viewer, purpose: Purpose, at: datetime) -> View:
    """Ask the gate about every label of the family. Two queries for the labels' words, a handful for the papers."""
    labels = {label.pk: label for label in Label.objects.filter(family=family).select_related(*JOINED).order_by("pk")}
    decisions = decide(labels.values(), by=by, purpose=purpose, on=day_of(at))
    return View(labels, decisions, windows_of(decisions))


def windows_of(decisions: Mapping[int, Decision]) -> dict[int, tuple[date | None, date | None]]:
    """The days a label is open for, where its papers are limited to some: the latest start and the earliest end."""
    return windows_of_each([decisions])[0]


def windows_of_each(answers: Sequence[Mapping[int, Decision]]) -> list[dict[int, tuple[date | None, date | None]]]:
    """The same for the answers that several viewers were given. One query."""
    resting = [
        {
            pk: [int(paper.removeprefix("consent:")) for paper in decision.authorities if paper.startswith("consent:")]
            for pk, decision in decisions.items()
            if decision.allowed
        }
        for decisions in answers
    ]
    limited = windows(sorted({consent for one in resting for consents in one.values() for consent in consents}))
    return [dict(_limits(one, limited)) for one in resting]


def _limits(
    resting: Mapping[int, Sequence[int]], limited: Mapping[int, tuple[date | None, date | None]]
) -> Iterator[tuple[int, tuple[date | None, date | None]]]:
    for pk, consents in resting.items():
        days = [limited[consent] for consent in consents if consent in limited]
        since = max((start for start, _ in days if start is not None), default=None)
        until = min((end for _, end in days if end is not None), default=None)
        if since is not None or until is not None:
            yield pk, (since, until)


@dataclass(frozen=True, slots=True)
class Permitted:
    """Facts one viewer may see, and the labels they come under, each with the decision that opened it."""

    entries: tuple[Entry, ...]
    shared: tuple[tuple[Label, Decision], ...]

    @property
    def travels(self) -> Travels:
        return travels(self.shared)


def permitted_entries(
    *,
    family: Family,
    by: Viewer,
    purpose: Purpose,
    at: datetime,
    kinds: Iterable[str] = (),
    act: str = "chart.read",
    view: View | None = None,
) -> list[Entry]:
    """The current facts this viewer may see, oldest first, with `label` joined; for pages that compute from facts."""
    return list(permitted(family=family, by=by, purpose=purpose, at=at, kinds=kinds, act=act, view=view).entries)


def permitted(
    *,
    family: Family,
    by: Viewer,
    purpose: Purpose,
    at: datetime,
    kinds: Iterable[str] = (),
    act: str = "chart.read",
    view: View | None = None,
) -> Permitted:
    """The same, with what must travel with whatever is made from them.

    `view` is what `look` answered a moment ago, for the same family, viewer, purpose and day.
    """
    view = view or look(family=family, by=by, purpose=purpose, at=at)
    wanted = Q(kind__in=list(kinds)) if kinds else Q()
    entries = list(
        Entry.objects.current()
        .filter(wanted, view.permitted, family=family, entered_in_error=False)
        .order_by("occurred_at", "id")
    )
    for entry in entries:
        entry.label = view.labels[entry.label_id]
    used = view.shared(entries)
    with transaction.atomic():
        tell(act, family=family, by=by, purpose=purpose, at=at, entries=len(entries), shared=used)
    return Permitted(tuple(entries), used)


@transaction.atomic
def open_chart(
    *, family: Family, by: Viewer, purpose: Purpose, at: datetime, before: str = "", view: View | None = None
) -> Chart:
    """One page of the chart, newest first, and the sealed counts. Writes who looked, why, and under which law.

    `before` is the `earlier` of the page before; a value that cannot be read starts from the newest.
    """
    view = view or look(family=family, by=by, purpose=purpose, at=at)
    entries = list(_page(family, view, before))
    page = entries[:PAGE]
    used = view.shared(page)
    grounds = tuple(dict.fromkeys(decision for _, decision in used))
    numbers = {decision: number for number, decision in enumerate(grounds, start=1)}
    tell("chart.seen", family=family, by=by, purpose=purpose, at=at, entries=len(page), shared=used)
    return Chart(
        shown=tuple(
            shown_as(entry, view.labels[entry.label_id], ground=str(numbers[view.decisions[entry.label_id]]), by=by)
            for entry in page
        ),
        grounds=grounds,
        sealed=_sealed(family, view),
        travels=travels(used),
        earlier=f"{page[-1].occurred_at.isoformat()}~{page[-1].pk}" if len(entries) > PAGE else "",
    )


def _page(family: Family, view: View, before: str) -> Iterable[Entry]:
    entries = Entry.objects.current().filter(view.permitted, family=family, entered_in_error=False)
    moment, _, pk = before.partition("~")
    if pk.isdecimal() and len(pk) < 19:
        try:
            since = datetime.fromisoformat(moment)
        except ValueError:
            since = None
        if since is not None and since.tzinfo is not None:
            entries = entries.filter(Q(occurred_at__lt=since) | Q(occurred_at=since, pk__lt=int(pk)))
    return entries.order_by("-occurred_at", "-id")[: PAGE + 1]


def shown_as(entry: Entry, label: Label, *, ground: str = "", by: Viewer | None = None) -> Shown:
    """A fact in words. `ground` is the number of its decision, where the page says the decisions; `by`, who reads."""
    known = kind(entry.kind)
    title, language = known.title, "en"
    try:
        body = known.read(entry.body)
        words = body.words()
        if get_language() == "es" and (said := in_spanish(body)) is not None:
            (title, words), language = said, "es"
    except Unreadable:
        words = "This entry was written in an older form and cannot be shown in words."
    return Shown(
        id=entry.pk,
        title=title,
        words=words,
        language=language,
        occurred_at=entry.occurred_at,
        day=_in_words(day_of(entry.occurred_at), get_language()),
        subject=label.subject.name,
        source=source_words(label),
        corrected=entry.supersedes_id is not None,
        ground=ground,
        own=by is not None and label.holder_id is None and by.program_id == label.program_id and by.person_id is None,
    )


def source_words(label: Label) -> str:
    """Who recorded it; of something received, who has it from whom."""
    if label.holder is None:
        return label.program.name
    return gettext("%(holder)s, as %(source)s told it") % {"holder": label.holder.name, "source": label.program.name}


@lru_cache(maxsize=4_096)
def _in_words(day: date, language: str | None) -> str:
    """A day as the reader writes it. Kept, for fifty facts a page name the same few hundred days again and again."""
    return date_format(day, gettext("M j, Y"))


def _sealed(family: Family, view: View) -> tuple[Sealed, ...]:
    """Counts by reason. A neutral refusal is left out altogether: the same page as if there were nothing."""
    closed = {
        pk: decision
        for pk, decision in view.decisions.items()
        if not decision.allowed and not decision.neutral and view.labels[pk].category not in UNSAID
    }
    if not closed:
        return ()
    counted = (
        Entry.objects.current()
        .filter(family=family, label__in=list(closed), entered_in_error=False)
        .values_list("label_id")
        .annotate(count=Count("id"))
    )
    sums: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for pk, count in counted.order_by():
        decision = closed[pk]
        reason = decision.reasons[0] if decision.reasons else None
        says = reason.says if reason else "No law or paper on file lets this be shared with you for this purpose."
        sums[says, reason.cite if reason else "", decision.would_open] += count
    return tuple(Sealed(count, *key) for key, count in sorted(sums.items()))


def tell(
    act: str,
    *,
    family: Family,
    by: Viewer,
    purpose: Purpose,
    at: datetime,
    entries: int,
    shared: Iterable[tuple[Label, Decision]],
) -> None:
    """Write who looked at how many facts, why, and on the strength of what."""
    used = list(shared)
    audit(
        act,
        by=by,
        at=at,
        family_id=family.pk,
        because=purpose,
        citations=(cite for _, decision in used for cite in decision.citations),
        detail={"entries": entries, **receipt(used, by=by)},
    )
