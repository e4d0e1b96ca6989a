"""A trainer brings a course in and offers it; a learner takes it in its closed frame, and her record says so."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.models import Certificate, Enrollment, Launch, Package, PackageFile, PartRecord, Requirement
from kinbridge.learning.packages.actions.shelf import bring, offer
from kinbridge.learning.packages.rules.cmi5 import CMI5, MOVES_ON, SESSION, VERB
from kinbridge.learning.packages.tests.packing import cmi5_package, scorm_package
from kinbridge.learning.reading.compliance import agencies
from kinbridge.xapi.models import Statement

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
HALF = Decimal("0.5")
VERSION = {"X-Experience-API-Version": "1.0.3"}


def brought(file: Any, trainer: Viewer, *, stands_for: str = "", hours: Decimal | None = HALF) -> Package:
    package = bring(file=file, maker="Maker", summary="", stands_for=stands_for, hours=hours, by=trainer, at=now())
    offer(package=package, by=trainer, at=now())
    return package


def opened(client: Client, package: Package) -> tuple[str, str]:
    """The page with the frame, and the address that its frame loads."""
    page = client.post(f"/learn/packages/{package.key}/1/", follow=True)
    assert page.status_code == 200
    frame = re.search(r'<iframe[^>]* src="([^"]+)"', page.content.decode())
    assert frame is not None
    return page.content.decode(), frame[1].replace("&amp;", "&")


def folder(address: str) -> str:
    return address.partition("files/")[0]


def commit(address: str, **told: object) -> int:
    sent = {
        "completionStatus": "completed",
        "successStatus": "passed",
        "totalTimeSeconds": 90,
        "runtimeData": {"cmi": {"core": {"lesson_location": "line 7"}, "suspend_data": "seen=7"}},
        "score": {"raw": 90},
    }
    course = Client(headers={"Origin": "null"})
    return course.post(f"{folder(address)}commit", json.dumps(sent | told), content_type="text/plain").status_code


def test_a_trainer_brings_a_course_in_tries_it_and_offers_it(county: County, trainer: Viewer) -> None:
    client, learner = browser(trainer), browser(county.worker)
    film = Random(1).randbytes(3_000_000)  # so large that it waits on the disk, not in memory
    file = scorm_package(**{"film.mp4": film})
    file.name = "course.zip"
    sent = {"file": file, "maker": "State academy", "hours": "0.5", "stands_for": "first-on-scene"}
    answer = client.post("/learn/packages/", sent)
    address = answer["Location"]
    assert address == "/learn/packages/package-safe-storage/"
    page = client.get(address).content.decode()
    assert "State academy" in page
    assert "3 files" in page
    assert "Our own course covers the same ground and works without" in page
    assert learner.get(address).status_code == 404, "not before it is offered"
    client.post(f"{address}offering/")
    assert learner.get(address).status_code == 200
    assert "Safe storage" in learner.get("/learn/?words=storage").content.decode()
    assert learner.post(f"{address}offering/").status_code == 403
    file.seek(0)
    again = client.post("/learn/packages/", {"file": file, "maker": "x"})
    assert again.status_code == 400
    assert "is here already" in again.content.decode()
    client.post(f"{address}offering/")
    assert learner.get(address).status_code == 404
    acts = set(Line.objects.filter(act__startswith="learning.package").values_list("act", flat=True))
    assert acts == {"learning.package_brought", "learning.package_offered", "learning.package_withdrawn"}


def test_a_bad_package_leaves_nothing_behind_and_only_those_who_keep_the_shelf_bring_any(
    county: County, trainer: Viewer
) -> None:
    file = scorm_package(**{"run.php": "<?php"})
    file.name = "course.zip"
    answer = browser(trainer).post("/learn/packages/", {"file": file, "maker": "x"})
    assert answer.status_code == 400
    assert "run.php" in answer.content.decode()
    assert not Package.objects.exists()
    assert not PackageFile.objects.exists()
    assert browser(county.worker).get("/learn/packages/").status_code == 403


def test_the_frame_is_closed_and_its_files_open_with_its_own_key_only(county: County, trainer: Viewer) -> None:
    client = browser(county.worker)
    page, address = opened(client, brought(scorm_package(), trainer))
    assert 'sandbox="allow-scripts allow-forms"' in page
    assert "This course by another maker needs JavaScript" in page
    file = Client().get(address)  # without any cookie
    policy = file["Content-Security-Policy"]
    assert "sandbox allow-scripts allow-forms;" in policy
    assert "allow-same-origin" not in policy
    own = f"http://testserver{folder(address)}"
    assert f"connect-src {own}; frame-src {own}" in policy
    assert file["Access-Control-Allow-Origin"] == "null"
    assert "X-Frame-Options" not in file
    assert "Set-Cookie" not in str(file.headers)
    content = file.content.decode()
    assert content.index("scorm12.min.js") < content.index("<title>")
    assert Client().get(folder(address) + "files/other.html").status_code == 404
    assert Client().get(folder(address) + "files/../../../settings.py").status_code == 404
    key = re.search(r"run/([^/]+)/", address)
    assert key is not None
    forged = key[1].replace(key[1].split(".")[0] + ".", "999.", 1)
    assert Client().get(address.replace(key[1], forged)).status_code == 404
    Launch.objects.update(expires_at=now())
    assert Client().get(address).status_code == 404
    assert commit(address) == 404


def test_a_player_may_ask_for_a_part_of_a_film(county: County, trainer: Viewer) -> None:
    package = brought(scorm_package(**{"film.mp4": bytes(range(100))}), trainer)
    _, address = opened(browser(county.worker), package)
    film = Client().get(f"{folder(address)}files/film.mp4", headers={"Range": "bytes=10-19"})
    assert (film.status_code, film.content, film["Content-Range"]) == (206, bytes(range(10, 20)), "bytes 10-19/100")
    assert Client().get(f"{folder(address)}files/film.mp4", headers={"Range": "bytes=x"}).status_code == 200


def test_a_scorm_course_goes_on_where_it_was_left_and_its_end_is_on_the_record(county: County, trainer: Viewer) -> None:
    client = browser(county.worker)
    package = brought(scorm_package(), trainer)
    _, address = opened(client, package)
    assert commit(address, completionStatus="incomplete", successStatus="unknown", score={}) == 200
    _, second = opened(client, package)
    content = Client().get(second).content.decode()
    assert "line 7" in content
    assert "seen=7" in content
    assert "Dana" not in content, "the course is told no name"
    assert commit(address) == 400, "the visit before is over"
    assert commit(second, score={"raw": 70}) == 200, "below what the manifest asks"
    assert "Not passed yet" in client.get(f"/learn/packages/{package.key}/").content.decode()
    assert commit(second) == 200
    shown = client.get(f"/learn/packages/{package.key}/").content.decode()
    assert "You finished this course" in shown
    assert "Score: 90 percent" in shown
    assert client.get(f"/learn/courses/{package.key}/certificate/")["Content-Type"] == "application/pdf"
    verbs = [one.body["verb"]["id"].rpartition("/")[2] for one in Statement.objects.order_by("pk")]
    assert verbs == ["completed", "failed", "passed", "completed"]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"completionStatus": 3}', b"[" * 9_000, b"x" * 500_000, b"\xff\xfe"],
)
def test_what_is_no_commit_is_refused(body: bytes, county: County, trainer: Viewer) -> None:
    _, address = opened(browser(county.worker), brought(scorm_package(), trainer))
    answer = Client().post(f"{folder(address)}commit", body, content_type="text/plain")
    assert answer.status_code == 400
    assert "was not kept" in answer.json()["errorMessage"]
    hollow = '{"cmi": {"core": 3}, "suspend_data": "\\u0000"}'
    assert commit(address, runtimeData=json.loads(hollow)) == 400
    assert PartRecord.objects.get().kept == {}


@pytest.mark.parametrize(("stands_for", "asked"), [("first-on-scene", "first-on-scene"), ("", "package-safe-storage")])
def test_whoever_finishes_it_has_met_what_was_asked(
    stands_for: str, asked: str, county: County, trainer: Viewer
) -> None:
    package = brought(scorm_package(), trainer, stands_for=stands_for, hours=None)
    since = localdate() - timedelta(days=400)
    Requirement.objects.create(
        coalition=county.coalition, role=Role.CASEWORKER, course=asked, within_days=30, since=since
    )
    client = browser(county.worker)
    assert "Overdue" in client.get("/learn/").content.decode()
    _, address = opened(client, package)
    commit(address)
    page = client.get("/learn/").content.decode()
    assert "Overdue" not in page
    assert not Certificate.objects.exists(), "the trainer wanted none"
    assert all(agency.whole.percent in (None, 100) for agency in agencies(by=trainer, on=localdate()))


# ── cmi5 ─────────────────────────────────────────────────────────────────────


class Course:
    """A cmi5 course in its frame: it knows what stands in its address, and nothing more."""

    def __init__(self, address: str) -> None:
        self.told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.client = Client(headers={"Origin": "null"})
        self.token = self.fetch()["auth-token"]

    def fetch(self) -> Json:
        return self.client.post(self.told["fetch"]).json()  # type: ignore[no-any-return]

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Basic {self.token}", **VERSION}

    def place(self, **more: str) -> dict[str, str]:
        return {name: self.told[name] for name in ("activityId", "registration")} | {"agent": self.told["actor"]} | more

    def launch_data(self) -> Json:
        at = f"{self.told['endpoint']}activities/state"
        found = self.client.get(at, self.place(stateId="LMS.LaunchData"), headers=self.headers())
        assert found.status_code == 200, found.content
        return found.json()  # type: ignore[no-any-return]

    def says(self, verb: str, *, result: Json | None = None, **more: Any) -> Any:
        template = self.launch_data()["contextTemplate"]
        categories = [{"id": CMI5}, *([{"id": MOVES_ON}] if verb in ("completed", "passed", "failed") else [])]
        statement = {
            "id": str(uuid4()),
            "timestamp": now().isoformat(),
            "actor": json.loads(self.told["actor"]),
            "verb": {"id": VERB + verb},
            "object": {"id": self.told["activityId"]},
            "context": template
            | {
                "registration": self.told["registration"],
                "contextActivities": template["contextActivities"] | {"category": categories},
            },
        } | more
        if result:
            statement["result"] = result
        at = f"{self.told['endpoint']}statements"
        return self.client.post(at, statement, content_type="application/json", headers=self.headers())


TOOK = {"duration": "PT5M"}
PASSED = {"success": True, "score": {"scaled": 0.9}, **TOOK}


def test_a_cmi5_course_speaks_for_its_learner_and_ends_on_the_record(county: County, trainer: Viewer) -> None:
    client = browser(county.worker)
    package = brought(cmi5_package(), trainer)
    _, address = opened(client, package)
    course = Course(address)
    assert course.fetch()["error-code"] == "1", "the token is handed out once"
    assert b64decode(course.token).startswith(b"launch:")
    data = course.launch_data()
    assert (data["moveOn"], data["masteryScore"], data["launchMode"]) == ("CompletedAndPassed", 0.8, "Normal")
    assert data["contextTemplate"]["extensions"][SESSION] == str(Launch.objects.get().session)
    for verb, result in (
        ("initialized", None),
        ("completed", {"completion": True, **TOOK}),
        ("passed", PASSED),
        ("terminated", TOOK),
    ):
        assert course.says(verb, result=result).status_code == 200, verb
    assert course.says("completed", result={"completion": True, **TOOK}).status_code == 403
    assert "You finished this course" in client.get(f"/learn/packages/{package.key}/").content.decode()
    verbs = [one.body["verb"]["id"].rpartition("/")[2] for one in Statement.objects.order_by("pk")]
    assert verbs == ["launched", "initialized", "completed", "passed", "satisfied", "terminated"]
    assert Certificate.objects.get().enrollment.user_id == county.worker.user_id


def test_a_visit_that_never_ended_is_abandoned_when_the_next_begins(county: County, trainer: Viewer) -> None:
    client, package = browser(county.worker), brought(cmi5_package(), trainer)
    first = Course(opened(client, package)[1])
    first.says("initialized")
    opened(client, package)
    assert Statement.objects.filter(body__verb__id__endswith="/abandoned").count() == 1
    late = first.says("terminated", result=TOOK)
    assert late.status_code == 403
    assert b"over" in late.content


def test_a_running_course_reaches_its_own_learner_and_nothing_beside(county: County, trainer: Viewer) -> None:
    course = Course(opened(browser(county.worker), brought(cmi5_package(), trainer))[1])
    other = {"account": {"homePage": "https://elsewhere.example", "name": "learner-1"}}
    at, head = course.told["endpoint"], course.headers()
    ask = course.client.get
    assert ask(f"{at}statements", headers=head).status_code == 403
    assert ask(f"{at}statements", {"registration": str(uuid4())}, headers=head).status_code == 403
    own = ask(f"{at}statements", {"registration": course.told["registration"]}, headers=head)
    assert len(own.json()["statements"]) == 1
    state = f"{at}activities/state"
    assert ask(state, course.place(agent=json.dumps(other)), headers=head).status_code == 403
    assert ask(state, course.place(agent="{"), headers=head).status_code == 403
    assert ask(state, course.place(), headers=VERSION).status_code == 401
    wrong = head | {"Authorization": "Basic bGF1bmNoOngK"}
    assert ask(state, course.place(), headers=wrong).status_code == 401
    assert ask(f"{at}agents/profile", {"agent": json.dumps(other)}, headers=head).status_code == 403
    address = f"{state}?{'&'.join(f'{name}={value}' for name, value in course.place(stateId='LMS.LaunchData').items())}"
    assert course.client.put(address, b"{}", headers=head).status_code == 403, "the launch data is ours"
    before = course.client.options(f"{at}statements", headers={"Origin": "null"})
    assert (before.status_code, before["Access-Control-Allow-Origin"]) == (204, "null")
    assert "Authorization" in before["Access-Control-Allow-Headers"]
    assert Client(headers=head).get("/xapi/statements").status_code == 401, "the token opens the store nowhere else"
    assert Enrollment.objects.filter(finished_at__isnull=False).count() == 0
