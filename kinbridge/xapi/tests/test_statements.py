"""What a record store must do with statements, after xAPI 1.0.3, asked as another system would ask."""

from __future__ import annotations

import json
import tomllib
from base64 import b64encode, urlsafe_b64encode
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, works
from kinbridge.xapi.actions import make_key
from kinbridge.xapi.models import Statement
from kinbridge.xapi.rules.signature import SIGNATURE

pytestmark = pytest.mark.django_db
BASE = tomllib.loads((Path(__file__).parents[1] / "cases" / "statements.toml").read_text("utf-8"))["base"]
VOIDED = {"id": "http://adlnet.gov/expapi/verbs/voided"}
Json = dict[str, Any]


class Caller:
    """Another learning system that holds a key."""

    def __init__(self, key: str, secret: str) -> None:
        token = b64encode(f"{key}:{secret}".encode()).decode()
        self.headers = {"X-Experience-API-Version": "1.0.3", "Authorization": f"Basic {token}"}

    def ask(
        self, method: str, resource: str, body: object = None, *, headers: dict[str, str] | None = None, **query: str
    ) -> HttpResponse:
        given = self.headers | (headers or {})
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        at = f"/xapi/{resource}" + (f"?{urlencode(query)}" if query else "")
        kind = given.pop("Content-Type", "application/json")
        return Client().generic(method, at, data, content_type=kind, headers=given)

    def post(self, *statements: Json) -> list[str]:
        answer = self.ask("POST", "statements", list(statements))
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def find(self, **query: str) -> list[Json]:
        return json.loads(self.ask("GET", "statements", **query).content)["statements"]


def keeper(county: County) -> Caller:
    trainer = works(f"Tess {uuid4().hex[:6]}", county.visiting, Role.TRAINER)
    credential, secret = make_key(name="State LMS", by=trainer, at=now())
    return Caller(credential.key, secret)


@pytest.fixture
def caller(county: County) -> Caller:
    return keeper(county)


def good(**changes: object) -> Json:
    return json.loads(BASE) | changes


def test_one_bad_statement_keeps_all_of_them_out(caller: Caller) -> None:
    answer = caller.ask("POST", "statements", [good(), good(mood="good")])
    assert answer.status_code == 400
    assert answer["X-Experience-API-Version"] == "1.0.3"
    assert Statement.objects.count() == 0
    assert caller.ask("POST", "statements", good(object={"id": "http://example.org/a"})).status_code == 200


def test_the_store_adds_who_vouches_and_when_and_gives_it_back_as_it_came(caller: Caller) -> None:
    [uuid] = caller.post(good(authority={"mbox": "mailto:me@example.org"}, stored="2001-01-01T00:00:00Z"))
    answer = caller.ask("GET", "statements", statementId=uuid)
    body = json.loads(answer.content)
    assert body["id"] == uuid
    assert body["authority"]["account"]["homePage"].startswith("http")
    assert body["stored"] == body["timestamp"] > "2026"
    assert body["version"] == "1.0.0"
    assert body["actor"] == good()["actor"]
    assert "X-Experience-API-Consistent-Through" in answer
    assert "Last-Modified" in answer
    assert caller.ask("HEAD", "statements", statementId=uuid).status_code == 200


def test_putting_twice_changes_nothing_and_something_else_under_the_same_id_is_a_conflict(caller: Caller) -> None:
    uuid = str(uuid4())
    assert caller.ask("PUT", "statements", good(), statementId=uuid).status_code == 204
    assert caller.ask("PUT", "statements", good(), statementId=uuid).status_code == 204
    other = good(verb={"id": "http://example.org/left"})
    assert caller.ask("PUT", "statements", other, statementId=uuid).status_code == 409
    assert caller.ask("POST", "statements", other | {"id": uuid}).status_code == 409
    assert caller.ask("PUT", "statements", good(id=str(uuid4())), statementId=uuid).status_code == 400
    assert caller.ask("POST", "statements", [good(id=uuid), good(id=uuid)]).status_code == 400
    assert caller.ask("PUT", "statements", good()).status_code == 400
    assert Statement.objects.count() == 1


def test_a_voided_statement_is_found_only_as_what_it_is(caller: Caller) -> None:
    [uuid] = caller.post(good())
    [voiding] = caller.post(good(verb=VOIDED, object={"objectType": "StatementRef", "id": uuid}))
    assert caller.ask("GET", "statements", statementId=uuid).status_code == 404
    assert caller.ask("GET", "statements", voidedStatementId=uuid).status_code == 200
    assert [one["id"] for one in caller.find()] == [voiding]
    again = good(verb=VOIDED, object={"objectType": "StatementRef", "id": voiding})
    assert caller.ask("POST", "statements", again).status_code == 400
    assert caller.ask("GET", "statements", statementId=uuid, voidedStatementId=uuid).status_code == 400


