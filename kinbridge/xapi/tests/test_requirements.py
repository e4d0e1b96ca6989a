"""What ADL's list of requirements for record stores asks, and no other test here does. Each is named by its number."""

from __future__ import annotations

import json
from base64 import b64encode
from urllib.parse import urlencode

import pytest
from django.test import Client

from kinbridge.consents.tests.county import County
from kinbridge.xapi.models import Statement
from kinbridge.xapi.tests.test_statements import Caller, good, keeper

pytestmark = pytest.mark.django_db
AGENT = json.dumps({"mbox": "mailto:ann@example.org"})
COURSE = "http://example.org/course"
ONE = {
    "activities/state": {"activityId": COURSE, "agent": AGENT, "stateId": "s"},
    "activities/profile": {"activityId": COURSE, "profileId": "s"},
    "agents/profile": {"agent": AGENT, "profileId": "s"},
}


@pytest.fixture
def caller(county: County) -> Caller:
    return keeper(county)


def test_a_number_keeps_its_precision__xapi_00002(caller: Caller) -> None:
    score = {"min": 0.12123434, "raw": 12.125, "max": 45.45}
    [uuid] = caller.post(good(result={"score": score}))
    assert json.loads(caller.ask("GET", "statements", statementId=uuid).content)["result"]["score"] == score


@pytest.mark.parametrize(
    ("name", "first"), [("verb", {"id": "http://example.org/v"}), ("mbox", "mailto:bob@example.org"), ("id", COURSE)]
)
def test_a_name_stands_once_in_an_object__xapi_00021(caller: Caller, name: str, first: object) -> None:
    told = json.dumps(good())
    doubled = told.replace(f'"{name}":', f'"{name}": {json.dumps(first)}, "{name}":', 1)
    assert caller.ask("POST", "statements", told.encode()).status_code == 200
    assert caller.ask("POST", "statements", doubled.encode()).status_code == 400
    assert Statement.objects.count() == 1


def test_a_time_keeps_its_thousandths__xapi_00122(caller: Caller) -> None:
    [uuid] = caller.post(good(timestamp="2026-11-22T17:00:00.123456Z"))
    said = json.loads(caller.ask("GET", "statements", statementId=uuid).content)
    assert ".123" in said["timestamp"]
    assert len(said["stored"].partition(".")[2]) > 3


@pytest.mark.parametrize("resource", ["statements", "activities", "agents"])
def test_a_method_that_is_none_is_refused_before_anyone_signs_in__3_2(resource: str) -> None:
    headers = {"X-Experience-API-Version": "1.0.3"}
    assert Client(headers=headers).delete(f"/xapi/{resource}").status_code == 405


@pytest.mark.parametrize("resource", ONE)
def test_head_answers_as_get_does__xapi_00125(caller: Caller, resource: str) -> None:
    caller.ask("PUT", resource, {"a": 1}, **ONE[resource])
    get, head = (caller.ask(method, resource, **ONE[resource]) for method in ("GET", "HEAD"))
    assert (get.status_code, head.status_code) == (200, 200)
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize("resource", ONE)
def test_a_time_beside_a_name_chooses_nothing_and_has_to_be_a_time__xapi_00192(caller: Caller, resource: str) -> None:
    caller.ask("PUT", resource, {"a": 1}, **ONE[resource])
    since = {"since": "2020-01-01T00:00:00Z"}
    assert json.loads(caller.ask("GET", resource, **ONE[resource], **since).content) == {"a": 1}
    assert caller.ask("GET", resource, **ONE[resource], since="then").status_code == 400


@pytest.mark.parametrize("resource", ONE)
@pytest.mark.parametrize("kinds", [("application/json", "text/plain"), ("text/plain", "application/json")])
def test_only_objects_are_merged_and_nothing_changes_otherwise__xapi_00232(
    caller: Caller, resource: str, kinds: tuple[str, str]
) -> None:
    before, after = kinds
    caller.ask("PUT", resource, b'{"a": 1}', headers={"Content-Type": before}, **ONE[resource])
    posted = caller.ask("POST", resource, b'{"b": 2}', headers={"Content-Type": after}, **ONE[resource])
    assert posted.status_code == 400
    broken = caller.ask("POST", resource, b'{"b": 2}{', **ONE[resource])
    assert broken.status_code == 400
    assert caller.ask("GET", resource, **ONE[resource]).content == b'{"a": 1}'


def test_every_answer_about_statements_says_up_to_when__xapi_00153(caller: Caller) -> None:
    for query in ({}, {"limit": "x"}, {"statementId": "0" * 8}):
        answer = caller.ask("GET", "statements", **query)
        assert answer["X-Experience-API-Consistent-Through"] > "2026"


def test_no_match_is_an_empty_list__xapi_00112(caller: Caller) -> None:
    answer = json.loads(caller.ask("GET", "statements", verb="http://example.org/never").content)
    assert answer == {"statements": [], "more": ""}


@pytest.mark.parametrize("more", ["agent", "verb", "activity", "registration", "since", "limit", "ascending"])
@pytest.mark.parametrize("one", ["statementId", "voidedStatementId"])
def test_one_statement_is_asked_for_alone__xapi_00150(caller: Caller, one: str, more: str) -> None:
    [uuid] = caller.post(good())
    assert caller.ask("GET", "statements", **{one: uuid, more: "x"}).status_code == 400


@pytest.mark.parametrize(
    "name", "statementId voidedStatementId agent verb activity registration since until limit".split()
)
def test_a_parameter_in_another_case_is_another__xapi_00325(caller: Caller, name: str) -> None:
    assert caller.ask("GET", "statements", **{name[0].upper() + name[1:]: "x"}).status_code == 400


def test_what_is_too_large_is_said_to_be__xapi_00328(caller: Caller) -> None:
    large = good(context={"extensions": {"http://example.org/x": "x" * 2_600_000}})
    answer = caller.ask("POST", "statements", large)
    assert answer.status_code == 413
    assert b"2,500,000 bytes" in answer.content


def test_statements_of_earlier_versions_keep_theirs__xapi_00332(caller: Caller) -> None:
    [uuid] = caller.post(good(version="1.0.1"))
    assert json.loads(caller.ask("GET", "statements", statementId=uuid).content)["version"] == "1.0.1"


def test_the_other_way_to_ask_is_by_post_only__xapi_00336(caller: Caller) -> None:
    assert caller.ask("GET", "statements?method=POST").status_code == 400
    form = urlencode(caller.headers | {"limit": "1"}).encode()
    kind = "application/x-www-form-urlencoded"
    answer = Client().generic("POST", "/xapi/statements?method=GET", form, content_type=kind)
    assert set(json.loads(answer.content)) == {"statements", "more"}
    as_json = json.dumps(caller.headers | {"content": json.dumps(good())}).encode()
    assert Client().generic("POST", "/xapi/statements?method=PUT", as_json, content_type=kind).status_code == 400


def test_a_wrong_secret_is_refused__xapi_00334(caller: Caller) -> None:
    key = caller.headers["Authorization"]
    wrong = b64encode(b"x:y").decode()
    assert caller.ask("GET", "statements", headers={"Authorization": f"Basic {wrong}"}).status_code == 401
    bearer = key.replace("Basic", "Bearer")
    assert caller.ask("GET", "statements", headers={"Authorization": bearer}).status_code == 401
