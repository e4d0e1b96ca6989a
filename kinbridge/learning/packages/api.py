"""The record store as a running cmi5 course sees it: its own learner, its own registration, and nothing beside them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from hmac import compare_digest
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from kinbridge.learning.models import Launch
from kinbridge.learning.packages.actions.cmi5 import LAUNCH_DATA, hear, shelf_of
from kinbridge.learning.packages.actions.visits import NotNow
from kinbridge.learning.packages.pages import of_a_visit
from kinbridge.xapi import api
from kinbridge.xapi.actions import Store, digest_of
from kinbridge.xapi.calls import Admit, Call, Forbidden, NotKnown, authority_named, resource
from kinbridge.xapi.models import Document
from kinbridge.xapi.rules.identity import key_of
from kinbridge.xapi.views_documents import documents

Json = dict[str, Any]
Answer = Callable[[Call], HttpResponse]
ALL = ("GET", "HEAD", "POST", "PUT", "DELETE")


@of_a_visit(*ALL, writes="POST PUT")
def statements(request: HttpRequest, *, launch: Launch) -> HttpResponse:
    put, post = (partial(_heard, store, launch) for store in (api.put, api.post))
    return resource(admit=_admit(launch), put=put, post=post, get=partial(_asked, launch))(request)


@of_a_visit(*ALL)
def state(request: HttpRequest, *, launch: Launch) -> HttpResponse:
    own = shelf_of(launch)
    asked = request.GET.get
    same = asked("activityId") == own.activity and (asked("registration") or "").lower() == own.registration
    writes_launch_data = request.method != "GET" and asked("stateId") in (None, LAUNCH_DATA)
    if not same or _agent(request) != own.agent or writes_launch_data:
        return _refused("A course reads and writes the states of its own launch; the launch data it only reads.")
    return documents(Document.Kind.STATE, admit=_admit(launch))(request)


@of_a_visit(*ALL)
def agent_profile(request: HttpRequest, *, launch: Launch) -> HttpResponse:
    if _agent(request) != shelf_of(launch).agent:
        return _refused("A course reads and writes the profile of the learner who opened it.")
    return documents(Document.Kind.AGENT, admit=_admit(launch))(request)


@of_a_visit("GET", "HEAD")
def activity_profile(request: HttpRequest, *, launch: Launch) -> HttpResponse:
    if request.GET.get("activityId") != shelf_of(launch).activity:
        return _refused("A course reads the profile of its own activity.")
    return documents(Document.Kind.ACTIVITY, admit=_admit(launch))(request)


def _admit(launch: Launch) -> Admit:
    """Whoever holds the token of this launch."""

    def admit(_name: str, secret: str) -> Store:
        if not launch.token or not compare_digest(launch.token, digest_of(secret)):
            raise NotKnown("This is not the token of this launch.")
        return Store(launch.record.enrollment.coalition_id, authority_named(f"launch-{launch.pk}"))

    return admit


def _heard(store: Answer, launch: Launch, call: Call) -> HttpResponse:
    """Stored first, so that they are known to be statements; then either both happened or nothing did."""
    said, _ = api.sent(call)
    named = {"id": call.query["statementId"]} if "statementId" in call.query else {}
    try:
        with transaction.atomic():
            response = store(call)
            hear(launch=launch, said=[one | named for one in said], at=now())
    except NotNow as error:
        raise Forbidden(str(error)) from error
    return response


def _asked(launch: Launch, call: Call) -> HttpResponse:
    if call.query.get("registration", "").lower() != shelf_of(launch).registration:
        raise Forbidden("Ask with the registration of the launch; a course reads no other statements.")
    return api.get(call)


def _agent(request: HttpRequest) -> str:
    """Whom the request is about; empty where it does not say."""
    try:
        told: Json = json.loads(request.GET.get("agent", ""))
        return key_of(told)
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _refused(because: str) -> HttpResponse:
    return HttpResponse(because, status=403, content_type="text/plain; charset=utf-8")
