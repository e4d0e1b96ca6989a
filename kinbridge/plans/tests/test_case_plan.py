"""A family case plan: the parent's words first, tasks, who says how things stand, and the steps on the way home."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.accounts.models import User
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import NOON, County, made, signed
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Custody, Involvement
from kinbridge.plans import actions, reading, reviews
from kinbridge.plans.models import Plan, Task, Version
from kinbridge.plans.pathway.actions import NextStep, Said, say, take_step
from kinbridge.plans.pathway.reading import Pathway, open_pathway
from kinbridge.plans.pdf import as_pdf
from kinbridge.plans.reviews_due import to_review
from kinbridge.plans.rules import PlanKind

pytestmark = pytest.mark.django_db
BODY = {
    "goals": {"goals": "Leo home before school starts.", "strengths": "My sister is there."},
    "safety": {"why": "Leo was alone at night.", "different": "Somebody awake is with him."},
    "children": {"staying": "With his aunt", "needs": "School"},
    "family_time": {"rhythm": "Saturdays"},
    "treatment": {"own_plan": "Mornings at the clinic"},
    "after": {"backup": "My sister"},
}
TASKS = (
    actions.Job("treatment", "Ask for an earlier dose", "Ana Rivera"),
    actions.Job("household", "Bring pay slips", "Ana Rivera", date(2026, 11, 25)),
)


@pytest.fixture
def county() -> County:
    found = made()
    Involvement.objects.filter(program=found.methadone).update(person=found.ana)
    found.leo.relation, found.leo.birth_date = "child", date(2020, 2, 2)
    found.leo.save()
    own = {"family": found.family, "coalition": found.coalition, "child": found.leo}
    Custody.objects.create(power="education", holder=found.ana, since=date(2020, 1, 1), **own)
    return found


@pytest.fixture
def plan(county) -> Plan:
    found = actions.start(
        family=county.family, parent=county.ana, pregnancy=None, by=county.worker, at=NOON, kind=PlanKind.CASE
    )
    actions.write(version_id=found.versions.get().pk, body=BODY, services=[], tasks=TASKS, by=county.worker, at=NOON)
    return found


def way_home(plan: Plan, by: object) -> Pathway:
    return open_pathway(plan=plan, by=by, at=NOON)


def said_of(pathway: Pathway, item: str) -> list[tuple[str, str]]:
    part = next(part for part in pathway.parts if part.item.key == item)
    return [(said.stands, said.who) for said in part.newest]


def test_a_dyads_plan_and_the_case_plan_of_the_same_mother_are_two(county, plan):
    other = actions.start(family=county.family, parent=county.ana, pregnancy=None, by=county.worker, at=NOON)
    assert other != plan
    again = {"family": county.family, "parent": county.ana, "pregnancy": None, "by": county.worker, "at": NOON}
    assert actions.start(**again, kind=PlanKind.CASE) == plan


def test_signing_asks_for_a_task_and_meets_the_childs_own_clock(county, plan):
    version = plan.versions.get()
    actions.write(version_id=version.pk, body=BODY, services=[], by=county.worker, at=NOON)
    with pytest.raises(actions.NotReady) as trouble:
        actions.answer(version_id=version.pk, signed=True, signature="Ana", disagreement="", by=county.worker, at=NOON)
    assert trouble.value.gaps == ("Tasks: at least one, with the person who does it",)
    actions.write(version_id=version.pk, body=BODY, services=[], tasks=TASKS, by=county.worker, at=NOON)
    actions.answer(version_id=version.pk, signed=True, signature="Ana", disagreement="", by=county.worker, at=NOON)
    assert {fact.body["step"] for fact in Entry.objects.filter(kind="case_plan", label__subject=county.leo)} == {
        "drafted",
        "signed",
    }
    draft = actions.draft_of(plan=plan, by=county.worker, at=NOON)
    assert [task.what for task in draft.tasks.order_by("pk")] == [job.what for job in TASKS]


def test_the_mother_reads_all_of_it_and_ticks_off_what_she_did(county, plan):
    shown = reading.open_plan(plan=plan, by=county.mother, at=NOON)
    assert shown.whole
    assert [task.what for task in shown.tasks] == ["Bring pay slips", "Ask for an earlier dose"]
    client = Client()
    client.force_login(county.ana.account)
    task = Task.objects.get(what="Bring pay slips")
    page = client.post(reverse("plans:done", args=[county.family.key, plan.pk, task.pk]), follow=True)
    task.refresh_from_db()
    assert task.done_on == localdate()
    assert "Done" in page.content.decode()
    assert Line.objects.filter(act="case_plan.task_done", about=f"task:{task.pk}").exists()


def test_who_leads_no_part_of_it_opens_none_of_it(county, plan):
    for stranger in (county.nurse, county.visitor):
        assert reading.open_plan(plan=plan, by=stranger, at=NOON) is None
        client = browser(stranger)
        for page in ("plans:show", "plans:say", "plans:step", "plans:close", "plans:pdf"):
            assert client.get(reverse(page, args=[county.family.key, plan.pk])).status_code == 404, page


def test_a_treatment_programs_word_is_shown_as_the_mother_consented_and_no_further(county, plan):
    word = Said("recovery", "steady", "Comes every morning.")
    say(plan=plan, said=word, by=county.nurse, at=NOON)
    assert said_of(way_home(plan, county.worker), "recovery") == []
    assert said_of(way_home(plan, county.mother), "recovery") == [("Steady", "Nia Brooks")]
    signed(county, categories=(Category.SUD_TREATMENT,), purposes=(Purpose.CASE_PLANNING,))
    opened = way_home(plan, county.worker)
    assert said_of(opened, "recovery") == [("Steady", "Nia Brooks")]
    assert "part2_notice" in {duty.value for _, decision in opened.shared for duty in decision.obligations}


def test_each_voice_stands_for_itself_the_newest_first_and_nothing_is_added_up(county, plan):
    say(plan=plan, said=Said("family_time", "not_yet", "Left early."), by=county.worker, at=NOON - timedelta(days=9))
    say(plan=plan, said=Said("family_time", "steady", "Kept four of four."), by=county.worker, at=NOON)
    say(plan=plan, said=Said("family_time", "getting_there", "I want longer."), by=county.mother, at=NOON)
    part = next(part for part in way_home(plan, county.worker).parts if part.item.key == "family_time")
    assert [(said.who, said.by_parent, said.stands) for said in part.newest] == [
        ("Ana Rivera", True, "Getting there"),
        ("Dana Cole", False, "Steady"),
    ]
    assert [said.evidence for said in part.earlier] == ["Left early."]
    hers = Entry.objects.get(kind="readiness", body__said_by="parent")
    assert hers.label.program == county.welfare, "her words stand in the plan, as the record of whoever leads it"


def test_people_decide_the_steps_home_and_dissent_stands_beside_them(county, plan):
    steps = (("supervised", 200, ""), ("overnight", 60, "Her lawyer asked for two nights."), ("monitored", 20, ""))
    for step, ago, dissent in steps:
        day = NOON.date() - timedelta(days=ago)
        to = NextStep((county.leo,), step, day, "team", "Ana Rivera, Dana Cole", dissent=dissent)
        take_step(plan=plan, to=to, by=county.worker, at=NOON)
    way = next(way for way in way_home(plan, county.mother).children if way.child == county.leo)
    stands = {one.rung.step: one.rung.stands for one in way.steps}
    assert stands == {
        "supervised": "before",
        "monitored": "now",
        "unsupervised": "ahead",
        "overnight": "before",
        "trial_home_visit": "ahead",
        "home": "ahead",
    }, "a step back is a step"
    assert next(one.rung.decision.dissent for one in way.steps if one.rung.step == "overnight").startswith("Her lawyer")


def test_coming_home_is_a_fact_and_starts_the_looks_at_3_6_and_12_months(county, plan):
    home = date(2026, 8, 1)
    to = NextStep((county.leo,), "home", home, "court", "The judge, Ana Rivera")
    take_step(plan=plan, to=to, by=county.worker, at=NOON)
    plan.refresh_from_db()
    assert Entry.objects.get(kind="return_home").label.subject == county.leo
    [due] = to_review(county.worker, at=NOON)
    assert (due.plan, due.stands.review.name, due.stands.review.due) == (plan, "3 months", date(2026, 11, 1))
    held = reviews.Held("3 months", date(2026, 11, 19), "Ana, Dana", "all", "", still_true=True)
    reviews.hold(plan=plan, held=held, by=county.worker, at=NOON)
    assert to_review(county.worker, at=NOON) == []
    assert Entry.objects.filter(kind="case_plan", body__review="3 months").exists()


def test_the_paper_says_what_the_page_says(county, plan):
    say(plan=plan, said=Said("basics", "not_yet", 'One room # $ "here".'), by=county.worker, at=NOON)
    take = NextStep((county.leo,), "supervised", NOON.date(), "court", "The judge")
    take_step(plan=plan, to=take, by=county.worker, at=NOON)
    shown = reading.open_plan(plan=plan, by=county.worker, at=NOON)
    pdf = as_pdf(shown, way_home(plan, county.worker))
    assert pdf.startswith(b"%PDF-")
    assert b"StructTreeRoot" in pdf


def test_a_worker_starts_it_writes_it_and_takes_a_step_in_the_browser(county):
    client, key = Client(), county.family.key
    client.force_login(User.objects.get(pk=county.worker.user_id))
    begun = client.post(reverse("plans:start", args=[key]), {"parent": county.ana.pk, "kind": "case"})
    plan = Plan.objects.get(kind=PlanKind.CASE)
    assert begun.url == reverse("plans:write", args=[key, plan.pk])
    form = {f"{section}-{field}": said for section, fields in BODY.items() for field, said in fields.items()}
    rows = {"line-TOTAL_FORMS": 0, "line-INITIAL_FORMS": 0, "task-TOTAL_FORMS": 1, "task-INITIAL_FORMS": 0}
    task = {"task-0-what": "Find a ride", "task-0-owner": "Dana Cole", "task-0-section": "family_time"}
    page = client.post(begun.url, {**form, **rows, **task}, follow=True).content.decode()
    assert "Leo home before school starts." in page
    assert "Find a ride" in page
    step = reverse("plans:step", args=[key, plan.pk])
    late = {"children": [county.leo.pk], "step": "overnight", "decided": "team", "who": "Ana, Dana"}
    wrong = client.post(step, {**late, "on": (localdate() + timedelta(days=1)).isoformat()})
    assert wrong.status_code == 400
    assert "still to come" in wrong.content.decode()
    page = client.post(step, {**late, "on": localdate().isoformat()}, follow=True).content.decode()
    assert 'aria-current="step"' in page
    assert Version.objects.get(plan=plan).tasks.get().section == "family_time"
