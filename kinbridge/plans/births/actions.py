"""At a birth: write down what is known, decide where it leads, and record what a person handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.plans.births import reading
from kinbridge.plans.births.models import Notification, Pathway
from kinbridge.plans.births.notices import Ready
from kinbridge.plans.births.rules import Facts, Path


class NeedsReason(Exception):
    """A person decides otherwise than the ruleset, or where it gives no answer: their reason is kept with it."""


class NotAllowed(Exception):
    """The gate lets nothing of it go this way."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("This may not go out this way.")
        self.decision = decision


class NotDecided(Exception):
    """Nothing can be sent before a person has decided what this birth leads to."""


@transaction.atomic
def work_out(*, infant: Person, facts: Facts, by: Viewer, at: datetime) -> Pathway:
    """Keep what was entered and what the ruleset says of it. Decides nothing."""
    return _keep(infant, facts, decided="", because="", by=by, at=at)


@transaction.atomic
def decide(*, infant: Person, decided: Path, because: str, by: Viewer, at: datetime) -> Pathway:
    """A named person's decision on the facts entered last. Raises `NeedsReason` where it is not the ruleset's own."""
    birth = reading.open_birth(infant=infant, by=by, at=at)
    if birth.answer.path is not decided and not because.strip():
        raise NeedsReason("Say in a few words why; the ruleset does not say so by itself.")
    pathway = _keep(infant, birth.facts, decided=decided.value, because=because.strip(), by=by, at=at)
    told = decided in (Path.REPORT, Path.ASSESSMENT)
    record_entry(
        family=infant.family,
        subject=infant,
        kind="birth_pathway",
        body={"decided": decided.value, "group": pathway.group},
        occurred_at=at,
        by=by,
        at=at,
        category=Category.REPORTER_IDENTITY if told else None,
    )
    return pathway


def _keep(infant: Person, facts: Facts, *, decided: str, because: str, by: Viewer, at: datetime) -> Pathway:
    entries = reading.entries_of(infant, by=by, at=at)
    found, terms = reading.worked_out(facts, infant=infant, entries=entries, by=by, on=day_of(at))
    pathway = Pathway.objects.create(
        family_id=infant.family_id,
        coalition_id=infant.coalition_id,
        infant=infant,
        program_id=by.acting_for,
        facts=facts.stored(),
        path=found.path.value if found.path is not None else "",
        group=found.group.value if found.group is not None else "",
        state=terms.state,
        ruleset=terms.ruleset,
        decided=decided,
        because=because,
        by_id=by.worker,
        at=at,
    )
    audit(
        "birth.decided" if decided else "birth.worked_out",
        by=by,
        at=at,
        family_id=infant.family_id,
        about=f"pathway:{pathway.pk}",
        because=Purpose.PLAN_OF_SAFE_CARE,
        citations=(reason.cite for reason in found.reasons),
        detail={"ruleset": terms.ruleset},
    )
    return pathway


@transaction.atomic
def record_sent(
    *,
    ready: Ready,
    text: str,
    how: str,
    taken_by: str,
    reference: str,
    sent_at: datetime,
    by: Viewer,
    at: datetime,
) -> Notification:
    """Keep what a person has handed over: the words, whole, how, to whom and when. Software sends nothing.

    A notice without names is kept exactly as it was composed, whatever `text` says.
    """
    birth = ready.birth
    if ready.refused is not None:
        raise NotAllowed(ready.refused)
    if birth.pathway is None or not ready.kind:
        raise NotDecided("Decide first what this birth leads to; then there is something to send.")
    infant = birth.infant
    sent = Notification.objects.create(
        family_id=infant.family_id,
        coalition_id=infant.coalition_id,
        infant=infant,
        pathway=birth.pathway,
        program_id=by.acting_for,
        kind=ready.kind,
        state=birth.terms.state,
        ruleset=birth.terms.ruleset,
        text=ready.text if ready.blind else text,
        left_out=list(ready.left_out),
        to=birth.terms.to,
        how=how,
        taken_by=taken_by,
        reference=reference,
        sent_by_id=by.worker,
        sent_at=sent_at,
        recorded_at=at,
    )
    told = ready.kind == Notification.Kind.REPORT
    fact: dict[str, Any] = {"family": infant.family, "subject": infant, "occurred_at": sent_at, "by": by, "at": at}
    record_entry(
        **fact,
        kind="notification",
        body={"way": ready.kind, "how": how},
        category=Category.REPORTER_IDENTITY if told else None,
    )
    if told:  # that child protection knows of the infant is open, who reported is not; the duty to tell is met
        record_entry(
            **fact,
            kind="milestone",
            body={"what": "notification_to_child_protection"},
            category=Category.GENERAL_HEALTH,
        )
    audit(
        "birth.notified",
        by=by,
        at=at,
        family_id=infant.family_id,
        about=f"notification:{sent.pk}",
        because=Purpose.MANDATED_REPORT,
        citations=ready.citations,
        detail={"kind": ready.kind, "how": how, "ruleset": birth.terms.ruleset},
    )
    return sent