def test_what_points_to_a_statement_is_found_with_it_whichever_came_first(caller: Caller) -> None:
    uuid, bob = str(uuid4()), {"mbox": "mailto:bob@example.org"}
    [early] = caller.post(good(actor=bob, object={"objectType": "StatementRef", "id": uuid}))
    caller.post(good(id=uuid, object={"id": "http://example.org/exam"}))
    [late] = caller.post(good(actor=bob, object={"objectType": "StatementRef", "id": early}))
    found = [one["id"] for one in caller.find(activity="http://example.org/exam")]
    assert found == [late, uuid, early]


def test_each_filter_finds_what_it_names(caller: Caller) -> None:
    registration = str(uuid4())
    teacher = {"objectType": "Agent", "mbox": "mailto:teach@example.org"}
    context = {
        "registration": registration,
        "instructor": teacher,
        "contextActivities": {"parent": {"id": "http://example.org/course"}},
    }
    [plain] = caller.post(good())
    [rich] = caller.post(good(context=context, verb={"id": "http://example.org/passed"}))
    ann = json.dumps(good()["actor"])
    assert [one["id"] for one in caller.find(agent=ann)] == [rich, plain]
    assert [one["id"] for one in caller.find(agent=ann, ascending="true")] == [plain, rich]
    assert [one["id"] for one in caller.find(verb="http://example.org/passed")] == [rich]
    assert [one["id"] for one in caller.find(registration=registration.upper())] == [rich]
    assert caller.find(agent=json.dumps(teacher)) == []
    assert [one["id"] for one in caller.find(agent=json.dumps(teacher), related_agents="true")] == [rich]
    assert caller.find(activity="http://example.org/course") == []
    assert [one["id"] for one in caller.find(activity="http://example.org/course", related_activities="true")] == [rich]
    stored = caller.find(registration=registration)[0]["stored"]
    assert [one["id"] for one in caller.find(until=stored)] == [rich, plain]
    assert caller.find(since=stored) == []
    [said] = caller.find(registration=registration, format="ids")
    assert said["verb"] == {"id": "http://example.org/passed"}
    assert isinstance(said["context"]["contextActivities"]["parent"], list)


def test_a_long_answer_comes_in_pages_and_each_statement_once(caller: Caller) -> None:
    ids = [caller.post(good())[0] for _ in range(5)]
    page = json.loads(caller.ask("GET", "statements", limit="2", ascending="true").content)
    found = page["statements"]
    while page["more"]:
        page = json.loads(caller.ask("GET", page["more"].removeprefix("/xapi/")).content)
        found += page["statements"]
    assert [one["id"] for one in found] == ids
    assert caller.ask("GET", "more/nonsense").status_code == 404


NONSENSE = (
    *({"Agent": "{}"}, {"unknown": "1"}, {"agent": "ann"}, {"agent": '{"name": "Ann"}'}, {"verb": "passed"}),
    *({"activity": "exam"}, {"registration": "1"}, {"limit": "-1"}, {"since": "yesterday"}, {"statementId": "1"}),
    *({"related_agents": "yes"}, {"format": "pretty"}),
)


def test_a_question_that_makes_no_sense_is_refused(caller: Caller) -> None:
    assert [query for query in NONSENSE if caller.ask("GET", "statements", **query).status_code != 400] == []


def test_canonical_gives_one_language_and_the_definition_as_all_statements_tell_it(caller: Caller) -> None:
    at = {"id": "http://example.org/exam", "definition": {"name": {"en-US": "Exam", "de": "Prüfung"}}}
    caller.post(good(object=at))
    caller.post(good(object=at | {"definition": {"name": {"es": "Examen"}}}))
    answer = caller.ask("GET", "statements", format="canonical", headers={"Accept-Language": "es;q=0.9, de"})
    for one in json.loads(answer.content)["statements"]:
        assert one["object"]["definition"]["name"] == {"de": "Prüfung"}
    known = json.loads(caller.ask("GET", "activities", activityId="http://example.org/exam").content)
    assert known["definition"]["name"] == {"en-US": "Exam", "de": "Prüfung", "es": "Examen"}
    unknown = json.loads(caller.ask("GET", "activities", activityId="http://example.org/none").content)
    assert unknown == {"objectType": "Activity", "id": "http://example.org/none"}


def test_an_agents_names_come_together_as_a_person(caller: Caller) -> None:
    for name in ("Ann", "Ann B."):
        caller.post(good(actor=good()["actor"] | {"name": name}))
    person = json.loads(caller.ask("GET", "agents", agent=json.dumps(good()["actor"])).content)
    assert person["objectType"] == "Person"
    assert sorted(person["name"]) == ["Ann", "Ann B."]
    assert person["mbox"] == ["mailto:ann@example.org"]


# ── files ────────────────────────────────────────────────────────────────────


