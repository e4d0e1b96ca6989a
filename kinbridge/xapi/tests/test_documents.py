"""Documents: written, merged, listed and deleted, and never written over unseen. Keys: shown once, and ended."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.consents.tests.county import County, works
from kinbridge.xapi.models import Credential
from kinbridge.xapi.tests.test_statements import Caller, keeper

pytestmark = pytest.mark.django_db
AGENT = json.dumps({"mbox": "mailto:ann@example.org"})
COURSE = "http://example.org/course"
KINDS = {
    "activities/state": ({"activityId": COURSE, "agent": AGENT}, "stateId"),
    "activities/profile": ({"activityId": COURSE}, "profileId"),
    "agents/profile": ({"agent": AGENT}, "profileId"),
}


@pytest.fixture
def caller(county: County) -> Caller:
    return keeper(county)


@pytest.mark.parametrize("resource", KINDS)
def test_a_document_is_kept_merged_listed_and_deleted(caller: Caller, resource: str) -> None:
    place, called = KINDS[resource]
    one = place | {called: "page"}
    assert caller.ask("GET", resource, **one).status_code == 404
    assert caller.ask("PUT", resource, {"a": 1, "b": {"x": 1}}, **one).status_code == 204
    assert caller.ask("POST", resource, {"b": {"y": 2}}, **one).status_code == 204
    answer = caller.ask("GET", resource, **one)
    assert json.loads(answer.content) == {"a": 1, "b": {"y": 2}}, "merged at the top level only"
    assert answer["ETag"].startswith('"')
    assert "Last-Modified" in answer
    assert json.loads(caller.ask("GET", resource, **place).content) == ["page"]
    assert json.loads(caller.ask("GET", resource, since=now().isoformat(), **place).content) == []
    assert caller.ask("POST", resource, b"text", headers={"Content-Type": "text/plain"}, **one).status_code == 400
    assert caller.ask("POST", resource, [1], **one).status_code == 400
    assert caller.ask("DELETE", resource, **one).status_code == 204
    assert caller.ask("GET", resource, **one).status_code == 404


@pytest.mark.parametrize("resource", ["activities/profile", "agents/profile"])
def test_a_profile_is_not_written_over_by_who_has_not_seen_it(caller: Caller, resource: str) -> None:
    place, called = KINDS[resource]
    one = place | {called: "p"}
    caller.ask("PUT", resource, {"a": 1}, headers={"If-None-Match": "*"}, **one)
    tag = caller.ask("GET", resource, **one)["ETag"]
    assert caller.ask("PUT", resource, {"a": 2}, **one).status_code == 409
    assert caller.ask("PUT", resource, {"a": 2}, headers={"If-None-Match": "*"}, **one).status_code == 412
    assert caller.ask("PUT", resource, {"a": 2}, headers={"If-Match": '"other"'}, **one).status_code == 412
    assert json.loads(caller.ask("GET", resource, **one).content) == {"a": 1}
    assert caller.ask("PUT", resource, {"a": 2}, headers={"If-Match": tag}, **one).status_code == 204


def test_states_of_two_registrations_are_two_and_are_cleared_together(caller: Caller) -> None:
    place, _ = KINDS["activities/state"]
    for registration in (str(uuid4()), str(uuid4())):
        one = place | {"stateId": "s", "registration": registration}
        caller.ask("PUT", "activities/state", b"\x00\x01", headers={"Content-Type": "image/x"}, **one)
        assert caller.ask("GET", "activities/state", **one).content == b"\x00\x01"
    assert caller.ask("GET", "activities/state", **place | {"stateId": "s"}).status_code == 404
    assert caller.ask("DELETE", "activities/state", **place).status_code == 204
    assert json.loads(caller.ask("GET", "activities/state", **place).content) == []


STATE = {"activityId": COURSE, "agent": AGENT, "stateId": "s"}
NO_PLACE = (
    ("activities/state", {"activityId": COURSE, "stateId": "s"}),
    ("activities/state", STATE | {"activityId": "x"}),
    ("activities/state", STATE | {"agent": "ann"}),
    ("activities/state", STATE | {"registration": "1"}),
    ("activities/profile", {"profileId": "p"}),
    ("agents/profile", {"agent": AGENT, "profileId": "p", "more": "1"}),
    ("agents", {}),
    ("activities", {"activityId": "x"}),
)


def test_a_place_that_is_none_is_refused(caller: Caller) -> None:
    wrong = [(where, query) for where, query in NO_PLACE if caller.ask("GET", where, **query).status_code != 400]
    assert wrong == []


def test_a_trainer_makes_a_key_that_is_shown_once_and_ends_it(county: County) -> None:
    trainer, worker = Client(), Client()
    trainer.force_login(User.objects.get(pk=works("Tess Lowell", county.visiting, Role.TRAINER).user_id))
    worker.force_login(User.objects.get(pk=county.worker.user_id))
    page = trainer.post("/xapi/keys/", {"name": "State LMS"}).content.decode()
    credential = Credential.objects.get()
    secret = page.partition("<dt>Secret</dt>")[2].partition('kb-code">')[2].partition("<")[0]
    caller = Caller(credential.key, secret)
    assert caller.ask("GET", "statements").status_code == 200
    assert secret not in trainer.get("/xapi/keys/").content.decode()
    assert worker.get("/xapi/keys/").status_code == 403
    trainer.post(f"/xapi/keys/{credential.pk}/end/")
    assert caller.ask("GET", "statements").status_code == 401
