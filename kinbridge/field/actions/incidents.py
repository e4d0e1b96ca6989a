"""Take in what a phone sends, once; choose between two versions; and write into a chart, by the worker's own act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import get_current_timezone

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import correct, record_entry
from kinbridge.core.vocabulary import CHILD_WELFARE, Category
from kinbridge.directory.models import Viewer
from kinbridge.field.models import Debrief, Incident, Version
from kinbridge.field.rules.report import MINUTE, words_for_chart
from kinbridge.people.models import Family, Person

CURRENT, WAITING, PAST = Version.Standing.CURRENT, Version.Standing.WAITING, Version.Standing.PAST


class NotYours(LookupError):
    """The incident is another worker's, or not there: the two are not told apart."""


class Changed(ValueError):
    """The versions are no longer those that were looked at."""


@dataclass(frozen=True, slots=True)
class Written:
    """One version as its writer has it. `save` names it, `base` the version it was written on top of."""

    save: UUID
    base: UUID | None
    body: Mapping[str, str]
    device: Version.Device
    at: datetime


@transaction.atomic
def take_in(*, key: UUID, written: Written, by: Viewer, at: datetime) -> Version:
    """Keep a version of an incident. Sent twice, it is kept once.

    It stands when it was written on top of the version that stands and the incident is open; otherwise both stay, and
    it waits to be chosen. Raises `NotYours`.
    """
    incident = _locked(key, by=by) or _begun(key, by=by, at=at)
    known = {version.key: version for version in incident.versions.all()}
    if written.save in known:
        return known[written.save]
    stands = next((one for one in known.values() if one.standing == CURRENT), None)
    before = known.get(written.base) if written.base else None
    if stands is not None and stands.body == written.body:
        version = _kept(incident, written, PAST, at=at)  # nothing new: nobody has to choose
    elif stands is None or (before == stands and incident.closed_at is None):
        version = _follow(incident, written, stands, CURRENT, at=at)
    else:
        own = before if before is not None and before.standing == WAITING else None
        version = _follow(incident, written, own, WAITING, at=at)
    audit(
        "incident.kept",
        by=by,
        at=at,
        family_id=incident.family_id,
        about=f"incident:{incident.pk}",
        detail=_told(version),
    )
    return version


def _follow(
    incident: Incident, written: Written, before: Version | None, standing: Version.Standing, *, at: datetime
) -> Version:
    """The new version in the place of the one it goes on from."""
    if before is not None:
        _becomes(before, PAST)
    return _kept(incident, written, standing, at=at)


def _told(version: Version) -> dict[str, object]:
    return {"version": version.pk, "standing": str(version.standing), "device": str(version.device)}


def _locked(key: UUID, *, by: Viewer) -> Incident | None:
    return Incident.objects.select_for_update().filter(key=key, worker=by.worker, coalition=by.coalition_id).first()


def _begun(key: UUID, *, by: Viewer, at: datetime) -> Incident:
    """The incident's row. Of two phones that send at once, the second finds what the first made."""
    try:
        with transaction.atomic():
            return Incident.objects.create(
                key=key, coalition_id=by.coalition_id, program_id=by.acting_for, worker_id=by.worker, received_at=at
            )
    except IntegrityError:
        incident = _locked(key, by=by)
        if incident is None:
            raise NotYours("No incident of yours has this key.") from None
        return incident


def _kept(incident: Incident, written: Written, standing: Version.Standing, *, at: datetime) -> Version:
    try:
        with transaction.atomic():
            return Version.objects.create(
                key=written.save,
                incident=incident,
                coalition_id=incident.coalition_id,
                base=written.base,
                body=dict(written.body),
                device=written.device,
                standing=standing,
                written_at=written.at,
                received_at=at,
            )
    except IntegrityError:
        raise NotYours("Another incident has a version of this key.") from None


def _becomes(version: Version, standing: Version.Standing) -> None:
    version.standing = standing
    version.save(update_fields=["standing"])


