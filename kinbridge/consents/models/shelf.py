"""The papers on file that are not consents: where each stands on a day, in words, what it lacks and what it opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinbridge.consents.models.agreements import Agreement, AgreementEvent
from kinbridge.consents.models.filed import HappenedRow, How
from kinbridge.consents.models.filing import may_call_wrong, may_confirm, may_end
from kinbridge.consents.models.other import OtherAuthority, PaperEvent
from kinbridge.consents.models.paper_words import STATES, party_words, title
from kinbridge.consents.rules import Authority, Defect, Kind, State, Term, state
from kinbridge.consents.rules.papers import Finding, Opening, PaperKind, paper_kind
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family

BADGES = {
    State.IN_FORCE: "good",
    State.NOT_YET: "waiting",
    State.EXPIRED: "neutral",
    State.WITHDRAWN: "stop",
    State.ENTERED_IN_ERROR: "neutral",
    State.UNREADABLE: "attention",
    State.CONTESTED: "attention",
}
OPEN = frozenset({State.IN_FORCE, State.NOT_YET, State.UNREADABLE, State.CONTESTED})
Row = OtherAuthority | Agreement


@dataclass(frozen=True, slots=True)
class Shelved:
    """One paper, and where it stands. `word` is for its badge; `says` is the sentence beside it."""

    row: Row
    entry: PaperKind | None
    title: str
    state: State
    word: str
    says: str
    badge: str
    waits: str
    gives: tuple[str, ...]
    gets: tuple[str, ...]
    missing: tuple[Finding, ...]
    opens: tuple[Opening, ...]
    never: tuple[Opening, ...]
    said: tuple[Finding, ...]
    events: tuple[HappenedRow, ...]

    @property
    def open(self) -> bool:
        """Whether it still stands, whatever it is worth."""
        return self.state in OPEN

    @property
    def counts(self) -> bool:
        return self.state is State.IN_FORCE and not self.waits


def on_shelf(*, family: Family, by: Viewer, on: date, at: datetime) -> list[Shelved]:
    """The papers of a family that this viewer may see, newest first."""
    chosen = OtherAuthority.objects.filter(family=family).seen_by(by)
    papers = {paper.id: paper for paper in chosen.facts(at=at)}
    rows = list(chosen.select_related("person", "recorded_for__organization").order_by("-signed_on", "-pk"))
    events = _by_paper(PaperEvent.objects.filter(paper__in=rows).select_related("by", "by_program").order_by("pk"))
    names = _names(rows)
    return [_shelved(row, papers[f"paper:{row.pk}"], events.get(row.pk, ()), names, on) for row in rows]


def agreements(*, by: Viewer, on: date) -> list[Shelved]:
    """The agreements of the viewer's coalition, newest first: they are about no one, and no secret among partners."""
    chosen = Agreement.objects.filter(coalition=by.coalition_id)
    papers = {paper.id: paper for paper in chosen.facts()}
    rows = list(chosen.select_related("recorded_for__organization").order_by("-signed_on", "-pk"))
    found = AgreementEvent.objects.filter(agreement__in=rows).select_related("by", "by_program").order_by("pk")
    events, names = _by_paper(found), _names(rows)
    return [_shelved(row, papers[f"agreement:{row.pk}"], events.get(row.pk, ()), names, on) for row in rows]


def _by_paper(found: Iterable[PaperEvent | AgreementEvent]) -> dict[int, tuple[HappenedRow, ...]]:
    sorted_out: dict[int, tuple[HappenedRow, ...]] = {}
    for event in found:
        pk = event.paper_id if isinstance(event, PaperEvent) else event.agreement_id
        sorted_out[pk] = (*sorted_out.get(pk, ()), event)
    return sorted_out


def _names(rows: Iterable[Row]) -> dict[str, str]:
    """Everyone whom these papers name, in words."""
    return party_words([party for row in rows for party in (*row.gives, *row.gets)])


