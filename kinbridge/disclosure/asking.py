"""Ask for a consent; answer such a request. The asker learns from the gate alone whether a door opened.

Who asks, for what and why is told to the person, and to those who help them with it. Nothing that comes of it, a no or
no answer yet, is told to the asker: either could say that there is, or is not, a record (42 CFR 2.13(c)).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions import propose
from kinbridge.consents.models.terms import Terms
from kinbridge.consents.rules import Form
from kinbridge.core.vocabulary import CHILDREN, Category, Purpose, Regime
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import ask_about, grounds
from kinbridge.disclosure.answers import imagined
from kinbridge.disclosure.models import ConsentRequest
from kinbridge.disclosure.rules import may_share
from kinbridge.disclosure.rules.security_labels import SENSITIVITY
from kinbridge.people.actions import may_know
from kinbridge.people.models import Custody, Family, Involvement, Person

AGAIN_AFTER = timedelta(days=30)
MAY_CONSENT = (Custody.Power.LEGAL, Custody.Power.MEDICAL_CONSENT)
JOINED = ("person", "family", "holder", "asked_for", "asked_by")
FORMS = {
    Category.SUD_COUNSELING_NOTES: Form.COUNSELING_NOTES,
    Category.PSYCHOTHERAPY_NOTES: Form.PSYCHOTHERAPY_NOTES,
}


class Answered(Exception):
    """Someone else answered this request a moment ago, or before."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as the one who sent it may know it: whether the door is open to them today."""

    request: ConsentRequest
    open: bool


@transaction.atomic
def ask(
    *,
    family: Family,
    person: Person,
    program: Program,
    category: Category,
    purpose: Purpose,
    words: str,
    by: Viewer,
    at: datetime,
) -> ConsentRequest:
    """Ask for a consent. Asking the same again within a month adds nothing, whatever was answered in between."""
    same = ConsentRequest.objects.filter(
        person=person, holder=program, category=category, purpose=purpose, asked_for=by.acting_for
    )
    lately = same.filter(Q(answer="") | Q(asked_at__gt=at - AGAIN_AFTER)).order_by("-pk")
    audit(
        "request.made",
        by=by,
        at=at,
        family_id=family.pk,
        about=f"person:{person.pk}",
        because=purpose,
        detail={"category": category.value, "holder": str(program.pk)},
    )
    if (found := lately.first()) is not None:
        return found
    try:
        with transaction.atomic():
            return ConsentRequest.objects.create(
                family=family,
                coalition_id=family.coalition_id,
                person=person,
                holder=program,
                category=category,
                purpose=purpose,
                words=words,
                asked_by_id=by.worker,
                asked_for_id=by.acting_for,
                asked_at=at,
            )
    except IntegrityError:  # a colleague asked at the same moment
        return lately.get(answer="")


def sent_by(viewer: Viewer, *, at: datetime, family: Family | None = None) -> tuple[Sent, ...]:
    """What the viewer's program asked in the last months, newest first."""
    if viewer.person_id is not None or viewer.program_id is None:
        return ()
    found = ConsentRequest.objects.filter(asked_for=viewer.program_id, asked_at__gt=at - 3 * AGAIN_AFTER)
    found = found.filter(family=family) if family is not None else found.filter(asked_by=viewer.user_id)
    rows = list(found.select_related(*JOINED, "holder__organization").order_by("-pk")[:20])
    return tuple(Sent(row, _is_open(row, viewer, on=day_of(at))) for row in rows)


def _is_open(row: ConsentRequest, viewer: Viewer, *, on: date) -> bool:
    label = imagined(program=row.holder, category=Category(row.category), subject=row.person)
    standing = grounds(families=[row.family_id], by=viewer, on=on)[row.family_id]
    return may_share(ask_about(label, standing=standing, purpose=Purpose(row.purpose), on=on)).allowed


def to_answer(viewer: Viewer, *, at: datetime, family: Family | None = None) -> tuple[ConsentRequest, ...]:
    """The requests that this viewer may answer, the oldest first.

    The person themselves, a parent who decides for a child, the program whose record it is where it serves the person,
    and, where nothing about the record is protected in itself, whoever leads the work with the family. Always only
    where the viewer may know that the asking program works with the family.
    """
    waiting = _theirs(viewer, at=at).filter(answer="")
    if family is not None:
        waiting = waiting.filter(family=family)
    return tuple(row for row in waiting.order_by("pk")[:50] if _may_know(row, viewer, on=day_of(at)))


def _theirs(viewer: Viewer, *, at: datetime) -> QuerySet[ConsentRequest]:
    """Those that the viewer may answer, or might have answered."""
    found = ConsentRequest.objects.filter(coalition=viewer.coalition_id).select_related(*JOINED)
    if viewer.person_id is not None:
        holds = Custody.objects.on(day_of(at)).filter(holder=viewer.person_id, power__in=MAY_CONSENT)
        children = Q(person__relation__in=CHILDREN, person__in=holds.values("child"))
        return found.filter(Q(person=viewer.person_id) | children)
    works = Involvement.objects.on(day_of(at)).filter(program=viewer.program_id)
    leads = Q(family__in=works.filter(lead=True).values("family"))
    concealed = Q(holder__regimes__overlap=[Regime.PART2.value, Regime.DV_PROGRAM.value])
    concealed |= Q(category__in=[category.value for category in SENSITIVITY])
    theirs = Q(holder=viewer.program_id, person__in=works.filter(person__isnull=False).values("person"))
    return found.filter(theirs | (leads & ~concealed)).exclude(asked_for=viewer.program_id)


def _may_know(row: ConsentRequest, viewer: Viewer, *, on: date) -> bool:
    """Whether the viewer may know that the asker works with the family, and that the person belongs to it."""
    return may_know(person=row.person_id, program=row.asked_for_id, family=row.family, by=viewer, on=on)


@transaction.atomic
def begin(*, request_id: int, by: Viewer, at: datetime) -> ConsentRequest | None:
    """Begin the consent that was asked for, with what is known of it filled in. None where it is not theirs to answer.

    Raises `Answered` when someone was faster.
    """
    row = _waiting(request_id, by, at)
    if row is None:
        return None
    category = Category(row.category)
    terms = Terms(
        person=row.person_id,
        form=FORMS.get(category, Form.SPECIFIC),
        language=row.person.language,
        shares=(f"program:{row.holder_id}",),
        receives=(f"program:{row.asked_for_id}",),
        categories=(category,),
        purposes=(Purpose(row.purpose),),
    )
    row.proposal = propose(family=row.family, terms=terms, by=by, at=at)
    return _answer(row, ConsentRequest.Answer.STARTED, by=by, at=at)


@transaction.atomic
def decline(*, request_id: int, by: Viewer, at: datetime) -> ConsentRequest | None:
    """Write down that the person said no. The asker is not told."""
    row = _waiting(request_id, by, at)
    return None if row is None else _answer(row, ConsentRequest.Answer.DECLINED, by=by, at=at)


def _waiting(request_id: int, by: Viewer, at: datetime) -> ConsentRequest | None:
    row = _theirs(by, at=at).select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None or not _may_know(row, by, on=day_of(at)):
        return None
    if row.answer:
        raise Answered("This was answered a moment ago, or before.")
    return row


def _answer(row: ConsentRequest, answer: str, *, by: Viewer, at: datetime) -> ConsentRequest:
    row.answer, row.answered_at, row.answered_by_id = answer, at, by.worker
    row.save(update_fields=["answer", "answered_at", "answered_by", "proposal"])
    audit(f"request.{answer}", by=by, at=at, family_id=row.family_id, about=f"request:{row.pk}")
    return row
