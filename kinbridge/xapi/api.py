"""The statements resource, and what is known of an activity or an agent."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from kinbridge.xapi import reading
from kinbridge.xapi.actions import store_statements
from kinbridge.xapi.calls import VERSION, VERSION_HEADER, Answer, Call, Unknown, parsed, resource
from kinbridge.xapi.models import Statement
from kinbridge.xapi.rules import schema
from kinbridge.xapi.rules.identity import key_of
from kinbridge.xapi.rules.multipart import File, check_files, joined, parts_of
from kinbridge.xapi.rules.shown import FORMATS, accepted, ids_only, in_one_language
from kinbridge.xapi.rules.signature import check_signatures
from kinbridge.xapi.rules.validity import Invalid, check, check_agent, moment

Json = dict[str, Any]
ONE = ("statementId", "voidedStatementId")
HOW = ("format", "attachments")
FILTERS = (
    *("agent", "verb", "activity", "registration", "related_activities", "related_agents"),
    *("since", "until", "limit", "ascending"),
)


@csrf_exempt
def about(request: HttpRequest) -> HttpResponse:
    """Open to everyone: which versions this store speaks."""
    response = JsonResponse({"version": ["1.0.0", "1.0.1", "1.0.2", VERSION]})
    response[VERSION_HEADER] = VERSION
    return response


# ── sending ──────────────────────────────────────────────────────────────────


def put(call: Call) -> HttpResponse:
    call.only("statementId")
    uuid = _uuid(call.needs("statementId"), "statementId")
    statements, files = sent(call)
    if len(statements) != 1 or not isinstance(statements[0], dict):
        raise Invalid("Put one statement.")
    [statement] = statements
    if str(statement.get("id", uuid)).lower() != str(uuid):
        raise Invalid("The id in the statement is not the one in the address.")
    store_statements(store=call.store, statements=[statement | {"id": str(uuid)}], files=files, at=now())
    return HttpResponse(status=204)


def post(call: Call) -> HttpResponse:
    call.only()
    statements, files = sent(call)
    return JsonResponse(store_statements(store=call.store, statements=statements, files=files, at=now()), safe=False)


def sent(call: Call) -> tuple[list[Json], list[File]]:
    """The statements of this call and their files. Raises `Invalid`."""
    content_type = call.header("Content-Type")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in ("application/json", "multipart/mixed"):
        raise Invalid("Send statements as application/json, or with their files as multipart/mixed.")
    body, files = parts_of(call.body, content_type) if kind == "multipart/mixed" else (call.body, [])
    told = parsed(body, "statement")
    statements = told if isinstance(told, list) else [told]
    for statement in statements:
        check(statement)
    check_files(statements, files)
    check_signatures(statements, files)
    return statements, files


# ── asking ───────────────────────────────────────────────────────────────────


def get(call: Call) -> HttpResponse:
    call.only(*ONE, *HOW, *FILTERS)
    chosen = [name for name in ONE if name in call.query]
    if not chosen:
        return _page(call, _asked(call))
    if len(call.query.keys() - set(HOW)) > 1:
        raise Invalid("Ask for one statement by its id alone, or search; not both.")
    uuid = _uuid(call.query[chosen[0]], chosen[0])
    found = reading.one(coalition_id=call.store.coalition_id, uuid=uuid, voided=chosen[0] == ONE[1])
    if found is None:
        raise Unknown("There is no such statement.")
    [said] = _shown(call, [found])
    return _answer(call, said, [said], last=found.stored)


def more(call: Call, *, token: str) -> HttpResponse:
    """The next page of a search, by the address that the page before gave."""
    call.only()
    try:
        kept = signing.loads(token, salt="xapi-more")
    except signing.BadSignature as error:
        raise Unknown("This is no page of a search here.") from error
    call = replace(call, query=kept["query"])
    stored, pk = kept["after"]
    return _page(call, replace(_asked(call), after=(datetime.fromisoformat(stored), pk)))


def _asked(call: Call) -> reading.Asked:
    query = call.query
    agent = ""
    if "agent" in query:
        told = call.json("agent")
        check_agent(told)
        agent = key_of(told)
    if "registration" in query:
        _uuid(query["registration"], "registration")
    limit = query.get("limit", "0")
    if not re.fullmatch(r"\d{1,9}", limit):
        raise Invalid("limit: give a whole number from 0.")
    return reading.Asked(
        agent=agent,
        verb=_iri(call, "verb"),
        activity=_iri(call, "activity"),
        registration=query.get("registration", ""),
        related_activities=_flag(call, "related_activities"),
        related_agents=_flag(call, "related_agents"),
        since=_moment(call, "since"),
        until=_moment(call, "until"),
        limit=int(limit),
        ascending=_flag(call, "ascending"),
    )


def _page(call: Call, asked: reading.Asked) -> HttpResponse:
    page = reading.find(coalition_id=call.store.coalition_id, asked=asked)
    shown = _shown(call, page.statements)
    further = ""
    if page.more is not None:
        stored, pk = page.more
        kept = {"query": call.query, "after": [stored.isoformat(), pk]}
        further = reverse("xapi:more", args=[signing.dumps(kept, salt="xapi-more", compress=True)])
    last = max((one.stored for one in page.statements), default=None)
    return _answer(call, {"statements": shown, "more": further}, shown, last=last)


def _shown(call: Call, rows: list[Statement]) -> list[Json]:
    style = call.query.get("format", "exact")
    if style not in FORMATS:
        raise Invalid("format: exact, ids or canonical.")
    bodies: list[Json] = [row.body for row in rows]
    if style == "ids":
        return [ids_only(body) for body in bodies]
    if style == "canonical":
        languages = accepted(call.header("Accept-Language"))
        iris = {body["object"]["id"] for body in bodies if body["object"].get("objectType", "Activity") == "Activity"}
        known = reading.definitions(call.store.coalition_id, iris)
        return [in_one_language(_with_definition(body, known), languages) for body in bodies]
    return bodies


def _with_definition(body: Json, known: dict[str, Json]) -> Json:
    definition = known.get(body["object"].get("id", ""))
    return body | {"object": body["object"] | {"definition": definition}} if definition else body


def _answer(call: Call, content: Json, shown: list[Json], *, last: datetime | None) -> HttpResponse:
    if _flag(call, "attachments"):
        boundary = uuid4().hex
        files = reading.files_of(call.store.coalition_id, shown)
        body = joined(json.dumps(content).encode(), files, boundary=boundary)
        response = HttpResponse(body, content_type=f"multipart/mixed; boundary={boundary}")
    else:
        response = JsonResponse(content)
    if last is not None:
        response["Last-Modified"] = http_date(last.timestamp())
    return response


# ── parameters ───────────────────────────────────────────────────────────────


def _uuid(text: str, name: str) -> UUID:
    if not re.fullmatch(schema.UUID, text):
        raise Invalid(f"{name}: this is no UUID.")
    return UUID(text)


def _iri(call: Call, name: str) -> str:
    text = call.query.get(name, "")
    if name in call.query and not re.fullmatch(schema.IRI, text):
        raise Invalid(f"{name}: give an IRI.")
    return text


def _flag(call: Call, name: str) -> bool:
    text = call.query.get(name, "false")
    if text not in ("true", "false"):
        raise Invalid(f"{name}: true or false.")
    return text == "true"


def _moment(call: Call, name: str) -> datetime | None:
    text = call.query.get(name, "")
    found = moment(text) if re.fullmatch(schema.TIME, text) else None
    if name in call.query and found is None:
        raise Invalid(f"{name}: give a time, as 2026-11-22T17:00:00Z.")
    return found


# ── activities and agents ────────────────────────────────────────────────────


def get_activity(call: Call) -> HttpResponse:
    call.only("activityId")
    call.needs("activityId")
    return JsonResponse(reading.activity(call.store.coalition_id, _iri(call, "activityId")))


def get_agent(call: Call) -> HttpResponse:
    call.only("agent")
    agent = call.json("agent")
    check_agent(agent)
    return JsonResponse(reading.person(call.store.coalition_id, agent))


def consistent(page: Answer) -> Answer:
    """Whatever is answered says up to when: a statement is found as soon as it is stored."""

    def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = page(request, **kwargs)
        response["X-Experience-API-Consistent-Through"] = now().isoformat()
        return response

    return csrf_exempt(wraps(page)(answer))


statements = consistent(resource(put=put, post=post, get=get))
more_statements = consistent(resource(get=more))
activities = resource(get=get_activity)
agents = resource(get=get_agent)