def _shelved(
    row: Row, paper: Authority, events: tuple[HappenedRow, ...], names: Mapping[str, str], on: date
) -> Shelved:
    now = state(paper, on=on)
    entry = paper_kind(row.kind, row.section)
    readable = entry is not None and not paper.unreadable
    waits = _waits(row, paper, events) if now in OPEN else ""
    missing = entry.missing(paper.terms) if entry and readable else ()
    return Shelved(
        row=row,
        entry=entry,
        title=title(entry),
        state=now,
        word=_word(now, waits, events, lacks=bool(missing)),
        says=_says(now, row, events),
        badge="attention" if now is State.IN_FORCE and (waits or missing) else BADGES.get(now, "neutral"),
        waits=waits,
        gives=tuple(names[party] for party in row.gives) if row.kind != Kind.EMERGENCY else (),
        gets=tuple(names[party] for party in row.gets),
        missing=missing,
        opens=entry.opened(paper.terms) if entry and readable else (),
        never=entry.not_opened(paper.terms) if entry and readable else (),
        said=tuple(finding for finding in entry.findings if finding.term in paper.terms) if entry and readable else (),
        events=events,
    )


def _waits(row: Row, paper: Authority, events: tuple[HappenedRow, ...]) -> str:
    """What it waits for before it counts, or before it is settled."""
    if Defect.UNCONFIRMED in paper.defects:
        return _("Waits for a second look, for those who put it on file would gain by it. It opens nothing yet.")
    answered = any(event.kind == "agreed" for event in events)
    if row.kind == Kind.RESTRICTION and not answered and Term.SELF_PAID not in paper.terms:
        return _("Waits for an answer. Until then it holds as it was asked.")
    if Defect.NO_APPROVAL in paper.defects:
        return _("It lacks what the law asks for, so it opens nothing.")
    return ""


def _word(now: State, waits: str, events: tuple[HappenedRow, ...], *, lacks: bool) -> str:
    if now is State.WITHDRAWN:
        return str(next(How(event.how).label for event in events if event.kind == "ended"))
    if now is State.IN_FORCE and waits:
        return _("Waits")
    if now is State.IN_FORCE and lacks:
        return _("In force, but incomplete")
    return str(STATES[now])


def _says(now: State, row: Row, events: tuple[HappenedRow, ...]) -> str:
    """One sentence: what this paper is worth today, and since when."""
    if now is State.UNREADABLE:
        return _("Nobody could read this paper, so it opens nothing.")
    if now is State.ENTERED_IN_ERROR:
        return _("Marked on %(day)s. It was never meant to be on file here.") % {
            "day": _day(events, "entered_in_error")
        }
    if now is State.WITHDRAWN:
        return _("Since %(day)s it no longer counts.") % {"day": _day(events, "ended")}
    if now is State.EXPIRED:
        return _("Its time ran out on %(day)s.") % {"day": _end(row)}
    if now is State.NOT_YET:
        return _("Starts on %(day)s.") % {"day": _said(row.starts_on or row.signed_on)}
    if now is State.CONTESTED:
        return _("Those who may decide disagree. It is not used until a person has resolved it.")
    if row.expires_on or getattr(row, "ends_at", None):
        return _("Until %(day)s.") % {"day": _end(row)}
    return _("With no end date.")


def _end(row: Row) -> str:
    hour = getattr(row, "ends_at", None)
    return date_format(local_time(hour), "DATETIME_FORMAT") if hour else _said(row.expires_on)


def _day(events: tuple[HappenedRow, ...], kind: str) -> str:
    return _said(next((event.day for event in events if event.kind == kind), None))


def _said(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("an unknown day")


@dataclass(frozen=True, slots=True)
class May:
    """What this viewer may do with a paper."""

    end: bool
    confirm: bool
    call_wrong: bool
    answer: bool


def may(one: Shelved, *, by: Viewer) -> May:
    """What stays possible: an ended paper stays ended, and one entered in error is left alone."""
    standing = one.open
    ends = standing and may_end(one.row, by=by)
    asked = one.row.kind == Kind.RESTRICTION and not any(event.kind == "agreed" for event in one.events)
    return May(
        end=ends,
        confirm=standing and Defect.UNCONFIRMED.value in _faults(one) and may_confirm(one.row, by=by),
        call_wrong=one.state is not State.ENTERED_IN_ERROR and may_call_wrong(one.row, by=by),
        answer=ends and asked,
    )


def _faults(one: Shelved) -> set[str]:
    confirmed = any(event.kind == "confirmed" for event in one.events)
    return {Defect.UNCONFIRMED.value} if one.row.to_confirm and not confirmed else set()
