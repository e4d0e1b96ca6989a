"""Writing down what another program let one see: the copy keeps how it was received, and the gate decides on that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from kinbridge.audit.actions import record as audit
from kinbridge.chart.kinds import kind as kind_of
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.purposes import purposes_for
from kinbridge.chart.reading import JOINED
from kinbridge.consents.models import papers_on_file
from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.consents.wording import category_words
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.disclosure.rules import ReceivedUnder
from kinbridge.people.models import Family

HOW = {
    Kind.EMERGENCY: ReceivedUnder.EMERGENCY,
    Kind.MANDATED_REPORT: ReceivedUnder.MANDATED_REPORT,
    Kind.QSOA: ReceivedUnder.QSOA,
    Kind.BUSINESS_ASSOCIATE: ReceivedUnder.QSOA,
    Kind.RESEARCH: ReceivedUnder.RESEARCH,
    Kind.AUDIT: ReceivedUnder.AUDIT,
    Kind.COURT_ORDER: ReceivedUnder.COURT_ORDER,
}


class NotReceived(ValueError):
    """The gate does not let the writer see what they say they were told, so nobody could say how they came by it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A record of someone else's that the writer may see, and by what it came to them."""

    label: Label
    how: ReceivedUnder
    consent_id: int | None

    @property
    def words(self) -> str:
        what = category_words(Category(self.label.category), language=get_language() or "en")
        return f"{self.label.program.name}: {what} ({self.label.subject.name})"


def sources(*, family: Family, by: Viewer, at: datetime) -> dict[int, Source]:
    """By label: what other programs let the viewer see today, for any purpose that is theirs."""
    labels = {
        label.pk: label
        for label in Label.objects.filter(family=family)
        .exclude(program=by.program_id)
        .select_related(*JOINED)
        .order_by("program__name", "category", "pk")
    }
    papers = {paper.id: paper for paper in papers_on_file(family=family.pk)}
    found: dict[int, Source] = {}
    day = day_of(at)
    for purpose, _ in purposes_for(by):
        left = [label for pk, label in labels.items() if pk not in found]
        answers = decide(left, by=by, purpose=Purpose(purpose), on=day)
        found |= {pk: _source(labels[pk], answer, papers) for pk, answer in answers.items() if answer.allowed}
    return {pk: found[pk] for pk in labels if pk in found}


def _source(label: Label, decision: Decision, papers: Mapping[str, Authority]) -> Source:
    """The narrowest of the papers it rests on tells how it came; a copy of a copy came as its own paper says."""
    rests = [papers[paper] for paper in decision.authorities if paper in papers]
    consents = sorted((one for one in rests if one.kind is Kind.CONSENT), key=lambda one: one.form is Form.TPO)
    if consents:
        first = consents[0]
        how = ReceivedUnder.TPO_CONSENT if first.form is Form.TPO else ReceivedUnder.CONSENT
        return Source(label, how, int(first.id.removeprefix("consent:")))
    if label.received_under:
        return Source(label, ReceivedUnder(label.received_under), label.consent_id)
    others = (HOW[one.kind] for one in rests if one.kind in HOW)
    return Source(label, next(others, ReceivedUnder.OTHER), None)


@transaction.atomic
def record_received(
    *,
    family: Family,
    label_id: int,
    kind: str,
    body: Mapping[str, Any],
    occurred_at: datetime,
    by: Viewer,
    at: datetime,
) -> Entry:
    """Add a fact that tells what another program's record says. It stays under that record's laws and its paper.

    Raises `NotReceived` when the writer may not see that record today, `kinds.Unreadable` for an unfit body.
    """
    source = sources(family=family, by=by, at=at).get(label_id)
    if source is None:
        raise NotReceived("You may not see that record today, so it cannot be written down as received from there.")
    known = kind_of(kind)
    typed = known.read(body)
    holder = Program.objects.get(pk=by.acting_for)
    entry = Entry.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        label=_held(source, holder),
        kind=kind,
        body=known.write(typed),
        occurred_at=occurred_at,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    detail = {"from": str(source.label.program_id), "received_under": source.how.value, "consent": source.consent_id}
    audit(f"chart.{kind}", by=by, at=at, family_id=family.pk, about=f"entry:{entry.pk}", detail=detail)
    return entry


def _held(source: Source, holder: Program) -> Label:
    """The label of the copy: the source's record in the holder's hands, under the laws of both."""
    label, _ = Label.objects.get_or_create(
        family_id=source.label.family_id,
        coalition_id=source.label.coalition_id,
        program_id=source.label.program_id,
        subject_id=source.label.subject_id,
        category=source.label.category,
        regimes=_laws(source.label.regimes, holder.regimes),
        received_under=source.how.value,
        consent_id=source.consent_id,
        holder=holder,
    )
    return label


def _laws(*regimes: Iterable[str]) -> list[str]:
    return sorted({law for some in regimes for law in some})
