"""What was asked, answered and arranged before a plan ends; and that it ends with a reason."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from kinbridge.accounts.models import User
from kinbridge.chart.actions import record_entry
from kinbridge.chart.kinds import KINDS
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import NOON
from kinbridge.plans import actions
from kinbridge.plans.closing.actions import NoReason, close
from kinbridge.plans.closing.reading import checklist
from kinbridge.plans.closing.rules import Check, Stage, checks, is_gap, stage
from kinbridge.plans.models import Closing, Plan
from kinbridge.plans.rules import NEEDS, PlanKind, sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(county) -> Plan:
    found = actions.start(
        family=county.family, parent=county.ana, pregnancy=None, by=county.worker, at=NOON, kind=PlanKind.CASE
    )
    body = {"goals": {"goals": "Home."}, "household": {"safe_storage": "no", "housing": "Two rooms"}}
    line = actions.Line(county.ana.pk, "food and benefits", "SNAP", "Dana Cole", program_id=str(county.visiting.pk))
    actions.write(version_id=found.versions.get().pk, body=body, services=[line], by=county.worker, at=NOON)
    return found


@pytest.mark.parametrize("kind", PlanKind)
def test_the_checklist_names_what_a_plan_really_holds(kind):
    known = {(section.key, field.key) for section in sections(of=kind) for field in section.fields}
    for check in checks(kind):
        assert {*check.answered, *check.arranged} <= known, check.key
        assert check.needs <= set(NEEDS)
        assert check.kinds <= {one.code for one in KINDS}


@pytest.mark.parametrize(
    ("said", "served", "facts", "opened", "found", "gap"),
    [
        ({}, (), (), True, Stage.MISSING, True),
        ({"doctor": "Lake Pediatrics"}, (), (), True, Stage.ANSWERED, True),
        ({"first_visit": "2026-11-24"}, (), (), True, Stage.ARRANGED, False),
        ({}, ("baby's health care",), (), True, Stage.ARRANGED, False),
        ({}, (), ("well_child_visit",), True, Stage.ARRANGED, False),
        ({"doctor": "Lake Pediatrics"}, (), (), False, Stage.ELSEWHERE, False),
    ],
)
def test_how_far_the_babys_doctor_has_come(said, served, facts, opened, found, gap):
    check = next(one for one in checks(PlanKind.SAFE_CARE) if one.key == "doctor")
    sections_open = {"infant"} if opened else set()
    assert stage(check, body={"infant": said}, open_sections=sections_open, served=served, facts=facts) is found
    assert is_gap(check, found) is gap


def test_asked_and_not_done_is_enough_only_where_asking_was_the_point():
    storage, alone = (
        next(one for one in checks(PlanKind.SAFE_CARE) if one.key == key) for key in ("storage", "asked_alone")
    )

    def asked(check: Check) -> Stage:
        (section, field), *_ = check.arranged
        return stage(check, body={section: {field: "no"}}, open_sections={section}, served=(), facts=())

    assert asked(storage) is asked(alone) is Stage.ASKED
    assert is_gap(storage, Stage.ASKED)
    assert not is_gap(alone, Stage.ASKED)


def test_child_parent_and_home_are_looked_at_and_a_childs_checkup_counts_for_that_child(county, plan):
    visit = {"months": 48, "kept": True}
    own = {"family": county.family, "by": county.worker, "at": NOON, "occurred_at": NOON}
    record_entry(subject=county.leo, kind="well_child_visit", body=visit, program=county.welfare, **own)
    found = checklist(plan=plan, by=county.worker, at=NOON)
    assert [group.title for group in found.groups] == ["Each child", "The parent", "The home"]
    stages = {line.key: line.stage for group in found.groups for line in group.lines}
    assert stages[f"child.checkup:{county.leo.pk}"] is Stage.ARRANGED
    assert stages[f"child.needs:{county.leo.pk}"] is Stage.MISSING
    assert stages["parent.own_words"] is Stage.ANSWERED
    assert stages["household.storage"] is Stage.ASKED
    assert stages["household.food"] is Stage.ARRANGED


def test_a_plan_ends_with_gaps_only_for_a_reason_and_its_ending_is_never_changed(county, plan):
    given = {"plan": plan, "because": "moved", "by": county.worker, "at": NOON}
    with pytest.raises(NoReason):
        close(**given, gaps=["parent.own_view"], reason=" ")
    closing = close(**given, gaps=["parent.own_view"], reason="They live in Ohio now; the agency there has the plan.")
    plan.refresh_from_db()
    assert plan.closed_on == NOON.date()
    assert Entry.objects.filter(kind="case_plan", body__step="closed").exists()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Closing.objects.filter(pk=closing.pk).update(reason="none")


def test_on_the_page_the_gaps_say_who_mends_them_and_an_ended_plan_takes_no_more_words(county, plan):
    client, where = Client(), [county.family.key, plan.pk]
    client.force_login(User.objects.get(pk=county.worker.user_id))
    page = client.get(reverse("plans:close", args=where)).content.decode()
    assert "Missing" in page
    assert "The recovery coach" in page
    refused = client.post(reverse("plans:close", args=where), {"because": "asked"})
    assert refused.status_code == 400
    assert "Say why the plan may end all the same" in refused.content.decode()
    done = client.post(reverse("plans:close", args=where), {"because": "asked", "reason": "She asked."}, follow=True)
    assert "This plan ended on" in done.content.decode()
    for page_name in ("plans:write", "plans:answer", "plans:say", "plans:step", "plans:close"):
        assert client.get(reverse(page_name, args=where)).status_code == 404, page_name
