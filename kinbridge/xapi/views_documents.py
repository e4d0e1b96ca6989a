"""Three kinds of documents: a state, an activity's profile, an agent's profile."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.utils.http import http_date
from django.utils.timezone import now

from kinbridge.xapi.calls import Admit, Answer, Call, Unknown, by_key, resource
from kinbridge.xapi.documents import Sent, Shelf, delete_document, post_document, put_document
from kinbridge.xapi.models import Document
from kinbridge.xapi.rules import schema
from kinbridge.xapi.rules.identity import key_of
from kinbridge.xapi.rules.validity import Invalid, check_agent, moment

Kind = Document.Kind
PLACE = {
    Kind.STATE: ("activityId", "agent", "registration"),
    Kind.ACTIVITY: ("activityId",),
    Kind.AGENT: ("agent",),
}
NAMED = {Kind.STATE: "stateId", Kind.ACTIVITY: "profileId", Kind.AGENT: "profileId"}


def documents(kind: Kind, *, admit: Admit = by_key) -> Answer:
    """The resource of one kind; `admit` as for any resource."""
    called = NAMED[kind]

    def put(call: Call) -> HttpResponse:
        name = call.needs(called)
        must_know = kind != Kind.STATE
        put_document(shelf=_shelf(kind, call), name=name, sent=_sent(call), must_know=must_know, at=now())
        return HttpResponse(status=204)

    def post(call: Call) -> HttpResponse:
        name = call.needs(called)
        post_document(shelf=_shelf(kind, call), name=name, sent=_sent(call), at=now())
        return HttpResponse(status=204)

    def get(call: Call) -> HttpResponse:
        if called not in call.query:
            return _names(_shelf(kind, call, "since"), call)
        _since(call)  # with a name it chooses nothing, and has to be a time all the same
        document = _shelf(kind, call, "since").find(call.needs(called))
        if document is None:
            raise Unknown("There is no such document.")
        response = HttpResponse(bytes(document.content), content_type=document.content_type)
        response["ETag"] = f'"{document.etag}"'
        response["Last-Modified"] = http_date(document.updated.timestamp())
        return response

    def delete(call: Call) -> HttpResponse:
        name = call.query.get(called, "") if kind == Kind.STATE else call.needs(called)
        delete_document(shelf=_shelf(kind, call), name=name, sent=_sent(call))
        return HttpResponse(status=204)

    return resource(admit=admit, put=put, post=post, get=get, delete=delete)


def _names(shelf: Shelf, call: Call) -> HttpResponse:
    held, since = shelf.documents(), _since(call)
    if since is not None:
        held = held.filter(updated__gt=since)
    return JsonResponse(sorted(set(held.values_list("name", flat=True))), safe=False)


def _since(call: Call) -> datetime | None:
    if "since" not in call.query:
        return None
    since = moment(call.query["since"]) if re.fullmatch(schema.TIME, call.query["since"]) else None
    if since is None:
        raise Invalid("since: give a time, as 2026-11-22T17:00:00Z.")
    return since


def _shelf(kind: Kind, call: Call, *further: str) -> Shelf:
    places = PLACE[kind]
    call.only(*places, NAMED[kind], *further)
    activity = agent = ""
    if "activityId" in places:
        activity = call.needs("activityId")
        if not re.fullmatch(schema.IRI, activity):
            raise Invalid("activityId: give an IRI.")
    if "agent" in places:
        told = call.json("agent")
        check_agent(told)
        agent = key_of(told)
    registration = call.query.get("registration")
    if registration is not None and not re.fullmatch(schema.UUID, registration):
        raise Invalid("registration: this is no UUID.")
    return Shelf(
        call.store.coalition_id, kind, activity, agent, registration.lower() if registration is not None else None
    )


def _sent(call: Call) -> Sent:
    kind = call.header("Content-Type") or "application/octet-stream"
    return Sent(call.body, kind, call.header("If-Match"), call.header("If-None-Match"))
