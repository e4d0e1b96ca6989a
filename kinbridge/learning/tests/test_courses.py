"""A learner takes a course: begins, says how sure she is, practices, answers, finishes, and can prove it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.models import Certificate, Confidence, Enrollment, Rehearsal, Requirement
from kinbridge.learning.rules.courses import Course, Module, courses
from kinbridge.xapi.models import Statement

pytestmark = pytest.mark.django_db


def right_answers(module: Module) -> dict[str, int]:
    return {f"q{number}": question.right for number, question in enumerate(module.questions, 1)}


def walk_to_the_end(client: Client, address: str) -> None:
    """Always the first thing that is offered."""
    said = ""
    while True:
        answer = client.post(f"{address}?said={said}", {"say": "1"})
        if answer.status_code != 302:
            return
        said = answer["Location"].partition("said=")[2].partition("#")[0]


def take(client: Client, course: Course) -> None:
    at = f"/learn/courses/{course.key}/"
    client.post(at)
    for module in course.modules:
        if module.practice:
            walk_to_the_end(client, f"{at}{module.key}/practice/")
        assert client.post(f"{at}{module.key}/", right_answers(module)).status_code == 302


def test_a_course_from_its_first_page_to_a_certificate_that_anyone_can_check(county: County) -> None:
    client, course = browser(county.worker), courses()["talking"]
    assert "Begin the course" in client.get("/learn/courses/talking/").content.decode()
    client.post("/learn/courses/talking/")
    before = client.post("/learn/courses/talking/sure/before/", {"ask": "2", "engage": "3"})
    assert before.status_code == 302
    take(client, course)
    page = client.get("/learn/courses/talking/").content.decode()
    assert "You finished this course" in page
    certificate = Certificate.objects.get()
    paper = client.get("/learn/courses/talking/certificate/")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    anyone = Client().get("/learn/certificates/", {"code": certificate.code.lower().replace("-", "")})
    assert "This certificate is real" in anyone.content.decode()
    assert "Dana Cole" in anyone.content.decode()
    assert "No certificate has this code" in Client().get("/learn/certificates/?code=AAAA").content.decode()
    acts = Line.objects.filter(act__startswith="learning.").values_list("act", flat=True)
    told = {"learning.began", "learning.confidence", "learning.quiz", "learning.rehearsed", "learning.completed"}
    assert told <= set(acts)


def test_confidence_is_asked_at_four_moments_and_three_months_later_not_sooner(county: County) -> None:
    client, course = browser(county.worker), courses()["opioid-101"]
    at = "/learn/courses/opioid-101"
    client.post(f"{at}/")
    assert client.get(f"{at}/sure/after/").status_code == 404, "not before the course is done"
    client.post(f"{at}/sure/before/", {"moud": "2"})
    take(client, course)
    client.post(f"{at}/sure/after/", {"moud": "4"})
    assert "Before the course, how sure were you" in client.get(f"{at}/sure/looking_back/").content.decode()
    client.post(f"{at}/sure/looking_back/", {"moud": "1"})
    assert client.get(f"{at}/sure/three_months/").status_code == 404
    Enrollment.objects.update(finished_at=now() - timedelta(days=91))
    assert "Three months on" in client.get("/learn/").content.decode()
    client.post(f"{at}/sure/three_months/", {"moud": "4", "bias": ""})
    assert list(Confidence.objects.order_by("at").values_list("moment", "sure")) == [
        ("before", 2),
        ("after", 4),
        ("looking_back", 1),
        ("three_months", 4),
    ]


def test_a_wrong_answer_is_explained_and_tries_are_not_counted_against_anyone(county: County) -> None:
    client, module = browser(county.worker), courses()["opioid-101"].modules[0]
    client.post("/learn/courses/opioid-101/")
    at = f"/learn/courses/opioid-101/{module.key}/"
    wrong = right_answers(module) | {"q1": 1, "q2": 4}
    client.post(at, wrong)
    page = client.get(at).content.decode()
    assert "1 of 3 right" in page
    assert "Not quite" in page
    assert "The body has adapted" in page
    client.post(at, right_answers(module))
    assert "3 of 3 right: passed" in client.get(at).content.decode()
    assert client.post(at, {"q1": "9"}).status_code == 400


def test_201_opens_after_101_or_after_the_short_test(county: County) -> None:
    client, course = browser(county.worker), courses()["opioid-201"]
    at = "/learn/courses/opioid-201/"
    assert client.post(at)["Location"] == f"{at}placement/"
    answers = {f"q{number}": question.right for number, question in enumerate(course.placement, 1)}
    page = client.post(f"{at}placement/", answers | {"q1": 1, "q2": 1}).content.decode()
    assert "3 of 5 right" in page
    assert client.post(at)["Location"] == f"{at}placement/"
    assert "open to you" in client.post(f"{at}placement/", answers | {"q1": 1}).content.decode()
    assert client.post(at)["Location"] == at
    other = browser(works("Una Reed", county.visiting, Role.HOME_VISITOR))
    take(other, courses()["opioid-101"])
    assert other.post(at)["Location"] == at


def test_a_conversation_is_kept_only_when_it_was_walked_to_its_end(county: County) -> None:
    client = browser(county.worker)
    client.post("/learn/courses/talking/")
    at = "/learn/courses/talking/first-words/practice/"
    client.post(at, {"say": "2"})
    assert Rehearsal.objects.count() == 0
    page = client.get(f"{at}?said=2-1-2-1-1").content.decode()
    assert "How it ended" in page
    assert "10 of 10 points" in page
    for nonsense in ("9", "x", "1-1-1-1-1-1-1-1-1-1-1-1-1", "-"):
        assert client.get(f"{at}?said={nonsense}").status_code == 404
    walk_to_the_end(client, at)
    assert Rehearsal.objects.count() == 1


def test_a_learner_who_is_surer_than_what_she_showed_is_told_so_and_nobody_else(county: County) -> None:
    client = browser(county.worker)
    take(client, courses()["talking"])
    at = "/learn/courses/talking/"
    client.post(f"{at}first-words/practice/?said=1", {"say": "3"})  # the way on which the door closes
    assert "went less well" not in client.get(at).content.decode()
    client.post(f"{at}sure/after/", {"ask": "5"})
    assert "went less well" in client.get(at).content.decode()


def test_what_a_role_must_take_stands_first_with_its_day(county: County) -> None:
    Requirement.objects.create(
        coalition=county.coalition, role=Role.CASEWORKER, course="opioid-101", within_days=30, since=localdate()
    )
    client = browser(county.worker)
    assert "To do" in client.get("/learn/").content.decode()
    take(client, courses()["opioid-101"])
    page = client.get("/learn/").content.decode()
    assert "To do" not in page
    assert "1 certificate, 0.5 contact hours" in page


def test_nobody_opens_a_module_they_have_not_begun_and_a_parent_opens_none(county: County) -> None:
    stranger = browser(works("Una Reed", county.visiting, Role.HOME_VISITOR))
    for address in ("what-opioids-do/", "sure/before/", "certificate/"):
        assert stranger.get(f"/learn/courses/opioid-101/{address}").status_code == 404
    assert stranger.get("/learn/courses/no-such-course/").status_code == 404
    assert browser(county.mother).get("/learn/courses/opioid-101/").status_code == 403


def test_what_a_learner_does_is_a_statement_in_the_record_store_without_a_name(county: County) -> None:
    take(browser(county.worker), courses()["opioid-101"])
    said = [one.body for one in Statement.objects.order_by("stored", "pk")]
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in said]
    assert verbs == ["initialized", "passed", "passed", "scored", "passed", "completed"]
    assert said[1]["result"]["score"] == {"scaled": 1.0, "raw": 3, "min": 0, "max": 3}
    assert len({one["context"]["registration"] for one in said}) == 1
    assert "Dana" not in str(said)