def with_file(
    content: bytes, *, digest: str = "", kind: str = "application/pdf", usage: str = "http://example.org/u"
) -> tuple[bytes, dict[str, str]]:
    sha2 = sha256(content).hexdigest()
    told = {
        "usageType": usage,
        "display": {"en": "Slides"},
        "contentType": kind,
        "length": len(content),
        "sha2": sha2,
    }
    statement = json.dumps(good(attachments=[told])).encode()
    file = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {digest or sha2}"
    body = b"--B\r\nContent-Type: application/json\r\n\r\n" + statement + b"\r\n--B\r\n" + file.encode()
    return body + b"\r\n\r\n" + content + b"\r\n--B--\r\n", {"Content-Type": "multipart/mixed; boundary=B"}


def test_a_file_comes_back_byte_for_byte(caller: Caller) -> None:
    content = b"%PDF\r\n\x00\xff\n\r line"
    body, headers = with_file(content)
    answer = caller.ask("POST", "statements", body, headers=headers)
    assert answer.status_code == 200, answer.content
    back = caller.ask("GET", "statements", attachments="true")
    assert back["Content-Type"].startswith("multipart/mixed")
    assert content in back.content
    assert b"%PDF" not in caller.ask("GET", "statements", attachments="false").content


def test_a_file_that_is_not_what_it_says_is_refused(caller: Caller) -> None:
    body, headers = with_file(b"abc", digest="0" * 64)
    assert caller.ask("POST", "statements", body, headers=headers).status_code == 400
    assert caller.ask("POST", "statements", b"no parts", headers=headers).status_code == 400
    assert caller.ask("POST", "statements", good(), headers={"Content-Type": "text/plain"}).status_code == 400
    assert Statement.objects.count() == 0


def signed(payload: object, *, algorithm: str = "RS256") -> tuple[bytes, dict[str, str]]:
    parts = [json.dumps({"alg": algorithm}).encode(), json.dumps(payload).encode(), b"signature"]
    content = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    return with_file(content, kind="application/octet-stream", usage=SIGNATURE)


def test_a_signature_says_what_the_statement_says(caller: Caller) -> None:
    for payload, algorithm, status in (
        (good(), "RS256", 200),
        (good(verb={"id": "http://example.org/left"}), "RS256", 400),
        (good(), "HS256", 400),
        ({"actor": "Ann"}, "RS256", 400),
        ([], "RS256", 400),
    ):
        body, headers = signed(payload, algorithm=algorithm)
        assert caller.ask("POST", "statements", body, headers=headers).status_code == status
    body, headers = with_file(b"no signature", kind="application/octet-stream", usage=SIGNATURE)
    assert caller.ask("POST", "statements", body, headers=headers).status_code == 400


# ── who, and in which way ────────────────────────────────────────────────────


def test_a_caller_needs_a_version_and_a_key_that_still_holds(caller: Caller, county: County) -> None:
    assert Client().get("/xapi/about").status_code == 200
    assert "1.0.3" in json.loads(Client().get("/xapi/about").content)["version"]
    nobody = deepcopy(caller)
    nobody.headers.pop("Authorization")
    assert nobody.ask("GET", "statements").status_code == 401
    assert Caller("nobody", "x").ask("GET", "statements")["WWW-Authenticate"].startswith("Basic")
    for version in ("", "0.95", "1.1.0", "2.0.0"):
        assert caller.ask("GET", "statements", headers={"X-Experience-API-Version": version}).status_code == 400
    assert caller.ask("GET", "statements", headers={"X-Experience-API-Version": "1.0"}).status_code == 200
    assert caller.ask("PATCH", "statements").status_code == 405
    assert caller.ask("POST", "statements", b"{not json").status_code == 400
    assert caller.ask("POST", "statements", b'{"a": NaN}').status_code == 400
    for odd in ("\x00", "\ud800"):
        said = good(verb={"id": "http://x.org/v", "display": {"en": odd}})
        assert caller.ask("POST", "statements", said).status_code == 400
    assert caller.ask("GET", "statements", activity="http://x.org/\x00").status_code == 400


def test_one_coalition_never_reads_anothers_statements(caller: Caller, county: County) -> None:
    [uuid] = caller.post(good())
    county.coalition.pk, county.coalition.name = None, "Elsewhere"
    county.coalition.save()
    county.visiting.organization.coalition = county.coalition
    county.visiting.organization.save()
    other = keeper(county)
    assert other.find() == []
    assert other.ask("GET", "statements", statementId=uuid).status_code == 404


def test_a_request_may_be_written_as_a_form(caller: Caller) -> None:
    uuid = str(uuid4())
    form = urlencode({"statementId": uuid, "content": json.dumps(good()), **caller.headers}).encode()
    as_form = {"content_type": "application/x-www-form-urlencoded"}
    assert Client().generic("POST", "/xapi/statements?method=PUT", form, **as_form).status_code == 204
    assert Client().generic("POST", "/xapi/statements?method=PUT&statementId=1", form, **as_form).status_code == 400
    asked = urlencode({"statementId": uuid, **caller.headers}).encode()
    found = Client().generic("POST", "/xapi/statements?method=GET", asked, **as_form)
    assert json.loads(found.content)["id"] == uuid