@transaction.atomic
def choose(
    *, incident: Incident, between: tuple[Version, Version], written: Written, by: Viewer, at: datetime
) -> Version:
    """A person looked at the version that stands and at one that waits; what they made of both stands from now on.

    Both stay on file. Raises `Changed` when either is no longer what it was while they looked.
    """
    incident = _locked(incident.key, by=by) or incident
    stood, waited = between
    now = dict(incident.versions.values_list("key", "standing"))
    if now.get(stood.key) != CURRENT or now.get(waited.key) != WAITING:
        raise Changed("One of the two changed while you looked. Here they are again, as they are now.")
    _becomes(stood, PAST)
    _becomes(waited, PAST)
    chosen = _kept(incident, written, CURRENT, at=at)
    audit(
        "incident.chosen",
        by=by,
        at=at,
        family_id=incident.family_id,
        about=f"incident:{incident.pk}",
        detail=_told(chosen),
    )
    return chosen


@transaction.atomic
def close(*, incident: Incident, by: Viewer, at: datetime) -> None:
    """Nothing is to be added. What a phone sends later waits to be looked at."""
    incident.closed_at = at
    incident.save(update_fields=["closed_at"])
    audit("incident.closed", by=by, at=at, family_id=incident.family_id, about=f"incident:{incident.pk}")


@transaction.atomic
def tie(*, incident: Incident, family: Family | None, by: Viewer, at: datetime) -> None:
    """Say which family it was about, or none. What is in a chart stays where it is."""
    if incident.entry_id is not None:
        raise Changed("This stands in a chart already; mend it there.")
    incident.family = family
    incident.save(update_fields=["family"])
    about = family.pk if family is not None else None
    audit("incident.tied", by=by, at=at, family_id=about, about=f"incident:{incident.pk}")


@transaction.atomic
def write_in_chart(*, incident: Incident, version: Version, subject: Person, by: Viewer, at: datetime) -> None:
    """Put the version that stands into the family's chart as the program's own note, and close the incident.

    Written again, it corrects the earlier note. Raises `chart.actions.NotAttested`.
    """
    if incident.family is None:
        raise Changed("Say first which family it was about.")
    body = {"text": words_for_chart(version.body)}
    happened = datetime.strptime(version.body["happened_at"], MINUTE).replace(tzinfo=get_current_timezone())
    if incident.entry is not None:
        incident.entry = correct(entry=incident.entry, body=body, by=by, at=at)
    else:
        incident.entry = record_entry(
            family=incident.family,
            subject=subject,
            kind="note",
            body=body,
            occurred_at=min(happened, at),
            by=by,
            at=at,
            category=Category.CHILD_PROTECTION if by.organization_kind in CHILD_WELFARE else None,
            source_id=f"incident:{incident.key}",
        )
    incident.closed_at = incident.closed_at or at
    incident.save(update_fields=["entry", "closed_at"])


@dataclass(frozen=True, slots=True)
class Said:
    """What a worker wrote for themselves."""

    how: str
    words: str
    call_me: bool
    at: datetime


@transaction.atomic
def keep_debrief(*, key: UUID, said: Said, by: Viewer, at: datetime) -> Debrief:
    """Keep it for the worker alone. Sent twice, it is kept once. The audit line says that one was kept, not what."""
    known = Debrief.objects.filter(key=key, worker=by.worker, coalition=by.coalition_id).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            kept = Debrief.objects.create(
                key=key,
                coalition_id=by.coalition_id,
                program_id=by.acting_for,
                worker_id=by.worker,
                how=said.how,
                words=said.words,
                call_me=said.call_me,
                written_at=said.at,
            )
    except IntegrityError:
        raise NotYours("No debrief of yours has this key.") from None
    audit("debrief.kept", by=by, at=at, about=f"debrief:{kept.pk}")
    return kept


@transaction.atomic
def forget_debrief(*, debrief: Debrief, by: Viewer, at: datetime) -> None:
    """It is theirs: gone for good."""
    audit("debrief.removed", by=by, at=at, about=f"debrief:{debrief.pk}")
    debrief.delete()


@transaction.atomic
def say_called(*, debrief: Debrief, by: Viewer, at: datetime) -> None:
    """The supervisor has called whoever asked for it."""
    debrief.called_at, debrief.called_by_id = at, by.user_id
    debrief.save(update_fields=["called_at", "called_by"])
    audit("debrief.called", by=by, at=at, about=f"debrief:{debrief.pk}")
