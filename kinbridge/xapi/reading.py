"""Find statements, page by page; and what is known of an activity or an agent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kinbridge.xapi.models import Activity, Attachment, Statement
from kinbridge.xapi.rules.identity import key_of
from kinbridge.xapi.rules.multipart import File
from kinbridge.xapi.rules.shown import person_of

Json = dict[str, Any]
MOST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of one search. `after` is the place where the page before ended."""

    agent: str = ""
    verb: str = ""
    activity: str = ""
    registration: str = ""
    related_activities: bool = False
    related_agents: bool = False
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 0
    ascending: bool = False
    after: tuple[datetime, int] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    statements: list[Statement]
    more: tuple[datetime, int] | None


def find(*, coalition_id: int, asked: Asked) -> Page:
    """Statements that are not voided and match every filter, newest first unless asked otherwise."""
    rows = Statement.objects.filter(coalition=coalition_id, voided=False)
    if asked.agent:
        name = "related_agents" if asked.related_agents else "agents"
        rows = rows.filter(related_agents__contains=[asked.agent])  # has the index; the other is a part of it
        rows = rows.filter(**{f"{name}__contains": [asked.agent]})
    if asked.activity:
        name = "related_activities" if asked.related_activities else "activities"
        rows = rows.filter(related_activities__contains=[asked.activity])
        rows = rows.filter(**{f"{name}__contains": [asked.activity]})
    if asked.verb:
        rows = rows.filter(verbs__contains=[asked.verb])
    if asked.registration:
        rows = rows.filter(registrations__contains=[asked.registration.lower()])
    if asked.since:
        rows = rows.filter(stored__gt=asked.since)
    if asked.until:
        rows = rows.filter(stored__lte=asked.until)
    if asked.after:
        rows = rows.filter(_beyond(asked.after, ascending=asked.ascending))
    size = min(asked.limit or MOST, MOST)
    order = ("stored", "id") if asked.ascending else ("-stored", "-id")
    found = list(rows.order_by(*order)[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], (last.stored, last.pk) if last is not None else None)


def _beyond(place: tuple[datetime, int], *, ascending: bool) -> Q:
    stored, pk = place
    step = "gt" if ascending else "lt"
    return Q(**{f"stored__{step}": stored}) | Q(stored=stored, **{f"id__{step}": pk})


def one(*, coalition_id: int, uuid: UUID, voided: bool) -> Statement | None:
    return Statement.objects.filter(coalition=coalition_id, uuid=uuid, voided=voided).first()


def files_of(coalition_id: int, statements: list[Json]) -> list[File]:
    """The files that these statements name and that came here."""
    digests = {
        one["sha2"].lower()
        for statement in statements
        for said in (statement, statement["object"])
        for one in said.get("attachments", ())
    }
    held = Attachment.objects.filter(coalition=coalition_id, sha2__in=digests)
    return [File(one.sha2, one.content_type, bytes(one.content)) for one in held]


def definitions(coalition_id: int, iris: set[str]) -> dict[str, Json]:
    known: QuerySet[Activity] = Activity.objects.filter(coalition=coalition_id, iri__in=iris)
    return {one.iri: one.definition for one in known}


def activity(coalition_id: int, iri: str) -> Json:
    """An activity with all that is known of it; of an unknown one its id alone."""
    found: Json = {"objectType": "Activity", "id": iri}
    definition = definitions(coalition_id, {iri}).get(iri)
    return found | {"definition": definition} if definition else found


def person(coalition_id: int, agent: Json) -> Json:
    """Everything that statements of this agent call them."""
    held = Statement.objects.filter(coalition=coalition_id, agents__contains=[key_of(agent)])
    named = [agent]
    for body in held.values_list("body", flat=True)[:MOST]:
        named += [one for one in (body["actor"], body["object"]) if _is(one, agent)]
    return person_of(named)


def _is(one: Json, agent: Json) -> bool:
    return "id" not in one and one.get("objectType", "Agent") == "Agent" and key_of(one) == key_of(agent)
