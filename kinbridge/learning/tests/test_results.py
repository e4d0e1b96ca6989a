"""Who looks after training sees what changed and who is up to date: groups of five; names in one's own unit only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role, User
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions.courses import begin, state_confidence
from kinbridge.learning.actions.duties import observe, require_usual
from kinbridge.learning.models import Certificate, Observation
from kinbridge.learning.rules.courses import courses
from kinbridge.learning.tests.test_courses import take

pytestmark = pytest.mark.django_db
NAMES = ("Abe One", "Bea Two", "Cal Three", "Dot Four", "Eve Five", "Fay Six")


def answers(viewer: Viewer, before: int, after: int | None) -> None:
    enrollment = begin(course=courses()["opioid-101"], by=viewer, at=now() - timedelta(days=9))
    assert enrollment is not None
    at = now() - timedelta(days=8)
    state_confidence(enrollment=enrollment, moment="before", sure={"moud": before}, by=viewer, at=at)
    if after is not None:
        state_confidence(enrollment=enrollment, moment="after", sure={"moud": after}, by=viewer, at=at)


def test_six_workers_answers_become_one_row_and_five_minus_one_become_none(county: County) -> None:
    trainer = browser(works("Tess Lowell", county.visiting, Role.TRAINER))
    people = [works(name, county.welfare, Role.CASEWORKER) for name in NAMES]
    for person, pair in zip(people[:4], [(2, 4), (3, 4), (2, 3), (4, 4)], strict=True):
        answers(person, *pair)
    page = trainer.get("/learn/results/", {"course": "opioid-101"}).content.decode()
    assert "Fewer than five people have begun" in page
    answers(people[4], 3, 4)
    answers(people[5], 2, None)
    page = trainer.get("/learn/results/", {"course": "opioid-101"}).content.decode()
    assert "2.8" in page
    assert "3.8" in page
    assert "1.00 (0.12 to 1.88)" in page
    assert "Fewer than five people answered both times" in page, "the skills that they skipped"
    assert [name for name in NAMES if name in page] == []


def test_an_agency_of_five_is_shown_and_a_unit_of_four_is_not(county: County) -> None:
    require_usual(coalition=county.coalition, since=date(2020, 1, 1))
    for name in NAMES:
        works(name, county.welfare, Role.CASEWORKER)
    for name in ("Gus One", "Hal Two"):
        works(name, county.visiting, Role.HOME_VISITOR)
    page = browser(works("Tess Lowell", county.clinic, Role.TRAINER)).get("/learn/compliance/").content.decode()
    shown, _, too_few = page.partition("Too few to show")
    assert "<td>0 of 7</td><td>0</td>" in shown, "six and the worker of the county, all of them late"
    assert "Warm Start Home Visiting" not in shown
    assert "Warm Start Home Visiting" in too_few
    assert [name for name in NAMES if name in page] == []


def test_a_supervisor_writes_down_what_she_saw_and_the_worker_answers(county: County) -> None:
    require_usual(coalition=county.coalition, since=date(2020, 1, 1))
    supervisor = browser(works("Sue Perry", county.welfare, Role.SUPERVISOR))
    page = supervisor.get("/learn/unit/").content.decode()
    assert "Dana Cole" in page
    assert "Nia Brooks" not in page, "another agency's nurse"
    at = f"/learn/unit/{county.worker.user_id}/"
    given = {"step": "3", "seen_on": localdate().isoformat(), "note": "Asked permission first."}
    assert supervisor.post(f"{at}?competency=ask", given | {"seen_on": "2999-01-01"}).status_code == 400
    assert supervisor.post(f"{at}?competency=ask", given).status_code == 302
    assert supervisor.get(f"/learn/unit/{county.nurse.user_id}/").status_code == 404
    seen = f"/learn/seen/{Observation.objects.get().pk}/"
    worker = browser(county.worker)
    assert "Asked permission first." in worker.get("/learn/").content.decode()
    assert browser(county.nurse).post(seen, {"answer": "Mine"}).status_code == supervisor.get(seen).status_code == 404
    assert worker.post(seen, {"answer": ""}).status_code == 400
    assert worker.post(seen, {"answer": "It was her idea to call together."}).status_code == 302
    assert "It was her idea to call together." in supervisor.get(at).content.decode()


def test_skill_is_counted_once_for_each_person_and_only_from_five(county: County) -> None:
    supervisor = works("Sue Perry", county.welfare, Role.SUPERVISOR)
    people = [works(name, county.welfare, Role.CASEWORKER) for name in NAMES[:5]]
    for person in people:
        user = User.objects.get(pk=person.user_id)
        for days, step in ((30, 1), (0, 4)):
            seen_on = localdate() - timedelta(days=days)
            observe(person=user, competency="moud", step=step, seen_on=seen_on, note="", by=supervisor, at=now())
            observe(person=user, competency="bias", step=2, seen_on=seen_on, note="", by=supervisor, at=now())
        take(browser(person), courses()["opioid-101"])
    page = browser(supervisor).get("/learn/results/", {"course": "opioid-101"}).content.decode()
    assert "17 to 67 percent of the way up the rubric (5 people" in page
    assert Certificate.objects.count() == 5


@pytest.mark.parametrize("page", ["results", "compliance", "unit", "requirements"])
def test_a_caseworker_is_told_whose_page_it_is(county: County, page: str) -> None:
    answer = browser(county.worker).get(f"/learn/{page}/")
    assert answer.status_code == 403
    assert "for" in answer.content.decode()


def test_a_trainer_sets_what_a_role_takes(county: County) -> None:
    trainer = browser(works("Tess Lowell", county.visiting, Role.TRAINER))
    asked = {"role": "gal", "course": "trauma", "within_days": "90", "since": "2026-01-01", "source": "Court order 4"}
    assert trainer.post("/learn/requirements/", asked | {"within_days": "0"}).status_code == 400
    assert trainer.post("/learn/requirements/", asked).status_code == 302
    assert "Court order 4" in trainer.get("/learn/requirements/").content.decode()
