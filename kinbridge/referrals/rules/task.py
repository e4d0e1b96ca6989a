"""A referral as an SDOH Clinical Care Task (Gravity Project, HL7 FHIR R4): its state on the wire. Pure.

Only codes that every published version of the guide's status value set knows are written; `received` and `ready` are
left out by some, so a referral that is being looked at is still `requested`, and its business status says the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kinbridge.referrals.rules.states import REASONS, WORDS, Status

PROFILE = "http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-TaskForReferralManagement"
TASK_CODES = "http://hl7.org/fhir/CodeSystem/task-code"
TEMPORARY_CODES = "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"

STATES: Mapping[Status, str] = {
    Status.DRAFT: "draft",
    Status.CHECKED: "draft",
    Status.SENT: "requested",
    Status.RECEIVED: "requested",
    Status.ACCEPTED: "accepted",
    Status.WAITLISTED: "on-hold",
    Status.SCHEDULED: "accepted",
    Status.FIRST_KEPT: "in-progress",
    Status.FIRST_MISSED: "accepted",
    Status.ENGAGED: "in-progress",
    Status.COMPLETED: "completed",
    Status.DECLINED: "rejected",
    Status.WITHDRAWN: "cancelled",
    Status.CLOSED: "failed",
    Status.ENTERED_IN_ERROR: "entered-in-error",
}
WITH_REASON = frozenset({"rejected", "cancelled", "on-hold", "failed"})
"""States for which the guide asks for a reason in words."""
DONE_ALL_THE_SAME = "goals_met"


@dataclass(frozen=True, slots=True)
class Told:
    """What someone may know of a referral. References are to resources of their own; nobody is named."""

    number: int
    status: Status
    person: str
    requester: str
    owner: str
    sent_at: datetime
    changed_at: datetime
    urgent: bool
    reason: str = ""
    part_of: int | None = None


def state(status: Status, reason: str = "") -> str:
    """Task.status. One that ended because what was wanted is done did not fail."""
    return "completed" if status is Status.CLOSED and reason == DONE_ALL_THE_SAME else STATES[status]


def task(told: Told) -> dict[str, object]:
    """The resource, as JSON would hold it."""
    says = state(told.status, told.reason)
    found: dict[str, object] = {
        "resourceType": "Task",
        "id": f"referral-{told.number}",
        "meta": {"profile": [PROFILE]},
        "status": says,
        "businessStatus": {"coding": [{"code": told.status.value}], "text": WORDS[told.status]},
        "intent": "order",
        "priority": "urgent" if told.urgent else "routine",
        "code": {"coding": [{"system": TASK_CODES, "code": "fulfill"}]},
        "focus": {"reference": f"ServiceRequest/referral-{told.number}"},
        "for": {"reference": f"Patient/{told.person}"},
        "authoredOn": told.sent_at.isoformat(),
        "lastModified": max(told.sent_at, told.changed_at).isoformat(),
        "requester": {"reference": f"Organization/{told.requester}"},
        "owner": {"reference": f"Organization/{told.owner}"},
    }
    if told.part_of is not None:
        found["partOf"] = [{"reference": f"Task/referral-{told.part_of}"}]
    if says in WITH_REASON:
        found["statusReason"] = {"text": REASONS.get(told.reason, WORDS[told.status])}
    if says == "completed":
        found["output"] = [_done(told)]
    return found


def _done(told: Told) -> dict[str, object]:
    return {
        "type": {"coding": [{"system": TEMPORARY_CODES, "code": "resulting-activity"}]},
        "valueReference": {"reference": f"Procedure/referral-{told.number}"},
    }
